"""Whole imports taken back: nobody sees a difference, and nobody's work is lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Article, ArticleStatus
from knowledge_base.domain.duplicates import OnDuplicate
from knowledge_base.domain.import_job import ImportStatus, Wishes
from knowledge_base.domain.imports import ImportRow, ImportSource
from knowledge_base.domain.lifecycle import Act, Change
from knowledge_base.errors import ImportNotFound, ImportNotUndoable
from tests.fakes_articles import START, draft
from tests.fakes_imports import ImportDesk, import_row, source

DRY = Wishes(dry_run=True)


@pytest.fixture
def desk() -> ImportDesk:
    return ImportDesk()


def rows(*ids: str, body: str = "text") -> ImportSource:
    return source(*(import_row(n, id=i, title=f"Title {i}", body=body) for n, i in enumerate(ids, 1)))


async def change(desk: ImportDesk, article_id: str, step: Any) -> None:
    before = desk.articles.records[article_id]
    async with desk.articles.transaction() as transaction:
        await transaction.save([Change(before, step(before))])


async def test_an_undo_takes_everything_back(desk: ImportDesk) -> None:
    await desk.importing.bring_in(rows("old", "away"), "Anna")
    await change(desk, "away", lambda record: lifecycle.delete(record, START))
    await desk.importing.bring_in(rows("old", "away", "new", body="other"), "Ben", filename="faq.csv")
    desk.clock.advance(5)
    report = await desk.importing.undo("i2", "Cem")
    assert (report.restored, report.removed, report.kept) == (("old", "away"), ("new",), ())
    assert {key: article.body for key, article in desk.index.articles.items()} == {"old": "text"}
    old = desk.articles.records["old"]
    assert (old.latest.number, old.latest.author, old.live) == (3, "Cem", old.latest)
    assert desk.articles.records["away"].deleted_at
    job = await desk.importing.get("i2")
    assert (job.status, job.undone) == (ImportStatus.UNDONE, report)


async def test_an_undo_keeps_what_somebody_changed_since(desk: ImportDesk) -> None:
    await desk.importing.bring_in(rows("one", "two"), "Anna")
    await change(desk, "two", lambda r: lifecycle.edit(r, Article("two", "Mine", "mine"), Act("Ben", START)))
    report = await desk.importing.undo("i1", "Cem")
    assert report.removed == ("one",)
    assert [(kept.id, kept.title, kept.author) for kept in report.kept] == [("two", "Mine", "Ben")]
    assert list(desk.index.articles) == ["two"]


async def test_imports_are_undone_in_any_order_that_makes_sense(desk: ImportDesk) -> None:
    for body in ("first", "second"):
        await desk.importing.bring_in(rows("one", body=body), "Anna")
    assert [kept.id for kept in (await desk.importing.undo("i1", "Cem")).kept] == ["one"]
    desk = ImportDesk()
    for body in ("first", "second"):
        await desk.importing.bring_in(rows("one", body=body), "Anna")
    assert (await desk.importing.undo("i2", "Cem")).restored == ("one",)
    assert (await desk.importing.undo("i1", "Cem")).removed == ("one",)


@pytest.mark.parametrize("wishes", [DRY, Wishes()], ids=["dry-run", "undone"])
async def test_what_changed_nothing_cannot_be_undone(desk: ImportDesk, wishes: Wishes) -> None:
    await desk.importing.bring_in(rows("one"), "Anna", wishes)
    if not wishes.dry_run:
        await desk.importing.undo("i1", "Anna")
    with pytest.raises(ImportNotUndoable):
        await desk.importing.undo("i1", "Anna")
    with pytest.raises(ImportNotFound):
        await desk.importing.undo("i9", "Anna")


async def test_an_import_after_an_undo_brings_the_same_articles_back(desk: ImportDesk) -> None:
    await desk.importing.bring_in(source(import_row(1, title="Return a tent")), "Anna")
    await desk.importing.undo("i1", "Anna")
    for choice in OnDuplicate:
        report = await desk.importing.bring_in(
            source(import_row(1, title="Return a tent")), "Anna", Wishes(on_duplicate=choice)
        )
        assert (report.updated, report.unchanged) in ((("return-a-tent",), ()), ((), ("return-a-tent",)))
    assert list(desk.index.articles) == ["return-a-tent"]


ids = st.sampled_from(["a", "b", "c"])
any_row = st.builds(
    lambda article_id, body, status, pending: ImportRow(
        "f:1", draft(id=article_id, title=f"T {article_id}", body=body), status, pending
    ),
    ids,
    st.sampled_from(["one", "two", "three"]),
    st.sampled_from(ArticleStatus),
    st.none(),
)
files = st.lists(any_row, max_size=3, unique_by=lambda row: row.draft.id)


@given(st.lists(files, max_size=3), files)
async def test_an_undone_import_leaves_no_trace_in_what_anybody_sees(
    history: list[list[ImportRow]], last: list[ImportRow]
) -> None:
    desk = ImportDesk()
    for each in history:
        await desk.importing.bring_in(source(*each), "Anna")
    before, shown = await desk.importing.export(), await desk.articles.published()
    await desk.importing.bring_in(source(*last), "Ben")
    report = await desk.importing.undo(f"i{len(history) + 1}", "Cem")
    assert report.kept == ()
    assert await desk.importing.export() == before
    assert (await desk.articles.published()).articles == shown.articles
