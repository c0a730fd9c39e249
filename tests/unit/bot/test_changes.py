"""What is to become of one line of an order."""

import pytest

from bot.actions.changes import Wanted, read_change, say


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2", Wanted(quantity=2)),
        ("make it three please", Wanted(quantity=3)),
        ("only 1", Wanted(quantity=1)),
        ("take it out", Wanted(quantity=0)),
        ("please remove them", Wanted(quantity=0)),
        ("size M instead", Wanted(variant="size M")),
        ("change it to blue", Wanted(variant="blue")),
        ("x" * 41, None),
        ("", None),
    ],
)
def test_quantities_sizes_and_colours_are_read(text: str, wanted: Wanted | None) -> None:
    assert read_change(text) == wanted


def test_a_change_is_said_with_what_it_replaces() -> None:
    assert say(Wanted(quantity=3), 2) == "3 instead of 2"
    assert say(Wanted(quantity=0), 2) == "take it out of the order"
    assert say(Wanted(variant="blue"), 2) == "blue"
