"""Rows of texts that lie near each other, as pairs, so that each two are looked at once."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]


def pairs(neighbours: Rows) -> Iterator[tuple[int, int]]:
    """Give each pair of rows once, the lower row first, in order.

    `neighbours`, shape (texts, k), holds the nearest rows of each row; -1 and the row itself are skipped.
    """
    found = {
        (min(row, int(other)), max(row, int(other)))
        for row, near in enumerate(neighbours)
        for other in near
        if other >= 0 and other != row
    }
    yield from sorted(found)
