"""The search over conversations in the database: in step with every event, also when words are erased."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.line_store import SqlLines
from handoff.adapters.people_store import SqlCustomerStore
from handoff.conversation.visitors import Customer
from handoff.domain.conversation import Conversation
from handoff.domain.events import ConversationTagged, MessagePosted, NotePosted
from handoff.operations.erasing import erase_customer
from tests.databases import SERVER
from tests.happening import happens

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
JONAS = {"id": "a1", "name": "Jonas"}


def said(text: str, author: str = "customer") -> MessagePosted:
    return MessagePosted(message_id=text[:8], author=author, text=text)


@pytest.fixture
async def store(database: Database) -> SqlConversationStore:
    people = SqlCustomerStore(database)
    for number, name in enumerate(["Robin Fern", "Ada 100%"], start=1):
        await people.add(Customer(f"cu{number}", name), NINE)
    store = SqlConversationStore(database)
    for number in (1, 2):
        await store.find_or_create(Conversation(f"c{number}", f"cu{number}"), None, NINE)
    return store


@pytest.fixture
async def lines(store: SqlConversationStore, database: Database) -> SqlLines:
    answer = said("A zip of FH-2041 is mended for free: zip@shop.example", "bot")
    await happens(store, "c1", NINE, said("The zip of my tent is broken"), answer)
    await happens(
        store, "c2", NINE, said("Where is my Zelt? Größe L"), said("someone joined the zip", "system")
    )
    note = NotePosted(note_id="n1", agent=JONAS, text="be gentle about the zipper")
    await happens(store, "c1", NINE, ConversationTagged(agent=JONAS, tags=("zip",)), note)
    return SqlLines(database)


def bytes_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def places(lines: SqlLines, *words: str, before: int | None = None) -> list[tuple[str, int]]:
    found = await lines.with_words(words, before, 10)
    return [(line.conversation_id, line.seq) for line in found]


async def test_lines_are_found_by_the_beginnings_of_all_words_newest_first(lines: SqlLines) -> None:
    assert await places(lines, "zip") == [("c1", 4), ("c1", 2), ("c1", 1)]
    assert await places(lines, "zip", "brok") == [("c1", 1)]
    assert await places(lines, "grosse") == await places(lines, "roken") == []
    assert await places(lines, "größ") == await places(lines, "große") == [("c2", 1)]
    assert await places(lines, "2041") == await places(lines, "fh", "20") == [("c1", 2)]
    assert await places(lines, "shop", "example") == [("c1", 2)]


async def test_a_line_says_who_wrote_it_and_when(lines: SqlLines) -> None:
    note, bot, customer = await lines.with_words(["zip"], None, 10)
    assert (note.author, note.name, note.text) == ("note", "Jonas", "be gentle about the zipper")
    assert (bot.author, bot.name) == ("bot", None)
    assert (customer.author, customer.at) == ("customer", NINE + timedelta(seconds=1))


async def test_pages_follow_each_other(lines: SqlLines) -> None:
    first = await lines.with_words(["zip"], None, 2)
    assert await places(lines, "zip", before=first[-1].id) == [("c1", 1)]


async def test_many_new_lines_are_learnt_before_a_search(
    lines: SqlLines, store: SqlConversationStore
) -> None:
    await happens(store, "c2", NINE, *(said(f"line {number} of a long story") for number in range(2_001)))
    assert await places(lines, "2000", "story") == [("c2", 2_003)]
    assert await places(lines, "zip") == [("c1", 4), ("c1", 2), ("c1", 1)]


async def test_a_line_is_forgotten_before_it_was_learnt_or_after(
    lines: SqlLines, store: SqlConversationStore, database: Database
) -> None:
    await lines.learn()
    await happens(store, "c1", NINE, said("The zip again"))
    await erase_customer(database, "cu1", NINE, "later", lambda _digest: None)
    assert await places(lines, "zip") == []
    await happens(store, "c2", NINE, said("My zip, too"))
    assert await places(lines, "zip") == [("c2", 3)]


@pytest.mark.parametrize("word", ["AND", "near", "or", "not", "text"])
async def test_words_that_mean_something_to_the_database_are_words_only(lines: SqlLines, word: str) -> None:
    assert await places(lines, word) == []


async def test_customers_are_found_by_any_part_of_their_name(lines: SqlLines) -> None:
    assert await lines.named("obin f", 5) == ("c1",)
    assert await lines.named("100%", 5) == ("c2",)
    assert await lines.named("%", 5) == ("c2",)


async def test_nothing_stays_of_what_was_erased(lines: SqlLines, database: Database, tmp_path: Path) -> None:
    await erase_customer(database, "cu1", NINE, "later", lambda _digest: None)
    assert await places(lines, "zip") == await places(lines, "erased") == []
    assert await places(lines, "zelt") == [("c2", 1)]
    if SERVER is not None:
        return
    await database.close()
    stored = bytes_in(tmp_path)
    assert b"mended" not in stored
    assert b"gentle" not in stored
    assert b"zelt" in stored
