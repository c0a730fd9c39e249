"""Exact nearest neighbours among unit vectors, by FAISS."""

import faiss
import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


class FaissIndex:
    """An immutable flat inner-product index; exact, so its answers do not depend on how it was filled."""

    def __init__(self, vectors: Vectors) -> None:
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        memory = faiss.rev_swig_ptr(self._index.get_xb(), vectors.size)
        self._stored = memory.reshape(vectors.shape)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def vectors(self, rows: Rows) -> Vectors:
        """Return the stored vectors of some rows, shape (rows, dimension)."""
        return np.asarray(self._stored[rows], dtype=np.float32)

    def nearest(self, queries: Vectors, limit: int) -> tuple[Vectors, Rows]:
        """Return (cosines, rows), both (queries, min(limit, size)), the nearest first."""
        count = min(limit, len(self))
        if count == 0:
            empty = (len(queries), 0)
            return np.empty(empty, np.float32), np.empty(empty, np.int64)
        return self._index.search(np.ascontiguousarray(queries, dtype=np.float32), count)
