"""The store of conversations: one for each customer whoever asks at once, and nobody falls off the queue."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.people_store import SqlCustomerStore
from handoff.conversation.surroundings import Trace
from handoff.conversation.visitors import Customer
from handoff.domain.conversation import Conversation, Status
from handoff.domain.events import MessagePosted, RatingGiven, ReturnedToBot
from tests.happening import happens

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
async def store(database: Database) -> SqlConversationStore:
    await SqlCustomerStore(database).add(Customer("cu1", "Robin"), NINE)
    return SqlConversationStore(database)


async def test_many_windows_at_once_find_one_conversation(store: SqlConversationStore) -> None:
    asked = (store.find_or_create(Conversation(f"c{n}", "cu1"), None, NINE) for n in range(12))
    found = await asyncio.gather(*asked)
    assert len({conversation.id for conversation in found}) == 1
    assert [line["conversation_id"] for line in await store.summaries()] == [found[0].id]


async def test_two_processes_at_once_find_one_conversation(
    store: SqlConversationStore, database_url: str
) -> None:
    other = Database.open(database_url)
    stores = [store, SqlConversationStore(other)] * 6
    asked = (s.find_or_create(Conversation(f"c{n}", "cu1"), None, NINE) for n, s in enumerate(stores))
    found = await asyncio.gather(*asked)
    await other.close()
    assert len({conversation.id for conversation in found}) == 1


async def test_another_customer_gets_another_conversation(
    store: SqlConversationStore, database: Database
) -> None:
    await SqlCustomerStore(database).add(Customer("cu2", "Kim"), NINE)
    for customer in ("cu1", "cu2"):
        made = await store.find_or_create(Conversation(f"of-{customer}", customer), "/tents", NINE)
        assert await store.latest_of(customer) == made


async def test_who_waits_longest_does_not_fall_off_the_list(
    store: SqlConversationStore, database: Database
) -> None:
    people = SqlCustomerStore(database)
    for number in range(205):
        await people.add(Customer(f"q{number}", "Visitor"), NINE)
        waiting = Conversation(f"c{number}", f"q{number}", Status.QUEUED, waiting_since=NINE)
        await store.find_or_create(waiting, None, NINE + timedelta(seconds=number))
    lines = await store.summaries((Status.QUEUED,), None)
    assert (len(lines), lines[-1]["conversation_id"]) == (205, "c0")
    assert len(await store.summaries((Status.QUEUED,))) == 200


async def test_traces_say_who_wrote_when_and_what_helped(store: SqlConversationStore) -> None:
    happened = (
        MessagePosted(message_id="c1.1", author="customer", text="Hello"),
        MessagePosted(message_id="c1.2", author="bot", text="Hi", evidence={"hits": []}),
        RatingGiven(message_id="c1.2", helpful=False),
        ReturnedToBot(),
    )

    await store.find_or_create(Conversation("c1", "cu1"), None, NINE)
    await happens(store, "c1", NINE, *happened)
    at = [NINE + timedelta(seconds=seq) for seq in range(5)]
    assert await store.traces("c1", 1, 3) == (
        Trace(2, at[2], "message_posted", "bot", "c1.2"),
        Trace(3, at[3], "rating_given", None, "c1.2", helpful=False),
        Trace(4, at[4], "returned_to_bot"),
    )
    assert [trace.author for trace in await store.traces("c1", 0, 1)] == ["customer"]
