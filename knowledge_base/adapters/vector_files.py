"""Vectors on disk under the digests of their texts: files that never change, each mapped into memory."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge_base.adapters.durable import write_array

Vectors = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]

_MOST_FILES = 8


@dataclass(frozen=True)
class VectorFile:
    """Digests (texts, 2), ordered by their first halves, and their vectors (texts, dimension)."""

    name: str
    keys: Keys
    vectors: Vectors

    def find(self, keys: Keys) -> Rows:
        """Return the row of each digest, -1 for one that is not here."""
        first = self.keys[:, 0]
        places = np.minimum(np.searchsorted(first, keys[:, 0]), len(first) - 1)
        return np.where((self.keys[places] == keys).all(axis=1), places, -1)


class VectorFolder:
    """The files of one encoder. Processes may share it: a file appears whole, and goes only once its
    contents stand in another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> tuple[VectorFile, ...]:
        """Map every file that can be read, the largest first."""
        found = [self._open(path) for path in sorted(self._folder.glob("*.keys.npy"))]
        return tuple(sorted((file for file in found if file), key=lambda file: -len(file.keys)))

    def add(self, keys: Keys, vectors: Vectors) -> None:
        """Write one more file; many small ones become one."""
        self._write(keys, vectors)
        files = self.open()
        if len(files) <= _MOST_FILES:
            return
        # The largest stays as it is, so that a publish never copies the whole knowledge base.
        small = files[1:]
        kept = self._write(np.vstack([f.keys for f in small]), np.vstack([f.vectors for f in small]))
        for file in small:
            if file.name != kept:
                self._keys_path(file.name).unlink(missing_ok=True)
                self._vectors_path(file.name).unlink(missing_ok=True)

    def _write(self, keys: Keys, vectors: Vectors) -> str:
        _, order = np.unique(keys[:, 0], return_index=True)
        name = f"{int(np.bitwise_xor.reduce(keys[order].ravel())):016x}"
        self._folder.mkdir(parents=True, exist_ok=True)
        write_array(self._vectors_path(name), vectors[order])
        # Last: a file counts from the moment its keys are there.
        write_array(self._keys_path(name), keys[order])
        return name

    def _open(self, path: Path) -> VectorFile | None:
        name = path.name.split(".")[0]
        try:
            keys = np.load(path)
            vectors = np.load(self._vectors_path(name), mmap_mode="r")
        except (OSError, EOFError, ValueError):
            return None
        fits = keys.ndim == vectors.ndim == 2 and len(keys) == len(vectors) > 0
        return VectorFile(name, keys, vectors) if fits else None

    def _keys_path(self, name: str) -> Path:
        return self._folder / f"{name}.keys.npy"

    def _vectors_path(self, name: str) -> Path:
        return self._folder / f"{name}.vectors.npy"
