"""What a customer who waits is told: that nobody is in and when people are back, or that it takes too long.

Each word is said once a wait; its key says which wait, so that it is never said twice.
"""

from dataclasses import dataclass
from datetime import datetime

from handoff.domain.hours import Schedule, is_open, next_opening, open_seconds

LEAVE_EMAIL = "Leave your e-mail address below and we will answer there too."
BY_EMAIL = "We will answer here, and by e-mail to {email} when this page is closed."
STAYS = "Your conversation stays here; come back to this page to read the answer."
CLOSED = "Nobody is at the desk right now. {back} {how}"
BACK = "We are back on {when}."
NOT_SOON = "We cannot say yet when we are back."
LATE = "We are sorry: nobody has been free yet. You keep your place in line. {how}"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class Word:
    """One thing to say; the same key is said once."""

    key: str
    text: str


def words_due(
    schedule: Schedule, deadline_s: float, since: datetime, at: datetime, contact: str | None, can_mail: bool
) -> tuple[Word, ...]:
    """Give what is to be said by now to a customer who waits since `since`."""
    how = BY_EMAIL.format(email=contact) if contact else LEAVE_EMAIL if can_mail else STAYS
    if not is_open(schedule, at):
        opening = next_opening(schedule, at)
        back = BACK.format(when=in_words(schedule, opening)) if opening else NOT_SOON
        return (Word(f"closed:{since.isoformat()}", CLOSED.format(back=back, how=how)),)
    if open_seconds(schedule, since, at) >= deadline_s:
        return (Word(f"late:{since.isoformat()}", LATE.format(how=how)),)
    return ()


def in_words(schedule: Schedule, at: datetime) -> str:
    """Give a moment as people say it, in the team's own time."""
    there = at.astimezone(schedule.zone)
    day = f"{WEEKDAYS[there.weekday()]}, {there.day} {MONTHS[there.month - 1]}"
    return f"{day} at {there:%H:%M} ({schedule.timezone.replace('_', ' ')} time)"
