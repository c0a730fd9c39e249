"""Amounts with their units in sentences."""

import pytest

from knowledge_base.domain.quantities import quantities, without_quantities


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It takes 3-5 working days.", [("working day", 3, 5)]),
        ("It takes 3 to 5 days.", [("day", 3, 5)]),
        ("Within two weeks", [("day", 14, 14)]),
        ("valid for 2 years", [("month", 24, 24)]),
        ("It costs £1,250.50 or 20 %", [("£", 1250.5, 1250.5), ("%", 20, 20)]),
        ("From £5 to £10", [("£", 5, 10)]),
        ("10 euros, 3 pounds", [("€", 10, 10), ("£", 3, 3)]),
        ("a 30-day window", [("day", 30, 30)]),
        ("1.5 kg and 20 cm", [("g", 1500, 1500), ("mm", 200, 200)]),
        ("half an hour, or 90 minutes, or 2 hours", [("minute", 90, 90), ("minute", 120, 120)]),
        ("5 magazines and 3 mats", []),
        ("Call us on day one.", []),
        ("no numbers at all", []),
    ],
)
def test_amounts_and_units(sentence: str, found: list[tuple[str, float, float]]) -> None:
    assert [(q.unit, q.low, q.high) for q in quantities(sentence)] == found


def test_the_rest_of_the_sentence_stays() -> None:
    assert without_quantities("We refund £5 within 5 working days.") == "We refund so much within so much."
    assert without_quantities("Nothing to see") == "Nothing to see"
