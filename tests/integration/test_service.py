"""The service over a real database: idempotent, gapless, one winner, nothing half-stored or told early."""

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
import structlog
from sqlalchemy.exc import OperationalError

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.people_store import SqlCustomerStore
from handoff.adapters.tables import events
from handoff.conversation.service import Outcome, Service
from handoff.conversation.visitors import Customer
from handoff.domain import commands as c
from handoff.domain.commands import AgentRef
from handoff.domain.conversation import Conversation, Status, fold
from handoff.domain.refusals import AlreadyAssigned, ClientIdReused, ConversationNotFound, StaleReply
from tests.databases import only_on_sqlite

AGENTS = [AgentRef(f"a{i}", f"Agent {i}") for i in range(20)]


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
async def store(database: Database) -> SqlConversationStore:
    await SqlCustomerStore(database).add(Customer("cu1", "Visitor"), now())
    conversations = SqlConversationStore(database)
    await conversations.find_or_create(Conversation("c1", "cu1"), None, now())
    return conversations


@pytest.fixture
def service(store: SqlConversationStore) -> Service:
    return Service(store, now, structlog.get_logger())


def says(text: str, client_id: str) -> c.PostCustomerMessage:
    return c.PostCustomerMessage(conversation_id="c1", client_id=client_id, text=text)


async def test_a_resend_gets_the_first_answer_and_is_told_once(service: Service) -> None:
    told: list[Outcome] = []

    async def listen(outcome: Outcome) -> None:
        told.append(outcome)

    service.subscribe(listen)
    first = await service.handle(says("hello", "k1"))
    again = await service.handle(says("hello", "k1"))
    assert first.answer == again.answer
    assert len(told) == 1


async def test_one_client_id_never_stands_for_two_messages(service: Service) -> None:
    await service.handle(says("hello", "k1"))
    with pytest.raises(ClientIdReused):
        await service.handle(says("something else", "k1"))


async def test_the_same_client_id_from_another_sender_is_another_message(service: Service) -> None:
    await service.handle(says("hello", "k1"))
    claimed = await service.handle(c.Claim(conversation_id="c1", agent=AGENTS[0]))
    reply = c.PostAgentMessage(conversation_id="c1", agent=AGENTS[0], client_id="k1", text="Hi")
    outcome = await service.handle(reply)
    assert outcome.conversation.last_seq == claimed.conversation.last_seq + 1


async def test_many_at_once_leave_no_hole_and_state_equals_the_fold(
    service: Service, store: SqlConversationStore
) -> None:
    await asyncio.gather(*(service.handle(says(f"message {i}", f"k{i % 40}x{i}")) for i in range(60)))
    log = await store.events_after("c1", 0)
    assert [recorded.seq for recorded in log] == list(range(1, 61))
    assert fold(Conversation("c1", "cu1"), log) == await store.load("c1")


async def test_twenty_claims_have_one_winner_and_losers_learn_the_name(
    service: Service, store: SqlConversationStore
) -> None:
    await service.handle(c.RequestHandoff(conversation_id="c1", reason="customer_asked"))
    claims = (service.handle(c.Claim(conversation_id="c1", agent=agent)) for agent in AGENTS)
    results = await asyncio.gather(*claims, return_exceptions=True)
    winners = [agent for agent, result in zip(AGENTS, results, strict=True) if isinstance(result, Outcome)]
    losers = [result for result in results if isinstance(result, AlreadyAssigned)]
    assert (len(winners), len(losers)) == (1, 19)
    assert (await store.load("c1")).agent == winners[0]
    assert all(winners[0].name in loser.message for loser in losers)


async def test_a_reply_that_comes_after_a_claim_is_refused(service: Service) -> None:
    asked = await service.handle(says("hello", "k1"))
    await service.handle(c.Claim(conversation_id="c1", agent=AGENTS[0]))
    late = c.PostBotReply(
        conversation_id="c1",
        fence=asked.conversation.fence,
        in_reply_to=asked.conversation.owed[0],
        text="The bot's answer",
    )
    with pytest.raises(StaleReply):
        await service.handle(late)


async def test_a_listener_hears_only_what_is_stored_and_cannot_break_the_command(
    service: Service, store: SqlConversationStore
) -> None:
    async def check(outcome: Outcome) -> None:
        stored = await store.events_after("c1", 0)
        assert stored[-1] == outcome.events[-1]
        raise RuntimeError("a doorbell fell off the wall")

    service.subscribe(check)
    outcome = await service.handle(says("hello", "k1"))
    assert outcome.conversation.last_seq == 1


async def test_an_unknown_conversation_is_not_found(service: Service) -> None:
    with pytest.raises(ConversationNotFound):
        await service.handle(c.RequestHandoff(conversation_id="nobody", reason="customer_asked"))


@only_on_sqlite
async def test_a_failing_write_stores_nothing(
    service: Service, store: SqlConversationStore, database: Database
) -> None:
    await service.handle(says("hello", "k1"))
    async with database.writing() as connection:
        await connection.execute(
            sa.text(
                "CREATE TRIGGER broken BEFORE UPDATE ON conversations BEGIN SELECT RAISE(ABORT, 'full'); END"
            )
        )
    with pytest.raises(sa.exc.IntegrityError):
        await service.handle(says("second", "k2"))
    assert len(await store.events_after("c1", 0)) == 1


@only_on_sqlite
async def test_a_locked_database_refuses_and_the_resend_succeeds(service: Service, tmp_path: Path) -> None:
    await service.handle(says("hello", "k1"))
    other = sqlite3.connect(tmp_path / "frontdesk.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        await service.handle(says("second", "k2"))
    other.execute("ROLLBACK")
    other.close()
    assert (await service.handle(says("second", "k2"))).conversation.last_seq == 2


async def test_the_queue_and_what_is_owed_are_found_again(
    service: Service, store: SqlConversationStore
) -> None:
    await service.handle(says("hello", "k1"))
    assert [conversation.id for conversation in await store.owing_reply()] == ["c1"]
    await service.handle(c.RequestHandoff(conversation_id="c1", reason="customer_asked"))
    assert await store.owing_reply() == ()
    assert [conversation.id for conversation in await store.waiting()] == ["c1"]
    assert [line["status"] for line in await store.summaries([Status.QUEUED])] == ["queued"]


async def test_a_client_id_is_unique_in_the_database_itself(service: Service, database: Database) -> None:
    await service.handle(says("hello", "k1"))
    row = {
        "conversation_id": "c1",
        "seq": 99,
        "type": "message_posted",
        "at": now(),
        "sender": "customer",
        "client_id": "k1",
        "data": {},
    }
    with pytest.raises(sa.exc.IntegrityError):
        async with database.writing() as connection:
            await connection.execute(sa.insert(events).values(row))
