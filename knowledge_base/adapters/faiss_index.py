"""Nearest neighbours among unit vectors, by FAISS: exact as long as that is quick, by cells beyond.

The cells are an inverted file (Sivic and Zisserman 2003; Johnson et al. 2019) over half-precision vectors; of
each question only the nearest cells are compared. Vectors that came after the index was made are compared
one by one.
"""

import math
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

EXACT_UP_TO = 16_000
"""Vectors that are compared one by one within a millisecond."""
_VISITED = 96
"""Cells looked into: with fewer, neighbours are missed; the measurement reports how many."""
_SAMPLE = 64
"""Vectors a cell is learnt from."""


class FaissIndex:
    """An immutable index of inner products."""

    def __init__(
        self, vectors: Vectors, fresh: Vectors | None = None, built: faiss.Index | None = None
    ) -> None:
        """Index `vectors`, or take the index `built` of them; `fresh` ones follow in their own rows."""
        self._index = built or _build(np.ascontiguousarray(vectors, dtype=np.float32))
        self._vectors = vectors
        self._fresh = vectors[:0] if fresh is None else fresh

    def __len__(self) -> int:
        return len(self._vectors) + len(self._fresh)

    def extended(self, vectors: Vectors) -> "FaissIndex":
        """The same with more vectors behind; the index itself is shared."""
        return FaissIndex(self._vectors, np.concatenate([self._fresh, vectors]), self._index)

    def vectors(self, rows: Rows) -> Vectors:
        """Return the stored vectors of some rows, shape (rows, dimension)."""
        count = len(self._vectors)
        found = np.empty((len(rows), self._vectors.shape[1]), np.float32)
        found[rows < count] = self._vectors[rows[rows < count]]
        found[rows >= count] = self._fresh[rows[rows >= count] - count]
        return found

    def nearest(self, queries: Vectors, limit: int) -> tuple[Vectors, Rows]:
        """Return (cosines, rows), both (queries, at most limit), the nearest first; a row of -1 is none."""
        queries = np.ascontiguousarray(queries, dtype=np.float32)
        cosines, rows = self._index.search(queries, max(1, min(limit, len(self._vectors))))
        if not len(self._vectors):
            cosines, rows = cosines[:, :0], rows[:, :0]
        if len(self._fresh):
            count = len(self._vectors) + np.arange(len(self._fresh))
            rows = np.concatenate([rows, np.broadcast_to(count, (len(queries), len(count)))], axis=1)
            cosines = np.concatenate([cosines, queries @ self._fresh.T], axis=1)
            order = np.argsort(-cosines, axis=1, kind="stable")[:, :limit]
            cosines = np.take_along_axis(cosines, order, axis=1)
            rows = np.take_along_axis(rows, order, axis=1)
        return cosines, rows

    def save(self, path: Path) -> None:
        """Write index and vectors beside each other under this name; fresh vectors are refused."""
        if len(self._fresh):
            raise ValueError("only an index without fresh vectors can be saved")
        np.save(path.with_suffix(".npy"), self._stored())
        if not _is_exact(self._index):
            faiss.write_index(self._index, str(path.with_suffix(".faiss")))

    def _stored(self) -> npt.NDArray[Any]:
        return self._vectors if _is_exact(self._index) else self._vectors.astype(np.float16)

    @classmethod
    def open(cls, path: Path) -> "FaissIndex":
        """Read what `save` wrote; large parts are mapped into memory."""
        vectors = np.load(path.with_suffix(".npy"), mmap_mode="r").view(np.ndarray)
        if not path.with_suffix(".faiss").exists():
            return cls(vectors)
        return cls(vectors, np.empty((0, vectors.shape[1]), np.float32), _map(path.with_suffix(".faiss")))


def _is_exact(index: faiss.Index) -> bool:
    return isinstance(index, faiss.IndexFlat)


def _build(vectors: Vectors) -> faiss.Index:
    count, dimension = vectors.shape
    if count <= EXACT_UP_TO:
        flat = faiss.IndexFlatIP(dimension)
        flat.add(vectors)
        return flat
    cells = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension),
        dimension,
        int(2 * math.sqrt(count)),
        faiss.ScalarQuantizer.QT_fp16,
        faiss.METRIC_INNER_PRODUCT,
        False,  # vectors as they are, not relative to their cell
    )
    cells.cp.max_points_per_centroid = _SAMPLE
    cells.train(vectors)
    cells.add(vectors)
    return _visiting(cells)


def _map(path: Path) -> faiss.Index:
    return _visiting(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))


def _visiting(cells: faiss.Index) -> faiss.Index:
    faiss.ParameterSpace().set_index_parameter(cells, "nprobe", _VISITED)
    return cells
