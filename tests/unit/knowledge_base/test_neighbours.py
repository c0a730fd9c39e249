"""Pairs of rows that lie near each other."""

import numpy as np

from knowledge_base.domain.neighbours import pairs


def test_each_pair_once_in_order_and_never_with_itself() -> None:
    near = np.asarray([[0, 2, 1], [1, 0, -1], [2, 0, -1]])
    assert list(pairs(near)) == [(0, 1), (0, 2)]


def test_no_rows_no_pairs() -> None:
    assert list(pairs(np.empty((0, 3), np.int64))) == []
