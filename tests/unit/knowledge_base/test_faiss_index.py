"""The index says exactly what comparing with every vector would."""

import numpy as np
import pytest

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
