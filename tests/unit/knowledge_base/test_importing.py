"""The front door of imports: all or nothing, duplicates by choice, and the way back."""

from dataclasses import replace
from typing import Any

import pytest

from knowledge_base.comparing import MeaningComparison
from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Article, ArticleStatus
from knowledge_base.domain.duplicates import OnDuplicate
from knowledge_base.domain.import_job import ImportStatus, Problem, Wishes
from knowledge_base.domain.imports import ImportSource, RowFault
from knowledge_base.domain.lifecycle import Act, Change
from knowledge_base.errors import (
    ImportOutrun,
    ImportRefused,
    IndexNotRefreshed,
)
from tests.fakes_articles import START
from tests.fakes_imports import ImportDesk, import_row, source
from tests.unit.knowledge_base.word_encoder import WordEncoder

DRY = Wishes(dry_run=True)
LENIENT = Wishes(skip_invalid=True)


@pytest.fixture
def desk() -> ImportDesk:
    return ImportDesk()


def rows(*ids: str, body: str = "text") -> ImportSource:
    return source(*(import_row(n, id=i, title=f"Title {i}", body=body) for n, i in enumerate(ids, 1)))


async def test_an_import_is_live_when_it_returns(desk: ImportDesk) -> None:
    report = await desk.importing.bring_in(rows("one", "two"), "Anna")
    assert report.created == ("one", "two")
    assert sorted(desk.index.articles) == ["one", "two"]
    assert desk.index.refreshes == 1
    assert [(p.article_id, p.author) for p in desk.imports.published] == [("one", "Anna"), ("two", "Anna")]


async def test_a_faulty_row_stops_the_whole_import(desk: ImportDesk) -> None:
    fault = RowFault("faq.jsonl:9", "row", "json_invalid", "No JSON.", 9)
    faulty = ImportSource((*rows("one").rows, *rows("Bad Id").rows), (fault,))
    with pytest.raises(ImportRefused) as raised:
        await desk.importing.bring_in(faulty, "Anna")
    errors = [(error["source"], error["row"], error["code"]) for error in raised.value.details["errors"]]
    assert errors == [("faq.jsonl:9", 9, "json_invalid"), ("faq.csv:1", 1, "id_invalid")]
    assert desk.articles.records == {}
    (job,) = await desk.importing.recent()
    assert (job.status, job.done, job.total) == (ImportStatus.FAILED, 3, 3)
    assert job.problem == Problem("import_refused", "Nothing was imported: 2 faults were found.")


async def test_faulty_rows_can_be_skipped_on_demand(desk: ImportDesk) -> None:
    report = await desk.importing.bring_in(rows("one", "Bad Id", "two"), "Anna", LENIENT)
    assert report.created == ("one", "two")
    assert [fault.row for fault in report.faults] == [2]


async def test_a_dry_run_says_the_same_and_changes_nothing(desk: ImportDesk) -> None:
    await desk.importing.bring_in(rows("one", "two"), "Anna")
    before = dict(desk.articles.records)
    changed = ImportSource((*rows("one").rows, *rows("x", "two", body="other").rows, *rows("Bad").rows))
    dry = await desk.importing.bring_in(changed, "Ben", DRY)
    assert (dry.created, dry.updated, dry.unchanged) == (("x",), ("two",), ("one",))
    assert [fault.code for fault in dry.faults] == ["id_invalid"]
    assert desk.articles.records == before
    assert desk.imports.marks["i2"] == ()
    real = await desk.importing.bring_in(changed, "Ben", LENIENT)
    assert (real.created, real.updated, real.unchanged) == (dry.created, dry.updated, dry.unchanged)


async def test_what_is_exported_imports_as_it_was(desk: ImportDesk) -> None:
    await desk.importing.bring_in(rows("b", "a"), "Anna")
    await desk.importing.bring_in(source(import_row(1, id="c", status=ArticleStatus.DRAFT)), "Anna")
    await change(
        desk, "a", lambda record: lifecycle.edit(record, replace(record.latest.article, body="n"), BEN)
    )
    await change(desk, "b", lifecycle.archive)
    exported = await desk.importing.export()
    states = [(row.draft.id, row.status.value) for row in exported]
    assert states == [("a", "published"), ("b", "archived"), ("c", "draft")]
    copy = ImportDesk()
    await copy.importing.bring_in(ImportSource(exported), "Ben")
    assert await copy.importing.export() == exported
    again = await desk.importing.bring_in(ImportSource(exported), "Ben")
    assert again.unchanged == ("a", "b", "c")


BEN = Act("Ben", START)


async def change(desk: ImportDesk, article_id: str, step: Any) -> None:
    before = desk.articles.records[article_id]
    async with desk.articles.transaction() as transaction:
        await transaction.save([Change(before, step(before))])


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        pytest.param(OnDuplicate.SKIP, ((), ()), id="skip"),
        pytest.param(OnDuplicate.UPDATE, ((), ("one", "two")), id="update"),
        pytest.param(OnDuplicate.CREATE, (("one-2", "other"), ()), id="create"),
    ],
)
async def test_the_same_id_and_the_same_title_are_duplicates(
    desk: ImportDesk, choice: OnDuplicate, expected: Any
) -> None:
    await desk.importing.bring_in(rows("one", "two"), "Anna")
    again = source(
        import_row(1, id="one", title="Another title", body="new"),
        import_row(2, id="other", title="  title TWO ", body="new"),
    )
    report = await desk.importing.bring_in(again, "Ben", Wishes(on_duplicate=choice))
    assert (report.created, report.updated) == expected
    told = [(each.row, each.of_id, each.by.value, each.outcome) for each in report.duplicates]
    by_title = (2, "two", "title", choice)
    assert told == ([by_title] if choice is OnDuplicate.UPDATE else [(1, "one", "id", choice), by_title])


async def test_what_is_the_same_already_is_no_duplicate(desk: ImportDesk) -> None:
    await desk.importing.bring_in(rows("one"), "Anna")
    for choice in OnDuplicate:
        report = await desk.importing.bring_in(rows("one"), "Ben", Wishes(on_duplicate=choice))
        assert (report.unchanged, report.duplicates) == (("one",), ())


async def test_the_same_meaning_is_told_and_never_overwrites(desk: ImportDesk) -> None:
    desk = ImportDesk(MeaningComparison(WordEncoder()))
    await desk.importing.bring_in(source(import_row(1, id="tent", title="Return a tent")), "Anna")
    similar = source(
        import_row(1, title="A tent return", questions=("return a tent",)),
        import_row(2, title="Opening hours on sundays"),
    )
    report = await desk.importing.bring_in(similar, "Anna")
    assert report.created == ("a-tent-return", "opening-hours-on-sundays")
    (found,) = report.duplicates
    assert (found.row, found.of_id, found.by.value) == (1, "tent", "meaning")
    assert 0.9 < found.similarity <= 1.0
    assert desk.imports.progress[-1] == (2, 2)


async def test_what_means_the_same_is_left_out_on_demand() -> None:
    desk = ImportDesk(MeaningComparison(WordEncoder()))
    await desk.importing.bring_in(source(import_row(1, title="Return a tent")), "Anna")
    wishes = Wishes(on_duplicate=OnDuplicate.SKIP)
    report = await desk.importing.bring_in(source(import_row(1, title="A tent return")), "Anna", wishes)
    assert report.created == ()
    assert report.duplicates[0].outcome is OnDuplicate.SKIP


async def test_a_translation_is_no_duplicate_and_needs_its_original(desk: ImportDesk) -> None:
    desk = ImportDesk(MeaningComparison(WordEncoder()))
    both = source(
        import_row(1, id="zelt", title="Tent", locale="de", translation_of="tent"),
        import_row(2, id="tent", title="Tent"),
        import_row(3, id="tente", title="Tente", locale="fr", translation_of="nothing"),
    )
    report = await desk.importing.bring_in(both, "Anna", LENIENT)
    assert report.created == ("zelt", "tent")
    assert [(fault.row, fault.field, fault.code) for fault in report.faults] == [
        (3, "translation_of", "original_missing")
    ]
    assert report.duplicates == ()


async def test_an_import_that_was_called_failed_meanwhile_changes_nothing(desk: ImportDesk) -> None:
    job = await desk.importing.begin("faq.csv", "Anna", Wishes())
    await desk.imports.interrupt(Problem("import_interrupted", "Stopped."))
    with pytest.raises(ImportOutrun):
        await desk.importing.carry_out(job, rows("one"))
    assert desk.articles.records == {}
    assert (await desk.importing.get(job.id)).problem == Problem("import_interrupted", "Stopped.")


async def test_an_article_that_appears_meanwhile_is_not_overwritten(desk: ImportDesk) -> None:
    class Intruder:
        """Makes the same article while the rows are compared."""

        async def alike(self, *_arguments: object) -> dict[str, Any]:
            if "one" not in desk.articles.records:
                record = lifecycle.create(Article("one", "Mine", "mine"), BEN)
                async with desk.articles.transaction() as transaction:
                    await transaction.save([Change(None, record)])
            return {}

    importing = ImportDesk(Intruder()).importing
    importing._imports, importing._articles = desk.imports, desk.articles
    wishes = Wishes(on_duplicate=OnDuplicate.SKIP)
    report = await importing.bring_in(rows("one"), "Anna", wishes)
    assert [each.outcome for each in report.duplicates] == [OnDuplicate.SKIP]
    assert desk.articles.records["one"].latest.article.body == "mine"


async def test_an_index_that_fails_leaves_the_import_done_and_says_so(desk: ImportDesk) -> None:
    async def fail() -> None:
        raise IndexNotRefreshed("Not answerable yet.")

    desk.importing._catch_up = fail
    report = await desk.importing.bring_in(rows("one"), "Anna")
    assert report.created == ("one",)
    job = await desk.importing.get("i1")
    assert (job.status, job.problem) == (
        ImportStatus.DONE,
        Problem("index_not_refreshed", "Not answerable yet."),
    )
