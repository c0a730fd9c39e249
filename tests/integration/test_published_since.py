"""What was published since: just the texts that customers see other than before, however many there are."""

from handoff.adapters.database import Database
from knowledge_base.adapters.article_store import SqlArticleStore
from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Article
from knowledge_base.domain.lifecycle import Act, Change
from tests.fakes_articles import START

ANNA = Act("Anna", START)


async def test_only_other_texts_come_and_gone_ones_are_named(database: Database) -> None:
    store = SqlArticleStore(database.write, database.read)
    made = [lifecycle.create(Article(f"a-{n}", f"A {n}", "text"), ANNA) for n in range(600)]
    live = [lifecycle.publish(record, ANNA) for record in made]
    async with store.transaction() as transaction:
        await transaction.save([Change(None, record) for record in live])
    first = await store.published_since({})
    assert (first.version, len(first.changed), first.removed) == (1, 600, ())
    assert first.changed == (await store.published()).articles

    edited = lifecycle.edit(live[7], Article("a-7", "Another", "text"), ANNA)
    draft = lifecycle.edit(live[8], Article("a-8", "Not yet", "text"), ANNA)
    async with store.transaction() as transaction:
        await transaction.save([Change(live[7], lifecycle.publish(edited, ANNA)), Change(live[8], draft)])
        await transaction.save([Change(live[9], lifecycle.delete(live[9], START))])
    since = await store.published_since(first.numbers)
    assert [article.title for article in since.changed] == ["Another"]
    assert since.removed == ("a-9",)
    assert since.version > first.version

    many = await store.published_since({"a-7": 2, "gone": 1})
    assert len(many.changed) == 598
    assert many.removed == ("gone",)


async def test_nothing_comes_while_nothing_changes(database: Database) -> None:
    store = SqlArticleStore(database.write, database.read)
    record = lifecycle.publish(lifecycle.create(Article("tent", "Tents", "Blue."), ANNA), ANNA)
    async with store.transaction() as transaction:
        await transaction.save([Change(None, record)])
    since = await store.published_since({"tent": 1})
    assert (since.changed, since.removed, since.numbers) == ((), (), {"tent": 1})
