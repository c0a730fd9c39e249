"""Signs in the words, each with what shows it and what only looks like it."""

import pytest

from bot.domain.signs import SIGNS, read

SHOWN = {
    "unsolved": (
        "I tried that, still the same error",
        "it doesn't work",
        "there's no such button",
        "no luck",
    ),
    "irritated": ("I must say I am rather disappointed", "how many times do I have to say it", "come on"),
    "again": ("as I said, the blue one", "I already told you my number", "telling you once more"),
    "leaving": ("then I'll cancel my contract", "I am switching to another provider", "never buying again"),
    "money": ("you charged me twice", "where is my refund", "there is a fee of 12 euros"),
    "locked": ("my account is blocked", "I can't log in", "the app locked me out"),
    "overdue": ("it was due on Monday and never arrived", "I have been waiting for three weeks"),
    "urgent": ("I need it by Friday", "my flight leaves in two hours", "this is urgent"),
    "harm": ("we have no heating and a small baby", "I am stuck at the airport"),
    "settled": ("that worked, thanks", "perfect, thank you", "found it"),
    "missed": ("that's not what I asked", "you don't understand"),
    "giving_up": ("forget it", "this is pointless"),
    "loud": ("WHERE IS MY PARCEL",),
    "contacted": ("I already called twice", "nobody replied"),
    "accepts": ("ok, I'll wait then", "fine, that's easier anyway"),
    "states": ("the display shows a wrong number", "My bank says you have the money."),
}
CALM = (
    "how do I change my address",
    "do you ship to Norway?",
    "what about the blue one",
    "Hello, I'm looking for a tent for two people",
    "when do you close on Sunday",
)


@pytest.mark.parametrize(
    ("sign", "text"), [pytest.param(sign, text, id=text) for sign, texts in SHOWN.items() for text in texts]
)
def test_sign_is_read(sign: str, text: str) -> None:
    assert sign in read(text)


def test_every_sign_is_tried() -> None:
    assert set(SHOWN) == set(SIGNS)


@pytest.mark.parametrize("text", CALM)
def test_plain_questions_show_nothing_but_a_statement(text: str) -> None:
    assert set(read(text)) <= {"states"}


@pytest.mark.parametrize("text", ["", "😡", "x" * 4000, "<b>\x00</b>", "' OR 1=1; --", "/greet{}"])
def test_any_text_can_be_read_quickly(text: str) -> None:
    assert set(read(text)) <= set(SIGNS)
