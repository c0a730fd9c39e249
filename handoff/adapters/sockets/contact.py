"""What a customer's page may emit about e-mail: leave an address, have the transcript sent."""

from collections.abc import Callable, Mapping
from typing import Annotated

from pydantic import StringConstraints

from handoff.adapters.sockets.customer_desk import acknowledge
from handoff.adapters.sockets.gateway import Ack, SocketEvent
from handoff.contract.wire import Payload
from handoff.conversation.visitors import Visitor
from handoff.post.mailing import Mailing

EmailAddress = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=320)]


class Contact(Payload):
    """`/customer` `contact:leave`, and the same over HTTP."""

    email: EmailAddress


class TranscriptTo(Payload):
    """`/customer` `transcript:mail`, and the same over HTTP; without an address, to the one left before."""

    email: EmailAddress | None = None


class ContactEvents:
    """The events of the `/customer` namespace that need mail."""

    def __init__(self, mailing: Mailing, check_rate: Callable[[str], None]) -> None:
        self._mailing = mailing
        self._check_rate = check_rate
        self.events: Mapping[str, SocketEvent] = {
            "contact:leave": SocketEvent(Contact, self._leave),
            "transcript:mail": SocketEvent(TranscriptTo, self._transcript),
        }

    async def _leave(self, _sid: str, visitor: Visitor, contact: Contact) -> Ack:
        self._check_rate(visitor.customer_id)
        return acknowledge(await self._mailing.leave_contact(visitor.conversation_id, contact.email))

    async def _transcript(self, _sid: str, visitor: Visitor, to: TranscriptTo) -> Ack:
        self._check_rate(visitor.customer_id)
        return {"email": await self._mailing.send_transcript(visitor.conversation_id, to.email)}
