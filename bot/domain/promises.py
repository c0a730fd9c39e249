"""What a shop promised a customer: an appointment in a store, a call."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Appointment:
    """A booked slot."""

    number: str
    store_id: str
    starts_at: datetime
    minutes: int
    name: str
    contact: str
    topic: str


@dataclass(frozen=True, slots=True)
class CallBack:
    """A promised call; `when` is in the customer's own words, for the person who calls."""

    number: str
    phone: str
    when: str
    topic: str
