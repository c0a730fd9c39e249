"""PostgreSQL keeps the promises that one SQLite file makes: writers take turns, readers see one moment."""

import asyncio

import pytest
import sqlalchemy as sa

from handoff.adapters.database import WRITERS, Database
from handoff.adapters.tables import installation
from handoff.errors import problem_of
from tests.databases import only_on_postgresql

pytestmark = only_on_postgresql
WAITING = sa.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = :id")
COUNTED = sa.select(installation.c.value).where(installation.c.name == "number")
PATIENCE_S = 20


@pytest.fixture
async def counter(database: Database) -> Database:
    async with database.writing() as connection:
        await connection.execute(sa.insert(installation).values(name="number", value="0"))
    return database


async def somebody_waits(database: Database) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            async with database.reading() as connection:
                if (await connection.execute(WAITING, {"id": WRITERS})).scalar_one():
                    return


async def add_one(database: Database) -> None:
    async with database.writing() as connection:
        number = int((await connection.execute(COUNTED)).scalar_one())
        await connection.execute(sa.update(installation).values(value=str(number + 1)))


async def test_who_reads_and_then_writes_counts_on_nobody_in_between(counter: Database) -> None:
    await asyncio.gather(*(add_one(counter) for _ in range(20)))
    async with counter.reading() as connection:
        assert (await connection.execute(COUNTED)).scalar_one() == "20"


async def test_writers_beside_each_other_run_together_and_keep_others_out(counter: Database) -> None:
    async with counter.writing_beside(), counter.writing_beside():
        alone = asyncio.create_task(add_one(counter))
        await somebody_waits(counter)
        assert not alone.done()
    await alone


async def test_a_reader_sees_one_moment(counter: Database) -> None:
    async with counter.reading() as reader:
        before = (await reader.execute(COUNTED)).scalar_one()
        await add_one(counter)
        assert (await reader.execute(COUNTED)).scalar_one() == before == "0"


async def test_who_waits_too_long_is_refused_and_may_try_again(counter: Database) -> None:
    async with counter.writing():
        with pytest.raises(sa.exc.OperationalError) as caught:
            await add_one(counter)
    problem = problem_of(caught.value)
    assert problem is not None
    assert (problem.code, problem.status) == ("storage_unavailable", 503)
    await add_one(counter)
