"""Which article each searchable unit belongs to, as arrays: all that a search needs to know of a corpus."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.corpus import Corpus, Unit

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Layout:
    """Rows of articles, one a unit: titles and phrasings, passages and sentences, and documents of the word
    search; `passages` says which passage of its article each body unit is from."""

    asked: Rows
    body: Rows
    passages: Rows
    documents: Rows

    def followed_by(self, other: "Layout", articles: int) -> "Layout":
        """Both, the other's articles counted from `articles` on."""
        return Layout(
            asked=np.concatenate([self.asked, other.asked + articles]),
            body=np.concatenate([self.body, other.body + articles]),
            passages=np.concatenate([self.passages, other.passages]),
            documents=np.concatenate([self.documents, other.documents + articles]),
        )


def lay_out(corpus: Corpus) -> Layout:
    """The layout of a corpus, in the order of its units."""
    return Layout(
        asked=_owners(corpus.asked),
        body=_owners(corpus.body),
        passages=np.asarray([unit.passage or 0 for unit in corpus.body], dtype=np.int64),
        documents=_owners(corpus.documents()),
    )


def _owners(units: Sequence[Unit]) -> Rows:
    return np.asarray([unit.article for unit in units], dtype=np.int64)
