"""Group commit: SQLite transactions that wait at the same time share one wait for the disk.

A commit waits for the disk, everything before it takes microseconds. So whoever comes while another group is
being committed waits for the next one, in which each has a savepoint of its own; nobody goes on before the
common commit (Gray and Reuter 1993, "Transaction Processing", 10.4).
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from aiosqlite import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

LARGEST = 64


def _future() -> asyncio.Future[None]:
    return asyncio.get_running_loop().create_future()


@dataclass(frozen=True, slots=True, eq=False)
class _Member:
    """One transaction on its way: let in, out again, and stored."""

    turn: asyncio.Future[sqlite3.Connection] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    left: asyncio.Future[None] = field(default_factory=_future)
    stored: asyncio.Future[None] = field(default_factory=_future)


class GroupCommit:
    """Opens `writing` transactions and lets everybody in who waits, one after the other."""

    def __init__(self, writing: Callable[[], AbstractAsyncContextManager[AsyncConnection]]) -> None:
        self._writing = writing
        self._waiting: deque[_Member] = deque()
        self._running: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def join(self) -> AsyncIterator[sqlite3.Connection]:
        """Take part in a group; the block is stored, and over, when the whole group is committed.

        The block works on the driver's connection at once and without a thread, as nothing in it waits for
        the disk. An error in it takes back what the block did, and nothing else.

        Raises:
            sqlalchemy.exc.DBAPIError: the database refused; nothing was stored.
        """
        member = self._enter()
        try:
            connection = await member.turn
            with _savepoint(connection):
                yield connection
        except BaseException:
            member.stored.cancel()
            raise
        finally:
            member.left.set_result(None)
        await member.stored

    async def close(self) -> None:
        """Wait until the last group is committed."""
        if self._running is not None:
            await asyncio.wait({self._running})

    def _enter(self) -> _Member:
        member = _Member()
        self._waiting.append(member)
        if self._running is None:
            self._running = asyncio.create_task(self._run(), name="group commit")
        return member

    async def _run(self) -> None:
        try:
            while self._waiting:
                await self._commit_group()
        finally:
            self._running = None

    async def _commit_group(self) -> None:
        members: list[_Member] = []
        try:
            async with self._writing() as opened:
                connection = await _driver_connection(opened)
                while self._waiting and len(members) < LARGEST:
                    members.append(self._waiting.popleft())
                    await _let_in(members[-1], connection)
        except Exception as error:
            if not members:
                members, self._waiting = list(self._waiting), deque()
            _refuse(members, error)
            return
        for member in members:
            if not member.stored.done():
                member.stored.set_result(None)


async def _driver_connection(opened: AsyncConnection) -> sqlite3.Connection:
    driver = (await opened.get_raw_connection()).driver_connection
    if not isinstance(driver, Connection):
        raise TypeError(f"groups are for SQLite, not {driver!r}")
    # aiosqlite has no public name for the connection it wraps.
    return driver._conn


async def _let_in(member: _Member, connection: sqlite3.Connection) -> None:
    if member.turn.done():
        return
    member.turn.set_result(connection)
    await member.left
    if not connection.in_transaction:
        # A full disk, for one, makes SQLite take back everything at once.
        lost = sqlite3.OperationalError("the group's transaction was rolled back")
        raise OperationalError("group commit", None, lost)


def _refuse(members: list[_Member], error: Exception) -> None:
    for member in members:
        if not member.turn.done():
            member.turn.set_exception(error)
        elif not member.stored.done():
            member.stored.set_exception(error)


@contextmanager
def _savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep what the block does, or take it back; the driver's errors come as those of SQLAlchemy."""
    try:
        connection.execute("SAVEPOINT member")
        try:
            yield
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK TO member")
                connection.execute("RELEASE member")
            raise
        connection.execute("RELEASE member")
    except sqlite3.Error as error:
        raise DBAPIError.instance("group commit", None, error, sqlite3.Error, hide_parameters=True) from error
