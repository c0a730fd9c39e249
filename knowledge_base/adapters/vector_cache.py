"""Remember the vectors of the articles' texts, also across restarts, so that a publish encodes only what
is new."""

import hashlib
import threading
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

_MOST = 100_000


class FingerprintedEncoder(Protocol):
    """An encoder that can be told from another."""

    fingerprint: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text."""
        ...


class VectorCache:
    """An encoder with a memory, kept in one file if a path is given; a file that cannot be used counts as
    none."""

    def __init__(self, encoder: FingerprintedEncoder, path: Path | None = None) -> None:
        self._encoder = encoder
        self._path = path
        self._lock = threading.Lock()
        self._vectors = _load(path, encoder.fingerprint) if path else {}
        self._saved = len(self._vectors)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, encoding only texts never seen before."""
        keys = [_key(text) for text in texts]
        with self._lock:
            found = {key: self._vectors[key] for key in keys if key in self._vectors}
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        if fresh:
            found.update(zip(fresh, self._encoder.encode(list(fresh.values())), strict=True))
            self._remember({key: found[key] for key in fresh})
        empty = np.empty((0, self._encoder.dimension), np.float32)
        return np.stack([found[key] for key in keys]) if keys else empty

    def save(self) -> None:
        """Write the file if anything was added; a reader finds the old one or the new one."""
        with self._lock:
            if self._path is None or len(self._vectors) == self._saved:
                return
            keys, vectors = b"".join(self._vectors), np.stack(list(self._vectors.values()))
            self._saved = len(self._vectors)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".tmp.npz")
        stored = np.frombuffer(keys, np.uint8)
        np.savez(draft, fingerprint=np.asarray(self._encoder.fingerprint), keys=stored, vectors=vectors)
        draft.replace(self._path)

    def _remember(self, fresh: dict[bytes, Vectors]) -> None:
        with self._lock:
            if len(self._vectors) + len(fresh) > _MOST:
                self._vectors, self._saved = {}, -1
            self._vectors.update(fresh)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def _load(path: Path, fingerprint: str) -> dict[bytes, Vectors]:
    try:
        with np.load(path, allow_pickle=False) as stored:
            if str(stored["fingerprint"]) != fingerprint:
                return {}
            keys, vectors = stored["keys"].tobytes(), stored["vectors"]
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
        return {}
    return {keys[16 * row : 16 * row + 16]: vector for row, vector in enumerate(vectors)}
