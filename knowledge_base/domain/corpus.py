"""All that the published articles say, as the units that are searched: titles, phrasings, passages and
sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge_base.domain.article import Article
from knowledge_base.domain.passages import Passage, cut, plain, sentences

_SHORTEST_SENTENCE = 12
_BOILERPLATE = 3
"""A body unit that this many articles share tells none of them from the others."""
_SENTENCES_UP_TO = 20_000
"""Passages whose sentences are searched as well; of more, passages stand for themselves, as sentences would
treble time and memory of the index."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One searchable text and the row of its article; `passage` counts within the article."""

    article: int
    text: str
    passage: int | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a body is searched: not the `boilerplate` that many articles repeat, and sentences only if
    there are not too many."""

    boilerplate: frozenset[str] = frozenset()
    sentences: bool = True


@dataclass(frozen=True)
class Corpus:
    """The units of a set of articles: `asked` as customers ask (titles, phrasings), `body` as articles
    answer, by a selection that fits all of them."""

    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]
    asked: tuple[Unit, ...]
    body: tuple[Unit, ...]
    selection: Selection = Selection()

    def documents(self) -> tuple[Unit, ...]:
        """One unit for the questions of each article and one for each passage, for word search."""
        return tuple(_asked_together(self.articles)) + tuple(
            Unit(row, _in_context(self.articles[row], passage)) for row, passage in self._placed()
        )

    def texts(self) -> Iterator[str]:
        """Every text once, for the vocabulary."""
        for article in self.articles:
            yield from (article.title, *article.questions)
        yield from (f"{passage.heading} {plain(passage.text)}" for passage in self.passages)

    def _placed(self) -> Iterator[tuple[int, Passage]]:
        rows = {article.id: row for row, article in enumerate(self.articles)}
        for passage in self.passages:
            yield rows[passage.article_id], passage


def gather(articles: Sequence[Article], selection: Selection | None = None) -> Corpus:
    """Cut the articles and list their units, in the articles' order; a selection that was made for many
    articles holds for a few others beside them."""
    asked = [
        Unit(row, text)
        for row, article in enumerate(articles)
        for text in dict.fromkeys(" ".join(t.split()) for t in (article.title, *article.questions))
        if text
    ]
    passages = [cut(article) for article in articles]
    chosen = selection or Selection(sentences=sum(map(len, passages)) <= _SENTENCES_UP_TO)
    units = (
        unit
        for row, article in enumerate(articles)
        for at, passage in enumerate(passages[row])
        for unit in _body_units(row, article, passage, at, chosen.sentences)
    )
    once = {(unit.article, unit.text): unit for unit in reversed([*units])}
    if selection is None:
        chosen = replace(chosen, boilerplate=_boilerplate(once))
    kept = (unit for unit in reversed(once.values()) if unit.text not in chosen.boilerplate)
    body = tuple(_titled(unit, articles[unit.article].title) for unit in kept)
    every = tuple(passage for own in passages for passage in own)
    return Corpus(tuple(articles), every, tuple(asked), body, chosen)


def _body_units(
    row: int, article: Article, passage: Passage, at: int, with_sentences: bool
) -> Iterator[Unit]:
    yield Unit(row, _in_context(article, passage), at)
    for sentence in sentences(passage.text) if with_sentences else ():
        if len(sentence) >= _SHORTEST_SENTENCE:
            yield Unit(row, sentence, at)


def _titled(unit: Unit, title: str) -> Unit:
    """A sentence alone does not say what it is about; a whole passage begins with the title anyway."""
    return unit if unit.text.startswith(title) else replace(unit, text=f"{title}. {unit.text}")


def _in_context(article: Article, passage: Passage) -> str:
    return ". ".join(part for part in (article.title, passage.heading, plain(passage.text)) if part)


def _asked_together(articles: Sequence[Article]) -> Iterator[Unit]:
    for row, article in enumerate(articles):
        yield Unit(row, " ".join((article.title, *article.questions)))


def _boilerplate(units: Iterable[tuple[int, str]]) -> frozenset[str]:
    """What several articles repeat word for word."""
    shared = Counter(text for _, text in units)
    return frozenset(text for text, articles in shared.items() if articles >= _BOILERPLATE)
