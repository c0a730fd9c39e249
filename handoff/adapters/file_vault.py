"""Files on disk under the SHA-256 of their content: written aside, then put in place in one step."""

import asyncio
import hashlib
import os
import tempfile
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from handoff.domain.file_kind import HEAD_BYTES, ZIP, is_text, kind_of_archive, kind_of_head

FOLDER = "attachments"
ASIDE = "incoming"
CHUNK = 64 * 1024
MIMETYPE_BYTES = 100
MOST_MEMBERS = 20_000


@dataclass(frozen=True, slots=True)
class Received:
    """A file that has come in whole and is not in its place yet; `kind` is None for one of no known kind."""

    path: Path
    size: int
    digest: str
    kind: str | None


class FileVault:
    """Keeps the content of files below one folder."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._folder = data_dir / FOLDER

    async def receive(self, chunks: AsyncIterator[bytes]) -> Received:
        """Write what comes in aside, piece by piece; nothing stays of a file that does not come in whole."""
        aside = self._folder / ASIDE
        aside.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=aside)
        path = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                size, digest = await _write(file, chunks)
            return Received(path, size, digest, await asyncio.to_thread(_kind_of, path))
        except BaseException:
            _discard(path)
            raise

    async def keep(self, received: Received) -> None:
        """Put a received file in its place, from where it can be read."""
        place = self.place_of(received.digest)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        await asyncio.to_thread(received.path.replace, place)

    def drop(self, received: Received) -> None:
        """Forget a received file that is not kept."""
        _discard(received.path)

    def remove(self, digest: str) -> None:
        """Delete a content that nothing names any more."""
        self.place_of(digest).unlink(missing_ok=True)

    def place_of(self, digest: str) -> Path:
        """Say where a content lies."""
        return self._data_dir / stored_name(digest)

    def sweep(self, before: datetime) -> None:
        """Delete what came in half and was left behind by a process that died."""
        for path in (self._folder / ASIDE).glob("*"):
            if path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)


def stored_name(digest: str) -> str:
    """Name the place of a content within the data folder."""
    return f"{FOLDER}/{digest[:2]}/{digest}"


def _discard(path: Path) -> None:
    path.unlink(missing_ok=True)


async def _write(file: BinaryIO, chunks: AsyncIterator[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    async for chunk in chunks:
        size += len(chunk)
        digest.update(chunk)
        await asyncio.to_thread(file.write, chunk)
    await asyncio.to_thread(_flush, file)
    return size, digest.hexdigest()


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _kind_of(path: Path) -> str | None:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        return None
    if head.startswith(ZIP):
        return _kind_of_zip(path)
    return kind_of_head(head) or ("text/plain" if _holds_text(path) else None)


def _kind_of_zip(path: Path) -> str | None:
    """Look at the names in an archive only: nothing of it is unpacked but the word that names its kind."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if len(names) > MOST_MEMBERS:
                return None
            mimetype = ""
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    mimetype = member.read(MIMETYPE_BYTES).decode("ascii", "replace").strip()
            return kind_of_archive(frozenset(names), mimetype)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return None


def _holds_text(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return all(is_text(piece) for piece in iter(lambda: file.read(CHUNK), ""))
    except UnicodeDecodeError:
        return False
