"""Webhooks over a real database and a real receiver: signed, once by id, in order, through every failure."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
import structlog

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.people_store import SqlCustomerStore
from handoff.adapters.sealing import FernetSeal
from handoff.adapters.webhook_sender import HttpSender
from handoff.adapters.webhook_store import SqlWebhookStore
from handoff.conversation.service import Service
from handoff.conversation.visitors import Customer
from handoff.domain import commands as c
from handoff.domain.conversation import Conversation
from handoff.domain.refusals import DeliveryNotFound
from handoff.domain.webhook import Webhook
from handoff.post.notifying import Notifying
from handoff.post.webhooks import Webhooks, Wish
from tests.fakes_handoff import ALICE, Clock, counter
from tests.webhook_receiver import Receiver, receiving

PATIENCE_S = 20.0
EVIDENCE = {"reason": "customer_asked", "lines": ["They pressed the button."]}
log = structlog.get_logger()


@dataclass
class Exchange:
    """Two conversations, a receiver, and what brings the one to the other."""

    database: Database
    receiver: Receiver
    key: Path
    clock: Clock = field(default_factory=Clock)
    said: int = 0

    def __post_init__(self) -> None:
        self.conversations = SqlConversationStore(self.database)
        self.service = Service(self.conversations, self.clock, log)
        self.store = SqlWebhookStore(self.database, FernetSeal(self.key))
        self.sender = HttpSender(private=True, timeout_s=1.0)
        self.webhooks = Webhooks(self.store, self.sender, self.clock, counter("w"), counter("secret"))
        self.restart()

    def restart(self) -> None:
        """Forget everything that is not in the database."""
        self.rang = asyncio.Event()
        self.notifying = Notifying(
            self.store,
            self.sender,
            self.clock,
            log,
            self.rang.set,
            lambda: 0.0,
            timedelta(hours=72),
        )

    async def close(self) -> None:
        await self.notifying.close()
        await self.sender.close()

    async def say(self, *texts: str, conversation_id: str = "c1") -> None:
        for text in texts:
            self.said += 1
            await self.service.handle(
                c.PostCustomerMessage(conversation_id=conversation_id, client_id=f"k{self.said}", text=text)
            )

    async def adds(self, *types: str, internal: bool = False) -> Webhook:
        return await self.webhooks.add(Wish(self.receiver.url, types or ("*",), internal))

    async def delivers(self, later: timedelta = timedelta(0)) -> None:
        """Go round until nothing is due and nothing is under way."""
        self.clock.pass_by(later)
        async with asyncio.timeout(PATIENCE_S):
            await self.notifying.round()
            while self.notifying.busy or self.rang.is_set():
                await self.rang.wait()
                self.rang.clear()
                await self.notifying.round()

    async def states(self, webhook: Webhook) -> list[str]:
        return [one.state for one in reversed(await self.store.newest(webhook.id, 100))]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


@pytest.fixture
async def exchange(database: Database, receiver: Receiver, tmp_path: Path) -> AsyncIterator[Exchange]:
    found = Exchange(database, receiver, tmp_path / "secrets.key")
    for number in ("1", "2"):
        await SqlCustomerStore(database).add(Customer(f"cu{number}", "Visitor"), found.clock())
        fresh = Conversation(f"c{number}", f"cu{number}")
        await found.conversations.find_or_create(fresh, None, found.clock())
    yield found
    await found.close()


async def test_an_event_arrives_signed(exchange: Exchange, receiver: Receiver) -> None:
    webhook = await exchange.adds()
    await exchange.say("Hello Ürümqi")
    await exchange.delivers()
    ((headers, raw, body),) = receiver.got
    parts = dict(part.split("=", 1) for part in headers["Frontdesk-Signature"].split(","))
    expected = hmac.new(webhook.secret.encode(), parts["t"].encode() + b"." + raw, hashlib.sha256)
    assert hmac.compare_digest(parts["v1"], expected.hexdigest())
    assert int(parts["t"]) == int(exchange.clock.now.timestamp())
    assert body["id"] == headers["Frontdesk-Delivery"] == f"{webhook.id}.c1.1"
    assert (body["type"], body["conversation_id"], body["seq"]) == ("message_posted", "c1", 1)
    assert body["data"]["text"] == "Hello Ürümqi"
    assert await exchange.states(webhook) == ["sent"]


async def test_what_fails_comes_again_under_the_same_id(exchange: Exchange, receiver: Receiver) -> None:
    webhook = await exchange.adds()
    receiver.statuses.extend((500, 302))
    await exchange.say("one")
    await exchange.delivers()
    assert await exchange.states(webhook) == ["waiting"]
    await exchange.delivers()
    assert len(receiver.got) == 1, "it must not come again at once"
    for _ in range(2):
        await exchange.delivers(timedelta(seconds=30))
    assert len(set(receiver.ids())) == 1
    assert len(receiver.got) == 3
    (sent,) = await exchange.store.newest(webhook.id, 10)
    assert (sent.state, sent.attempts, sent.failure) == ("sent", 3, None)
    fresh = await exchange.store.find(webhook.id)
    assert fresh is not None
    assert (fresh.failures, fresh.failing_since) == (0, None)


async def test_nothing_overtakes_within_a_conversation_and_nobody_waits_for_another(
    exchange: Exchange, receiver: Receiver
) -> None:
    await exchange.adds()
    await exchange.say("one", "two", "three")
    receiver.statuses.append(500)
    await exchange.delivers()
    assert receiver.seqs("c1") == [1]
    await exchange.say("elsewhere", conversation_id="c2")
    await exchange.delivers(timedelta(seconds=5))
    assert receiver.seqs("c1") == [1, 1, 2, 3]
    assert receiver.seqs("c2") == [1]


async def test_a_restart_in_between_loses_nothing(exchange: Exchange, receiver: Receiver) -> None:
    webhook = await exchange.adds()
    receiver.gate.clear()
    await exchange.say("one", "two")
    await exchange.notifying.round()
    await receiver.has(1)
    await exchange.notifying.close()
    receiver.gate.set()
    exchange.restart()
    await exchange.say("three")
    await exchange.delivers(timedelta(minutes=1))
    assert receiver.seqs("c1") == [1, 1, 2, 3]
    assert receiver.ids()[0] == receiver.ids()[1]
    assert await exchange.states(webhook) == ["sent"] * 3


async def test_a_slow_receiver_slows_nobody(exchange: Exchange, receiver: Receiver) -> None:
    await exchange.adds()
    async with receiving() as other:
        await exchange.webhooks.add(Wish(other.url, ("*",)))
        receiver.gate.clear()
        await exchange.say("one")
        await exchange.notifying.round()
        await receiver.has(1)
        await exchange.say("two", "three")
        while other.seqs("c1") != [1, 2, 3]:
            await exchange.notifying.round()
            await exchange.rang.wait()
            exchange.rang.clear()
        assert receiver.seqs("c1") == [1]


async def test_a_receiver_that_never_answers_is_a_failure(exchange: Exchange, receiver: Receiver) -> None:
    webhook = await exchange.adds()
    receiver.gate.clear()
    await exchange.say("one")
    await exchange.delivers()
    (waiting,) = await exchange.store.newest(webhook.id, 10)
    assert (waiting.state, waiting.failure) == ("waiting", "No answer within 1 seconds.")


async def test_notes_and_evidence_reach_only_those_who_ask_for_them(
    exchange: Exchange, receiver: Receiver
) -> None:
    async with receiving() as inner:
        await exchange.adds()
        await exchange.webhooks.add(Wish(inner.url, ("*",), internal=True))
        handoff = c.RequestHandoff(conversation_id="c1", reason="customer_asked", evidence=EVIDENCE)
        await exchange.service.handle(handoff)
        note = c.PostNote(conversation_id="c1", agent=ALICE, client_id="n", text="Secret")
        await exchange.service.handle(note)
        await exchange.delivers()
        assert [body["type"] for _, _, body in receiver.got] == ["handoff_requested", "message_posted"]
        assert "evidence" not in receiver.got[0][2]["data"]
        kinds = [body["type"] for _, _, body in inner.got]
        assert kinds == ["handoff_requested", "message_posted", "note_posted"]
        assert inner.got[0][2]["data"]["evidence"] == EVIDENCE


async def test_only_what_is_wanted_comes_and_nothing_of_before(
    exchange: Exchange, receiver: Receiver
) -> None:
    await exchange.say("before")
    await exchange.adds("handoff_requested", "conversation_resolved")
    await exchange.service.handle(c.RequestHandoff(conversation_id="c1", reason="customer_asked"))
    await exchange.say("after")
    await exchange.delivers()
    assert [body["type"] for _, _, body in receiver.got] == ["handoff_requested"]


async def test_long_failure_switches_it_off_and_on_again_brings_what_waited(
    exchange: Exchange, receiver: Receiver
) -> None:
    webhook = await exchange.adds()
    receiver.statuses.extend([500] * 3)
    await exchange.say("one", "two")
    await exchange.delivers()
    await exchange.delivers(timedelta(hours=71))
    await exchange.delivers(timedelta(hours=2))
    off = await exchange.store.find(webhook.id)
    assert off is not None
    assert not off.active
    assert off.note is not None
    assert "73 hours" in off.note
    await exchange.delivers(timedelta(hours=8))
    assert len(receiver.got) == 3
    await exchange.webhooks.change(webhook.id, Wish(webhook.url, ("*",)))
    await exchange.delivers(timedelta(hours=8))
    assert receiver.seqs("c1")[-2:] == [1, 2]


async def test_a_receiver_that_is_gone_is_left_alone_at_once(exchange: Exchange, receiver: Receiver) -> None:
    webhook = await exchange.adds()
    receiver.statuses.append(410)
    await exchange.say("one")
    await exchange.delivers()
    off = await exchange.store.find(webhook.id)
    assert off is not None
    assert not off.active
    assert "410" in (off.note or "")


async def test_deliveries_that_ended_are_forgotten_and_others_kept(
    exchange: Exchange, receiver: Receiver
) -> None:
    webhook = await exchange.adds()
    receiver.statuses.extend((200, 500))
    await exchange.say("one", "two")
    await exchange.delivers()
    exchange.clock.pass_by(timedelta(days=31))
    await exchange.notifying.sweep()
    assert [(one.seq, one.state) for one in await exchange.store.newest(webhook.id, 10)] == [(2, "waiting")]
    await exchange.webhooks.remove(webhook.id)
    assert await exchange.store.newest(webhook.id, 10) == ()


async def test_what_is_sent_again_goes_at_once_under_the_same_id(
    exchange: Exchange, receiver: Receiver
) -> None:
    webhook = await exchange.adds()
    receiver.statuses.extend((200, 500))
    await exchange.say("one", "two")
    await exchange.delivers()
    assert await exchange.states(webhook) == ["sent", "waiting"]
    for seq in ("1", "2"):
        await exchange.webhooks.send_again(webhook.id, f"{webhook.id}.c1.{seq}")
    await exchange.delivers()
    assert receiver.seqs("c1") == [1, 2, 1, 2]
    assert len(set(receiver.ids())) == 2
    assert await exchange.states(webhook) == ["sent", "sent"]
    other = await exchange.adds()
    with pytest.raises(DeliveryNotFound):
        await exchange.webhooks.send_again(other.id, f"{webhook.id}.c1.1")
