"""Carries mail: what is stored to be sent goes out, with patience; what lies in the mailbox comes in."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from structlog.stdlib import BoundLogger

from handoff.post.mailing import Taken
from handoff.post.outbox import Outbox, Patience, Sending

PATIENCE = Patience(timedelta(seconds=30), timedelta(hours=6), most=12)
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A stored mail and how often it was tried."""

    id: str
    recipient: str
    message: str
    attempts: int


class MailOutbox(Outbox, Protocol):
    """Where mail to be sent is kept."""

    async def due(self, at: datetime, limit: int) -> tuple[Outgoing, ...]:
        """Give mails whose time has come, oldest first."""


class Carrier(Protocol):
    """Hands a mail to a mail server."""

    async def send(self, recipient: str, message: str) -> None:
        """Send, or raise Undeliverable or Delayed."""


class Mailbox(Protocol):
    """Where answers lie."""

    async def unread(self) -> Sequence[tuple[str, bytes]]:
        """Give the ids and the raw bytes of mails nobody has taken out yet."""

    async def taken(self, ids: Sequence[str]) -> None:
        """Mark mails so that they are not given again."""


class Posting:
    """Sends what is due."""

    def __init__(
        self, outbox: MailOutbox, carrier: Carrier, clock: Callable[[], datetime], log: BoundLogger
    ) -> None:
        self._outbox = outbox
        self._carrier = carrier
        self._clock = clock
        self._sending = Sending(outbox, PATIENCE, clock, log, "mail")

    async def round(self) -> None:
        """Try every mail whose time has come, once."""
        for mail in await self._outbox.due(self._clock(), AT_ONCE):
            await self._sending.attempt(mail, self._send)

    async def _send(self, mail: Outgoing) -> None:
        await self._carrier.send(mail.recipient, mail.message)


async def fetch(mailbox: Mailbox, take: Callable[[bytes], Awaitable[Taken]], log: BoundLogger) -> None:
    """Take in every unread mail; one that fails stays unread and is tried again with the next look."""
    done: list[str] = []
    for mail_id, raw in await mailbox.unread():
        try:
            await take(raw)
        except Exception:
            log.exception("mail_not_taken", mail=mail_id)
            continue
        done.append(mail_id)
    if done:
        await mailbox.taken(done)
