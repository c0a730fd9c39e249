"""What files are called, and how they stand in texts."""

import pytest

from handoff.domain.attachment import (
    ENDINGS,
    INLINE,
    LONGEST_NAME,
    clean_name,
    names_of,
    size_words,
    with_files,
)

PNG, TEXT = "image/png", "text/plain"


@pytest.mark.parametrize(
    ("given", "kind", "kept"),
    [
        ("tent.png", PNG, "tent.png"),
        ("Tent.PNG", PNG, "Tent.PNG"),
        ("tent", PNG, "tent.png"),
        ("tent.exe", PNG, "tent.exe.png"),
        ("../../etc/passwd", TEXT, "passwd.txt"),
        ("C:\\Users\\ann\\notes.txt", TEXT, "notes.txt"),
        ("page.html", TEXT, "page.html.txt"),
        ("gnp.\u202eexe.txt", TEXT, "gnp.exe.txt"),
        ("a\r\nb\x00\x1b.txt", TEXT, "ab.txt"),
        ('a"b<c>:|?*.txt', TEXT, "a_b_c_____.txt"),
        ("   ", TEXT, "file.txt"),
        ("...", PNG, "file.png"),
        ("Zelt  häring 帳.png", PNG, "Zelt häring 帳.png"),
    ],
)
def test_a_name_is_plain_and_tells_the_kind(given: str, kind: str, kept: str) -> None:
    assert clean_name(given, kind) == kept


def test_a_long_name_is_cut_before_its_ending() -> None:
    assert clean_name("x" * 500 + ".png", PNG) == "x" * LONGEST_NAME + ".png"
    assert len(clean_name("x" * 500, PNG)) == LONGEST_NAME + 4


def test_only_pictures_are_shown_by_a_browser() -> None:
    assert all(kind.startswith("image/") and "svg" not in kind for kind in INLINE)
    assert set(ENDINGS) > INLINE


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1 KB"),
        (999_499, "999 KB"),
        (999_500, "1.0 MB"),
        (2_345_678, "2.3 MB"),
    ],
)
def test_a_size_is_told_in_words(size: int, words: str) -> None:
    assert size_words(size) == words


def test_files_stand_below_the_words_with_their_addresses() -> None:
    files = ({"id": "f1", "name": "a.png", "size": 1_000}, {"id": "f2", "name": "b.pdf", "size": 5})
    assert with_files("See", files) == "See\n[File: a.png, 1 KB]\n[File: b.pdf, 5 bytes]"
    assert with_files("", files[:1], "https://x.example/{}".format) == (
        "[File: a.png, 1 KB] https://x.example/f1"
    )
    assert with_files("See", ()) == "See"
    assert names_of(files) == "a.png, b.pdf"
