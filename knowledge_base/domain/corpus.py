"""All that the published articles say, as the units that are searched: titles, phrasings, passages and
sentences."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.domain.article import Article
from knowledge_base.domain.passages import Passage, cut, plain, sentences

_SHORTEST_SENTENCE = 12
_BOILERPLATE = 3
"""A body unit that this many articles share tells none of them from the others."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One searchable text and the row of its article; `passage` is a row of the corpus's passages."""

    article: int
    text: str
    passage: int | None = None


@dataclass(frozen=True)
class Corpus:
    """The units of a set of articles: `asked` as customers ask (titles, phrasings), `body` as articles
    answer."""

    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]
    asked: tuple[Unit, ...]
    body: tuple[Unit, ...]

    def documents(self) -> tuple[Unit, ...]:
        """One unit for the questions of each article and one for each passage, for word search."""
        return tuple(_asked_together(self.articles)) + tuple(
            Unit(row, _in_context(self.articles[row], passage), at) for at, row, passage in self._placed()
        )

    def texts(self) -> Iterator[str]:
        """Every text once, for the vocabulary."""
        for article in self.articles:
            yield from (article.title, *article.questions)
        yield from (f"{passage.heading} {plain(passage.text)}" for passage in self.passages)

    def _placed(self) -> Iterator[tuple[int, int, Passage]]:
        rows = {article.id: row for row, article in enumerate(self.articles)}
        for at, passage in enumerate(self.passages):
            yield at, rows[passage.article_id], passage


def gather(articles: Sequence[Article]) -> Corpus:
    """Cut the articles and list their units, in the articles' order."""
    asked = [
        Unit(row, text)
        for row, article in enumerate(articles)
        for text in dict.fromkeys(" ".join(t.split()) for t in (article.title, *article.questions))
        if text
    ]
    passages: list[Passage] = []
    body: list[Unit] = []
    for row, article in enumerate(articles):
        for passage in cut(article):
            body.extend(_body_units(row, article, passage, len(passages)))
            passages.append(passage)
    return Corpus(tuple(articles), tuple(passages), tuple(asked), _distinct(body))


def _body_units(row: int, article: Article, passage: Passage, at: int) -> Iterator[Unit]:
    yield Unit(row, _in_context(article, passage), at)
    for sentence in sentences(passage.text):
        if len(sentence) >= _SHORTEST_SENTENCE:
            yield Unit(row, sentence, at)


def _in_context(article: Article, passage: Passage) -> str:
    return ". ".join(part for part in (article.title, passage.heading, plain(passage.text)) if part)


def _asked_together(articles: Sequence[Article]) -> Iterator[Unit]:
    for row, article in enumerate(articles):
        yield Unit(row, " ".join((article.title, *article.questions)))


def _distinct(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Drop what many articles repeat word for word, and repetitions inside one article."""
    once = {(unit.article, unit.text): unit for unit in reversed(units)}
    shared = Counter(text for _, text in once)
    return tuple(unit for unit in reversed(once.values()) if shared[unit.text] < _BOILERPLATE)
