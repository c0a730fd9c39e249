"""Articles in a real database: what is committed stays, what fails leaves nothing, no editor loses work."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Awaitable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import IntegrityError

from handoff.adapters.database import Database
from knowledge_base.adapters.article_store import SqlArticleStore
from knowledge_base.adapters.article_tables import metadata
from knowledge_base.articles import ArticleFilter
from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Article, ArticleStatus
from knowledge_base.domain.lifecycle import Act, Change
from knowledge_base.errors import ArticleIdTaken, RevisionConflict
from knowledge_base.publishing import Publishing
from tests.fakes_articles import START, Clock, RecordingIndex, draft

ANNA = Act("Anna", START)


@pytest.fixture
def store(database: Database) -> SqlArticleStore:
    return SqlArticleStore(database.write, database.read)


@pytest.fixture
def publishing(store: SqlArticleStore) -> Publishing:
    return Publishing(store, RecordingIndex(), Clock(), new_id=lambda: "article-1f")


def test_the_migration_makes_the_tables_of_the_store(database_url: str) -> None:
    engine = sa.create_engine(database_url.replace("+aiosqlite", ""))
    ours = {
        "include_object": lambda thing, name, kind, *_: kind != "table" or name in metadata.tables,
        "compare_type": True,
    }
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), metadata) == []
    engine.dispose()


async def test_a_record_comes_back_as_it_was_saved(store: SqlArticleStore) -> None:
    text = Article("zelt", "Zelt 🏕", " # Größe\r\n\u2028", ("wie?", "it's"), "Zelte & Co", "de-AT")
    first = lifecycle.create(text, ANNA)
    live = lifecycle.publish(first, Act("Ben", START + timedelta(microseconds=1)))
    edited = lifecycle.edit(live, Article("zelt", "Zelt", "neu"), ANNA)
    async with store.transaction() as transaction:
        await transaction.save([Change(None, first), Change(first, live), Change(live, edited)])
    assert await store.find("zelt") == edited
    assert await store.revisions("zelt", None, 10) == (edited.latest, first.latest)
    assert (await store.published()).articles == (text,)


async def test_every_state_comes_back(store: SqlArticleStore) -> None:
    live = lifecycle.publish(lifecycle.create(Article("a", "A", "a"), ANNA), ANNA)
    await keep(store, None, live)
    for state in (lifecycle.archive(live), lifecycle.delete(live, START), lifecycle.undelete(live)):
        before = await store.find("a")
        await keep(store, before, state)
        assert await store.find("a") == state


async def keep(
    store: SqlArticleStore, before: lifecycle.ArticleRecord | None, after: lifecycle.ArticleRecord
) -> None:
    async with store.transaction() as transaction:
        await transaction.save([Change(before, after)])


async def test_the_version_moves_only_with_what_customers_see(
    publishing: Publishing, store: SqlArticleStore
) -> None:
    async def moved(act: Awaitable[object]) -> int:
        before = await store.version()
        await act
        return await store.version() - before

    assert await moved(publishing.create(draft(id="tent"), "Anna")) == 0
    assert await moved(publishing.publish("tent", "Anna")) == 1
    assert await moved(publishing.publish("tent", "Anna")) == 0
    assert await moved(publishing.edit("tent", draft(body="new"), 1, "Anna")) == 0
    assert await moved(publishing.publish("tent", "Anna")) == 1
    assert await moved(publishing.archive("tent", "Anna")) == 1
    assert await moved(publishing.delete("tent", "Anna")) == 0
    assert await moved(publishing.undelete("tent", "Anna")) == 0


async def test_two_editors_at_once_with_their_own_connections(
    database_url: str, publishing: Publishing
) -> None:
    await publishing.create(draft(id="tent"), "Anna")
    databases = [Database.open(database_url) for _ in range(2)]
    desks = [
        Publishing(SqlArticleStore(d.write, d.read), RecordingIndex(), Clock(), lambda: "x")
        for d in databases
    ]
    for number in range(1, 11):
        saves = [
            desk.edit("tent", draft(body=f"{who} {number}"), number, who)
            for who, desk in zip("BC", desks, strict=True)
        ]
        results = await asyncio.gather(*saves, return_exceptions=True)
        conflicts = [result for result in results if isinstance(result, RevisionConflict)]
        (winner,) = (result for result in results if not isinstance(result, BaseException))
        assert [conflict.details["author"] for conflict in conflicts] == [winner.latest.author]
    revisions = await publishing.revisions("tent")
    assert [revision.number for revision in revisions] == list(range(11, 0, -1))
    for database in databases:
        await database.close()


async def test_creations_of_one_title_at_once_get_distinct_ids(publishing: Publishing) -> None:
    made = await asyncio.gather(*(publishing.create(draft("Return a tent"), "Anna") for _ in range(5)))
    assert sorted(record.id for record in made) == [
        "return-a-tent",
        *(f"return-a-tent-{n}" for n in range(2, 6)),
    ]


async def test_a_race_for_an_id_is_told_as_such(store: SqlArticleStore) -> None:
    record = lifecycle.create(Article("a", "A", "a"), ANNA)
    await keep(store, None, record)
    with pytest.raises(ArticleIdTaken):
        await keep(store, None, record)


async def test_a_saved_revision_cannot_be_written_again(store: SqlArticleStore) -> None:
    record = lifecycle.create(Article("a", "A", "a"), ANNA)
    await keep(store, None, record)
    other = lifecycle.edit(record, Article("a", "A", "b"), ANNA)
    await keep(store, record, other)
    with pytest.raises(IntegrityError):
        await keep(store, record, lifecycle.edit(record, Article("a", "A", "c"), ANNA))
    assert await store.find("a") == other


async def test_a_failed_transaction_leaves_nothing(publishing: Publishing, store: SqlArticleStore) -> None:
    await publishing.create(draft(id="tent"), "Anna")
    before = await publishing.get("tent")

    async def fail_half_way() -> None:
        async with store.transaction() as transaction:
            after = lifecycle.publish(lifecycle.edit(before, Article("tent", "T", "x"), ANNA), ANNA)
            await transaction.save([Change(before, after)])
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        await fail_half_way()
    assert await store.find("tent") == before
    assert await store.version() == 0


def die_while_importing(database_url: str, rows: int) -> None:
    """Another process that is killed after its rows are written and before they are committed."""

    async def run() -> None:
        database = Database.open(database_url)
        store = SqlArticleStore(database.write, database.read)
        async with store.transaction() as transaction:
            made = [lifecycle.create(Article(f"a-{n}", "A", "text"), ANNA) for n in range(rows)]
            live = [lifecycle.publish(record, ANNA) for record in made]
            await transaction.save([Change(None, record) for record in made])
            await transaction.save([Change(*pair) for pair in zip(made, live, strict=True)])
            os.kill(os.getpid(), signal.SIGKILL)

    asyncio.run(run())


async def test_a_process_killed_in_the_middle_leaves_nothing(
    database_url: str, publishing: Publishing, store: SqlArticleStore
) -> None:
    await publishing.create(draft(id="tent"), "Anna")
    await publishing.publish("tent", "Anna")
    process = multiprocessing.get_context("spawn").Process(
        target=die_while_importing, args=(database_url, 500)
    )
    process.start()
    await asyncio.to_thread(process.join)
    assert process.exitcode == -signal.SIGKILL
    assert [record.id for record in await store.all()] == ["tent"]
    assert await store.version() == 1
    await publishing.edit("tent", draft(body="still works"), 1, "Anna")


async def test_many_articles_are_one_step(store: SqlArticleStore) -> None:
    ids = [f"a-{number}" for number in range(1_200)]
    live = [lifecycle.publish(lifecycle.create(Article(i, i, "text"), ANNA), ANNA) for i in ids]
    async with store.transaction() as transaction:
        await transaction.save([Change(None, record) for record in live])
    assert await store.version() == 1
    assert len((await store.published()).articles) == 1_200
    async with store.transaction() as transaction:
        known = await transaction.load(ids)
        await transaction.save([Change(record, record) for record in known.values()])
    assert (len(known), await store.version()) == (1_200, 1)


@pytest.fixture
async def shelf(publishing: Publishing) -> Publishing:
    """Five articles in five states."""
    await publishing.create(draft("Return a tent", id="a", category="returns"), "Anna")
    await publishing.create(
        draft("100%_sure", body="GRÖSSE", questions=("Wo?",), id="b", locale="de"), "Anna"
    )
    await publishing.create(draft("Third", id="c", category="returns"), "Anna")
    await publishing.create(draft("Fourth", id="d"), "Anna")
    await publishing.create(draft("Fifth", id="e"), "Anna")
    for article_id in "bcd":
        await publishing.publish(article_id, "Anna")
    await publishing.edit("c", draft("Third", body="draft", category="care", id="c"), 1, "Anna")
    await publishing.archive("d", "Anna")
    await publishing.delete("e", "Anna")
    return publishing


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        pytest.param(ArticleFilter(), "abcd", id="all"),
        pytest.param(ArticleFilter(status=ArticleStatus.DRAFT), "a", id="drafts"),
        pytest.param(ArticleFilter(status=ArticleStatus.PUBLISHED), "bc", id="published"),
        pytest.param(ArticleFilter(status=ArticleStatus.ARCHIVED), "d", id="archived"),
        pytest.param(ArticleFilter(deleted=True), "e", id="deleted"),
        pytest.param(ArticleFilter(has_draft=True), "c", id="newer-text-beside-the-live-one"),
        pytest.param(ArticleFilter(scheduled=True), "", id="none-is-to-go-live"),
        pytest.param(ArticleFilter(category="returns"), "a", id="category-of-the-latest-text"),
        pytest.param(ArticleFilter(locale="de"), "b", id="locale"),
        pytest.param(ArticleFilter(query="größe"), "b", id="any-case"),
        pytest.param(ArticleFilter(query="wo?"), "b", id="questions"),
        pytest.param(ArticleFilter(query="TENT return"), "a", id="all-words-in-any-order"),
        pytest.param(ArticleFilter(query="%"), "b", id="percent-is-a-character"),
        pytest.param(ArticleFilter(query="_"), "b", id="underscore-is-a-character"),
        pytest.param(ArticleFilter(query="nothing"), "", id="nothing"),
    ],
)
async def test_lists(shelf: Publishing, wanted: ArticleFilter, ids: str) -> None:
    page = await shelf.list(wanted)
    assert [record.id for record in page.records] == list(ids)
    assert page.total == len(ids)


async def test_pages_of_a_list(shelf: Publishing) -> None:
    page = await shelf.list(ArticleFilter(limit=2, offset=1))
    assert [record.id for record in page.records] == ["b", "c"]
    assert page.total == 4
