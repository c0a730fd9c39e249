"""Imports in a real database: one step, and the way back, also after a kill."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
import structlog

from handoff.adapters.database import Database
from handoff.house.importing import Imports, join_imports
from knowledge_base.adapters.article_store import SqlArticleStore, SqlArticleTransaction
from knowledge_base.adapters.import_store import SqlImportStore
from knowledge_base.adapters.vote_store import SqlVoteStore
from knowledge_base.comparing import NoComparison
from knowledge_base.domain.article import Article, ArticleStatus
from knowledge_base.domain.import_job import INTERRUPTED, ImportStatus
from knowledge_base.domain.imports import ImportRow, ImportSource
from knowledge_base.domain.lifecycle import Act, Change, edit
from knowledge_base.importing import Importing
from knowledge_base.votes import Tally, Vote
from tests.fakes_articles import START, draft
from tests.fakes_imports import import_row, source

MANY = 1_200


async def nothing() -> None:
    """Stand for an index that hears of changes by itself."""


def now() -> datetime:
    return START


def opened(database: Database) -> Imports:
    return join_imports(database, NoComparison(), nothing, now, structlog.get_logger())


def many(body: str, **values: Any) -> ImportSource:
    rows = (import_row(n, id=f"a-{n}", title=f"Title {n}", body=body, **values) for n in range(MANY))
    return source(*rows)


@pytest.fixture
def store(database: Database) -> SqlArticleStore:
    return SqlArticleStore(database.write, database.read)


async def test_an_import_of_many_rows_is_one_step_and_so_is_its_undo(
    database: Database, store: SqlArticleStore
) -> None:
    importing = opened(database).importing
    first = await importing.bring_in(many("one"), "Anna", filename="a.csv")
    assert len(first.created) == MANY
    before = await importing.export()
    second = await importing.bring_in(many("two"), "Ben", filename="b.csv")
    assert len(second.updated) == MANY
    assert len((await store.published()).articles) == MANY
    by_name = {job.filename: job for job in await importing.recent()}
    assert by_name["b.csv"].report == second
    report = await importing.undo(by_name["b.csv"].id, "Cem")
    assert (len(report.restored), report.kept) == (MANY, ())
    assert await importing.export() == before
    again = await importing.bring_in(many("one"), "Anna")
    assert len(again.unchanged) == MANY
    removed = await importing.undo(by_name["a.csv"].id, "Cem")
    assert len(removed.removed) == MANY
    assert (await store.published()).articles == ()
    job = await importing.get(by_name["a.csv"].id)
    assert (job.status, job.undone) == (ImportStatus.UNDONE, removed)


async def test_what_goes_live_is_logged_and_what_changed_since_is_kept(
    database: Database, store: SqlArticleStore
) -> None:
    importing = opened(database).importing
    await importing.bring_in(
        source(import_row(1, id="a"), import_row(2, id="b", status=ArticleStatus.DRAFT)), "Anna"
    )
    logged = await store.publications(None, 10)
    assert [(each.article_id, each.act.value, each.author) for each in logged] == [("a", "publish", "Anna")]
    record = await store.find("a")
    assert record is not None
    async with store.transaction() as transaction:
        text = Article("a", "Mine", "mine")
        await transaction.save([Change(record, edit(record, text, Act("Ben", START)))])
    (job,) = await importing.recent()
    report = await importing.undo(job.id, "Cem")
    assert [kept.author for kept in report.kept] == ["Ben"]
    assert report.removed == ("b",)


async def test_a_translation_is_imported_and_exported_as_one(database: Database) -> None:
    importing = opened(database).importing
    rows = source(
        import_row(1, id="zelt", locale="de", translation_of="tent"), import_row(2, id="tent", title="Tent")
    )
    await importing.bring_in(rows, "Anna")
    exported = await importing.export()
    assert [(row.draft.id, row.draft.translation_of) for row in exported] == [
        ("tent", None),
        ("zelt", "tent"),
    ]


class Doomed(SqlArticleTransaction):
    """Pulls the plug when half of the articles are written."""

    saved = 0

    async def save(self, changes: Sequence[Change]) -> None:
        """Save, and perhaps die."""
        await super().save(changes)
        Doomed.saved += len(changes)
        if Doomed.saved > MANY:
            os.kill(os.getpid(), signal.SIGKILL)


def die_while_importing(url: str) -> None:
    """Import many articles in a process that will not see the end of it."""

    async def run() -> None:
        database = Database.open(url)
        articles = SqlArticleStore(database.write, database.read)
        store = SqlImportStore(database.write, database.read, Doomed)
        importing = Importing(articles, store, NoComparison(), nothing, now, lambda: "i1")
        await importing.bring_in(many("text"), "Anna", filename="faq.csv")

    asyncio.run(run())


async def test_a_kill_leaves_nothing_and_the_next_start_says_so(
    database_url: str, database: Database, store: SqlArticleStore
) -> None:
    process = multiprocessing.get_context("spawn").Process(target=die_while_importing, args=(database_url,))
    process.start()
    await asyncio.to_thread(process.join)
    assert process.exitcode == -signal.SIGKILL
    imports = opened(database)
    (job,) = await imports.importing.recent()
    assert job.status is ImportStatus.RUNNING
    assert await store.all() == ()
    await imports.queue.open()
    (job,) = await imports.importing.recent()
    assert (job.status, job.problem) == (ImportStatus.FAILED, INTERRUPTED)
    await imports.importing.bring_in(many("text"), "Anna")
    assert len(await store.all()) == MANY


async def test_votes_count_for_the_revision_that_is_live(database: Database, store: SqlArticleStore) -> None:
    importing = opened(database).importing
    await importing.bring_in(source(import_row(1, id="a")), "Anna")
    votes = SqlVoteStore(database.write, database.read)
    for voter, helpful in (("x", True), ("y", True), ("x", False)):
        await votes.put(Vote("a", 1, voter, helpful, START))
    assert await votes.tallies(["a", "b"]) == {"a": Tally(1, 1)}
    assert [await votes.find("a", 1, voter) for voter in ("x", "y", "z")] == [False, True, None]
    row = ImportRow("f:1", draft(id="a", body="newer"))
    await importing.bring_in(source(row), "Anna")
    assert await votes.tallies(["a"]) == {}
