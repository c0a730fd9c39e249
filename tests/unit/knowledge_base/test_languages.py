"""Articles among their languages, many at once."""

import pytest

from knowledge_base.errors import ArticleInvalid
from knowledge_base.languages import Languages
from knowledge_base.publishing import Publishing
from tests.fakes_articles import Clock, MemoryArticleStore, RecordingIndex, draft


@pytest.fixture
def store() -> MemoryArticleStore:
    return MemoryArticleStore()


@pytest.fixture
def desk(store: MemoryArticleStore) -> Publishing:
    return Publishing(store, RecordingIndex(), Clock(), lambda: "x")


async def test_each_article_is_told_where_it_stands(store: MemoryArticleStore, desk: Publishing) -> None:
    await desk.create(draft(id="tent"), "Anna")
    await desk.create(draft(id="zelt", locale="de", translation_of="tent"), "Anna")
    await desk.create(draft(id="lamp"), "Anna")
    records = list(store.records.values())
    found = await Languages(store, ["en", "de"]).of(records)
    assert {key: [other.id for other in value.others] for key, value in found.items()} == {
        "tent": ["zelt"],
        "zelt": ["tent"],
        "lamp": [],
    }
    assert {key: value.missing for key, value in found.items()} == {
        "tent": (),
        "zelt": (),
        "lamp": ("de",),
    }


async def test_a_deleted_translation_is_missing_again(store: MemoryArticleStore, desk: Publishing) -> None:
    await desk.create(draft(id="tent"), "Anna")
    await desk.create(draft(id="zelt", locale="de", translation_of="tent"), "Anna")
    await desk.delete("zelt", "Anna")
    found = await Languages(store, ["en", "de"]).of([await desk.get("tent")])
    assert (found["tent"].others, found["tent"].missing) == ((), ("de",))


@pytest.mark.parametrize(
    ("translation_of", "locale", "code"),
    [
        ("sofa", "de", "original_missing"),
        ("tent", "en", "locale_taken"),
        ("zelt", "fr", "original_is_translation"),
        ("Not An Id", "fr", "id_invalid"),
    ],
)
async def test_what_cannot_be_a_translation(
    desk: Publishing, translation_of: str, locale: str, code: str
) -> None:
    await desk.create(draft(id="tent"), "Anna")
    await desk.create(draft(id="zelt", locale="de", translation_of="tent"), "Anna")
    wanted = draft(id="new", locale=locale, translation_of=translation_of)
    with pytest.raises(ArticleInvalid) as raised:
        await desk.create(wanted, "Anna")
    assert [error["code"] for error in raised.value.details["errors"]] == [code]
    await desk.create(draft(id="new", locale=locale), "Anna")
    with pytest.raises(ArticleInvalid):
        await desk.edit("new", wanted, 1, "Anna")


async def test_nothing_translates_itself(desk: Publishing) -> None:
    with pytest.raises(ArticleInvalid) as raised:
        await desk.create(draft(id="tent", translation_of="tent"), "Anna")
    assert [error["code"] for error in raised.value.details["errors"]] == ["translation_of_itself"]
