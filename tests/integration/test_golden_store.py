"""Golden questions in a real database, with the titles of their articles."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handoff.adapters.database import Database
from knowledge_base.adapters.article_store import SqlArticleStore
from knowledge_base.adapters.golden_store import SqlGoldenStore
from knowledge_base.domain.golden import GoldenQuestion
from knowledge_base.publishing import Publishing
from tests.fakes_articles import START, Clock, RecordingIndex, draft

FIRST = GoldenQuestion("q1", "Größe 🏕?", "tent", "why", "Anna", START)
SECOND = GoldenQuestion("q2", "who?", None, "", "Ben", START + timedelta(minutes=1))


@pytest.fixture
def store(database: Database) -> SqlGoldenStore:
    return SqlGoldenStore(database.write, database.read)


@pytest.fixture
async def desk(database: Database) -> Publishing:
    articles = SqlArticleStore(database.write, database.read)
    desk = Publishing(articles, RecordingIndex(), Clock(), lambda: "x")
    await desk.create(draft(id="tent", title="Tents"), "Anna")
    return desk


async def test_questions_come_back_with_the_titles_of_today(store: SqlGoldenStore, desk: Publishing) -> None:
    await store.add([SECOND, FIRST])
    assert await store.all() == (replace(FIRST, title="Tents"), SECOND)
    await desk.edit("tent", draft(title="All about tents"), 1, "Anna")
    assert (await store.all())[0].title == "All about tents"
    await desk.delete("tent", "Anna")
    assert (await store.all())[0] == FIRST


async def test_one_is_replaced_and_removed(store: SqlGoldenStore, desk: Publishing) -> None:
    await store.add([FIRST, SECOND])
    changed = replace(SECOND, article_id="tent", note="new")
    assert await store.replace(changed)
    assert (await store.all())[1] == replace(changed, title="Tents")
    assert await store.remove("q2")
    assert not await store.remove("q2")
    assert not await store.replace(changed)


async def test_missing_articles_are_named(store: SqlGoldenStore, desk: Publishing) -> None:
    many = [f"none-{number}" for number in range(1_100)]
    assert await store.missing([*many, "tent"]) == many
    await desk.delete("tent", "Anna")
    assert await store.missing(["tent"]) == ["tent"]
    assert await store.missing([]) == []
