"""Who writes, as the bot knows them, and what they still have open elsewhere."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot.domain.caller import Caller
from handoff.adapters.callers import SqlCallers
from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.people_store import SqlCustomerStore
from handoff.adapters.tables import conversations
from handoff.conversation.visitors import Customer
from handoff.domain.conversation import Conversation

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


async def test_nobody_writes_in_an_editors_try(database: Database) -> None:
    assert await SqlCallers(database).look_up("preview-1") == (Caller(), 0)


async def test_what_a_visitor_calls_themselves_is_not_believed(database: Database) -> None:
    await SqlCustomerStore(database).add(Customer("cu1", "The Boss", email="boss@example.org"), NINE)
    await SqlConversationStore(database).find_or_create(Conversation("c1", "cu1"), None, NINE)
    assert await SqlCallers(database).look_up("c1") == (Caller(None, "boss@example.org"), 0)


async def test_other_conversations_count_until_they_are_settled(database: Database) -> None:
    await SqlCustomerStore(database).add(Customer("cu1", "Robin", external_id="42"), NINE)
    await SqlCustomerStore(database).add(Customer("cu2", "Kim"), NINE)
    store = SqlConversationStore(database)
    await store.find_or_create(Conversation("c1", "cu1"), None, NINE)
    await store.find_or_create(Conversation("c9", "cu2"), None, NINE)
    async with database.writing() as connection:
        (first,) = (
            await connection.execute(sa.select(conversations).where(conversations.c.id == "c1"))
        ).all()
        for number, status in enumerate(("bot", "queued", "resolved"), 2):
            later = {"id": f"c{number}", "status": status, "created_at": NINE + timedelta(hours=number)}
            await connection.execute(sa.insert(conversations).values({**first._asdict(), **later}))
    caller, unsettled = await SqlCallers(database).look_up("c1")
    assert (caller.name, caller.verified, unsettled) == ("Robin", True, 2)
    assert (await SqlCallers(database).look_up("c9"))[1] == 0
