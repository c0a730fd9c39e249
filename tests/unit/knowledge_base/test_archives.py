"""Zips of Markdown, well meant or not."""

import io
import struct
import zipfile
from collections.abc import Mapping

import pytest

from knowledge_base.adapters.readers import archives
from knowledge_base.adapters.readers.archives import read_archive
from knowledge_base.errors import ImportUnreadable

GOOD = "---\ntitle: A\n---\ntext"


def packed(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_folders_are_categories_and_other_files_are_left_out() -> None:
    names = ("b.md", "returns/a.markdown", "README.md", "__MACOSX/._b.md", ".x/c.md", "picture.png")
    source = read_archive(packed(dict.fromkeys(names, GOOD)), "faq.zip")
    assert source.faults == ()
    found = [(row.source, row.row, row.draft.id, row.draft.category) for row in source.rows]
    assert found == [("b.md", 1, "b", "general"), ("returns/a.markdown", 2, "a", "returns")]


def test_the_folder_around_everything_is_no_category() -> None:
    source = read_archive(packed({"help/a.md": GOOD, "help/returns/b.md": GOOD}), "faq.zip")
    assert [(row.source, row.draft.category) for row in source.rows] == [
        ("a.md", "general"),
        ("returns/b.md", "returns"),
    ]
    only = read_archive(packed({"returns/b.md": GOOD}), "faq.zip")
    assert only.rows[0].draft.category == "returns"


def test_a_faulty_file_is_named_and_its_neighbours_are_read() -> None:
    source = read_archive(packed({"a.md": GOOD, "b.md": "no front matter", "c.md": GOOD}), "faq.zip")
    assert [(fault.source, fault.row, fault.code) for fault in source.faults] == [
        ("b.md:1", 2, "front_matter_missing")
    ]
    assert [row.draft.id for row in source.rows] == ["a", "c"]


def test_a_damaged_file_within_is_a_fault() -> None:
    raw = bytearray(packed({"a.md": GOOD * 50, "b.md": GOOD}))
    start = 30 + struct.unpack_from("<H", raw, 26)[0]
    raw[start + 4] ^= 0xFF
    source = read_archive(bytes(raw), "faq.zip")
    assert [(fault.source, fault.code) for fault in source.faults] == [("a.md", "file_unreadable")]
    assert [row.draft.id for row in source.rows] == ["b"]


def test_a_bomb_is_refused_before_it_goes_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "UNPACKED_MAX", 1_000_000)
    files = {f"{n}.md": b"x" * 400_000 for n in range(4)}
    raw = packed(files)
    assert len(raw) < 5_000
    with pytest.raises(ImportUnreadable, match="unpacks to more than 1,000,000 bytes"):
        read_archive(raw, "faq.zip")


def test_one_file_of_enormous_size_is_not_unpacked_whole() -> None:
    source = read_archive(packed({"a.md": b"x" * 30_000_000}), "faq.zip")
    assert [(fault.source, fault.code) for fault in source.faults] == [("a.md:1", "too_large")]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        pytest.param(b"", "not a zip", id="empty"),
        pytest.param(b"PK\x03\x04 cut off", "not a zip", id="damaged"),
        pytest.param(packed({"a.txt": "x"}), "holds no Markdown", id="other-files"),
    ],
)
def test_what_is_no_archive_of_articles_is_told_why(raw: bytes, words: str) -> None:
    with pytest.raises(ImportUnreadable, match=words):
        read_archive(raw, "faq.zip")


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "FILES_MAX", 2)
    with pytest.raises(ImportUnreadable, match="at most 2"):
        read_archive(packed({f"{n}.md": GOOD for n in range(3)}), "faq.zip")
