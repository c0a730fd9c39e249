"""What a short answer points at among the choices."""

import pytest

from bot.domain.reference import points_at

TENTS = ("Pitching a tent", "Washing a tent", "Storing a tent in winter")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the second one", 1),
        ("1st", 0),
        ("3", 2),
        ("no. 2", 1),
        ("the last one please", 2),
        ("option b", 1),
        ("washing", 1),
        ("the winter one", 2),
        ("I meant storing it in winter", 2),
        ("the fourth", None),
        ("7", None),
        ("tent", None),
        ("the other one", None),
        ("neither", None),
        ("I ordered it last week", None),
        ("where is my second hand jacket", None),
        ("can you tell me how I wash the second one that I bought from you", None),
        ("", None),
    ],
)
def test_points_at(text: str, place: int | None) -> None:
    assert points_at(text, TENTS) == place


@pytest.mark.parametrize("text", ["the other one", "no, the other order"])
def test_the_other_of_two(text: str) -> None:
    assert points_at(text, ("Order 48213", "Order 99120"), "Order 48213") == 1


def test_nothing_is_pointed_at_without_choices() -> None:
    assert points_at("the second one", ()) is None
