"""Files that a kill or a power cut leaves whole: written aside, flushed to the disk, renamed in one step."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt


def write_array(path: Path, array: npt.NDArray[Any]) -> None:
    """Write an array that `numpy.load` can map."""
    _write(path, lambda file: np.save(file, array, allow_pickle=False))


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 text."""
    _write(path, lambda file: file.write(text.encode()))


def flush(path: Path) -> None:
    """Make sure that a file, or the names in a folder, reached the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, fill: Callable[[IO[bytes]], object]) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with draft.open("wb") as file:
        fill(file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    flush(path.parent)
