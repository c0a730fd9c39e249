"""Group texts that mean the same: average linkage over cosines, along the edges of a neighbour graph.

The average cosine between two groups of unit vectors is the product of their mean vectors, so average
linkage (Sokal and Michener 1958) needs no matrix of all pairs; that only neighbours may join keeps it near
linear. The outcome depends on the vectors alone: ties are broken by row.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

ALIKE = 0.48
"""Mean cosine from which two groups are one, where nothing is known of the site."""
ALIKE_CENTRED = 0.35
"""The same for vectors that are centred on a site's whole mean; between them it changes in step. On three
sets of questions whose topics are known, agreement with the topics was best near these."""
FAR = 0.6
"""Share of the needed cosine below which two groups are not looked at again; it keeps large inputs quick."""
HALF_KNOWN = 20
"""Texts after which half of their mean is taken for what all texts of the site share."""


@dataclass(frozen=True, slots=True)
class Background:
    """What all texts of a site have in common: a vector to take away, and how well it is known, 0 to 1."""

    shared: Array
    known: float

    @property
    def alike(self) -> float:
        """Mean cosine of centred vectors from which two groups are one."""
        return ALIKE + self.known * (ALIKE_CENTRED - ALIKE)

    def centred(self, vectors: Array) -> Array:
        """Take away what is shared; what remains tells topics apart, and has unit length again.

        Without it, everything that an outdoor shop is asked looks alike.
        """
        moved = vectors - self.shared
        return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), np.float32)


def background(vectors: Array) -> Background:
    """Learn from the vectors of typical texts, shape (texts, dimension); a few tell only a little.

    The mean is shrunk towards nothing, as one text's own topic would otherwise count as shared.
    """
    known = len(vectors) / (len(vectors) + HALF_KNOWN)
    shared = known * vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1])
    return Background(np.asarray(shared, np.float32), known)


def cluster(vectors: Array, neighbours: Rows, alike: float = ALIKE) -> tuple[tuple[int, ...], ...]:
    """Group rows of unit `vectors` (texts, dimension); `neighbours` (texts, k) are the nearest rows of each.

    Returns each row in exactly one group, the largest group first, rows ascending.
    """
    linkage = _Linkage(vectors, neighbours)
    linkage.join_all(alike)
    groups = (tuple(sorted(members)) for members in linkage.members.values())
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def medoid(vectors: Array, rows: Sequence[int]) -> int:
    """Give the row that is nearest to all the others of its group; the first of equals."""
    chosen = vectors[list(rows)]
    return rows[int(np.argmax(np.round(chosen @ chosen.mean(axis=0), 6)))]


_Edge = tuple[float, int, int]
"""Negated cosine, then two groups, so that the nearest pair is the least."""


class _Linkage:
    """Groups under way; a joined group gets a new number, so that an edge to a gone one is recognised."""

    def __init__(self, vectors: Array, neighbours: Rows) -> None:
        count = self._next = len(vectors)
        self.members: dict[int, list[int]] = {row: [row] for row in range(count)}
        self._means = np.zeros((2 * count, vectors.shape[1]), dtype=np.float32)
        self._means[:count] = vectors
        self._near: dict[int, set[int]] = {row: set() for row in range(count)}
        for row, near in enumerate(neighbours):
            for other in near:
                if other >= 0 and other != row:
                    self._near[row].add(int(other))
                    self._near[int(other)].add(row)

    def join_all(self, alike: float) -> None:
        """Join the two nearest groups until none are nearer than `alike`."""
        edges = [edge for row in list(self.members) for edge in self._edges(row, alike) if edge[1] == row]
        heapq.heapify(edges)
        while edges:
            _, a, b = heapq.heappop(edges)
            if a in self.members and b in self.members:
                for edge in self._edges(self._join(a, b), alike):
                    heapq.heappush(edges, edge)

    def _join(self, a: int, b: int) -> int:
        joined, self._next = self._next, self._next + 1
        ours, theirs = self.members.pop(a), self.members.pop(b)
        self.members[joined] = ours + theirs
        total = len(ours) * self._means[a] + len(theirs) * self._means[b]
        self._means[joined] = total / (len(ours) + len(theirs))
        near = (self._near.pop(a) | self._near.pop(b)) - {a, b}
        self._near[joined] = near
        for other in near:
            self._near[other] -= {a, b}
            self._near[other].add(joined)
        return joined

    def _edges(self, group: int, alike: float) -> list[_Edge]:
        """Give the edges of a group that are near enough, and forget neighbours that hardly ever will be."""
        near = sorted(self._near[group])
        if not near:
            return []
        # Rounded, so that the order does not hang on the last bit of a processor's sums.
        closeness = np.round(self._means[near] @ self._means[group], 5).tolist()
        for other, cosine in zip(near, closeness, strict=True):
            if cosine < FAR * alike:
                self._near[group].discard(other)
                self._near[other].discard(group)
        return [
            (-cosine, min(group, other), max(group, other))
            for other, cosine in zip(near, closeness, strict=True)
            if cosine >= alike
        ]
