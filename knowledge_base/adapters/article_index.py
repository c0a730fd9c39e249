"""All that is searched of a set of articles, built in one go and extended by a few articles quickly."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from knowledge_base.adapters import classifier, lexical_index, spelling_index
from knowledge_base.adapters.classifier import Classifier
from knowledge_base.adapters.faiss_index import FaissIndex
from knowledge_base.adapters.lexical_index import LexicalIndex
from knowledge_base.adapters.spelling_index import SpellingIndex
from knowledge_base.domain.article import Article
from knowledge_base.domain.corpus import Corpus, Selection, gather
from knowledge_base.domain.layout import Layout, lay_out
from knowledge_base.domain.rehearsal import ENOUGH_PHRASINGS
from knowledge_base.domain.spelling import Speller, learn
from knowledge_base.searchers import Searchers

Array = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Report = Callable[[int, int], None]
"""Hears how much is done, of how much."""
Part = TypeVar("Part")

_PARTS = 6


class Source(Protocol):
    """Where the vectors of texts come from."""

    def encode(self, texts: Sequence[str], report: Report | None = None) -> Array:
        """Return one unit vector a text."""
        ...


@dataclass(frozen=True)
class Indexes(Searchers):
    """The indexes by their kinds, as they can be extended and stored."""

    asked: FaissIndex
    body: FaissIndex
    lexical: LexicalIndex
    spelling: SpellingIndex
    classifier: Classifier
    speller: Speller


@dataclass(frozen=True)
class BuiltIndex:
    """Articles in rows with their indexes; `source` encodes the texts of those that come later."""

    articles: tuple[Article, ...]
    layout: Layout
    searchers: Indexes
    selection: Selection
    source: Source

    def extended(self, fresh: Sequence[Article], gone: Rows) -> "BuiltIndex":
        """The same with more articles behind, weighed by what was learnt from those that are there.

        Only work that the fresh articles make is done; `gone` are rows that are searched no more.
        """
        corpus, known = gather(fresh, self.selection), self.searchers
        asked = self.source.encode([unit.text for unit in corpus.asked])
        body = self.source.encode([unit.text for unit in corpus.body])
        features, owners = _examples(corpus, asked, body, known.spelling)
        searchers = Indexes(
            asked=known.asked.extended(asked),
            body=known.body.extended(body),
            lexical=known.lexical.extended([unit.text for unit in corpus.documents()]),
            spelling=known.spelling.extended([unit.text for unit in corpus.asked]),
            classifier=known.classifier.extended(features, owners, len(fresh), gone),
            speller=known.speller.extended(corpus.texts()),
        )
        layout = self.layout.followed_by(lay_out(corpus), len(self.articles))
        return BuiltIndex((*self.articles, *fresh), layout, searchers, self.selection, self.source)


def build(
    articles: Sequence[Article], source: Source, words: Mapping[str, int], report: Report | None = None
) -> BuiltIndex:
    """Index the articles; `words` are those of the language, with their ranks."""
    corpus = gather(articles)
    asked_texts = [unit.text for unit in corpus.asked]
    texts = [*asked_texts, *(unit.text for unit in corpus.body)]
    progress = _Progress(report, len(texts))
    vectors = source.encode(texts, progress.encoded)
    asked, body = vectors[: len(asked_texts)], vectors[len(asked_texts) :]
    spelling = progress.made(spelling_index.build(asked_texts))
    features, owners = _examples(corpus, asked, body, spelling, spelling.own_features())
    letters = spelling.directions.shape[1]
    searchers = Indexes(
        asked=progress.made(FaissIndex(asked)),
        body=progress.made(FaissIndex(body)),
        lexical=progress.made(lexical_index.build([unit.text for unit in corpus.documents()])),
        spelling=spelling,
        classifier=progress.made(classifier.fit(features, owners, len(corpus.articles), letters)),
        speller=progress.made(learn(corpus.texts(), words)),
    )
    return BuiltIndex(corpus.articles, lay_out(corpus), searchers, corpus.selection, source)


@dataclass(slots=True)
class _Progress:
    """Counts every text twice: once when it has its vector, and once more as the parts are made of them."""

    report: Report | None
    texts: int
    parts: int = 0

    def encoded(self, done: int, fresh: int) -> None:
        """Hear of fresh texts that have their vectors; all others had theirs before."""
        self._tell(self.texts - fresh + done)

    def made(self, part: Part) -> Part:
        """Count one more part of the index, and give it back."""
        self.parts += 1
        self._tell(self.texts + self.texts * self.parts // _PARTS)
        return part

    def _tell(self, done: int) -> None:
        if self.report:
            self.report(done, 2 * self.texts)


def _examples(
    corpus: Corpus, asked: Array, body: Array, spelling: SpellingIndex, letters: Array | None = None
) -> tuple[Array, Rows]:
    """What the classifier learns from: titles and phrasings, and the body too where an article has hardly
    any phrasings; `letters` are the spelling features of the asked units, if they are at hand."""
    poor = {row for row, article in enumerate(corpus.articles) if len(article.questions) < ENOUGH_PHRASINGS}
    lent = [at for at, unit in enumerate(corpus.body) if unit.article in poor]
    if letters is None:
        letters = _letters([unit.text for unit in corpus.asked], spelling)
    spelt = np.vstack([letters, _letters([corpus.body[at].text for at in lent], spelling)])
    features = np.hstack([np.vstack([asked, body[lent]]), spelt]).astype(np.float32)
    units = [*corpus.asked, *(corpus.body[at] for at in lent)]
    return features, np.asarray([unit.article for unit in units], dtype=np.int64)


def _letters(texts: Sequence[str], spelling: SpellingIndex) -> Array:
    empty = np.empty((0, spelling.directions.shape[1]), np.float32)
    return np.stack([spelling.features(text) for text in texts]) if texts else empty
