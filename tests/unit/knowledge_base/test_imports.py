"""What an import decides before anything is stored."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Article, ArticleStatus, Draft
from knowledge_base.domain.imports import (
    ImportRow,
    ImportSource,
    SoundRow,
    import_steps,
    plan_import,
    row_of,
    sift,
)
from knowledge_base.domain.lifecycle import Act, ArticleRecord
from tests.fakes_articles import START, draft

ACT = Act("Anna", START)
OLD, NEW = Article("tent", "Tents", "old"), Article("tent", "Tents", "new")

DRAFT = lifecycle.create(OLD, ACT)
LIVE = lifecycle.publish(DRAFT, ACT)
BESIDE = lifecycle.edit(LIVE, NEW, ACT)
ARCHIVED = lifecycle.archive(LIVE)
DELETED = lifecycle.delete(LIVE, START)

PUBLISHED_ROW = SoundRow("f:1", OLD, ArticleStatus.PUBLISHED)


@pytest.mark.parametrize(
    ("record", "row"),
    [
        pytest.param(LIVE, PUBLISHED_ROW, id="same-live-text"),
        pytest.param(BESIDE, PUBLISHED_ROW, id="same-live-text-beside-a-draft"),
        pytest.param(BESIDE, replace(PUBLISHED_ROW, pending=NEW), id="same-live-text-and-draft"),
        pytest.param(DRAFT, replace(PUBLISHED_ROW, status=ArticleStatus.DRAFT), id="same-draft"),
        pytest.param(LIVE, replace(PUBLISHED_ROW, status=ArticleStatus.DRAFT), id="draft-of-a-live-text"),
        pytest.param(ARCHIVED, replace(PUBLISHED_ROW, status=ArticleStatus.ARCHIVED), id="same-archived"),
    ],
)
def test_a_row_that_is_no_news_changes_nothing(record: ArticleRecord, row: SoundRow) -> None:
    assert import_steps(record, row, ACT) == ()


@pytest.mark.parametrize("record", [None, DRAFT, LIVE, BESIDE, ARCHIVED, DELETED])
@pytest.mark.parametrize("text", [OLD, NEW])
def test_a_published_row_is_live_afterwards(record: ArticleRecord | None, text: Article) -> None:
    steps = import_steps(record, replace(PUBLISHED_ROW, article=text), ACT)
    after = steps[-1] if steps else record
    assert after is not None
    assert after.answerable is not None
    assert after.answerable.article == text


@pytest.mark.parametrize("record", [None, DRAFT, LIVE, BESIDE, ARCHIVED, DELETED])
def test_each_step_adds_at_most_one_revision(record: ArticleRecord | None) -> None:
    number = record.latest.number if record else 0
    for step in import_steps(record, replace(PUBLISHED_ROW, article=NEW, pending=OLD), ACT):
        assert step.latest.number - number in {0, 1}
        number = step.latest.number


def test_a_draft_row_never_takes_a_live_text_away() -> None:
    steps = import_steps(LIVE, SoundRow("f:1", NEW, ArticleStatus.DRAFT), ACT)
    assert steps[-1].live == LIVE.live
    assert steps[-1].latest.article == NEW


def test_an_archived_row_takes_the_live_text_away() -> None:
    steps = import_steps(LIVE, SoundRow("f:1", OLD, ArticleStatus.ARCHIVED), ACT)
    assert steps[-1].status is ArticleStatus.ARCHIVED


@pytest.mark.parametrize("record", [DRAFT, LIVE, BESIDE, ARCHIVED])
def test_a_record_and_its_row_say_the_same(record: ArticleRecord) -> None:
    (sound,), faults = sift(ImportSource((row_of(record),)))
    assert faults == ()
    again = import_steps(None, sound, ACT)[-1]
    assert row_of(again) == row_of(record)
    assert import_steps(record, sound, ACT) == ()


def row(line: int, **values: Any) -> ImportRow:
    return ImportRow(f"faq.jsonl:{line}", draft(**values))


def test_sift_separates_and_names_the_place() -> None:
    source = ImportSource((row(1, id="a"), row(2, id="a"), row(3, title=" "), row(4, body="")))
    sound, faults = sift(source)
    assert [good.source for good in sound] == ["faq.jsonl:1"]
    assert [(fault.source, fault.code) for fault in faults] == [
        ("faq.jsonl:2", "id_duplicate"),
        ("faq.jsonl:3", "id_invalid"),
        ("faq.jsonl:3", "title_empty"),
        ("faq.jsonl:4", "body_empty"),
    ]
    assert faults[0].message == "The id 'a' already stands at faq.jsonl:1."


def test_a_row_without_an_id_gets_the_one_of_its_title() -> None:
    sound, _ = sift(ImportSource((row(1, title="Return a tent"),)))
    assert sound[0].article.id == "return-a-tent"


def test_a_faulty_pending_draft_is_a_fault_of_its_row() -> None:
    bad = replace(row(1, id="a"), pending=Draft("", "text"))
    assert [fault.code for fault in sift(ImportSource((bad,)))[1]] == ["title_empty"]


def test_a_plan_counts_each_article_once() -> None:
    rows = sift(
        ImportSource((row(1, id="new"), row(2, id="tent", title="Tents", body="old"), row(3, id="old")))
    )[0]
    known = {"tent": LIVE, "old": lifecycle.publish(lifecycle.create(replace(OLD, id="old"), ACT), ACT)}
    plan = plan_import(rows, known, ACT)
    report = plan.report((), dry_run=True)
    assert (report.created, report.updated, report.unchanged) == (("new",), ("old",), ("tent",))
    assert [change.after.id for change in plan.changes] == ["new", "new", "old", "old"]
    assert [change.before is None for change in plan.changes] == [True, False, False, False]


texts = st.builds(
    SoundRow,
    source=st.just("f:1"),
    article=st.sampled_from([OLD, NEW]),
    status=st.sampled_from(ArticleStatus),
    pending=st.none(),
)


@given(st.lists(texts, max_size=6))
def test_importing_the_same_row_twice_changes_nothing_the_second_time(history: list[SoundRow]) -> None:
    record: ArticleRecord | None = None
    for each in history:
        steps = import_steps(record, each, ACT)
        record = steps[-1] if steps else record
        assert import_steps(record, each, ACT) == ()
