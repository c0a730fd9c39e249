"""What a snapshot needs of the world: the indexes that its signals come from, as ports.

Every index can be asked for all its units or articles, in rows that never change their meaning; rows are only
ever added behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.article import Article
from knowledge_base.domain.layout import Layout
from knowledge_base.domain.spelling import Speller

Array = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


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

    def similarities(self, text: str, rows: Rows | None = None) -> Array:
        """Return cosines with all texts, or with some rows of them."""
        ...

    def likely(self, text: str, limit: int) -> Rows:
        """Return rows of texts that share the text's rarest groups of letters."""
        ...

    def features(self, text: str) -> Array:
        """Return coordinates for the classifier."""
        ...


class TopicClassifier(Protocol):
    """Says which article a question belongs to."""

    def scores(self, features: Array, rows: Rows | None = None) -> Array:
        """Return shape (questions, articles), of all articles or of some rows of them."""
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


class ArticleIndex(Protocol):
    """Articles in rows, with all that is needed to search them; never changes."""

    @property
    def articles(self) -> Sequence[Article]:
        """The articles, one a row."""

    @property
    def layout(self) -> Layout:
        """Whose each unit is."""

    @property
    def searchers(self) -> Searchers:
        """The indexes."""

    def extended(self, fresh: Sequence[Article], gone: Rows) -> "ArticleIndex":
        """The same with more rows behind; the rows `gone` are searched no more."""
        ...
