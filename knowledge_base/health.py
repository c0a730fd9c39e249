"""Front door of article health: what an editor should look at, with the evidence for it."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge_base.articles import PublishedArticles
from knowledge_base.domain import finding
from knowledge_base.domain.article import Article
from knowledge_base.domain.contradiction import claims, contradictions
from knowledge_base.domain.finding import Finding
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.domain.neighbours import Rows
from knowledge_base.domain.passages import sentences
from knowledge_base.domain.twins import Contents, alignment, middle, twins
from knowledge_base.domain.usage import Usage, worsening

Array = npt.NDArray[np.float32]

PERIOD = timedelta(days=30)
PATIENCE_S = 10.0
NEAREST_ARTICLES = 10
NEAREST_CLAIMS = 15


class ArticleSource(Protocol):
    """Where articles are read."""

    async def published(self) -> PublishedArticles:
        """Give everything customers may see, ordered by id."""

    async def all(self) -> Sequence[ArticleRecord]:
        """Give every article that is not deleted."""


class UsageLog(Protocol):
    """Where answers are counted."""

    async def usage(self, start: datetime, middle: datetime, end: datetime) -> Sequence[Usage]:
        """Count answers, and those that ended with a person, from `start` to `middle` and on to `end`."""


class Neighbours(Protocol):
    """Finds the nearest rows of each row."""

    def __call__(self, vectors: Array, count: int) -> Rows:
        """Return rows, shape (texts, count), -1 where there are no more."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing the texts of one state of the articles found."""

    articles: tuple[Article, ...]
    findings: tuple[Finding, ...]


class Health:
    """Looks at the articles, at how they are used, and at what became of their answers."""

    def __init__(
        self,
        articles: ArticleSource,
        log: UsageLog,
        encode: Callable[[Sequence[str]], Array],
        neighbours: Neighbours,
        locales: Sequence[str],
        clock: Callable[[], datetime],
    ) -> None:
        self._articles = articles
        self._log = log
        self._encode = encode
        self._neighbours = neighbours
        self._locales = tuple(locales)
        self._clock = clock
        self._compared = Comparison((), ())
        self._comparing: asyncio.Task[Comparison] | None = None

    async def findings(self, patience_s: float = PATIENCE_S) -> tuple[tuple[Finding, ...], bool]:
        """Give everything there is to look at, the most urgent kinds first, and whether that is all.

        Comparing the texts of many articles for the first time takes longer than `patience_s`; it goes on in
        the background, and until then what the last comparison found is given.
        """
        published = (await self._articles.published()).articles
        records = await self._articles.all()
        now = self._clock()
        recent = await self._log.usage(now - 2 * PERIOD, now - PERIOD, now)
        titles = {record.id: record.latest.article.title for record in records}
        complete = await self._compare(published, patience_s)
        present = {article.id for article in published}
        found = (
            *(one for one in self._compared.findings if present.issuperset(one.article_ids)),
            *(
                finding.ends_with_person(worse, titles)
                for worse in worsening(recent)
                if worse.usage.article_id in titles
            ),
            *finding.broken(published),
            *finding.never_used(records, recent, now),
            *finding.untranslated(records, self._locales),
        )
        return found, complete

    async def close(self) -> None:
        """Stop waiting for a comparison under way."""
        if self._comparing is not None:
            self._comparing.cancel()
            await asyncio.gather(self._comparing, return_exceptions=True)

    async def _compare(self, articles: tuple[Article, ...], patience_s: float) -> bool:
        """Compare the texts, unless they are the ones that were compared last; say whether that is done."""
        if self._comparing is None and self._compared.articles != articles:
            self._comparing = asyncio.create_task(asyncio.to_thread(self._comparison, articles))
        if (running := self._comparing) is not None:
            done, _ = await asyncio.wait({running}, timeout=patience_s)
            # Several may wait for the same comparison, and a newer one may have begun meanwhile.
            if done and self._comparing is running:
                self._comparing = None
                self._compared = await running
        return self._compared.articles == articles

    def _comparison(self, articles: tuple[Article, ...]) -> Comparison:
        return Comparison(articles, tuple(self._compared_texts(articles)))

    def _compared_texts(self, articles: Sequence[Article]) -> Iterator[Finding]:
        """Compare within each language only: a translation is no duplicate."""
        for locale in sorted({article.locale for article in articles}):
            same = [article for article in articles if article.locale == locale]
            if len(same) > 1:
                contents = [self._contents(article) for article in same]
                yield from self._contradicting(same, contents)
                yield from self._alike(same, contents)

    def _contradicting(self, articles: Sequence[Article], contents: Sequence[Contents]) -> Iterator[Finding]:
        stated = claims(articles)
        if len(stated) < 2:
            return
        statements = self._encode([claim.statement for claim in stated])
        contexts = self._encode([claim.in_context for claim in stated])
        count = min(NEAREST_CLAIMS + 1, len(stated))
        near = np.hstack([self._neighbours(contexts, count), self._neighbours(statements, count)])

        def questions_alike(first: int, second: int) -> float:
            return alignment(contents[first].asked, contents[second].asked)

        for found in contradictions(stated, statements, contexts, near, questions_alike):
            yield finding.contradiction(found, articles)

    def _alike(self, articles: Sequence[Article], contents: Sequence[Contents]) -> Iterator[Finding]:
        count = min(NEAREST_ARTICLES + 1, len(articles))
        by_question = self._neighbours(np.stack([middle(one.asked) for one in contents]), count)
        by_text = self._neighbours(np.stack([middle(one.said) for one in contents]), count)
        for likeness in twins(contents, np.hstack([by_question, by_text])):
            yield finding.near_duplicate(likeness, articles)

    def _contents(self, article: Article) -> Contents:
        said = sentences(article.body) or (article.title,)
        return Contents(self._encode([article.title, *article.questions]), self._encode(said))
