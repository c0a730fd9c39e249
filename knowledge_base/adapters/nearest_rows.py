"""The nearest rows of each row among unit vectors, by exact search with FAISS."""

import faiss
import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


def nearest_rows(vectors: Vectors, count: int) -> Rows:
    """Return rows, shape (texts, count), the nearest first, each row mostly first itself; -1 for none."""
    contiguous = np.ascontiguousarray(vectors, dtype=np.float32)
    index = faiss.IndexFlatIP(contiguous.shape[1])
    index.add(contiguous)
    _, rows = index.search(contiguous, count)
    return np.asarray(rows, np.int64)
