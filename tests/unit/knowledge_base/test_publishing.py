"""The editors' use cases: saved is saved, published is answerable, and imports are all or nothing."""

import asyncio
from collections.abc import Sequence

import pytest

from knowledge_base.articles import ArticleFilter
from knowledge_base.domain.article import ArticleStatus
from knowledge_base.domain.lifecycle import Change
from knowledge_base.errors import (
    ArticleIdTaken,
    ArticleInvalid,
    ArticleNotFound,
    IndexNotRefreshed,
    RevisionConflict,
    RevisionNotFound,
)
from knowledge_base.publishing import Publishing
from tests.fakes_articles import START, Clock, MemoryArticleStore, RecordingIndex, draft


@pytest.fixture
def store() -> MemoryArticleStore:
    return MemoryArticleStore()


@pytest.fixture
def index() -> RecordingIndex:
    return RecordingIndex()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def publishing(store: MemoryArticleStore, index: RecordingIndex, clock: Clock) -> Publishing:
    return Publishing(store, index, clock, new_id=lambda: "article-1f")


async def test_an_id_is_made_from_the_title_and_kept_distinct(publishing: Publishing) -> None:
    made = [(await publishing.create(draft("Return a tent"), "Anna")).id for _ in range(3)]
    assert made == ["return-a-tent", "return-a-tent-2", "return-a-tent-3"]


class BusyStore(MemoryArticleStore):
    """Somebody else takes each id between look and save, as often as told."""

    def __init__(self, losses: int) -> None:
        super().__init__()
        self.losses = losses

    async def save(self, changes: Sequence[Change]) -> None:
        if self.losses:
            self.losses -= 1
            raise ArticleIdTaken(changes[0].after.id)
        await super().save(changes)


@pytest.mark.parametrize(("losses", "outcome"), [(9, "return-a-tent"), (10, ArticleIdTaken)])
async def test_a_lost_race_for_an_id_is_run_again(
    index: RecordingIndex, clock: Clock, losses: int, outcome: str | type[ArticleIdTaken]
) -> None:
    publishing = Publishing(BusyStore(losses), index, clock, new_id=lambda: "x")
    if isinstance(outcome, str):
        assert (await publishing.create(draft("Return a tent"), "Anna")).id == outcome
        return
    with pytest.raises(outcome):
        await publishing.create(draft("Return a tent"), "Anna")


async def test_a_title_without_latin_letters_gets_a_made_up_id(publishing: Publishing) -> None:
    assert (await publishing.create(draft("返品"), "Anna")).id == "article-1f"


async def test_a_chosen_id_can_be_taken_once(publishing: Publishing) -> None:
    await publishing.create(draft(id="tent"), "Anna")
    with pytest.raises(ArticleIdTaken) as raised:
        await publishing.create(draft(id="tent"), "Ben")
    assert raised.value.details == {"article_id": "tent", "deleted": False}


async def test_the_id_of_a_deleted_article_stays_its_own(publishing: Publishing) -> None:
    await publishing.create(draft(id="tent"), "Anna")
    await publishing.delete("tent", "Anna")
    with pytest.raises(ArticleIdTaken, match="deleted"):
        await publishing.create(draft(id="tent"), "Ben")


@pytest.mark.parametrize("bad_id", ["", "Tent", "a/b"])
async def test_a_chosen_id_is_checked(publishing: Publishing, bad_id: str) -> None:
    with pytest.raises(ArticleInvalid):
        await publishing.create(draft(id=bad_id), "Anna")


async def test_author_and_time_stand_on_each_revision(publishing: Publishing, clock: Clock) -> None:
    await publishing.create(draft(id="tent"), "Anna")
    clock.advance(minutes=5)
    await publishing.edit("tent", draft(body="New."), expected=1, author="Ben")
    newest, oldest = await publishing.revisions("tent")
    assert (newest.number, newest.author, newest.at) == (2, "Ben", clock.now)
    assert (oldest.number, oldest.author, oldest.at) == (1, "Anna", START)
    assert await publishing.revisions("tent", before=2, limit=1) == (oldest,)


async def test_published_means_answerable(publishing: Publishing, index: RecordingIndex) -> None:
    await publishing.create(draft(id="tent", body="old"), "Anna")
    assert index.refreshes == 0
    await publishing.publish("tent", "Anna")
    assert index.articles["tent"].body == "old"
    await publishing.edit("tent", draft(body="new"), expected=1, author="Anna")
    assert index.articles["tent"].body == "old"
    await publishing.publish("tent", "Anna")
    assert index.articles["tent"].body == "new"


@pytest.mark.parametrize("away", ["archive", "delete"])
async def test_what_is_taken_away_is_no_longer_answered(
    publishing: Publishing, index: RecordingIndex, away: str
) -> None:
    await publishing.create(draft(id="tent"), "Anna")
    await publishing.publish("tent", "Anna")
    await getattr(publishing, away)("tent", "Anna")
    assert index.articles == {}


async def test_undelete_brings_the_answer_back(publishing: Publishing, index: RecordingIndex) -> None:
    await publishing.create(draft(id="tent"), "Anna")
    await publishing.publish("tent", "Anna")
    await publishing.delete("tent", "Anna")
    with pytest.raises(ArticleNotFound):
        await publishing.get("tent")
    await publishing.undelete("tent", "Anna")
    assert list(index.articles) == ["tent"]


async def test_restore_saves_an_earlier_text_again(publishing: Publishing, index: RecordingIndex) -> None:
    await publishing.create(draft(id="tent", body="one"), "Anna")
    await publishing.edit("tent", draft(body="two"), expected=1, author="Anna")
    await publishing.publish("tent", "Anna")
    restored = await publishing.restore("tent", 1, "Ben")
    assert (restored.latest.number, restored.latest.article.body) == (3, "one")
    assert index.articles["tent"].body == "two"
    with pytest.raises(RevisionNotFound):
        await publishing.restore("tent", 9, "Ben")


@pytest.mark.parametrize("unknown", ["nothing", "Not An Id", "a\x00b"])
async def test_an_unknown_article_is_said_to_be_unknown(publishing: Publishing, unknown: str) -> None:
    for call in (publishing.get(unknown), publishing.publish(unknown, "Anna"), publishing.revisions(unknown)):
        with pytest.raises(ArticleNotFound):
            await call


async def test_of_two_editors_one_is_told_about_the_other(publishing: Publishing) -> None:
    await publishing.create(draft(id="tent"), "Anna")
    saves = [publishing.edit("tent", draft(body=name), 1, name) for name in ("Ben", "Cem")]
    results = await asyncio.gather(*saves, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["ArticleRecord", "RevisionConflict"]
    winner = (await publishing.get("tent")).latest
    conflict = next(result for result in results if isinstance(result, RevisionConflict))
    assert conflict.details["author"] == winner.author


async def test_publications_at_once_share_refreshes_and_the_last_one_wins(
    publishing: Publishing, index: RecordingIndex
) -> None:
    ids = [f"a-{number}" for number in range(10)]
    for article_id in ids:
        await publishing.create(draft(id=article_id), "Anna")
    index.may_finish.clear()
    running = [asyncio.ensure_future(publishing.publish(ids[0], "Anna"))]
    await index.started.wait()
    running += [asyncio.ensure_future(publishing.publish(article_id, "Anna")) for article_id in ids[1:]]
    await saved(publishing, published=len(ids))
    index.may_finish.set()
    await asyncio.gather(*running)
    assert sorted(index.articles) == sorted(ids)
    assert index.refreshes == 2


async def saved(publishing: Publishing, published: int) -> None:
    """Return once so many articles are published, whether or not the index knows of them yet."""
    for _ in range(1_000):
        page = await publishing.list(ArticleFilter())
        if sum(record.status is ArticleStatus.PUBLISHED for record in page.records) == published:
            return
        await asyncio.sleep(0)
    raise AssertionError(f"never saw {published} published articles")


async def test_an_abandoned_publication_still_reaches_the_index_before_the_next(
    publishing: Publishing, index: RecordingIndex
) -> None:
    for article_id in ("one", "two"):
        await publishing.create(draft(id=article_id), "Anna")
    index.may_finish.clear()
    abandoned = asyncio.ensure_future(publishing.publish("one", "Anna"))
    await index.started.wait()
    abandoned.cancel()
    following = asyncio.ensure_future(publishing.publish("two", "Anna"))
    await saved(publishing, published=2)
    index.may_finish.set()
    await following
    assert sorted(index.articles) == ["one", "two"]


async def test_a_failing_index_is_said_and_tried_again(publishing: Publishing, index: RecordingIndex) -> None:
    await publishing.create(draft(id="tent"), "Anna")
    index.failure = RuntimeError("disk full")
    with pytest.raises(IndexNotRefreshed) as raised:
        await publishing.publish("tent", "Anna")
    assert raised.value.__cause__ is index.failure
    assert (await publishing.get("tent")).status is ArticleStatus.PUBLISHED
    index.failure = None
    await publishing.publish("tent", "Anna")
    assert list(index.articles) == ["tent"]


async def test_catching_up_follows_what_another_process_did(
    publishing: Publishing, store: MemoryArticleStore, index: RecordingIndex
) -> None:
    await publishing.catch_up()
    other = Publishing(store, RecordingIndex(), Clock(), new_id=lambda: "x")
    await other.create(draft(id="tent"), "Anna")
    await other.publish("tent", "Anna")
    assert index.articles == {}
    await publishing.catch_up()
    assert list(index.articles) == ["tent"]
    await publishing.catch_up()
    assert index.refreshes == 2
