"""Transactions that share a commit: each its own, all stored before anybody goes on, errors kept apart."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.database import Database
from handoff.adapters.group_commit import LARGEST, GroupCommit
from tests.databases import only_on_sqlite

pytestmark = only_on_sqlite
ADD = "INSERT INTO installation (name, value) VALUES (?, ?)"


UNBOUND = "INSERT INTO visitor_tokens (digest, customer_id, expires_at) VALUES ('d', 'nobody', 'never')"


class Counting:
    """Counts how often a connection of a database is taken."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.opened = 0

    @asynccontextmanager
    async def connecting(self) -> AsyncIterator[AsyncConnection]:
        self.opened += 1
        async with self._database.write.connect() as connection:
            yield connection


@pytest.fixture
def counting(database: Database) -> Counting:
    return Counting(database)


@pytest.fixture
async def group(counting: Counting) -> AsyncIterator[GroupCommit]:
    opened = GroupCommit(counting.connecting)
    yield opened
    await opened.close()


async def add(group: GroupCommit, name: str) -> None:
    await group.run(lambda connection: connection.execute(ADD, (name, "1")))


def stored(tmp_path: Path) -> set[str]:
    """Read past the service what another process would see."""
    other = sqlite3.connect(tmp_path / "frontdesk.db")
    names = {name for (name,) in other.execute("SELECT name FROM installation WHERE value = '1'")}
    other.close()
    return names


async def test_who_waits_together_shares_a_commit(
    group: GroupCommit, counting: Counting, tmp_path: Path
) -> None:
    names = {f"n{number}" for number in range(LARGEST)}
    await asyncio.gather(*(add(group, name) for name in names))
    assert stored(tmp_path) == names
    assert counting.opened == 1


async def test_a_crowd_is_let_in_group_by_group(group: GroupCommit, counting: Counting) -> None:
    await asyncio.gather(*(add(group, f"n{number}") for number in range(2 * LARGEST + 1)))
    assert counting.opened == 3


async def test_nobody_goes_on_before_it_is_stored(group: GroupCommit, tmp_path: Path) -> None:
    async def check(name: str) -> bool:
        await add(group, name)
        return name in stored(tmp_path)

    assert all(await asyncio.gather(*(check(f"n{number}") for number in range(10))))


async def test_an_error_takes_back_its_own_block_only(group: GroupCommit, tmp_path: Path) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        connection.execute(ADD, ("half", "1"))
        raise ValueError("changed my mind")

    first, failed, twice, last = await asyncio.gather(
        add(group, "first"), group.run(fail), add(group, "first"), add(group, "last"), return_exceptions=True
    )
    assert (first, last) == (None, None)
    assert isinstance(failed, ValueError)
    assert isinstance(twice, IntegrityError)
    assert stored(tmp_path) == {"first", "last"}


async def test_a_failing_commit_refuses_everybody_and_the_next_group_is_stored(
    group: GroupCommit, tmp_path: Path
) -> None:
    def fail_late(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA defer_foreign_keys=ON")
        connection.execute(UNBOUND)

    everybody = *(add(group, f"n{number}") for number in range(4)), group.run(fail_late)
    refused = await asyncio.gather(*everybody, return_exceptions=True)
    assert all(isinstance(error, IntegrityError) for error in refused)
    assert stored(tmp_path) == set()
    await add(group, "n0")
    assert stored(tmp_path) == {"n0"}


async def test_a_transaction_that_sqlite_gave_up_refuses_the_whole_group(
    group: GroupCommit, tmp_path: Path
) -> None:
    def lose(connection: sqlite3.Connection) -> None:
        connection.execute("ROLLBACK")
        raise ValueError("as a full disk does it")

    first, lost, last = await asyncio.gather(
        add(group, "first"), group.run(lose), add(group, "last"), return_exceptions=True
    )
    assert isinstance(first, OperationalError)
    assert isinstance(lost, ValueError)
    assert last is None
    assert stored(tmp_path) == {"last"}


async def test_one_who_is_cancelled_while_waiting_holds_nobody_up(group: GroupCommit, tmp_path: Path) -> None:
    leaving = asyncio.create_task(add(group, "left"))
    staying = asyncio.create_task(add(group, "stayed"))
    await asyncio.sleep(0)
    leaving.cancel()
    await staying
    assert leaving.cancelled()
    assert stored(tmp_path) == {"stayed"}


async def test_without_the_lock_all_who_wait_are_refused(group: GroupCommit, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "frontdesk.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    refused = await asyncio.gather(add(group, "a"), add(group, "b"), return_exceptions=True)
    other.close()
    assert all(isinstance(error, OperationalError) for error in refused)
    await add(group, "a")
    assert stored(tmp_path) == {"a"}
