"""Remember the vectors of the articles' texts, also across restarts, so that a publish encodes only what
is new."""

import threading
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge_base.adapters.vector_files import Keys, VectorFile, VectorFolder

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Hears how many texts are done, of how many."""

_AT_ONCE = 256
_SAVED_EVERY = 16_384
"""Fresh vectors after which long work saves, so that a kill loses a minute of it at most."""


class FingerprintedEncoder(Protocol):
    """An encoder that can be told from another."""

    fingerprint: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text."""
        ...


class VectorCache:
    """An encoder with a memory, kept in a folder if a path is given; a file that cannot be used counts as
    none."""

    def __init__(self, encoder: FingerprintedEncoder, path: Path | None = None) -> None:
        self._encoder = encoder
        self._folder = VectorFolder(path / encoder.fingerprint[:16]) if path else None
        self._lock = threading.Lock()
        self._files: tuple[VectorFile, ...] = self._folder.open() if self._folder else ()
        self._fresh: dict[bytes, Vectors] = {}

    def encode(self, texts: Sequence[str], report: Progress | None = None) -> Vectors:
        """Return one unit vector a text, encoding only texts never seen before."""
        keys = _keys(texts)
        vectors = np.empty((len(texts), self._encoder.dimension), np.float32)
        unknown = self._recall(keys, vectors)
        places: dict[str, list[int]] = {}
        for at in unknown:
            places.setdefault(texts[at], []).append(at)
        for text, vector in self._encoded(list(places), report):
            vectors[places[text]] = vector
        return vectors

    def save(self) -> None:
        """Write what was added; a reader finds all of it or nothing of it."""
        if self._folder is None:
            return
        with self._lock:
            if self._fresh:
                keys = np.frombuffer(b"".join(self._fresh), np.uint64).reshape(-1, 2)
                self._folder.add(keys, np.stack(list(self._fresh.values())))
                self._files, self._fresh = self._folder.open(), {}

    def _recall(self, keys: Keys, vectors: Vectors) -> list[int]:
        """Fill in the vectors that are known and return the rows of the others."""
        with self._lock:
            files, fresh = self._files, self._fresh
            known = {at: fresh[key] for at, key in enumerate(_bytes(keys)) if key in fresh} if fresh else {}
        missing = np.ones(len(keys), bool)
        for at, vector in known.items():
            vectors[at], missing[at] = vector, False
        for file in files:
            rows = np.flatnonzero(missing)
            places = file.find(keys[rows])
            found = places >= 0
            vectors[rows[found]] = file.vectors[places[found]]
            missing[rows[found]] = False
        return [int(at) for at in np.flatnonzero(missing)]

    def _encoded(self, texts: Sequence[str], report: Progress | None) -> Iterator[tuple[str, Vectors]]:
        for start in range(0, len(texts), _AT_ONCE):
            part = texts[start : start + _AT_ONCE]
            vectors = self._encoder.encode(part)
            with self._lock:
                self._fresh.update(zip(_bytes(_keys(part)), vectors, strict=True))
                unsaved = len(self._fresh)
            if unsaved >= _SAVED_EVERY:
                self.save()
            yield from zip(part, vectors, strict=True)
            if report:
                report(start + len(part), len(texts))


def _keys(texts: Sequence[str]) -> Keys:
    digests = b"".join(blake2b(text.encode(), digest_size=16).digest() for text in texts)
    return np.frombuffer(digests, np.uint64).reshape(-1, 2)


def _bytes(keys: Keys) -> Iterator[bytes]:
    whole = keys.tobytes()
    return (whole[at : at + 16] for at in range(0, len(whole), 16))
