"""Find articles that say or are asked the same, so that one of them may go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.neighbours import Rows, pairs

Array = npt.NDArray[np.float32]
Sameness: TypeAlias = Literal["questions", "text"]

SAME_QUESTIONS = 0.72
SAME_TEXT = 0.78
"""No two of the demo's 122 articles come nearer than 0.64 by their questions and 0.65 by their text."""
FEWEST_QUESTIONS = 3
FEWEST_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two articles, given as rows, have in common, and how near they are, 0 to 1."""

    first: int
    second: int
    by: Sameness
    similarity: float


@dataclass(frozen=True, slots=True)
class Contents:
    """One article's unit vectors: of its title and phrasings, and of its sentences."""

    asked: Array
    said: Array


def twins(contents: Sequence[Contents], neighbours: Rows) -> tuple[Likeness, ...]:
    """Give the pairs that are near-duplicates; only articles that are neighbours of each other are compared.

    Each text of one article looks for the nearest of the other. By questions the mean over both articles
    counts; by text it is enough that one article holds nearly all that the other says.
    """
    found = (_compare(contents, a, b) for a, b in pairs(neighbours))
    return tuple(likeness for likeness in found if likeness)


def middle(vectors: Array) -> Array:
    """Give the unit vector in the middle of several, by which an article finds its neighbours."""
    mean = vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


def alignment(first: Array, second: Array) -> float:
    """Give how near two articles are by their texts, 0 to 1: the mean over both of each text's nearest."""
    return sum(_covered(first, second)) / 2


def _compare(contents: Sequence[Contents], a: int, b: int) -> Likeness | None:
    first, second = contents[a], contents[b]
    if min(len(first.asked), len(second.asked)) >= FEWEST_QUESTIONS:
        asked = alignment(first.asked, second.asked)
        if asked >= SAME_QUESTIONS:
            return Likeness(a, b, "questions", asked)
    if min(len(first.said), len(second.said)) >= FEWEST_SENTENCES:
        said = max(_covered(first.said, second.said))
        if said >= SAME_TEXT:
            return Likeness(a, b, "text", said)
    return None


def _covered(first: Array, second: Array) -> tuple[float, float]:
    cosines = first @ second.T
    return float(cosines.max(axis=1).mean()), float(cosines.max(axis=0).mean())
