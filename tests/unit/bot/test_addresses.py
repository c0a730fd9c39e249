"""Read an address that was written in one message."""

import pytest

from bot.actions.addresses import Place, read_place


@pytest.mark.parametrize(
    "text",
    [
        "22 Park Row, Leeds, LS1 5HD",
        "22 Park Row, Leeds LS1 5HD",
        "to 22 Park Row, Leeds, ls1 5hd",
        "the new address is: 22 Park Row\nLeeds\nLS1 5HD",
    ],
)
def test_an_address_is_read_however_it_is_written(text: str) -> None:
    assert read_place(text) == Place("22 Park Row", "Leeds", "LS1 5HD")


@pytest.mark.parametrize("text", ["", "LS1 5HD", "22 Park Row", "somewhere else please", "1, 2, 33333"])
def test_less_than_street_town_and_postcode_is_none(text: str) -> None:
    assert read_place(text) is None


def test_what_is_written_is_read_back() -> None:
    place = Place("Flat 2", "York", "YO1 7HH")
    assert read_place(str(place)) == place
