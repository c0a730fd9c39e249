"""Which day is meant."""

from datetime import date

import pytest

from bot.actions.days import read_day

TODAY = date(2026, 11, 18)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        ("tomorrow morning", date(2026, 11, 19)),
        ("the day after tomorrow", date(2026, 11, 20)),
        ("Friday", date(2026, 11, 20)),
        ("next wednesday", date(2026, 11, 25)),
        ("24 November", date(2026, 11, 24)),
        ("on the 3rd of December", date(2026, 12, 3)),
        ("Jan 5th", date(2027, 1, 5)),
        ("24/11", date(2026, 11, 24)),
        ("24.11.26", date(2026, 11, 24)),
        ("2026-12-01", date(2026, 12, 1)),
        ("31 February", None),
        ("99/99", None),
        ("whenever", None),
    ],
)
def test_a_day_is_read(text: str, day: date | None) -> None:
    assert read_day(text, TODAY) == day
