"""The database: one writer at a time and several readers, in SQLite and PostgreSQL, and its migrations."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self, cast

from alembic import command
from alembic.config import Config
from sqlalchemy import (
    AdaptedConnection,
    Connection,
    Engine,
    Row,
    Select,
    StaticPool,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.engine.interfaces import DBAPIConnection, IsolationLevel
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from handoff.adapters.group_commit import GroupCommit, as_sqlalchemys_errors
from handoff.adapters.tables import Columns

PACKAGES = Path(__file__).resolve().parent.parent.parent
MIGRATIONS = PACKAGES / "handoff" / "migrations"
VERSIONS = (MIGRATIONS / "versions", PACKAGES / "knowledge_base" / "migrations")
BUSY_TIMEOUT_MS = 2_000
# The lock that writers of one PostgreSQL database take; any number, as long as it stays the same.
WRITERS = 0x46445357


class Database:
    """The engines of one database; every write transaction begins as a writer, so none fails half-way.

    What is stored never stands in the text of an error, because errors are logged.
    """

    def __init__(self, write: AsyncEngine, read: AsyncEngine, glance: Engine | None = None) -> None:
        self.write = write
        self.read = read
        self._glance = glance
        self.group = GroupCommit(write.connect) if write.dialect.name == "sqlite" else None

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the database at a SQLAlchemy URL; connections are made when first needed."""
        if make_url(url).get_backend_name() != "sqlite":
            return cls(_postgresql(url, "READ COMMITTED", writes=True), _postgresql(url, "REPEATABLE READ"))
        wait_s = BUSY_TIMEOUT_MS / 1000
        write = create_async_engine(
            url, pool_size=1, max_overflow=0, pool_timeout=wait_s, hide_parameters=True
        )
        read = create_async_engine(url, pool_size=4, max_overflow=0, hide_parameters=True)
        _set_up_sqlite(write, "BEGIN IMMEDIATE")
        _set_up_sqlite(read, "BEGIN")
        return cls(write, read, _without_thread(url))

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Open one write transaction: committed at the end, rolled back on any error."""
        async with self.write.begin() as connection:
            yield connection

    @asynccontextmanager
    async def writing_beside(self) -> AsyncIterator[AsyncConnection]:
        """Open one write transaction beside others of its kind; it locks every row on which it relies.

        SQLite knows no such thing: there it is as `writing`.
        """
        async with self.write.execution_options(beside=True).begin() as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Open one connection that only reads."""
        async with self.read.connect() as connection:
            yield connection

    async def few(
        self, query: Select[*Columns], values: Mapping[str, object] | None = None
    ) -> Sequence[Row[*Columns]]:
        """Give the rows of a query that finds a few by their keys, with the `values` of its parameters.

        SQLite has them in less time than it takes to wake a thread, so it is asked on the spot.
        """
        if self._glance is not None:
            with self._glance.connect() as at_once:
                return at_once.execute(query, values).all()
        async with self.reading() as connection:
            return (await connection.execute(query, values)).all()

    async def check(self) -> None:
        """Prove that the database answers."""
        async with self.reading() as connection:
            await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close every connection; without it the process would hang at its end."""
        if self.group is not None:
            await self.group.close()
        if self._glance is not None:
            self._glance.dispose()
        await self.write.dispose()
        await self.read.dispose()


async def overwrite_what_is_freed(connection: AsyncConnection) -> None:
    """Let SQLite overwrite what is deleted here; freed pages would keep it until they are used again."""
    if connection.dialect.name == "sqlite":
        await connection.exec_driver_sql("PRAGMA secure_delete=ON")


async def empty_journal(database: Database) -> None:
    """Take old text out of SQLite's write-ahead log as well."""
    async with database.write.connect() as connection:
        if connection.dialect.name == "sqlite":
            await connection.exec_driver_sql("COMMIT")
            await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _postgresql(url: str, isolation: IsolationLevel, *, writes: bool = False) -> AsyncEngine:
    """Give a pool that works as SQLite does: writers take turns and see all that was stored before theirs.

    Readers see one moment. Who waits too long for a lock is refused, and may try again.
    """
    given = make_url(url).query.get("options", "")
    options = f"{given} -c lock_timeout={BUSY_TIMEOUT_MS}".strip()
    engine = create_async_engine(
        url,
        connect_args={"options": options},
        isolation_level=isolation,
        pool_pre_ping=True,
        hide_parameters=True,
    )
    if writes:
        _let_writers_take_turns(engine)
    return engine


def _let_writers_take_turns(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:
        beside = connection.get_execution_options().get("beside", False)
        lock = "pg_advisory_xact_lock_shared" if beside else "pg_advisory_xact_lock"
        connection.exec_driver_sql(f"SELECT {lock}({WRITERS})")


def _without_thread(url: str) -> Engine:
    """Give an engine of one connection that never waits for a lock, as the event loop would wait with it."""
    driver = make_url(url).set(drivername="sqlite")
    engine = create_engine(driver, poolclass=StaticPool, isolation_level="AUTOCOMMIT", hide_parameters=True)

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=0")
        cursor.close()

    return engine


def _set_up_sqlite(engine: AsyncEngine, begin: str) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:
        # One trip to the driver's thread; a cursor of SQLAlchemy's makes three.
        adapted = cast("AdaptedConnection", connection.connection.dbapi_connection)
        with as_sqlalchemys_errors():
            adapted.run_async(lambda driver: driver.execute(begin))


def migrate(url: str, revision: str = "heads") -> None:
    """Bring the tables of all packages to `revision`; the folder of a SQLite file is made when missing."""
    target = make_url(url)
    if target.get_backend_name() == "sqlite" and target.database:
        Path(target.database).parent.mkdir(parents=True, exist_ok=True)
    config = Config()
    # Alembic's options are read with interpolation, in which a per cent sign of a path must be doubled.
    options = {
        "script_location": str(MIGRATIONS),
        "path_separator": "newline",
        "version_locations": "\n".join(str(folder) for folder in VERSIONS),
    }
    for name, value in options.items():
        config.set_main_option(name, value.replace("%", "%%"))
    config.attributes["url"] = target.set(drivername=target.drivername.replace("+aiosqlite", ""))
    command.upgrade(config, revision)
