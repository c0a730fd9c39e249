"""Read articles from whatever other people wrote them in: the reader is chosen by the file's ending.

Reading judges only the shape; texts are judged by the domain when they are imported. Nothing is stored here,
and every fault names the place where it can be mended.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath

from knowledge_base.adapters.readers.archives import is_markdown, read_archive
from knowledge_base.adapters.readers.faq_pages import read_faq_page
from knowledge_base.adapters.readers.json_lines import read_json_lines
from knowledge_base.adapters.readers.markdown_files import read_markdown
from knowledge_base.adapters.readers.reading import SIZE_MAX, Outcome, collect
from knowledge_base.adapters.readers.tables import read_table
from knowledge_base.domain.imports import ImportSource, RowFault
from knowledge_base.errors import ImportUnreadable

TABLES = (".csv", ".tsv", ".txt")
PAGES = (".html", ".htm", ".xhtml")
MARKDOWN = (".md", ".markdown")
KINDS = "a .csv, .jsonl, .md, .zip or .html file"
FILE_MAX = 200_000_000


def read_articles(path: Path) -> ImportSource:
    """Read a folder of Markdown files (except README.md), or one file of any known kind.

    Raises:
        ImportUnreadable: there is nothing at `path`, or nothing that can be read.
    """
    if path.is_dir():
        return collect(_read_folder(path))
    if not path.is_file():
        raise ImportUnreadable(f"There is no file or folder '{path}'.")
    if path.suffix.lower() == ".jsonl":
        with path.open("rb") as file:
            return collect(read_json_lines(file, path.name))
    with path.open("rb") as file:
        raw = file.read(FILE_MAX + 1)
    if len(raw) > FILE_MAX:
        raise ImportUnreadable(f"'{path.name}' is larger than {FILE_MAX:,} bytes.")
    return read_file(raw, path.name)


def read_file(raw: bytes, name: str) -> ImportSource:
    """Read the bytes of a file called `name`.

    Raises:
        ImportUnreadable: the file is of no known kind, or cannot be read.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".jsonl":
        return collect(read_json_lines(BytesIO(raw), name))
    if suffix in MARKDOWN:
        return collect([read_markdown(raw, name, 1, None)])
    if suffix == ".zip":
        return read_archive(raw, name)
    if suffix in TABLES:
        return read_table(raw, name)
    if suffix in PAGES:
        return read_faq_page(raw, name)
    raise ImportUnreadable(f"'{name}' is neither a folder nor {KINDS}.")


def _read_folder(folder: Path) -> Iterator[Outcome]:
    found = ((file, PurePosixPath(file.relative_to(folder).as_posix())) for file in folder.rglob("*"))
    files = sorted((source, file) for file, source in found if is_markdown(source))
    if not files:
        raise ImportUnreadable(f"The folder '{folder}' holds no Markdown files.")
    for number, (source, file) in enumerate(files, 1):
        try:
            with file.open("rb") as opened:
                raw = opened.read(SIZE_MAX + 1)
        except OSError as error:
            message = f"The file cannot be read: {error.strerror}."
            yield (RowFault(source.as_posix(), "file", "file_unreadable", message, number),)
            continue
        yield read_markdown(raw, source.as_posix(), number, source.parent.name or None)
