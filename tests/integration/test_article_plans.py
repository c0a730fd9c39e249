"""Plans, families and the log of publications in a real database."""

from datetime import timedelta

import pytest

from handoff.adapters.database import Database
from knowledge_base.adapters.article_store import SqlArticleStore
from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Article, Publication, PublicationAct
from knowledge_base.domain.lifecycle import Act, Change
from tests.fakes_articles import START

ANNA = Act("Anna", START)


@pytest.fixture
def store(database: Database) -> SqlArticleStore:
    return SqlArticleStore(database.write, database.read)


async def keep(
    store: SqlArticleStore, before: lifecycle.ArticleRecord | None, after: lifecycle.ArticleRecord
) -> None:
    async with store.transaction() as transaction:
        await transaction.save([Change(before, after)])


async def test_a_plan_and_its_problem_come_back(store: SqlArticleStore) -> None:
    draft_only = lifecycle.create(Article("a", "A", "a"), ANNA)
    plan = lifecycle.schedule(draft_only, START + timedelta(hours=1), ANNA)
    assert plan.schedule is not None
    await keep(store, None, draft_only)
    for state in (plan, lifecycle.hold(plan, plan.schedule, "Würde brechen."), lifecycle.unschedule(plan)):
        await keep(store, await store.find("a"), state)
        assert await store.find("a") == state


async def test_plans_are_found_in_their_order(store: SqlArticleStore) -> None:
    for name, hours in (("late", 3), ("soon", 1), ("held", 1), ("gone", 1), ("next", 2)):
        record = lifecycle.create(Article(name, name, name), ANNA)
        plan = lifecycle.schedule(record, START + timedelta(hours=hours), ANNA)
        assert plan.schedule is not None
        plan = lifecycle.hold(plan, plan.schedule, "why") if name == "held" else plan
        await keep(store, None, lifecycle.delete(plan, START) if name == "gone" else plan)
    assert [record.id for record in await store.scheduled(10)] == ["soon", "next", "late"]
    assert [record.id for record in await store.scheduled(1)] == ["soon"]


async def test_a_family_is_the_original_and_those_that_translate_it(store: SqlArticleStore) -> None:
    members = [("tent", None), ("zelt", "tent"), ("tente", "tent"), ("gone", "tent"), ("lamp", None)]
    for name, original in members:
        record = lifecycle.create(Article(name, name, name, translation_of=original), ANNA)
        await keep(store, None, lifecycle.delete(record, START) if name == "gone" else record)
    once = lifecycle.create(Article("once", "once", "once", translation_of="tent"), ANNA)
    await keep(store, None, once)
    await keep(store, once, lifecycle.edit(once, Article("once", "once", "once"), ANNA))
    assert [record.id for record in await store.families(["tent"])] == ["tent", "tente", "zelt"]
    assert [record.id for record in await store.families(["zelt", "lamp"])] == ["lamp", "zelt"]
    assert await store.families([]) == ()


async def test_what_went_live_is_kept_in_order(store: SqlArticleStore) -> None:
    await keep(store, None, lifecycle.create(Article("a", "A", "a"), ANNA))
    plain = Publication("a", PublicationAct.PUBLISH, 1, "Anna", START)
    overruled = Publication("a", PublicationAct.ARCHIVE, 1, "Ada", START, "Gone.", {"lost": [{"id": "q"}]})
    for publication in (plain, overruled):
        async with store.transaction() as transaction:
            await transaction.log(publication)
    assert await store.publications("a", 10) == (overruled, plain)
    assert await store.publications(None, 1) == (overruled,)
    assert await store.publications("b", 10) == ()


async def test_a_transaction_sees_the_version_that_it_may_not_miss(store: SqlArticleStore) -> None:
    live = lifecycle.publish(lifecycle.create(Article("a", "A", "a"), ANNA), ANNA)
    async with store.transaction() as transaction:
        before = await transaction.version()
        await transaction.save([Change(None, live)])
        assert await transaction.version() == before + 1
