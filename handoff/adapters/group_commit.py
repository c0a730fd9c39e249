"""Group commit: SQLite transactions that wait at the same time share one wait for the disk.

A commit waits for the disk, everything before it takes microseconds. So whoever comes while another group is
being committed waits for the next one, in which each has a savepoint of its own; nobody goes on before the
common commit (Gray and Reuter 1993, "Transaction Processing", 10.4).
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from aiosqlite import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

LARGEST = 64

Result = TypeVar("Result")
Block = Callable[[sqlite3.Connection], Result]


@dataclass(frozen=True, slots=True, eq=False)
class _Member:
    """One transaction on its way; `stored` is its result as soon as the group is committed."""

    block: Block[Any]
    stored: asyncio.Future[Any]


class GroupCommit:
    """Runs blocks over connections of `connecting`, as many in one transaction as are waiting."""

    def __init__(self, connecting: Callable[[], AbstractAsyncContextManager[AsyncConnection]]) -> None:
        self._connecting = connecting
        self._waiting: deque[_Member] = deque()
        self._running: asyncio.Task[None] | None = None

    async def run(self, block: Block[Result]) -> Result:
        """Run a block in a group, and give its result when the whole group is committed.

        The block works on the driver's connection at once and without a thread, as nothing in it waits for
        the disk. An error in it takes back what the block did, and nothing else.

        Raises:
            sqlalchemy.exc.DBAPIError: the database refused; nothing was stored.
        """
        member = _Member(block, asyncio.get_running_loop().create_future())
        self._waiting.append(member)
        if self._running is None:
            self._running = asyncio.create_task(self._run(), name="group commit")
        result: Result = await member.stored
        return result

    async def close(self) -> None:
        """Wait until the last group is committed."""
        if self._running is not None:
            await asyncio.wait({self._running})

    async def _run(self) -> None:
        try:
            while self._waiting:
                await self._commit_group()
        finally:
            self._running = None

    async def _commit_group(self) -> None:
        done: list[tuple[_Member, object]] = []
        try:
            async with self._connecting() as opened:
                driver = await _driver_connection(opened)
                with as_sqlalchemys_errors():
                    await driver.execute("BEGIN IMMEDIATE")
                    # aiosqlite has no public name for the connection it wraps.
                    self._run_waiting(driver._conn, done)
                    await driver.commit()
                for member, result in done:
                    _settle(member, result)
        except Exception as error:
            if not done:
                done, self._waiting = [(member, error) for member in self._waiting], deque()
            for member, result in done:
                _settle(member, result if isinstance(result, Exception) else error)

    def _run_waiting(self, connection: sqlite3.Connection, done: list[tuple[_Member, object]]) -> None:
        """Run the blocks of those who wait; add the result of each, or the error that took it back."""
        while self._waiting and len(done) < LARGEST:
            member = self._waiting.popleft()
            if member.stored.done():
                continue
            done.append((member, _tried(member.block, connection)))
            if not connection.in_transaction:
                # A full disk, for one, makes SQLite take back everything at once.
                raise sqlite3.OperationalError("the group's transaction was rolled back")


async def _driver_connection(opened: AsyncConnection) -> Connection:
    driver = (await opened.get_raw_connection()).driver_connection
    if not isinstance(driver, Connection):
        raise TypeError(f"groups are for SQLite, not {driver!r}")
    return driver


def _tried(block: Block[Any], connection: sqlite3.Connection) -> object:
    try:
        with as_sqlalchemys_errors(), _savepoint(connection):
            return block(connection)
    except Exception as error:
        return error


def _settle(member: _Member, result: object) -> None:
    if member.stored.done():
        return
    if isinstance(result, Exception):
        member.stored.set_exception(result)
    else:
        member.stored.set_result(result)


@contextmanager
def _savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep what the block does, or take it back."""
    connection.execute("SAVEPOINT member")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO member")
            connection.execute("RELEASE member")
        raise
    connection.execute("RELEASE member")


@contextmanager
def as_sqlalchemys_errors() -> Iterator[None]:
    """Raise what the driver raises as the error that SQLAlchemy would have raised."""
    try:
        yield
    except sqlite3.Error as error:
        raise DBAPIError.instance("transaction", None, error, sqlite3.Error, hide_parameters=True) from error
