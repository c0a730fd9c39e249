"""Postcodes, found where an address is told or asked for."""

import pytest

from bot.rasa.postcodes import postcodes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("send it to 75 Beech Avenue, Leeds LS6 2AB", ["LS6 2AB"]),
        ("my new postcode is eh1 2dp", ["eh1 2dp"]),
        ("deliver to 19 Quay Lane, Galway H91 E2K3", ["H91 E2K3"]),
        ("the address is Hauptstrasse 5, 10115 Berlin", ["10115"]),
        ("ship it to Damrak 1, 1012 LG Amsterdam", ["1012 LG"]),
        ("we moved to ulica Dluga 3, 00-238 Warszawa", ["00-238"]),
        ("zip is 90210-1234 now", ["90210-1234"]),
        ("I live at 12 King St, Toronto M5V 2T6", ["M5V 2T6"]),
    ],
)
def test_a_postcode_near_an_address_word(text: str, expected: list[str]) -> None:
    assert [detail.value for detail in postcodes(text)] == expected


@pytest.mark.parametrize(
    "text",
    ["it weighs 10115 grams", "order 90210 please", "I paid 12345 yesterday", "we moved in 1999 in May"],
)
def test_numbers_elsewhere_are_none(text: str) -> None:
    assert postcodes(text) == []


def test_an_order_number_beside_an_address_is_none() -> None:
    assert postcodes("change the address of FH-20451 please") == []


def test_asked_for_it_needs_no_word() -> None:
    assert [detail.value for detail in postcodes("10115", asked_for="new_address")] == ["10115"]
    assert postcodes("10115", asked_for="contact_name") == []
