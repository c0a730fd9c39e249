"""Business hours: wall-clock windows, holidays, nights, and the two days a year when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handoff.domain.hours import Schedule, Window, after_open_seconds, is_open, next_opening, open_seconds

OFFICE = Window((0, 1, 2, 3, 4), time(9), time(17, 30))
BERLIN = Schedule("Europe/Berlin", (OFFICE,), frozenset({date(2026, 12, 25)}))
NIGHT = Schedule("Europe/Berlin", (Window((4, 5), time(22), time(6)),))
HOUR = 3600.0


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_nine_o_clock_stays_nine_o_clock_in_summer_and_in_winter() -> None:
    assert not is_open(BERLIN, utc(7, 1, 6, 59))
    assert is_open(BERLIN, utc(7, 1, 7))
    assert not is_open(BERLIN, utc(12, 1, 7, 59))
    assert is_open(BERLIN, utc(12, 1, 8))


def test_the_end_of_a_window_is_outside_it() -> None:
    assert is_open(BERLIN, utc(12, 1, 16, 29))
    assert not is_open(BERLIN, utc(12, 1, 16, 30))


def test_after_a_holiday_and_a_weekend_comes_monday() -> None:
    assert next_opening(BERLIN, utc(12, 24, 17)) == utc(12, 28, 8)


def test_while_open_the_next_opening_is_now() -> None:
    assert next_opening(BERLIN, utc(12, 1, 10)) == utc(12, 1, 10)


def test_without_windows_it_is_always_open_but_on_holidays() -> None:
    always = Schedule("UTC", (), frozenset({date(2026, 12, 25)}))
    assert is_open(always, utc(12, 24, 23, 59))
    assert not is_open(always, utc(12, 25, 0))
    assert next_opening(always, utc(12, 25, 3)) == utc(12, 26, 0)


def test_nobody_ever_works_when_every_day_is_a_holiday() -> None:
    days = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(900))
    shut = Schedule("UTC", (), days)
    assert next_opening(shut, utc(3, 1, 0)) is None
    assert after_open_seconds(shut, utc(3, 1, 0), 1) is None


def test_a_night_window_belongs_to_the_evening_on_which_it_begins() -> None:
    saturday_two = utc(11, 28, 1)
    sunday_two = utc(11, 29, 1)
    monday_two = utc(11, 30, 1)
    assert [is_open(NIGHT, at) for at in (saturday_two, sunday_two, monday_two)] == [True, True, False]


def test_the_night_in_which_clocks_go_back_is_an_hour_longer() -> None:
    start, end = utc(10, 24, 20), utc(10, 25, 6)
    assert open_seconds(NIGHT, start, end) == 9 * HOUR


def test_the_night_in_which_clocks_go_forward_is_an_hour_shorter() -> None:
    assert open_seconds(NIGHT, utc(3, 28, 20), utc(3, 29, 6)) == 7 * HOUR


def test_a_window_may_begin_in_the_hour_that_does_not_exist() -> None:
    early = Schedule("Europe/Berlin", (Window((6,), time(2, 30), time(4)),))
    assert next_opening(early, utc(3, 28, 12)) == utc(3, 29, 1, 30)
    assert open_seconds(early, utc(3, 29, 0), utc(3, 29, 4)) == 0.5 * HOUR


def test_a_window_that_the_clock_change_swallows_is_never_open() -> None:
    swallowed = Schedule("Europe/Berlin", (Window((6,), time(2, 30), time(3, 30)),))
    assert open_seconds(swallowed, utc(3, 29, 0), utc(3, 29, 4)) == 0


def test_open_time_is_counted_across_the_weekend() -> None:
    friday_evening = utc(11, 27, 16)
    assert after_open_seconds(BERLIN, friday_evening, HOUR) == utc(11, 30, 8, 30)


def test_touching_windows_are_one() -> None:
    split = Schedule("UTC", (Window((0,), time(9), time(12)), Window((0,), time(12), time(15))))
    assert open_seconds(split, utc(11, 23, 0), utc(11, 24, 0)) == 6 * HOUR
    assert after_open_seconds(split, utc(11, 23, 9), 6 * HOUR) == utc(11, 23, 15)


@given(st.integers(0, 14 * 24 * 60), st.floats(0, 200_000))
def test_counting_open_time_undoes_adding_it(minute: int, seconds: float) -> None:
    start = utc(10, 15, 0) + timedelta(minutes=minute)
    end = after_open_seconds(BERLIN, start, seconds)
    assert end is not None
    assert abs(open_seconds(BERLIN, start, end) - seconds) < 1e-3
