"""Grouping unit vectors whose groups are known."""

import numpy as np
import numpy.typing as npt
import pytest

from knowledge_base.adapters.nearest_rows import nearest_rows
from knowledge_base.domain.clusters import ALIKE, ALIKE_CENTRED, background, cluster, medoid

Array = npt.NDArray[np.float32]


def blobs(*sizes: int, noise: float = 0.05, seed: int = 3) -> Array:
    """Unit vectors around as many directions as there are sizes."""
    random = np.random.default_rng(seed)
    centres = random.standard_normal((len(sizes), 64))
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    rows = np.repeat(centres, sizes, axis=0)
    rows = rows + noise * random.standard_normal(rows.shape)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def test_groups_are_found_and_the_largest_comes_first() -> None:
    vectors = blobs(3, 8, 5)
    groups = cluster(vectors, nearest_rows(vectors, 8))
    assert groups == ((3, 4, 5, 6, 7, 8, 9, 10), (11, 12, 13, 14, 15), (0, 1, 2))


def test_every_row_is_in_exactly_one_group() -> None:
    vectors = blobs(*[4] * 25, noise=0.2)
    groups = cluster(vectors, nearest_rows(vectors, 10))
    assert sorted(row for group in groups for row in group) == list(range(100))


def test_average_linkage_agrees_with_the_whole_matrix() -> None:
    vectors = blobs(6, 6, 6, noise=0.12)
    all_rows = np.tile(np.arange(len(vectors)), (len(vectors), 1))
    few = cluster(vectors, nearest_rows(vectors, 6))
    assert few == cluster(vectors, all_rows) == plain_average_linkage(vectors, ALIKE)


def plain_average_linkage(vectors: Array, alike: float) -> tuple[tuple[int, ...], ...]:
    groups = [[row] for row in range(len(vectors))]
    cosines = vectors @ vectors.T
    while True:
        best = max(
            (float(cosines[np.ix_(a, b)].mean()), i, j)
            for i, a in enumerate(groups)
            for j, b in enumerate(groups)
            if i < j
        )
        if best[0] < alike or len(groups) == 1:
            return tuple(sorted((tuple(sorted(g)) for g in groups), key=lambda g: (-len(g), g)))
        merged = groups[best[1]] + groups.pop(best[2])
        groups[best[1]] = merged


def test_the_order_of_the_rows_does_not_matter() -> None:
    vectors = blobs(5, 7, 4, 6, noise=0.15)
    order = np.random.default_rng(1).permutation(len(vectors))
    shuffled = np.ascontiguousarray(vectors[order])
    groups = {frozenset(group) for group in cluster(vectors, nearest_rows(vectors, 10))}
    again = {frozenset(int(order[r]) for r in g) for g in cluster(shuffled, nearest_rows(shuffled, 10))}
    assert groups == again


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_and_one_text(count: int) -> None:
    vectors = np.full((count, 4), 0.5, np.float32)
    near = np.zeros((count, 1), np.int64)
    assert cluster(vectors, near) == tuple((row,) for row in range(count))


def test_equal_texts_are_one_group() -> None:
    vectors = np.repeat(blobs(1), 5, axis=0)
    assert cluster(vectors, nearest_rows(vectors, 3)) == ((0, 1, 2, 3, 4),)


def test_rows_without_neighbours_stay_alone() -> None:
    vectors = blobs(2)
    assert cluster(vectors, np.full((2, 2), -1)) == ((0,), (1,))


def test_the_medoid_is_in_the_middle() -> None:
    vectors = np.asarray([[1, 0], [0.8, 0.6], [0, 1], [-1, 0]], np.float32)
    assert medoid(vectors, [0, 1, 2]) == 1
    assert medoid(vectors, [3]) == 3
    assert medoid(vectors, [2, 0]) == 2


def test_centring_takes_away_what_all_share() -> None:
    shared = np.asarray([[0.8, 0.6, 0.0], [0.8, 0.0, 0.6]], np.float32)
    site = background(np.repeat(np.asarray([[0.8, 0.3, 0.3]], np.float32), 100_000, axis=0))
    moved = site.centred(shared)
    assert float(moved[0] @ moved[1]) == pytest.approx(-1.0, abs=1e-3)
    assert np.allclose(np.linalg.norm(moved, axis=1), 1.0)
    assert site.alike == pytest.approx(ALIKE_CENTRED, abs=1e-3)


def test_a_text_or_two_say_little_about_a_site() -> None:
    one = blobs(1)
    site = background(one)
    assert float(site.centred(one)[0] @ one[0]) == pytest.approx(1.0, abs=1e-5)
    assert ALIKE_CENTRED < site.alike < ALIKE


def test_of_no_text_nothing_is_known() -> None:
    site = background(np.empty((0, 64), np.float32))
    assert np.allclose(site.centred(blobs(2)), blobs(2), atol=1e-6)
    assert site.alike == ALIKE
