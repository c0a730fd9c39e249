"""Read articles from a zip of Markdown files, whatever its maker meant to do to us.

Nothing is unpacked onto the disk. What a file holds is counted while it is read, so that what the archive
says about its own size does not matter.
"""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import PurePosixPath

from knowledge_base.adapters.readers.markdown_files import read_markdown
from knowledge_base.adapters.readers.reading import SIZE_MAX, Outcome, collect
from knowledge_base.domain.imports import ImportSource, RowFault
from knowledge_base.errors import ImportUnreadable

FILES_MAX = 20_000
UNPACKED_MAX = 100_000_000
SUFFIXES = (".md", ".markdown")
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError)


def read_archive(raw: bytes, name: str) -> ImportSource:
    """One article a Markdown file; README.md, hidden files and other kinds are left out.

    Raises:
        ImportUnreadable: it is no zip, holds no Markdown, or unpacks to more than is sensible.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ImportUnreadable(f"'{name}' is not a zip file, or it is damaged.") from error
    with archive:
        files = sorted((file for file in archive.infolist() if _is_article(file)), key=lambda f: f.filename)
        if not files:
            raise ImportUnreadable(f"'{name}' holds no Markdown files (.md).")
        if len(files) > FILES_MAX:
            raise ImportUnreadable(
                f"'{name}' holds {len(files):,} Markdown files; at most {FILES_MAX:,} are allowed."
            )
        return collect(_read_all(archive, files, name))


def is_markdown(path: PurePosixPath) -> bool:
    """Whether a file is meant to be an article."""
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return path.suffix.lower() in SUFFIXES and path.name.lower() != "readme.md" and not hidden


def _is_article(file: zipfile.ZipInfo) -> bool:
    return not file.is_dir() and is_markdown(PurePosixPath(file.filename.replace("\\", "/")))


def _read_all(archive: zipfile.ZipFile, files: Sequence[zipfile.ZipInfo], name: str) -> Iterator[Outcome]:
    paths = [PurePosixPath(file.filename.replace("\\", "/")) for file in files]
    wrapper = _wrapper(paths)
    left = UNPACKED_MAX
    for number, (file, path) in enumerate(zip(files, paths, strict=True), 1):
        own = path.relative_to(wrapper) if wrapper else path
        source = own.as_posix()
        try:
            raw = _unpack(archive, file, min(left, SIZE_MAX) + 1)
        except DAMAGED as error:
            message = f"The file cannot be unpacked: {error}."
            yield (RowFault(source, "file", "file_unreadable", message, number),)
            continue
        left -= len(raw)
        if left < 0:
            raise ImportUnreadable(f"'{name}' unpacks to more than {UNPACKED_MAX:,} bytes.")
        category = own.parent.name or None
        yield read_markdown(raw, source, number, category)


def _unpack(archive: zipfile.ZipFile, file: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(file) as opened:
        return opened.read(most)


def _wrapper(paths: Sequence[PurePosixPath]) -> str:
    """The one folder that everything was packed in, if there are folders within it."""
    tops = {path.parts[0] for path in paths}
    deeper = any(len(path.parts) > 2 for path in paths)
    return tops.pop() if len(tops) == 1 and deeper and all(len(path.parts) > 1 for path in paths) else ""
