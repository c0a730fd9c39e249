"""Front door of e-mail: what agents write to customers who left, transcripts, and the answers that come back.

A mail is stored before it is sent and sent again until a mail server has taken it; its id follows from the
event it stands for, so there is one mail an event however often somebody looks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Protocol

from structlog.stdlib import BoundLogger

from handoff.conversation.service import Outcome
from handoff.domain.attachment import JSON, LinkTo, with_files
from handoff.domain.commands import AgentRef, Command, LeaveContact, PostCustomerMessage, RequestHandoff
from handoff.domain.conversation import Conversation, Status
from handoff.domain.events import Recorded
from handoff.domain.file_link import FileLinks
from handoff.domain.mail import (
    Letter,
    Sender,
    compose,
    find_thread,
    is_address,
    mail_id_of,
    reply_body,
    solved_body,
    transcript_body,
)
from handoff.domain.mail_reading import Incoming, read_mail
from handoff.domain.refusals import ConversationNotFound
from handoff.domain.transcript import render_transcript
from handoff.errors import InvalidInput, MailNotConfigured, RateLimited

LOOK_BACK = timedelta(days=7)
TRANSCRIPTS_A_DAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Unseen:
    """Something an agent did that the customer has not seen and no mail has told.

    `text` is None when they settled the matter; `asked` when the customer left the address for this.
    """

    conversation_id: str
    seq: int
    at: datetime
    name: str | None
    text: str | None
    email: str | None
    asked: bool
    files: tuple[JSON, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a mail that came in."""

    conversation_id: str | None
    reason: str | None = None


class MailStore(Protocol):
    """Where outgoing mail is kept."""

    async def unseen(self, since: datetime) -> tuple[Unseen, ...]:
        """Give what customers have not seen, by conversation and seq."""

    async def add(self, letter: Letter, message: str, at: datetime, mailed_seq: int | None = None) -> bool:
        """Store a mail to be sent; False if there is one with its id."""

    async def count(self, conversation_id: str, kind: str, since: datetime) -> int:
        """Count the mails of one kind."""

    async def email_of(self, customer_id: str) -> str | None:
        """Give the e-mail address the website vouched for."""

    async def was_taken(self, conversation_id: str, client_id: str) -> bool:
        """Say whether this incoming mail stands in the conversation already."""


class Conversations(Protocol):
    """Where conversations are read."""

    async def load(self, conversation_id: str) -> Conversation:
        """Give the current state, or raise ConversationNotFound."""

    async def events_after(self, conversation_id: str, after: int, limit: int | None) -> tuple[Recorded, ...]:
        """Give the events behind the cursor `after`, in order."""


class Handler(Protocol):
    """What handles commands."""

    async def handle(self, command: Command) -> Outcome:
        """Decide, store and tell."""


class Mailing:
    """Writes and takes in mail; without a sender it says that it cannot."""

    def __init__(
        self,
        store: MailStore,
        conversations: Conversations,
        service: Handler,
        sender: Sender | None,
        page_open: Callable[[str], bool],
        find_heir: Callable[[Conversation, datetime], AgentRef | None],
        grace: timedelta,
        clock: Callable[[], datetime],
        log: BoundLogger,
        links: FileLinks | None = None,
    ) -> None:
        self._store = store
        self._conversations = conversations
        self._service = service
        self._sender = sender
        self._page_open = page_open
        self._find_heir = find_heir
        self._grace = grace
        self._clock = clock
        self._log = log
        self._links = links
        self._last_open: dict[str, datetime] = {}

    async def leave_contact(self, conversation_id: str, email: str) -> Outcome:
        """Store the address at which a customer wants to be answered too.

        Raises:
            MailNotConfigured: nobody could write to it.
            InvalidInput: it is no address.
        """
        self._require_sender()
        _require_address(email)
        return await self._service.handle(LeaveContact(conversation_id=conversation_id, email=email))

    async def send_transcript(self, conversation_id: str, email: str | None) -> str:
        """Send the whole conversation to an address, the known one if none is given, and name it."""
        sender = self._require_sender()
        conversation = await self._conversations.load(conversation_id)
        address = email or await self._address(conversation)
        if address is None:
            raise InvalidInput("Name the e-mail address to which the transcript shall go.")
        _require_address(address)
        at = self._clock()
        if await self._store.count(conversation_id, "transcript", at - DAY) >= TRANSCRIPTS_A_DAY:
            raise RateLimited("Today's transcripts of this conversation have been sent already.")
        events = await self._conversations.events_after(conversation_id, 0, None)
        transcript = render_transcript(events, self._link_to(conversation_id, at))
        text = transcript_body(transcript, sender.shop, sender.link)
        letter = Letter(
            mail_id_of(conversation_id, conversation.last_seq, f"t{_short(address)}"),
            conversation_id,
            "transcript",
            address,
            f"Your conversation with {sender.shop}",
            text,
        )
        await self._store.add(letter, compose(letter, sender, at), at)
        return address

    async def round(self) -> None:
        """Write to everybody who left before they saw what was answered."""
        if self._sender is None:
            return
        at = self._clock()
        found = await self._store.unseen(at - LOOK_BACK)
        for conversation_id, group in groupby(found, key=lambda unseen: unseen.conversation_id):
            await self._write(conversation_id, tuple(group), self._sender, at)
        known = {unseen.conversation_id for unseen in found}
        self._last_open = {name: seen for name, seen in self._last_open.items() if name in known}

    async def take(self, raw: bytes) -> Taken:
        """Put a mail that came in into its conversation, or say why it is left alone; never answer it."""
        sender = self._require_sender()
        mail = read_mail(raw, sender.address)
        if not isinstance(mail, Incoming):
            return self._left_alone(mail)
        conversation_id = find_thread(sender.secret, mail.references, mail.recipients)
        if conversation_id is None:
            return self._left_alone("unknown_thread")
        try:
            conversation = await self._conversations.load(conversation_id)
        except ConversationNotFound:
            return self._left_alone("unknown_thread")
        await self._post(conversation, mail)
        self._log.info("mail_taken", conversation_id=conversation_id)
        return Taken(conversation_id)

    async def _post(self, conversation: Conversation, mail: Incoming) -> None:
        client_id = f"mail:{mail.key}"
        if await self._store.was_taken(conversation.id, client_id):
            return
        with_people = conversation.status in {Status.QUEUED, Status.ASSIGNED}
        if not with_people and self._find_heir(conversation, self._clock()) is None:
            # First the handoff: the bot must not answer somebody who is not on the page.
            await self._service.handle(RequestHandoff(conversation_id=conversation.id, reason="mail_reply"))
        known = mail.sender in {conversation.contact, await self._store.email_of(conversation.customer_id)}
        text = mail.text if known else f"From {mail.sender}:\n{mail.text}"
        post = PostCustomerMessage(
            conversation_id=conversation.id, client_id=client_id, text=text, channel="mail"
        )
        await self._service.handle(post)

    async def _write(
        self, conversation_id: str, unseen: tuple[Unseen, ...], sender: Sender, at: datetime
    ) -> None:
        if self._page_open(conversation_id):
            self._last_open[conversation_id] = at
            return
        email = _reachable(unseen)
        away_since = max(self._last_open.get(conversation_id, unseen[-1].at), unseen[-1].at)
        if email is None or at - away_since < self._grace:
            return
        letter = _letter(conversation_id, unseen, email, sender, self._link_to(conversation_id, at))
        await self._store.add(letter, compose(letter, sender, at), at, unseen[-1].seq)
        self._log.info("mail_written", conversation_id=conversation_id, mail=letter.id)

    def _link_to(self, conversation_id: str, at: datetime) -> LinkTo | None:
        links = self._links
        return (lambda file: links.link_to(conversation_id, file, at)) if links else None

    async def _address(self, conversation: Conversation) -> str | None:
        return conversation.contact or await self._store.email_of(conversation.customer_id)

    def _left_alone(self, reason: str) -> Taken:
        self._log.info("mail_left_alone", reason=reason)
        return Taken(None, reason)

    def _require_sender(self) -> Sender:
        if self._sender is None:
            raise MailNotConfigured("This installation sends no e-mail; the answer will be here.")
        return self._sender


def _letter(
    conversation_id: str, unseen: tuple[Unseen, ...], email: str, sender: Sender, link_to: LinkTo | None
) -> Letter:
    said = [(one.name, with_files(one.text, one.files, link_to)) for one in unseen if one.text is not None]
    body = reply_body(said, sender.shop, sender.link) if said else solved_body(sender.shop, sender.link)
    kind, subject = ("reply", "Answer from") if said else ("follow_up", "Your conversation with")
    mail_id = mail_id_of(conversation_id, unseen[-1].seq)
    return Letter(mail_id, conversation_id, kind, email, f"{subject} {sender.shop}", body)


def _reachable(unseen: tuple[Unseen, ...]) -> str | None:
    """Give where to write to; that a matter is settled is told only to who left an address for it."""
    email, said = unseen[-1].email, any(one.text is not None for one in unseen)
    return email if email and is_address(email) and (said or unseen[-1].asked) else None


def _require_address(email: str) -> None:
    if not is_address(email):
        raise InvalidInput("This is not an e-mail address we can write to.")


def _short(address: str) -> str:
    return "".join(character for character in address.lower() if character.isalnum())[:40]
