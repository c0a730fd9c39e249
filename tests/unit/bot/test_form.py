"""The form that a flow fills."""

import pytest

from bot.actions.form import KNOWN, LONGEST, Form, Known, ended, read_form, read_known, tidy
from bot.domain.identity import Proofs

KNOWN_NOTHING = Known(Proofs("c1"))


def test_a_form_comes_back_from_its_slots() -> None:
    form = Form("cancel_order", Known(Proofs("c1", ("FH-1",), 1), "FH-1", "order_status"), asked="confirmed")
    filled = form.fill(order_number="FH-1")

    back = read_form(filled.to_slots(), "confirmed", "c1")

    assert back == filled


def test_proofs_of_another_conversation_are_worth_nothing() -> None:
    slots = Form("cancel_order", Known(Proofs("c1", ("FH-1",)))).to_slots()

    assert read_known(slots, "c2").proofs.orders == ()


@pytest.mark.parametrize(
    "stored", [None, "x", [], {"proofs": 3}, {"proofs": {"conversation_id": "c1"}}, {"order": 4}]
)
def test_misshapen_notes_prove_nothing(stored: object) -> None:
    assert read_known({KNOWN: stored}, "c1").proofs == Proofs("c1")  # type: ignore[dict-item] # on purpose


def test_without_a_flow_there_is_no_form() -> None:
    assert read_form({"order_number": "FH-1"}, None, "c1") is None


def test_only_what_is_known_outlives_a_flow() -> None:
    left = {name: value for name, value in ended(KNOWN_NOTHING).items() if value is not None}

    assert list(left) == [KNOWN]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a {slot} [x] <b>", "a slot x b"),
        ("line\none\x00two", "line one two"),
        ("card 4111 1111 1111 1111 ok", "card (card number) ok"),
        ("order 1234567890123", "order 1234567890123"),
        ("x" * 5000, "x" * LONGEST),
    ],
)
def test_words_are_made_safe_to_keep(text: str, kept: str) -> None:
    assert tidy(text) == kept
