"""The delivery promise of the README, tested as it is written, clause by clause.

What a page shows is the web's part and tested there (`outbox.test.ts`, `sync.test.ts`, `lifeline.test.ts`);
here stands what the server owes it for that. `tests/faults` pulls plugs while it is being kept.
"""

import asyncio
import re
import sqlite3
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack, closing
from pathlib import Path

import httpx2

from tests.contract import accepted, bearer, code_of, fresh_id, history, say, staff, waits_for_person
from tests.inside import Inside
from tests.live import Client, LiveService, customer

ROOT = Path(__file__).resolve().parents[2]
PROMISE = (
    "A message shown as sent is stored, appears exactly once, in the same order for everybody, and reaches "
    "every open window within seconds of it being reachable; a message not stored is shown as not sent."
)
SECONDS = 3.0


def stored(place: LiveService | Inside, text: str) -> int:
    """Count the customer's stored messages with these words, as another process finds them in the file."""
    uri = f"file:{place.data_dir / 'frontdesk.db'}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as database:
        rows = database.execute(
            "SELECT data FROM events WHERE sender = 'customer' AND data LIKE ?", (f"%{text}%",)
        )
        return len(rows.fetchall())


def test_the_readme_makes_the_promise_in_these_words() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    plain = re.sub(r"[>*\s]+", " ", readme)
    assert PROMISE in plain


async def test_a_message_shown_as_sent_is_stored(live: LiveService) -> None:
    async with customer(live) as robin:
        for number in range(10):
            text = f"stored {number} {fresh_id()}"
            await say(robin, text)
            assert stored(live, text) == 1


async def test_it_appears_exactly_once(live: LiveService) -> None:
    admission, text = live.visitor(), f"once {fresh_id()}"
    sent = {"client_id": fresh_id(), "text": text}
    address = f"{live.url}/api/v1/conversations/{admission['conversation_id']}/messages"
    async with customer(live, admission) as robin, customer(live, admission) as second_window:
        acks = await asyncio.gather(
            *(window.emit("message:post", sent) for window in (robin, second_window) * 5)
        )
        by_post = httpx2.post(address, json=sent, headers=bearer(admission["token"]))
        places = {accepted(ack)["seq"] for ack in acks} | {by_post.json()["seq"]}
        assert len(places) == 1
        assert [event["data"].get("text") for event in await history(robin)].count(text) == 1
        assert stored(live, text) == 1


async def test_in_the_same_order_for_everybody(live: LiveService, tokens: Mapping[str, str]) -> None:
    admission = live.visitor()
    of = {"conversation_id": admission["conversation_id"]}
    async with AsyncExitStack() as stack:
        windows = [await stack.enter_async_context(customer(live, admission)) for _ in range(3)]
        desks = [await stack.enter_async_context(staff(live, tokens, role)) for role in ("agent", "agent2")]
        await waits_for_person(windows[0])
        for desk in desks:
            accepted(await desk.emit("conversation:open", of))
        accepted(await desks[0].emit("conversation:claim", of))
        writers = [*windows, desks[0]]
        await asyncio.gather(*(write(writer, of if writer is desks[0] else {}) for writer in writers))
        events = await history(windows[0])
        for observer in (*windows, *desks):
            await observer.heard(lambda event: event["seq"] == events[-1]["seq"])
            heard = [event["seq"] for event in observer.events]
            assert heard == list(range(heard[0], events[-1]["seq"] + 1))
        texts = {event["seq"]: event["data"].get("text") for event in events}
        for observer in (*windows, *desks):
            assert all(event["data"].get("text") == texts[event["seq"]] for event in observer.events)


async def write(client: Client, of: Mapping[str, str]) -> None:
    for number in range(10):
        await say(client, f"{number}", **of)


async def test_it_reaches_every_open_window_within_seconds(live: LiveService) -> None:
    admission = live.visitor()
    async with AsyncExitStack() as stack:
        windows = [await stack.enter_async_context(customer(live, admission)) for _ in range(5)]
        text, begun = f"reach {fresh_id()}", time.monotonic()
        await say(windows[0], text)
        for window in windows:
            await window.heard(lambda event: event["data"].get("text") == text, SECONDS)
        assert time.monotonic() - begun < SECONDS


async def test_a_window_that_was_away_has_it_within_seconds_of_being_back(live: LiveService) -> None:
    admission = live.visitor()
    async with customer(live, admission) as robin:
        async with customer(live, admission) as away:
            cursor = (await history(away) or [{"seq": 0}])[-1]["seq"]
        texts = [f"missed {number} {fresh_id()}" for number in range(5)]
        for text in texts:
            await say(robin, text)
        begun = time.monotonic()
        async with customer(live, admission, cursor=cursor) as back:
            for text in texts:
                await back.heard(lambda event, text=text: event["data"].get("text") == text, SECONDS)  # type: ignore[misc]
        path = f"{live.url}/api/v1/conversations/{admission['conversation_id']}/events?after={cursor}"
        page = httpx2.get(path, headers=bearer(admission["token"])).json()
        read = [event["data"].get("text") for event in page["events"]]
        assert [text for text in read if text in texts] == texts
        assert time.monotonic() - begun < SECONDS


async def test_a_message_not_stored_is_answered_as_not_sent(inside: Inside) -> None:
    text, path = f"refused {fresh_id()}", inside.data_dir / "frontdesk.db"
    sent = {"client_id": fresh_id(), "text": text}
    async with customer(inside) as robin:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            refused = await robin.emit("message:post", sent)
            other.execute("ROLLBACK")
        assert code_of(refused) == "storage_unavailable"
        assert stored(inside, text) == 0
        assert text not in [event["data"].get("text") for event in await history(robin)]
        accepted(await robin.emit("message:post", sent))
        assert stored(inside, text) == 1
