"""A webhook: where events are sent, which of them, in what form, and signed how.

The signature is HMAC-SHA256 over "<seconds>.<body>", as Stripe and Standard Webhooks do it, so that neither
the body nor the time can be changed on the way.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handoff.domain.events import EVENT_TYPES, NotePosted, Recorded
from handoff.domain.visibility import for_agent

EVERYTHING = "*"
SIGNATURE = "Frontdesk-Signature"
DELIVERY = "Frontdesk-Delivery"
INTERNAL_FIELDS = frozenset({"evidence"})
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Webhook:
    """One receiver; without `internal` it gets neither notes nor the evidence behind the bot's decisions.

    `failing_since` is when the first of its failures since the last success was, `note` says why we stopped.
    """

    id: str
    url: str
    types: tuple[str, ...]
    secret: str
    created_at: datetime
    internal: bool = False
    active: bool = True
    note: str | None = None
    failing_since: datetime | None = None
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way to one webhook; `next_at` is None when it arrived or was given up."""

    id: str
    webhook_id: str
    conversation_id: str
    seq: int
    type: str
    created_at: datetime
    next_at: datetime | None
    attempts: int = 0
    sent_at: datetime | None = None
    failure: str | None = None

    @property
    def state(self) -> str:
        """Say "sent", "waiting" or "given_up"."""
        if self.sent_at is not None:
            return "sent"
        return "waiting" if self.next_at is not None else "given_up"


def check_types(types: tuple[str, ...], *, internal: bool) -> str | None:
    """Say what is wrong with the wanted event types, if anything is."""
    unknown = sorted(set(types) - {*EVENT_TYPES, EVERYTHING})
    if unknown:
        return f"There is no event type {unknown[0]!r}; there are {', '.join(EVENT_TYPES)}, and *."
    if NotePosted.type in types and not internal:
        return "Notes are sent only to webhooks that are internal."
    return None


def event_view(recorded: Recorded, *, internal: bool) -> dict[str, Any]:
    """Give the event as the webhook receives it: as agents do, without the evidence unless it is internal."""
    wire = for_agent(recorded)
    if internal:
        return wire
    data = {name: value for name, value in wire["data"].items() if name not in INTERNAL_FIELDS}
    return {**wire, "data": data}


def sign(secret: str, at: datetime, body: bytes) -> str:
    """Give the value of the signature header."""
    seconds = str(int(at.timestamp()))
    mark = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={mark}"


def pause_of(failures: int) -> timedelta:
    """Give how long a receiver is left alone after so many failures in a row."""
    growth: int = 2 ** min(failures, 20)
    return min(FIRST_PAUSE * growth, LONGEST_PAUSE)


def farewell(webhook: Webhook, at: datetime, patience: timedelta, why: str) -> str | None:
    """Give the note with which a webhook is switched off; None while there is patience left."""
    if webhook.failing_since is None or at - webhook.failing_since < patience:
        return None
    hours = int((at - webhook.failing_since).total_seconds() // 3600)
    return f"Switched off on {at:%Y-%m-%d %H:%M} UTC: nothing could be delivered for {hours} hours. {why}"
