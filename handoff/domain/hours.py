"""Business hours of a team in its own time zone: open or not, when next, and time counted in open hours.

Windows are wall-clock times, so that nine o'clock stays nine o'clock when the clocks change; a window that
ends at or before its start runs into the next day and belongs to the day on which it begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HORIZON_DAYS = 400
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """Open from `start` until `end` on these weekdays; Monday is 0."""

    weekdays: tuple[int, ...]
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Schedule:
    """When somebody works; without any window always, except on holidays."""

    timezone: str = "UTC"
    windows: tuple[Window, ...] = ()
    holidays: frozenset[date] = frozenset()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.timezone)


def is_open(schedule: Schedule, at: datetime) -> bool:
    """Say whether somebody works at this moment."""
    return next((start <= at for start, _ in spans(schedule, at)), False)


def next_opening(schedule: Schedule, at: datetime) -> datetime | None:
    """Give when somebody works next: `at` itself while open, None if not within about a year."""
    first = next(spans(schedule, at), None)
    return max(first[0], at) if first else None


def open_seconds(schedule: Schedule, start: datetime, end: datetime) -> float:
    """Count the open seconds between two moments."""
    total = 0.0
    for opening, closing in spans(schedule, start):
        if opening >= end:
            break
        total += (min(closing, end) - max(opening, start)).total_seconds()
    return total


def after_open_seconds(schedule: Schedule, start: datetime, seconds: float) -> datetime | None:
    """Give the moment by which so many open seconds have passed; None if not within about a year."""
    left = timedelta(seconds=seconds)
    for opening, closing in spans(schedule, start):
        begin = max(opening, start)
        if begin + left <= closing:
            return begin + left
        left -= closing - begin
    return None


def spans(schedule: Schedule, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Give the open spans that end after `at`, in UTC and in order, touching ones joined."""
    pending: tuple[datetime, datetime] | None = None
    for opening, closing in _raw_spans(schedule, at):
        if closing <= at:
            continue
        if pending is None:
            pending = opening, closing
        elif opening <= pending[1]:
            pending = pending[0], max(pending[1], closing)
        else:
            yield pending
            pending = opening, closing
    if pending is not None:
        yield pending


def _raw_spans(schedule: Schedule, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    if not schedule.windows and not schedule.holidays:
        yield at - DAY, at + HORIZON_DAYS * DAY
        return
    # Two days back: a window of yesterday may run into today, and zones may be a day apart.
    first = at.astimezone(schedule.zone).date() - 2 * DAY
    for offset in range(HORIZON_DAYS):
        day = first + offset * DAY
        if day not in schedule.holidays:
            yield from _spans_of_day(schedule, day)


def _spans_of_day(schedule: Schedule, day: date) -> list[tuple[datetime, datetime]]:
    if not schedule.windows:
        return [(_moment(schedule, day, time.min), _moment(schedule, day + DAY, time.min))]
    found = []
    for window in schedule.windows:
        if day.weekday() not in window.weekdays:
            continue
        last = day if window.end > window.start else day + DAY
        span = _moment(schedule, day, window.start), _moment(schedule, last, window.end)
        if span[0] < span[1]:
            found.append(span)
    return sorted(found)


def _moment(schedule: Schedule, day: date, wall: time) -> datetime:
    return datetime.combine(day, wall, schedule.zone).astimezone(UTC)
