"""Which one of a list is meant."""

import pytest

from bot.actions.picking import Option, other_than, pick

ORDERS = (
    Option("FH-100001", "FH-100001: Trail boots and 1 more, 113.90 GBP"),
    Option("FH-100002", "FH-100002: Gas stove, 39.00 GBP"),
    Option("FH-100003", "FH-100003: Ridge tent, 249.00 GBP"),
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2", 1),
        ("number 3", 2),
        ("the second one", 1),
        ("the last", 2),
        ("first please", 0),
        ("the boots", 0),
        ("the one with the tents", 2),
        ("100002", 1),
        ("FH-100003: Ridge tent, 249.00 GBP", 2),
        ("the fourth one", None),
        ("7", None),
        ("hmm", None),
        ("", None),
    ],
)
def test_an_option_is_told_by_place_name_or_number(text: str, meant: int | None) -> None:
    assert pick(text, ORDERS) == (None if meant is None else ORDERS[meant].id)


def test_the_other_one_leaves_out_the_current() -> None:
    assert pick("no, the other one", ORDERS[:2], "FH-100001") == "FH-100002"
    assert pick("no, the other one", ORDERS, "FH-100001") is None
    assert other_than("not that one")


def test_nothing_is_picked_from_nothing() -> None:
    assert pick("the first", ()) is None
