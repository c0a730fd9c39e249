"""Looking back: revisions compared field by field, and what went live."""

from dataclasses import asdict

import pytest

from knowledge_base.domain.article import Article
from knowledge_base.errors import ArticleNotFound, RevisionNotFound
from knowledge_base.history import History, diff
from knowledge_base.publishing import Publishing
from tests.fakes_articles import Clock, MemoryArticleStore, RecordingIndex, draft


@pytest.fixture
async def store() -> MemoryArticleStore:
    store = MemoryArticleStore()
    desk = Publishing(store, RecordingIndex(), Clock(), lambda: "x")
    await desk.create(draft(id="tent", body="one"), "Anna")
    await desk.publish("tent", "Anna")
    await desk.edit("tent", draft(body="two"), 1, "Ben")
    await desk.create(draft(id="lamp"), "Anna")
    await desk.publish("lamp", "Ben")
    await desk.archive("lamp", "Cem")
    await desk.create(draft(id="gone"), "Anna")
    await desk.delete("gone", "Anna")
    return store


async def test_any_revision_can_be_had(store: MemoryArticleStore) -> None:
    history = History(store)
    assert [(await history.revision("tent", n)).article.body for n in (1, 2)] == ["one", "two"]
    with pytest.raises(RevisionNotFound):
        await history.revision("tent", 3)
    for unknown in ("sofa", "gone", "No Id\x00"):
        with pytest.raises(ArticleNotFound):
            await history.revision(unknown, 1)


async def test_what_was_done_is_told_newest_first(store: MemoryArticleStore) -> None:
    history = History(store)
    acts = [(log.article_id, log.act.value, log.revision, log.author) for log in await history.publications()]
    assert acts == [
        ("lamp", "archive", 1, "Cem"),
        ("lamp", "publish", 1, "Ben"),
        ("tent", "publish", 1, "Anna"),
    ]
    assert [log.article_id for log in await history.publications("tent")] == ["tent"]
    assert len(await history.publications(limit=1)) == 1


def test_every_field_is_compared() -> None:
    before = Article("tent", "Tents", "one two", ("how?", "when?"))
    after = Article("tent", "Zelte", "one three", ("when?", "why?"), "camping", "de", "tents")
    found = asdict(diff(before, after))
    assert set(found) == {"title", "body", "questions", "category", "locale", "translation_of"}
    assert found["body"] == (("same", "one "), ("removed", "two"), ("added", "three"))
    assert found["questions"] == (("removed", "how?"), ("same", "when?"), ("added", "why?"))
    assert found["translation_of"] == (("added", "tents"),)
    assert set(asdict(diff(before, before))["translation_of"]) == set()
