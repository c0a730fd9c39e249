"""One search-ready state of the knowledge base: immutable, so that readers never wait and never see half a
change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.corpus import Corpus, Unit
from knowledge_base.domain.passages import Passage
from knowledge_base.domain.ranking import (
    Ranked,
    Wording,
    best_by_article,
    rank,
    shortlist,
    smooth_by_article,
    traits,
)
from knowledge_base.domain.spelling import Speller

Array = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

_REACH = 256
"""Nearest units looked at; beyond them an article counts as far away."""


class SentenceEncoder(Protocol):
    """Turns texts into unit vectors."""

    def encode(self, texts: Sequence[str]) -> Array:
        """Return one row a text."""
        ...


class DenseSearch(Protocol):
    """Nearest neighbours among unit vectors."""

    def nearest(self, queries: Array, limit: int) -> tuple[Array, Rows]:
        """Return (cosines, rows), the nearest first."""
        ...

    def vectors(self, rows: Rows) -> Array:
        """Return the vectors of some rows."""
        ...


class WordSearch(Protocol):
    """Scores documents by the words they share with a question."""

    def scores(self, question: str) -> Array:
        """Return one score a document, 0 to about 1."""
        ...

    def missing(self, question: str) -> float:
        """Return the share of the question's meaning that no document has a word for."""
        ...


class SpellingSearch(Protocol):
    """Compares texts by groups of letters."""

    def similarities(self, text: str) -> Array:
        """Return cosines, shape (texts,)."""
        ...

    def features(self, text: str) -> Array:
        """Return coordinates for the classifier."""
        ...


class TopicClassifier(Protocol):
    """Says which article a question belongs to."""

    def scores(self, features: Array) -> Array:
        """Return shape (questions, articles)."""
        ...


@dataclass(frozen=True)
class Searchers:
    """The indexes of one snapshot. The two dense ones hold the corpus's `asked` and `body` units in that
    order."""

    asked: DenseSearch
    body: DenseSearch
    lexical: WordSearch
    spelling: SpellingSearch
    classifier: TopicClassifier
    speller: Speller


@dataclass(frozen=True)
class Asked:
    """One question put to a snapshot: its vector (dimension,), the candidates' signals, and its wording."""

    question: str
    vector: Array
    rows: Rows
    signals: Array
    wording: Wording

    def judge(self, calibration: Calibration) -> tuple[Ranked, float]:
        """Rank the candidates and return them with the probability that the first is right."""
        ranked = rank(self.rows, self.signals, np.asarray(calibration.weights, np.float32))
        return ranked, calibration.probability(traits(ranked, self.wording))


class Snapshot:
    """Articles with their indexes and their calibration."""

    def __init__(
        self, corpus: Corpus, encoder: SentenceEncoder, searchers: Searchers, calibration: Calibration
    ) -> None:
        self.corpus = corpus
        self.calibration = calibration
        self._encoder = encoder
        self._searchers = searchers
        self._asked_owners = _owners(corpus.asked)
        self._body_owners = _owners(corpus.body)
        self._document_owners = _owners(corpus.documents())
        self._asked_counts = np.bincount(self._asked_owners, minlength=len(corpus.articles)).astype(
            np.float32
        )

    def recalibrated(self, calibration: Calibration) -> "Snapshot":
        """The same articles and indexes under another calibration."""
        return Snapshot(self.corpus, self._encoder, self._searchers, calibration)

    def ask(self, question: str) -> Asked:
        """Gather every signal for one question; needs at least one article."""
        read = self._searchers.speller.correct(question)
        vector = self._encoder.encode([question])[0]
        signals = self._signals(read, self._reading(question, read, vector))
        rows = shortlist(signals)
        missing = self._searchers.lexical.missing(read)
        wording = Wording(missing, self._searchers.speller.unknown(read), len(question.split()))
        return Asked(question, vector, rows, signals[rows], wording)

    def passage(self, row: int, vector: Array) -> Passage | None:
        """The passage of an article that is nearest to a question, or nothing if it has no body."""
        units = np.flatnonzero(self._body_owners == row)
        if not len(units):
            return next(
                (p for p in self.corpus.passages if p.article_id == self.corpus.articles[row].id), None
            )
        closeness = self._searchers.body.vectors(units) @ vector
        best = self.corpus.body[units[int(np.argmax(closeness))]]
        return None if best.passage is None else self.corpus.passages[best.passage]

    def _reading(self, question: str, read: str, vector: Array) -> Array:
        """The question's vector, drawn half way towards its corrected spelling."""
        if read == question:
            return vector
        both = vector + self._encoder.encode([read])[0]
        return np.asarray(both / max(float(np.linalg.norm(both)), 1e-9), dtype=np.float32)

    def _signals(self, text: str, vector: Array) -> Array:
        """The matrix (articles, len(SIGNALS))."""
        count = len(self.corpus.articles)
        parts, query = self._searchers, vector[None, :]
        (near,), (near_rows,) = parts.asked.nearest(query, _REACH)
        (body,), (body_rows,) = parts.body.nearest(query, _REACH)
        near_owners = self._asked_owners[near_rows]
        features = np.concatenate([vector, parts.spelling.features(text)])[None, :]
        columns = (
            best_by_article(near, near_owners, count),
            smooth_by_article(near, near_owners, self._asked_counts),
            best_by_article(body, self._body_owners[body_rows], count),
            parts.classifier.scores(features)[0],
            best_by_article(parts.spelling.similarities(text), self._asked_owners, count),
            best_by_article(parts.lexical.scores(text), self._document_owners, count),
        )
        return np.stack(columns, axis=1)


def _owners(units: Sequence[Unit]) -> Rows:
    return np.asarray([unit.article for unit in units], dtype=np.int64)
