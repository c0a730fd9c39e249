"""What was decided in past conversations of the real service comes out the same when made again."""

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from structlog import get_logger

from bot.answering import Answering
from bot.domain.policy import Policy
from handoff.adapters.database import Database
from handoff.adapters.past_store import SqlPastConversations
from handoff.adapters.policy_store import SqlPolicyStore
from handoff.adapters.tables import events
from handoff.governance.policies import Policies
from handoff.governance.replaying import Replayed, Replaying
from handoff.governance.what_if import ASSUMED_MINUTES, Job, WhatIfs, Wish
from tests.databases import put_database
from tests.fakes_bot import RETURNS, SAT_PHONE, Mood, small_library
from tests.fakes_handoff import Clock
from tests.past import KeywordDialogue, Past

CONVERSATIONS = int(os.environ.get("FRONTDESK_TEST_CONVERSATIONS", "100"))
LARGEST_RECORD = 8_000
STRICTER: dict[str, float] = {"strong_negative": 0.9, "complexity_limit": 0.5}
NAMES = [f"past-{number:04}" for number in range(CONVERSATIONS)]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of past conversations, held once for all tests."""
    path = tmp_path_factory.mktemp("past") / "frontdesk.db"
    put_database(path)
    asyncio.run(_hold(path))
    return path


@pytest.fixture
async def past(recorded: Path, tmp_path: Path) -> AsyncIterator[Past]:
    """The same past, to change as a test likes."""
    shutil.copy(recorded, tmp_path)
    database = Database.open(f"sqlite+aiosqlite:///{tmp_path / recorded.name}")
    past = Past(database, make_mind(), Clock(step=timedelta(seconds=20)))
    yield past
    await past.turns.close()
    await database.close()


async def _hold(path: Path) -> None:
    database = Database.open(f"sqlite+aiosqlite:///{path}")
    mind, clock = make_mind(), Clock(step=timedelta(seconds=20))
    past = Past(database, mind, clock)
    policies = Policies(SqlPolicyStore(database), clock, lambda policy: _use(mind, policy), get_logger())
    await policies.open()
    await past.hold(CONVERSATIONS // 2)
    stricter = await policies.propose(STRICTER, "", "Ada")
    await policies.activate(stricter.version, "Ada")
    await past.hold(CONVERSATIONS // 2, first=CONVERSATIONS // 2)
    await past.turns.close()
    async with database.writing() as connection:
        await connection.exec_driver_sql("COMMIT")
        await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        await connection.exec_driver_sql("BEGIN")
    await database.close()


def make_mind() -> Answering:
    library = small_library()
    library.found["how long does delivery take"] = ("answer", (RETURNS,))
    library.alike = {"HOW LONG DOES DELIVERY TAKE???": 1, "how long does delivery take": 1}
    mood = Mood({"I am really fed up": 0.8, "this is so annoying": 0.7})
    return Answering(KeywordDialogue(), library, mood)


def _use(mind: Answering, policy: Policy) -> None:
    mind.policy = policy


def replaying(database: Database) -> Replaying:
    return Replaying(SqlPastConversations(database), SqlPolicyStore(database))


async def replay(database: Database) -> Replayed:
    return await replaying(database).newest(CONVERSATIONS, lambda _done, _total: None)


async def test_every_decision_comes_out_the_same(past: Past) -> None:
    done = await replay(past.database)
    assert done.differences == []
    assert done.conversations == CONVERSATIONS
    assert done.without_facts == 0
    assert {"say", "answer", "clarify", "offer", "escalate"} <= set(done.kinds)
    assert done.decisions > 2 * CONVERSATIONS


async def test_every_record_is_small(past: Past) -> None:
    held = await SqlPastConversations(past.database).events_of(NAMES)
    sizes = [len(json.dumps(evidence)) for one in held if (evidence := getattr(one.event, "evidence", None))]
    assert max(sizes) < LARGEST_RECORD


async def test_a_record_that_was_tampered_with_is_found(past: Past) -> None:
    async with past.database.writing() as connection:
        rows = (await connection.execute(sa.select(events).where(events.c.type == "message_posted"))).all()
        row = next(row for row in rows if (row.data.get("evidence") or {}).get("facts"))
        evidence = row.data["evidence"]
        changed = {**evidence, "facts": {**evidence["facts"], "wish": "person"}}
        place = sa.and_(events.c.conversation_id == row.conversation_id, events.c.seq == row.seq)
        await connection.execute(
            sa.update(events).where(place).values(data={**row.data, "evidence": changed})
        )
    done = await replay(past.database)
    found = {(one.conversation_id, one.seq): one.found for one in done.differences}
    assert (row.conversation_id, row.seq) in found
    assert any("escalate" in words for words in found[row.conversation_id, row.seq])


async def test_a_policy_that_is_not_known_is_named(past: Past) -> None:
    past.mind.policy = Policy(version="lost")
    await past.hold_one("past-lost", SAT_PHONE)
    done = await replaying(past.database).chosen(["past-lost"], lambda _done, _total: None)
    assert "lost" in done.differences[0].found[0]


async def test_both_policies_were_in_force(past: Past) -> None:
    held = await SqlPastConversations(past.database).events_of(NAMES)
    used = {evidence["policy"] for one in held if (evidence := getattr(one.event, "evidence", None))}
    assert used == {"1", "2"}


async def test_the_same_policy_flips_nothing_and_another_one_does(past: Past) -> None:
    what_ifs = WhatIfs(SqlPastConversations(past.database), lambda _target: pytest.fail("no target"), str)
    half = CONVERSATIONS // 2
    same = Job("1", Wish(Policy.from_dict(STRICTER), conversations=half))
    other = Job("2", Wish(Policy(strong_negative=0.6, own_matter=0.0)))
    heard: list[tuple[int, int]] = []
    await what_ifs.run(same, lambda done, total: heard.append((done, total)))
    await what_ifs.run(other)
    assert same.result is not None
    assert other.result is not None
    assert same.result.to_dict()["flips_total"] == 0
    assert same.result.to_dict()["agent_minutes"]["difference"] == 0
    told = other.result.to_dict()
    assert told["flips_total"] > 0
    assert "escalate" in {flip["to"] for flip in told["flips"]}
    assert sum(told["counts"].values()) == told["flips_total"]
    assert told["agent_minutes"]["difference"] > 0
    assert told["agent_minutes"]["per_handoff"] != ASSUMED_MINUTES
    assert heard[-1] == (half, half)
