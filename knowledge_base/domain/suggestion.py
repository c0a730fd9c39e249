"""Choose, among what customers asked about an article, the wordings that its phrasings lack."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.asked import Asked
from knowledge_base.domain.gap import phrasings

Array = npt.NDArray[np.float32]

LIKELY = 0.3
"""Probability from which an article that was only near counts as what the customer asked about."""
KNOWN = 0.93
"""Cosine from which a question is in the phrasings already."""
SAME = 0.9
MOST = 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A wording, and how many customers asked in this way."""

    text: str
    count: int


def wordings(article_id: str, asked: Sequence[Asked]) -> tuple[tuple[str, int], ...]:
    """Give each distinct question about the article, masked, with its count; the commonest first.

    Questions whose answer did not help are left out: they may be about something else.
    """
    counts: dict[str, int] = {}
    for question in asked:
        if _is_about(article_id, question):
            for text in phrasings([question.text]):
                counts[text] = counts.get(text, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def suggest(asked: Sequence[tuple[str, int]], vectors: Array, present: Array) -> tuple[Suggestion, ...]:
    """Leave out what the article's own phrasings say, and put together what hardly differs.

    Args:
        asked: wordings with their counts, the commonest first.
        vectors: unit vectors of the wordings, shape (wordings, dimension).
        present: unit vectors of the article's title and phrasings.
    """
    leaders: list[int] = []
    counts: list[int] = []
    for row, (_, count) in enumerate(asked):
        if len(present) and float((present @ vectors[row]).max()) >= KNOWN:
            continue
        closeness = vectors[leaders] @ vectors[row] if leaders else np.zeros(0)
        if len(closeness) and float(closeness.max()) >= SAME:
            counts[int(closeness.argmax())] += count
        else:
            leaders.append(row)
            counts.append(count)
    found = [Suggestion(asked[row][0], count) for row, count in zip(leaders, counts, strict=True)]
    return tuple(sorted(found, key=lambda one: (-one.count, one.text)))[:MOST]


def _is_about(article_id: str, asked: Asked) -> bool:
    if asked.helpful is False or asked.failed_article == article_id:
        return False
    if asked.article_id == article_id:
        return True
    near = asked.article_id is None and asked.nearest_id == article_id
    return near and (asked.probability or 0.0) >= LIKELY
