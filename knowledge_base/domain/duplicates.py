"""Which rows of an import are articles that are here already: by id, by title, or by what they mean.

Meaning is compared text by text: each of a row's title and questions looks for the nearest title or question
of an article, and the mean of these similarities is the likeness of the two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.imports import SoundRow, folded

Array = npt.NDArray[np.float32]

# Measured on the 122 demo articles: held-out phrasings of another article, 1, 2 and 3 at a time, are as near
# as this in 0 %, 0 % and 0.3 % of 366 trials each, and no two whole articles are; a title in other words
# mostly is ("How do I return a tent?" and "How can I send a tent back?": 0.89).
ALIKE_FROM = (0.85, 0.80, 0.75)
# More texts than these are not worth a minute's wait each time; then only the titles are compared.
MOST_TEXTS = 20_000


class OnDuplicate(StrEnum):
    """What becomes of a row whose article is here already."""

    SKIP = "skip"
    UPDATE = "update"
    CREATE = "create"


class Likeness(StrEnum):
    """In what a row is like an article."""

    ID = "id"
    TITLE = "title"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Outline:
    """As much of an article as is needed to recognise it."""

    id: str
    title: str
    locale: str
    questions: tuple[str, ...] = ()
    deleted: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """What customers might ask to get it."""
        return (self.title, *self.questions)


@dataclass(frozen=True, slots=True)
class Match:
    """The article that a row is like; `similarity` is a cosine, 1 for the same id or title."""

    of: Outline
    by: Likeness
    similarity: float = 1.0


def match_names(rows: Iterable[SoundRow], outlines: Iterable[Outline]) -> dict[str, Match]:
    """The matches by id and by title, under the rows' own ids; an article is matched by one row only.

    An id counts for a row that names it; one that was made from a title says no more than the title. Deleted
    articles are matched as well: they come back rather than appear twice.
    """
    by_id = {outline.id: outline for outline in outlines}
    # The ones that are not deleted come last and win.
    by_title = {_title_key(o): o for o in sorted(by_id.values(), key=lambda o: not o.deleted)}
    rows = tuple(rows)
    found = {
        row.article.id: Match(by_id[row.article.id], Likeness.ID)
        for row in rows
        if row.named and row.article.id in by_id
    }
    claimed = set(found)
    for row in rows:
        outline = by_title.get((row.article.locale, folded(row.article.title)))
        if row.article.id in found or outline is None or outline.id in claimed:
            continue
        if row.named and outline.deleted:
            continue
        found[row.article.id] = Match(outline, Likeness.TITLE)
        claimed.add(outline.id)
    return found


def _title_key(outline: Outline) -> tuple[str, str]:
    return outline.locale, folded(outline.title)


@dataclass(frozen=True, slots=True)
class Meanings:
    """The vectors of present articles, float32, shape (texts, dimension); `starts` is where each begins."""

    outlines: tuple[Outline, ...]
    vectors: Array
    starts: npt.NDArray[np.intp]

    @classmethod
    def of(cls, outlines: Sequence[Outline], vectors: Array) -> "Meanings":
        """Join outlines with the vectors of all their texts, in order."""
        counts = [len(outline.texts) for outline in outlines]
        starts = np.concatenate(([0], np.cumsum(counts)[:-1])) if counts else np.empty(0)
        return cls(tuple(outlines), vectors, starts.astype(np.intp))

    def nearest(self, row: Array) -> tuple[Outline, float] | None:
        """The article most like a row, whose texts have the unit vectors `row`, and how like it is."""
        if not self.outlines:
            return None
        each = np.maximum.reduceat(self.vectors @ row.T, self.starts, axis=0)
        likeness = each.mean(axis=1)
        best = int(likeness.argmax())
        return self.outlines[best], float(likeness[best])


def is_alike(likeness: float, texts: int) -> bool:
    """Whether a row with so many texts means the same as an article; few texts must be nearer."""
    return likeness >= ALIKE_FROM[min(texts, len(ALIKE_FROM)) - 1]


def comparable(outlines: Iterable[Outline], locale: str) -> tuple[Outline, ...]:
    """The articles of one language that are not deleted: a translation is no duplicate."""
    chosen = [outline for outline in outlines if not outline.deleted and outline.locale == locale]
    if sum(len(outline.texts) for outline in chosen) > MOST_TEXTS:
        return tuple(replace(outline, questions=()) for outline in chosen)
    return tuple(chosen)
