"""Mail over a real database, SMTP server and mailbox: once, threaded, patient, never in a loop."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage

import pytest
import structlog

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.imap import ImapMailbox
from handoff.adapters.mail_store import SqlMailStore
from handoff.adapters.people_store import SqlCustomerStore
from handoff.adapters.smtp import SmtpCarrier
from handoff.conversation.service import Service
from handoff.conversation.visitors import Customer
from handoff.domain import commands as c
from handoff.domain.conversation import Conversation, Status
from handoff.domain.events import MessagePosted
from handoff.domain.mail import MARKER, Sender
from handoff.errors import InvalidInput, MailNotConfigured, RateLimited
from handoff.post.mailing import Mailing, Taken
from handoff.post.posting import Posting, fetch
from tests.fakes_handoff import ALICE, Clock
from tests.mail_servers import Inbox, Postbox, imap_server, smtp_server

OURS = "help@shop.example"
EVE = "eve@home.example"
GRACE = timedelta(minutes=5)
SENDER = Sender("Shop", OURS, "a secret of thirty-two characters", "https://shop.example")
HERE = {"conversation_id": "c1"}
log = structlog.get_logger()


@dataclass
class PostOffice:
    """One conversation, its customer away, and mail that works."""

    database: Database
    box: Postbox
    sender: Sender | None = SENDER
    clock: Clock = field(default_factory=Clock)
    open_pages: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.conversations = SqlConversationStore(self.database)
        self.service = Service(self.conversations, self.clock, log)
        self.store = SqlMailStore(self.database)
        self.restart()

    def restart(self) -> None:
        """Forget everything that is not in the database."""
        self.mailing = Mailing(
            self.store,
            self.conversations,
            self.service,
            self.sender,
            self.open_pages.__contains__,
            lambda _conversation, _at: None,
            GRACE,
            self.clock,
            log,
        )
        self.posting = Posting(self.store, SmtpCarrier(self.box.url, OURS), self.clock, log)

    async def asks_for_a_person(self, email: str | None = EVE) -> None:
        await self.service.handle(
            c.PostCustomerMessage(conversation_id="c1", client_id="k1", text="My tent leaks")
        )
        await self.service.handle(c.RequestHandoff(conversation_id="c1", reason="customer_asked"))
        if email:
            await self.mailing.leave_contact("c1", email)
        await self.service.handle(c.Claim(**HERE, agent=ALICE))

    async def answers(self, text: str) -> None:
        command = c.PostAgentMessage(conversation_id="c1", agent=ALICE, client_id=text, text=text)
        await self.service.handle(command)

    async def posts(self, later: timedelta = timedelta(0)) -> list[EmailMessage]:
        self.clock.pass_by(later)
        await self.mailing.round()
        await self.posting.round()
        return self.box.to(EVE)

    async def words(self) -> list[str]:
        events = await self.conversations.events_after("c1", 0)
        messages = (r.event for r in events if isinstance(r.event, MessagePosted))
        return [m.text for m in messages if m.author == "customer"]


@pytest.fixture(scope="module")
def server() -> Iterator[Postbox]:
    with smtp_server() as box:
        yield box


@pytest.fixture(scope="module")
def inbox() -> Iterator[Inbox]:
    with imap_server() as box:
        yield box


@pytest.fixture
async def office(database: Database, server: Postbox) -> PostOffice:
    server.mails.clear()
    server.refusals.clear()
    found = PostOffice(database, server)
    await SqlCustomerStore(database).add(Customer("cu1", "Visitor"), found.clock())
    await found.conversations.find_or_create(Conversation("c1", "cu1"), None, found.clock())
    return found


def reply_to(mail: EmailMessage, text: str = "Thanks, that helped.", **headers: str) -> bytes:
    """Answer a mail as a mail program does."""
    answer = EmailMessage()
    values = {
        "From": f"Eve <{EVE}>",
        "To": OURS,
        "Message-ID": f"<{hash(text) & 0xFFFFFF}@home.example>",
        "In-Reply-To": mail["Message-ID"],
        "References": f"{mail['References']} {mail['Message-ID']}",
        "Subject": f"Re: {mail['Subject']}",
        **headers,
    }
    for name, value in values.items():
        answer[name] = value
    quoted = "\n".join(f"> {line}" for line in mail.get_content().splitlines())
    answer.set_content(f"{text}\n\nOn Sunday Shop <{OURS}> wrote:\n{quoted}")
    return answer.as_bytes()


async def test_what_is_said_to_a_customer_who_left_goes_out_once_after_the_grace(office: PostOffice) -> None:
    await office.asks_for_a_person()
    await office.answers("Which tent?")
    await office.answers("Send a picture.")
    assert await office.posts(GRACE - timedelta(seconds=1)) == []
    (mail,) = await office.posts(timedelta(seconds=1))
    text = mail.get_content().replace("\r\n", "\n")
    assert text.startswith(MARKER)
    assert "Alice wrote:\nWhich tent?" in text
    assert "Send a picture." in text
    office.restart()
    assert len(await office.posts(GRACE)) == 1
    await office.answers("Hello?")
    assert len(await office.posts(GRACE)) == 2


async def test_nothing_is_mailed_to_somebody_who_reads_it_here(office: PostOffice) -> None:
    await office.asks_for_a_person()
    office.open_pages.add("c1")
    await office.answers("Which tent?")
    assert await office.posts(GRACE) == []
    office.open_pages.clear()
    assert await office.posts(GRACE - timedelta(seconds=1)) == []
    last_seq = (await office.conversations.load("c1")).last_seq
    await office.conversations.see("c1", "customer", last_seq)
    assert await office.posts(GRACE) == []


async def test_without_an_address_nothing_goes_out(office: PostOffice) -> None:
    await office.asks_for_a_person(email=None)
    await office.answers("Which tent?")
    await office.posts(GRACE)
    assert office.box.mails == []


async def test_a_busy_server_is_tried_again_and_a_refusal_is_final(office: PostOffice) -> None:
    await office.asks_for_a_person()
    await office.answers("Which tent?")
    office.box.refusals[:] = ["451 greylisted", "451 greylisted"]
    assert await office.posts(GRACE) == []
    assert await office.posts(timedelta(seconds=20)) == []
    office.restart()
    assert await office.posts(timedelta(seconds=10)) == []
    (mail,) = await office.posts(timedelta(seconds=60))
    assert mail["Message-ID"].startswith("<fd.c1.")
    await office.answers("Hello?")
    office.box.refusals[:] = ["550 no such mailbox"]
    assert len(await office.posts(GRACE)) == 1
    assert len(await office.posts(timedelta(days=1))) == 1


async def test_a_server_that_is_down_loses_nothing(office: PostOffice) -> None:
    await office.asks_for_a_person()
    await office.answers("Which tent?")
    office.posting = Posting(office.store, SmtpCarrier("smtp://127.0.0.1:1", OURS), office.clock, log)
    assert await office.posts(GRACE) == []
    office.restart()
    assert len(await office.posts(timedelta(minutes=1))) == 1


async def test_a_reply_comes_back_into_the_conversation_once(office: PostOffice) -> None:
    await office.asks_for_a_person()
    await office.answers("Which tent?")
    (mail,) = await office.posts(GRACE)
    raw = reply_to(mail, "The blue one.")
    assert await office.mailing.take(raw) == Taken("c1")
    assert await office.mailing.take(raw) == Taken("c1")
    assert await office.words() == ["My tent leaks", "The blue one."]
    assert (await office.conversations.load("c1")).status is Status.ASSIGNED
    assert len(await office.posts(timedelta(days=1))) == 1


async def test_a_reply_to_a_settled_matter_opens_it_for_a_person(office: PostOffice) -> None:
    await office.asks_for_a_person()
    await office.service.handle(c.Resolve(**HERE, agent=ALICE))
    (mail,) = await office.posts(GRACE)
    assert "marked as solved" in mail.get_content()
    assert mail["Auto-Submitted"] == "auto-generated"
    await office.mailing.take(reply_to(mail, "It still leaks."))
    conversation = await office.conversations.load("c1")
    assert conversation.status is Status.QUEUED
    assert conversation.owed == ()
    assert (await office.words())[-1] == "It still leaks."


async def test_whoever_else_answers_is_named(office: PostOffice) -> None:
    await office.asks_for_a_person()
    await office.answers("Which tent?")
    (mail,) = await office.posts(GRACE)
    await office.mailing.take(reply_to(mail, "I am her brother.", From="bob@home.example"))
    assert (await office.words())[-1] == "From bob@home.example:\nI am her brother."


async def test_machines_strangers_and_forgers_are_left_alone(office: PostOffice) -> None:
    await office.asks_for_a_person()
    await office.answers("Which tent?")
    (mail,) = await office.posts(GRACE)
    forged = mail["Message-ID"].replace("fd.c1.", "fd.c2.")
    cases = {
        "automatic": reply_to(mail, "I am on holiday", **{"Auto-Submitted": "auto-replied"}),
        "bounce": reply_to(mail, "No such user", From="MAILER-DAEMON@home.example"),
        "own": reply_to(mail, "Loop", From=OURS),
        "unknown_thread": reply_to(mail, "Forged", **{"In-Reply-To": forged, "References": forged}),
    }
    for reason, raw in cases.items():
        assert await office.mailing.take(raw) == Taken(None, reason)
    assert await office.words() == ["My tent leaks"]
    assert len(await office.posts(timedelta(days=1))) == 1


async def test_a_transcript_goes_to_whoever_asks_within_reason(office: PostOffice) -> None:
    await office.asks_for_a_person()
    assert await office.mailing.send_transcript("c1", None) == EVE
    assert await office.mailing.send_transcript("c1", None) == EVE
    (mail,) = await office.posts()
    assert "My tent leaks" in mail.get_content()
    for number in range(4):
        await office.mailing.send_transcript("c1", f"friend{number}@home.example")
    with pytest.raises(RateLimited):
        await office.mailing.send_transcript("c1", "one.more@home.example")


async def test_what_is_no_address_is_refused_and_without_mail_everything_says_so(office: PostOffice) -> None:
    with pytest.raises(InvalidInput):
        await office.mailing.leave_contact("c1", "a@b\r\nBcc: everybody@x")
    office.sender = None
    office.restart()
    with pytest.raises(MailNotConfigured):
        await office.mailing.leave_contact("c1", EVE)
    with pytest.raises(MailNotConfigured):
        await office.mailing.take(b"")


async def test_answers_are_taken_out_of_a_mailbox_and_a_failed_one_is_tried_again(
    office: PostOffice, inbox: Inbox
) -> None:
    await office.asks_for_a_person()
    await office.answers("Which tent?")
    (mail,) = await office.posts(GRACE)
    inbox.deliver(reply_to(mail, "The red one."))
    inbox.deliver(b"From: list@x.example\r\nPrecedence: bulk\r\n\r\nBuy!\r\n")
    mailbox = ImapMailbox(inbox.url, log)

    async def fails(_raw: bytes) -> Taken:
        raise RuntimeError("the database is gone")

    await fetch(mailbox, fails, log)
    assert inbox.unread() == 2
    await fetch(mailbox, office.mailing.take, log)
    assert inbox.unread() == 0
    assert (await office.words())[-1] == "The red one."
