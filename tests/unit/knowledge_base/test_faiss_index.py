"""The index says exactly what comparing with every vector would."""

from pathlib import Path

import numpy as np
import pytest

from knowledge_base.adapters import faiss_index
from knowledge_base.adapters.faiss_index import FaissIndex


def unit(rows: int, seed: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).standard_normal((rows, 384)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.mark.parametrize(("rows", "limit"), [(1, 5), (50, 50), (700, 10)])
def test_nearest_equals_brute_force(rows: int, limit: int) -> None:
    vectors, queries = unit(rows, 1), unit(20, 2)
    cosines, found = FaissIndex(vectors).nearest(queries, limit)
    brute = queries @ vectors.T
    order = np.argsort(-brute, axis=1)[:, :limit]
    assert found.tolist() == order.tolist()
    assert cosines == pytest.approx(np.take_along_axis(brute, order, axis=1), abs=1e-5)


def test_an_empty_index_finds_nothing() -> None:
    cosines, found = FaissIndex(np.empty((0, 384), np.float32)).nearest(unit(2, 3), 5)
    assert cosines.shape == found.shape == (2, 0)


def test_stored_vectors_come_back() -> None:
    vectors = unit(30, 4)
    assert (FaissIndex(vectors).vectors(np.asarray([3, 7])) == vectors[[3, 7]]).all()


@pytest.mark.parametrize("first", [0, 1, 40])
def test_vectors_that_come_later_are_found_in_their_own_rows(first: int) -> None:
    vectors, queries = unit(60, 5), unit(10, 6)
    grown = FaissIndex(vectors[:first]).extended(vectors[first:50]).extended(vectors[50:])
    cosines, rows = grown.nearest(queries, 12)
    expected, wanted = FaissIndex(vectors).nearest(queries, 12)
    assert rows.tolist() == wanted.tolist()
    assert cosines == pytest.approx(expected, abs=1e-6)
    assert (grown.vectors(np.asarray([59, 3, 0])) == vectors[[59, 3, 0]]).all()
    assert len(grown) == 60


def clustered(rows: int) -> np.ndarray:
    """Vectors in groups, as texts about the same thing are."""
    dice = np.random.default_rng(7)
    vectors = unit(50, 8)[dice.integers(0, 50, rows)] + 0.05 * dice.standard_normal((rows, 384))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def test_cells_find_nearly_all_that_comparing_with_every_vector_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = clustered(3_000)
    exact = FaissIndex(vectors)
    monkeypatch.setattr(faiss_index, "EXACT_UP_TO", 1_000)
    cells = FaissIndex(vectors)
    cells.save(tmp_path / "body")
    queries = clustered(40)
    wanted = exact.nearest(queries, 10)[1]
    for index in (cells, FaissIndex.open(tmp_path / "body")):
        cosines, rows = index.nearest(queries, 10)
        shared = [len(set(a) & set(b)) for a, b in zip(rows.tolist(), wanted.tolist(), strict=True)]
        assert np.mean(shared) > 9.5
        own = np.take_along_axis(queries @ vectors.T, rows, axis=1)
        assert cosines == pytest.approx(own, abs=1e-3)
        assert index.vectors(rows[0]) == pytest.approx(vectors[rows[0]], abs=1e-3)


def test_what_is_stored_comes_back_the_same(tmp_path: Path) -> None:
    vectors, queries = unit(30, 9), unit(3, 10)
    FaissIndex(vectors).save(tmp_path / "asked")
    again = FaissIndex.open(tmp_path / "asked")
    assert again.nearest(queries, 5)[1].tolist() == FaissIndex(vectors).nearest(queries, 5)[1].tolist()
    with pytest.raises(ValueError, match="fresh"):
        again.extended(unit(1, 1)).save(tmp_path / "grown")
