"""Cues in the wording of a message."""

import pytest

from bot.domain.wording import (
    CUES,
    asks,
    cues,
    gives_up,
    is_furious,
    is_shouting,
    leans_back,
    negativity,
    says_not_understood,
    shortened,
    squeeze,
    substance,
    words,
)


@pytest.mark.parametrize(
    ("text", "shouting"),
    [
        ("WHERE IS MY PARCEL", True),
        ("Where is my parcel", False),
        ("OK", False),
        ("XL-48213-GTX", False),
        ("", False),
    ],
)
def test_shouting(text: str, shouting: bool) -> None:
    assert is_shouting(text) is shouting


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("hi there!", 0),
        ("Good morning", 0),
        ("thanks a lot", 0),
        ("cool, got it", 0),
        ("hi, where is my parcel", 4),
        ("\U0001f642", 0),
        ("thanks, and how do I return it?", 6),
    ],
)
def test_substance(text: str, rest: int) -> None:
    assert substance(text) == rest


@pytest.mark.parametrize(
    "text", ["where is it", "returns?", "can you help", "I need to send it back", "i'd like a refund"]
)
def test_asks(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", ["you are useless", "what a day", "so bad"][0::2])
def test_does_not_ask(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "that's not what I asked",
        "This isn't what I meant",
        "you don't understand me",
        "it didn't help",
        "I already told you",
        "you keep sending the same link",
        "wrong answer",
        "we're going in circles",
    ],
)
def test_not_understood(text: str) -> None:
    assert says_not_understood(text)


@pytest.mark.parametrize(
    "text",
    [
        "the discount code does not work",
        "I asked for a blue one",
        "is the tent the same size?",
        "read about it online",
    ],
)
def test_understood_well_enough(text: str) -> None:
    assert not says_not_understood(text)


@pytest.mark.parametrize(
    ("text", "leaving"),
    [
        ("forget it", True),
        ("I'll go elsewhere", True),
        ("this is pointless", True),
        ("I forgot it at home", False),
    ],
)
def test_giving_up(text: str, leaving: bool) -> None:
    assert gives_up(text) is leaving


def test_cues_are_counted_by_name_and_capped() -> None:
    counted = dict(zip(CUES, cues("Why, why?? damn damn damn damn this is bad :( THANKS!!!!!"), strict=True))
    assert counted["swearing"] == 3
    assert counted["exclamation"] == 3
    assert counted["sad_face"] == 1
    assert counted["question"] == 2
    assert counted["praise"] == 1


def test_lexicon_alone_tells_anger_from_a_question() -> None:
    angry = negativity("This is ridiculous, I hate your stupid service")
    calm = negativity("Where is my parcel, please?")
    glad = negativity("Thanks, great help")
    assert glad < calm < 0.3 < 0.8 < angry <= 1


def test_words() -> None:
    assert words("I don't know - it's 3 o'clock") == 6


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("and what does it cost?", True),
        ("what about shoes", True),
        ("how long does that take", True),
        ("where is my parcel", False),
        ("and now I would like to know how long I can keep the tent at home", False),
    ],
)
def test_leans_back(text: str, leans: bool) -> None:
    assert leans_back(text) is leans


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("why?????", "why???"),
        ("a" + " " * 900 + "b", "a   b"),
        ("aaaaaa 100000", "aaaaaa 100000"),
        ("...", "..."),
    ],
)
def test_squeeze(text: str, short: str) -> None:
    assert squeeze(text) == short


@pytest.mark.parametrize(
    ("text", "furious"),
    [
        ("YOU LIARS, I HATE THIS", True),
        ("fuck you, you idiots", True),
        ("stop", False),
        ("no no no, that is wrong", False),
        ("it's rubbish, the poles broke and it leaks", False),
    ],
)
def test_is_furious(text: str, furious: bool) -> None:
    assert is_furious(text) is furious


def test_shortened_cuts_endless_words_only() -> None:
    link = "https://example.org/" + "a" * 150
    assert shortened(f"see {link} now") == f"see {link} now"
    assert shortened("x" * 4000 + " help") == "x" * 200 + " help"
