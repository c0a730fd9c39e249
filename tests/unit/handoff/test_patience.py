"""What is said to whoever waits: once a wait, with the day on which people are back."""

from datetime import datetime, time, timedelta

from handoff.domain.hours import Schedule, Window
from handoff.domain.patience import BY_EMAIL, LEAVE_EMAIL, STAYS, in_words, words_due
from tests.fakes_handoff import NINE

OFFICE = Schedule("America/New_York", (Window((0, 1, 2, 3, 4), time(9), time(17)),))
ALWAYS = Schedule()


def said(schedule: Schedule, at: datetime, contact: str | None = None, can_mail: bool = True) -> list[str]:
    return [word.text for word in words_due(schedule, 300, NINE, at, contact, can_mail)]


def test_nothing_is_said_while_the_wait_is_short() -> None:
    assert said(ALWAYS, NINE + timedelta(seconds=299)) == []


def test_after_the_deadline_there_is_an_apology_with_a_way_out() -> None:
    (words,) = said(ALWAYS, NINE + timedelta(seconds=300))
    assert "sorry" in words
    assert LEAVE_EMAIL in words


def test_on_a_sunday_the_customer_learns_of_monday_in_the_teams_time() -> None:
    (words,) = said(OFFICE, NINE)
    assert "Monday, 23 November at 09:00 (America/New York time)" in words


def test_an_address_left_is_named_and_without_mail_none_is_asked_for() -> None:
    assert BY_EMAIL.format(email="a@b.example") in said(OFFICE, NINE, contact="a@b.example")[0]
    assert STAYS in said(OFFICE, NINE, can_mail=False)[0]


def test_the_same_wait_gives_the_same_key() -> None:
    first = words_due(OFFICE, 300, NINE, NINE, None, True)
    later = words_due(OFFICE, 300, NINE, NINE + timedelta(hours=2), "a@b.example", True)
    assert [word.key for word in first] == [word.key for word in later]
    assert first[0].key != words_due(OFFICE, 300, NINE + timedelta(hours=1), NINE, None, True)[0].key


def test_when_nobody_knows_when_it_opens_nothing_is_promised() -> None:
    days = frozenset(NINE.date() + timedelta(days=n) for n in range(-5, 500))
    (words,) = said(Schedule("UTC", (), days), NINE)
    assert "cannot say yet" in words


def test_moments_are_said_in_the_zone_of_the_team() -> None:
    assert in_words(Schedule("Asia/Tokyo"), NINE) == "Sunday, 22 November at 18:00 (Asia/Tokyo time)"
