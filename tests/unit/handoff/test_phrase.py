"""What somebody looks for: every word from its beginning, without case and accents."""

import pytest

from handoff.domain.phrase import LENGTH, MOST_WORDS, excerpt, words_of

LONG = "Good morning. " * 20 + "The zip of my tent is broken. " + "Thank you very much. " * 20


def hits(text: str, *words: str) -> list[str]:
    return [piece.text for piece in excerpt(text, words) if piece.hit]


def joined(text: str, *words: str) -> str:
    return "".join(piece.text for piece in excerpt(text, words))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Zip of my TENT", ("zip", "of", "my", "tent")),
        ("zip zip ZIP", ("zip",)),
        ('order "4711"* OR (x)', ("order", "4711", "or", "x")),
        ("größe snake_case", ("größe", "snake", "case")),
        (" -- ?! ", ()),
        (" ".join(f"w{n}" for n in range(20)), tuple(f"w{n}" for n in range(MOST_WORDS))),
    ],
)
def test_a_query_is_its_words(query: str, words: tuple[str, ...]) -> None:
    assert words_of(query) == words


def test_words_are_found_from_their_beginnings_without_case_and_accents() -> None:
    assert hits("A Zipper, a zíp and an unzip", "zip") == ["Zipper", "zíp"]
    assert hits("Größe und STRASSE", "grosse", "straße") == ["Größe", "STRASSE"]
    assert hits("Größe", "größe") == ["Größe"]


def test_a_short_line_is_given_whole_and_in_one_line() -> None:
    assert joined("The zip\n\nis  broken", "zip") == "The zip is broken"
    assert joined("nothing here", "zip") == "nothing here"
    assert excerpt("", ["zip"]) == ()


def test_of_a_long_line_the_part_with_the_word_is_given() -> None:
    shown = joined(LONG, "zip")
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "The zip of my tent" in shown
    assert len(shown) <= LENGTH + 2
    assert hits(LONG, "zip", "tent") == ["zip", "tent"]


def test_a_word_without_end_is_cut_rather_than_lost() -> None:
    endless = "x" * 1000
    assert joined(endless, "x").startswith("x" * LENGTH)
