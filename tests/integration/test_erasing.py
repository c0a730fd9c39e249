"""Forgetting one customer in a real database, with another customer beside them."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
import structlog

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.installation import read_epoch
from handoff.adapters.people_store import SqlCustomerStore
from handoff.adapters.tables import customers
from handoff.conversation.service import Service
from handoff.conversation.visitors import Customer
from handoff.domain.commands import PostCustomerMessage, RequestHandoff
from handoff.domain.conversation import Conversation, Status, fold
from handoff.errors import InvalidInput
from handoff.operations.erasing import Erased, erase_customer, write_audit_line
from tests.databases import put_database
from tests.fakes_handoff import NINE

SECRET = "I live at 5 Heather Lane"


LOGS = ("events", "conversation_lines")


@dataclass
class Place:
    """A database with two customers, each with one conversation in the queue."""

    database: Database
    file: Path
    store: SqlConversationStore

    async def fill(self) -> None:
        people = SqlCustomerStore(self.database)
        service = Service(self.store, lambda: NINE, structlog.get_logger())
        for name in ("mine", "theirs"):
            await people.add(Customer(name, "Robin", email="robin@example.com"), NINE)
            await people.open_token(f"digest-{name}", name, NINE.replace(year=2027))
            conversation = Conversation(f"talk-{name}", name)
            await self.store.find_or_create(conversation, "https://shop.example/?robin", NINE)
            await service.handle(
                PostCustomerMessage(conversation_id=conversation.id, client_id="k1", text=SECRET)
            )
            evidence = {"turn": {"text": SECRET}}
            await service.handle(
                RequestHandoff(conversation_id=conversation.id, reason="complex_matter", evidence=evidence)
            )

    async def erase(self) -> Erased:
        return await erase_customer(self.database, "mine", NINE, "epoch-2", lambda _digest: None)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    file = tmp_path / "frontdesk.db"
    put_database(file)
    database = Database.open(f"sqlite+aiosqlite:///{file}")
    made = Place(database, file, SqlConversationStore(database))
    try:
        await made.fill()
        yield made
    finally:
        await database.close()


async def test_words_become_tombstones_and_places_stay(place: Place) -> None:
    before = await place.store.events_after("talk-mine", 0)
    assert await place.erase() == Erased(conversations=1, events=len(before))
    log = await place.store.events_after("talk-mine", 0)
    assert [recorded.seq for recorded in log] == list(range(1, len(before) + 2))
    assert [r.event.type for r in log[:-1]] == [r.event.type for r in before]
    assert SECRET not in json.dumps([recorded.to_wire() for recorded in log])
    assert log[-1].event.type == "conversation_resolved"


async def test_the_state_is_what_the_events_fold_to(place: Place) -> None:
    await place.erase()
    state = await place.store.load("talk-mine")
    log = await place.store.events_after("talk-mine", 0)
    assert state == fold(Conversation("talk-mine", "mine"), log)
    assert state.status is Status.RESOLVED
    assert (state.memory, state.owed) == ((), ())
    assert await place.store.owing_reply() == ()


async def test_the_customer_cannot_come_back_and_has_no_name(place: Place) -> None:
    await place.erase()
    people = SqlCustomerStore(place.database)
    assert await people.find_token("digest-mine", NINE) is None
    async with place.database.reading() as connection:
        row = (await connection.execute(sa.select(customers).where(customers.c.id == "mine"))).one()
    assert (row.name, row.email, row.external_id) == ("[erased]", None, None)


async def test_other_customers_keep_everything(place: Place) -> None:
    before = await place.store.events_after("talk-theirs", 0)
    await place.erase()
    assert await place.store.events_after("talk-theirs", 0) == before
    assert await SqlCustomerStore(place.database).find_token("digest-theirs", NINE) == "theirs"


async def test_pages_are_told_by_a_new_epoch(place: Place) -> None:
    assert await read_epoch(place.database, "epoch-1") == "epoch-1"
    await place.erase()
    assert await read_epoch(place.database, "epoch-1") == "epoch-2"


async def test_no_page_of_the_files_keeps_the_words(place: Place) -> None:
    async with place.database.writing() as connection:
        queries = (f"DELETE FROM {table} WHERE conversation_id = 'talk-theirs'" for table in LOGS)
        await connection.exec_driver_sql("PRAGMA secure_delete=ON")
        for query in queries:
            await connection.exec_driver_sql(query)
        await connection.exec_driver_sql("UPDATE conversations SET state = '{}' WHERE id = 'talk-theirs'")
    await place.erase()
    await place.database.close()
    for file in place.file.parent.glob("frontdesk.db*"):
        assert SECRET.encode() not in file.read_bytes(), file.name


async def test_erasing_twice_changes_nothing_more(place: Place) -> None:
    await place.erase()
    before = await place.store.events_after("talk-mine", 0)
    assert await place.erase() == Erased(1, len(before))
    assert await place.store.events_after("talk-mine", 0) == before


async def test_an_unknown_customer_is_refused_and_nothing_changes(place: Place) -> None:
    with pytest.raises(InvalidInput, match="no customer nobody"):
        await erase_customer(place.database, "nobody", NINE, "epoch-2", lambda _digest: None)
    assert await read_epoch(place.database, "epoch-1") == "epoch-1"


def test_the_audit_line_says_that_and_how_much(tmp_path: Path) -> None:
    for _ in range(2):
        write_audit_line(tmp_path, "mine", Erased(1, 2), NINE)
    lines = (tmp_path / "log" / "audit.jsonl").read_text().splitlines()
    assert len(lines) == 2
    assert json.loads(lines[0]) == {
        "at": NINE.isoformat(),
        "action": "erase",
        "customer_id": "mine",
        "conversations": 1,
        "events": 2,
    }
