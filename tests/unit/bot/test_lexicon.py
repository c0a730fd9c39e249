"""How lists of phrases become patterns."""

import pytest

from bot.domain.lexicon import MOOD_WORDS, phrases


@pytest.mark.parametrize(
    ("text", "found"),
    [("Red fox", True), ("a RED FOX!", True), ("red foxes", False), ("hundred fox", False), ("grey", True)],
)
def test_whole_words_in_any_case(text: str, found: bool) -> None:
    pattern = phrases("""
        red fox
        grey
    """)
    assert (pattern.search(text) is not None) is found


def test_parts_are_filled_in() -> None:
    assert phrases("my <limb>s?", {"limb": "arm|leg"}).findall("my arm, my legs, my foot") == [
        "my arm",
        "my legs",
    ]


@pytest.mark.parametrize("group", MOOD_WORDS)
def test_every_group_compiles_and_finds_no_empty_word(group: str) -> None:
    assert phrases("\n".join(MOOD_WORDS[group].split())).search(" , . ") is None
