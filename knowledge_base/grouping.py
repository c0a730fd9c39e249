"""Groups unanswered questions into gaps, and finds among them those that somebody has dealt with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.asked import Asked
from knowledge_base.domain.clusters import Background, background, cluster, medoid
from knowledge_base.domain.gap import Gap, GapStatus
from knowledge_base.domain.gap_ledger import Group, Settled, name_of, recognise

Array = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

NEIGHBOURS = 20


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Questions, oldest first, and their unit vectors, shape (questions, dimension)."""

    questions: tuple[Asked, ...]
    vectors: Array


class Neighbours(Protocol):
    """Finds the nearest rows of each row."""

    def __call__(self, vectors: Array, count: int) -> Rows:
        """Return rows, shape (texts, count), -1 where there are no more."""


class Grouping:
    """Remembers the last groups, so that the same questions are not grouped twice."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours
        self._grouped: tuple[tuple[str, ...], tuple[tuple[int, ...], ...]] = ((), ())

    def assemble(
        self, found: Unanswered, settled: Sequence[tuple[Settled, Unanswered]], typical: Array
    ) -> tuple[Gap, ...]:
        """Group the questions, put groups that are one settled gap together, and add what left the window.

        Args:
            found: the questions of the window.
            settled: the decisions, each with those of its questions that are still known.
            typical: unit vectors of texts of the site, shape (texts, dimension).
        """
        site = background(typical)
        vectors = site.centred(found.vectors) if found.questions else found.vectors
        known = [(one, _centre(old, site)) for one, old in settled]
        groups = [(rows, _group(found, vectors, rows)) for rows in self._group_all(found, vectors, site)]
        ids = recognise([group for _, group in groups], known)
        members: dict[str, list[int]] = {}
        for (rows, _), gap_id in zip(groups, ids, strict=True):
            key = gap_id or name_of([found.questions[row] for row in rows])
            members.setdefault(key, []).extend(rows)
        decisions = {one.id: one for one, _ in settled}
        present = [_gap(key, found, vectors, rows, decisions.get(key)) for key, rows in members.items()]
        past = [
            _gap(one.id, old, old.vectors, list(range(len(old.questions))), one)
            for one, old in settled
            if one.id not in members and one.status == "drafted" and old.questions
        ]
        return (*present, *past)

    def _group_all(self, found: Unanswered, vectors: Array, site: Background) -> tuple[tuple[int, ...], ...]:
        """Group anew only when the questions are others than last time."""
        ids = tuple(asked.id for asked in found.questions)
        if not ids:
            return ()
        if self._grouped[0] != ids:
            near = self._neighbours(vectors, min(NEIGHBOURS + 1, len(ids)))
            self._grouped = (ids, cluster(vectors, near, site.alike))
        return self._grouped[1]


def _centre(old: Unanswered, site: Background) -> Array | None:
    if not old.questions:
        return None
    return np.asarray(site.centred(old.vectors).mean(axis=0), np.float32)


def _group(found: Unanswered, vectors: Array, rows: Sequence[int]) -> Group:
    ids = frozenset(found.questions[row].id for row in rows)
    return Group(ids, np.asarray(vectors[list(rows)].mean(axis=0), np.float32))


def _gap(gap_id: str, found: Unanswered, vectors: Array, rows: Sequence[int], settled: Settled | None) -> Gap:
    questions = tuple(found.questions[row] for row in sorted(rows, reverse=True))
    status: GapStatus = settled.status if settled else "open"
    name = found.questions[medoid(vectors, rows)].text
    return Gap(gap_id, name, questions, status, settled.article_id if settled else None)
