"""Recognise a gap that somebody has already dealt with, although its questions are grouped anew each time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.asked import Asked

Array = npt.NDArray[np.float32]
Settlement: TypeAlias = Literal["drafted", "dismissed"]

SHARED = 0.5
SAME_MEANING = 0.6
"""Cosine between centred mean vectors from which a new group is the old gap: of eight questions each, nine in
ten halves of one topic are nearer, and one in ten pairs of the nearest other topics."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided about a gap: dismissed, or made an article; its questions tell it from others."""

    id: str
    status: Settlement
    article_id: str | None
    question_ids: frozenset[str]
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that mean the same; `centre` is their mean vector, of any length."""

    question_ids: frozenset[str]
    centre: Array


def recognise(groups: Sequence[Group], settled: Sequence[tuple[Settled, Array | None]]) -> list[str | None]:
    """Give, for each group, the id of the settled gap that it is, or None; several groups may be one gap.

    A group is a settled gap if half of its questions were part of that gap, or else if it means the same.
    The vector beside a settled gap is the mean of its questions that are still known.
    """
    return [_match(group, settled) for group in groups]


def _match(group: Group, settled: Sequence[tuple[Settled, Array | None]]) -> str | None:
    shared = ((_overlap(group.question_ids, one.question_ids), one.id) for one, _ in settled)
    alike = ((_cosine(group.centre, centre), one.id) for one, centre in settled if centre is not None)
    return _best(shared, SHARED) or _best(alike, SAME_MEANING)


def _best(candidates: Iterable[tuple[float, str]], needed: float) -> str | None:
    closeness, gap_id = max(candidates, default=(0.0, ""))
    return gap_id if closeness >= needed else None


def _overlap(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return len(ours & theirs) / max(1, len(ours))


def _cosine(ours: Array, theirs: Array) -> float:
    return float(ours @ theirs / max(float(np.linalg.norm(ours) * np.linalg.norm(theirs)), 1e-9))


def name_of(questions: Sequence[Asked]) -> str:
    """Name a new gap after its first question, so that its name stays while later ones join."""
    first = min(questions, key=lambda asked: (asked.at, asked.id))
    return f"gap-{blake2b(first.id.encode(), digest_size=6).hexdigest()}"
