"""The database itself: migrations of both packages, its pragmas, and writers that never fail half-way."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext

from handoff.adapters import database as module
from handoff.adapters import tables
from handoff.adapters.database import BUSY_TIMEOUT_MS, MIGRATIONS, PACKAGES, VERSIONS, Database, migrate
from knowledge_base.adapters import article_tables
from tests.databases import only_on_sqlite

HEADS = {max(path.stem for path in folder.glob("*.py")).rsplit("_", 1)[0] for folder in VERSIONS}


@pytest.fixture
async def second(database_url: str) -> AsyncIterator[Database]:
    """The same file, opened once more, as another process would."""
    opened = Database.open(database_url)
    yield opened
    await opened.close()


def inspect_file(path: Path) -> tuple[set[str], set[str]]:
    """Give the tables and the migration heads of a file."""
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        found = set(sa.inspect(connection).get_table_names())
        heads = set(MigrationContext.configure(connection).get_current_heads())
    engine.dispose()
    return found, heads


async def count(database: Database, change: int) -> int:
    """Read a number, then write it back changed, all in one transaction."""
    async with database.writing() as connection:
        query = sa.select(tables.installation.c.value).where(tables.installation.c.name == "number")
        number = int((await connection.execute(query)).scalar_one())
        update = sa.update(tables.installation).where(tables.installation.c.name == "number")
        await connection.execute(update.values(value=str(number + change)))
    return number + change


async def put_number(database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(sa.insert(tables.installation).values(name="number", value="0"))


def test_migrating_makes_the_folder_and_the_tables_of_both_packages(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "desk.db"
    migrate(f"sqlite+aiosqlite:///{path}")
    found, heads = inspect_file(path)
    assert heads == HEADS
    assert found >= set(tables.metadata.tables) | set(article_tables.metadata.tables)


def test_migrating_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    migrate(f"sqlite+aiosqlite:///{path}")
    before = inspect_file(path)
    migrate(f"sqlite+aiosqlite:///{path}")
    assert inspect_file(path) == before


def test_a_per_cent_sign_in_the_path_of_code_or_data_is_no_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "100% ours"
    installed.symlink_to(PACKAGES)
    monkeypatch.setattr(module, "MIGRATIONS", installed / MIGRATIONS.relative_to(PACKAGES))
    folders = tuple(installed / folder.relative_to(PACKAGES) for folder in VERSIONS)
    monkeypatch.setattr(module, "VERSIONS", folders)
    path = tmp_path / "50%20data" / "desk.db"
    migrate(f"sqlite+aiosqlite:///{path}")
    assert inspect_file(path)[1] == HEADS


@pytest.mark.parametrize(
    ("branch", "table"), [("handoff", "conversations"), ("knowledge_base", "article_revisions")]
)
def test_each_package_has_a_branch_of_its_own(tmp_path: Path, branch: str, table: str) -> None:
    path = tmp_path / "desk.db"
    migrate(f"sqlite+aiosqlite:///{path}", f"{branch}@head")
    found, heads = inspect_file(path)
    assert heads == {head for head in HEADS if head.startswith(branch)}
    assert table in found
    assert not {"conversations", "article_revisions"} - {table} & found


def test_the_tables_in_the_code_have_the_columns_of_the_migrations(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    migrate(f"sqlite+aiosqlite:///{path}")
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        inspector = sa.inspect(connection)
        for table in [*tables.metadata.tables.values(), *article_tables.metadata.tables.values()]:
            stored = {column["name"] for column in inspector.get_columns(table.name)}
            assert stored >= set(table.columns.keys())
    engine.dispose()


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": BUSY_TIMEOUT_MS}


@only_on_sqlite
@pytest.mark.parametrize(("pragma", "value"), PRAGMAS.items())
async def test_reader_and_writer_are_set_up(database: Database, pragma: str, value: object) -> None:
    for opened in (database.writing(), database.reading()):
        async with opened as connection:
            assert (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar_one() == value


@only_on_sqlite
async def test_a_write_transaction_holds_the_lock_from_its_first_moment(
    database: Database, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "frontdesk.db", timeout=0, isolation_level=None)
    async with database.writing():
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")
    other.close()


@only_on_sqlite
async def test_who_waits_too_long_for_the_lock_is_refused(database: Database, tmp_path: Path) -> None:
    await put_number(database)
    async with database.writing() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout=1")
    other = sqlite3.connect(tmp_path / "frontdesk.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(sa.exc.OperationalError, match="locked"):
        async with database.writing():
            pass
    other.close()
    assert await count(database, 1) == 1


async def test_reading_takes_no_lock_and_sees_what_is_committed(database: Database) -> None:
    await put_number(database)
    async with database.reading() as reader:
        query = sa.select(tables.installation.c.value).where(tables.installation.c.name == "number")
        assert (await reader.execute(query)).scalar_one() == "0"
        assert await count(database, 5) == 5
        assert (await reader.execute(query)).scalar_one() == "0"


async def test_a_few_rows_are_those_of_the_last_commit_while_somebody_writes(database: Database) -> None:
    await put_number(database)
    query = sa.select(tables.installation.c.value).where(tables.installation.c.name == "number")
    async with database.writing() as connection:
        await connection.execute(sa.update(tables.installation).values(value="9"))
        assert [row.value for row in await database.few(query)] == ["0"]
    assert [row.value for row in await database.few(query)] == ["9"]


async def test_two_processes_that_read_and_write_never_fail_half_way(
    database: Database, second: Database
) -> None:
    await put_number(database)
    await asyncio.gather(*(count(opened, 1) for _ in range(15) for opened in (database, second)))
    assert await count(database, 0) == 30


async def test_an_error_rolls_everything_back(database: Database) -> None:
    async def write_and_fail() -> None:
        async with database.writing() as connection:
            await connection.execute(sa.delete(tables.installation))
            raise ZeroDivisionError

    await put_number(database)
    with pytest.raises(ZeroDivisionError):
        await write_and_fail()
    assert await count(database, 1) == 1


async def test_a_cancelled_write_rolls_back_and_lets_the_next_one_in(database: Database) -> None:
    await put_number(database)
    written = asyncio.Event()

    async def write_and_wait() -> None:
        async with database.writing() as connection:
            await connection.execute(sa.delete(tables.installation))
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write_and_wait())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await count(database, 1) == 1


async def test_check_proves_that_the_database_answers(database: Database, tmp_path: Path) -> None:
    await database.check()
    gone = Database.open(f"sqlite+aiosqlite:///{tmp_path / 'no such folder' / 'x.db'}")
    with pytest.raises(sa.exc.OperationalError):
        await gone.check()
    await gone.close()


async def test_an_error_never_says_what_was_to_be_stored(database: Database) -> None:
    async def store_twice() -> None:
        async with database.writing() as connection:
            for _ in range(2):
                row = {"name": "same", "value": "a customer's words"}
                await connection.execute(sa.insert(tables.installation).values(row))

    with pytest.raises(sa.exc.IntegrityError) as caught:
        await store_twice()
    assert "words" not in str(caught.value)
