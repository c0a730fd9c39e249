"""What belongs to one customer is taken out, and nothing else."""

import pytest

from knowledge_base.domain.masking import mask, mask_reply


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mail ann.b+x@example.co.uk please", "mail [e-mail] please"),
        ("where is order 48213?", "where is order [number]?"),
        ("order #731 is late", "order [number] is late"),
        ("my order FH-20993 is late", "my order [number] is late"),
        ("call +44 (0)113 496 0000 now", "call [number] now"),
        ("see https://shop.example/o/99?x=1 there", "see [link] there"),
        ("I live in LS1 4AP, Leeds", "I live in [postcode], Leeds"),
        ("IBAN GB29 NWBK 6016 1331 9268 19 is mine", "IBAN [account] is mine"),
        ("hello, my name is Ann Brown and", "hello, my name is [name] and"),
    ],
)
def test_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "do you deliver within 3-5 working days for £40?",
        "a 2-person tent with 3000 mm, 1.5 kg, for -5 to 10 degrees",
        "is the R-value 4.2 enough at 2,000 m?",
        "can I pay with Klarna in 30 days",
        "open on 24 December 2026?",
        "boots in EU 44 or UK 10",
    ],
)
def test_kept(text: str) -> None:
    assert mask(text) == text


def test_a_reply_loses_salutation_and_closing() -> None:
    reply = "Hi Ann,\nyour order 48213 can still be changed until we pack it.\n\nKind regards,\nJonas"
    assert mask_reply(reply) == "Your order [number] can still be changed until we pack it."


def test_a_reply_that_is_nothing_else_stays() -> None:
    assert mask_reply("Hello Ann!") == "Hello Ann!"


def test_words_that_only_begin_like_a_salutation_stay() -> None:
    assert mask_reply("High boots are in store.") == "High boots are in store."
