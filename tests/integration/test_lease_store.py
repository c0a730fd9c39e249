"""Leases in the database: renewed together, found when they have run out; losses told until known."""

from datetime import UTC, datetime, timedelta

import pytest
import structlog

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.lease_store import SqlLeaseStore
from handoff.adapters.people_store import SqlCustomerStore
from handoff.conversation.service import Service
from handoff.conversation.visitors import Customer
from handoff.domain.commands import AgentRef, Claim, Resolve
from handoff.domain.conversation import Conversation
from handoff.queue.leases import Lapsed

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(seconds=60)
ALICE, BOB = AgentRef("a1", "Alice"), AgentRef("a2", "Bob")


@pytest.fixture
async def store(database: Database) -> SqlLeaseStore:
    conversations = SqlConversationStore(database)
    service = Service(conversations, lambda: AT, structlog.get_logger())
    for number, agent in enumerate([ALICE, BOB, BOB], start=1):
        await SqlCustomerStore(database).add(Customer(f"cu{number}", "Robin"), AT)
        await conversations.find_or_create(Conversation(f"c{number}", f"cu{number}"), None, AT)
        await service.handle(Claim(conversation_id=f"c{number}", agent=agent))
    await service.handle(Resolve(conversation_id="c3", agent=BOB))
    return SqlLeaseStore(database)


async def test_whoever_holds_no_lease_is_found_with_what_they_own(store: SqlLeaseStore) -> None:
    assert {lapsed.conversation_id for lapsed in await store.lapsed(AT)} == {"c1", "c2"}
    await store.renew(("a1", "a2"), AT, LATER)
    assert await store.lapsed(AT) == ()
    await store.renew(("a1",), LATER, LATER + timedelta(seconds=60))
    assert await store.lapsed(LATER) == (Lapsed("c2", "a2", "Bob"),)


async def test_renewing_nobody_is_no_matter(store: SqlLeaseStore) -> None:
    await store.renew((), AT, LATER)
    assert len(await store.lapsed(AT)) == 2


async def test_a_loss_is_given_until_it_is_known_and_again_when_it_happens_again(
    store: SqlLeaseStore,
) -> None:
    await store.add_loss("a1", "c1", AT)
    await store.add_loss("a1", "c2", LATER)
    lost = await store.losses("a1")
    assert [(loss.conversation_id, loss.customer, loss.at) for loss in lost] == [
        ("c1", "Robin", AT),
        ("c2", "Robin", LATER),
    ]
    await store.forget_losses("a1", ("c1",))
    await store.forget_losses("a1", ())
    assert [loss.conversation_id for loss in await store.losses("a1")] == ["c2"]
    await store.add_loss("a1", "c2", LATER)
    assert len(await store.losses("a1")) == 1
    assert await store.losses("a2") == ()


async def test_each_side_has_a_cursor_that_only_goes_forward(
    store: SqlLeaseStore, database: Database
) -> None:
    conversations = SqlConversationStore(database)
    assert await conversations.see("c1", "customer", 1)
    assert not await conversations.see("c1", "customer", 1)
    assert not await conversations.see("c1", "agent", 2)
    assert await conversations.seen("c1") == {"customer": 1, "agent": 0}
    assert await conversations.seen("nowhere") == {}
