"""What an import decides before anything is stored."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Article, ArticleStatus
from knowledge_base.domain.duplicates import Likeness, Match, OnDuplicate, Outline
from knowledge_base.domain.import_plan import Placed, import_steps, is_outrun, place, plan_import, row_of
from knowledge_base.domain.imports import ImportSource, SoundRow, sift
from knowledge_base.domain.lifecycle import Act, ArticleRecord
from tests.fakes_articles import START

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
    (row,), faults = sift(ImportSource((row_of(record),)))
    assert faults == ()
    again = import_steps(None, row, ACT)[-1]
    assert row_of(again) == row_of(record)
    assert import_steps(record, row, ACT) == ()


def sound(article_id: str, title: str = "Tents", body: str = "old", **values: Any) -> SoundRow:
    return SoundRow("f:1", Article(article_id, title, body, **values), ArticleStatus.PUBLISHED)


def test_a_plan_counts_each_article_once() -> None:
    rows = [sound("new"), sound("tent"), sound("old", body="new")]
    known = {"tent": LIVE, "old": lifecycle.publish(lifecycle.create(replace(OLD, id="old"), ACT), ACT)}
    matches = {key: Match(Outline(key, "Tents", "en"), Likeness.ID) for key in known}
    plan = plan_import(place(rows, matches, OnDuplicate.UPDATE, known), known, ACT)
    report = plan.report((), dry_run=True)
    assert (report.created, report.updated, report.unchanged) == (("new",), ("old",), ("tent",))
    assert [change.after.id for change in plan.changes] == ["new", "new", "old", "old"]
    assert [change.before is None for change in plan.changes] == [True, False, False, False]


TENT = Outline("tent", "Tents", "en")
GONE = replace(TENT, deleted=True)


@pytest.mark.parametrize(
    ("by", "of", "choice", "expected"),
    [
        (Likeness.ID, TENT, OnDuplicate.UPDATE, ("tent", OnDuplicate.UPDATE)),
        (Likeness.ID, TENT, OnDuplicate.SKIP, ("tent", OnDuplicate.SKIP)),
        (Likeness.ID, TENT, OnDuplicate.CREATE, ("tent-2", OnDuplicate.CREATE)),
        (Likeness.TITLE, TENT, OnDuplicate.UPDATE, ("tent", OnDuplicate.UPDATE)),
        (Likeness.TITLE, TENT, OnDuplicate.CREATE, ("own", OnDuplicate.CREATE)),
        (Likeness.MEANING, TENT, OnDuplicate.UPDATE, ("own", OnDuplicate.CREATE)),
        (Likeness.MEANING, TENT, OnDuplicate.SKIP, ("own", OnDuplicate.SKIP)),
        *((Likeness.ID, GONE, choice, ("tent", OnDuplicate.UPDATE)) for choice in OnDuplicate),
    ],
)
def test_where_a_row_goes(by: Likeness, of: Outline, choice: OnDuplicate, expected: tuple[str, Any]) -> None:
    row = sound("tent" if by is Likeness.ID else "own")
    (spot,) = place([row], {row.article.id: Match(of, by, 0.9)}, choice, ["tent"])
    assert (spot.row.article.id, spot.outcome) == expected


def test_a_row_without_an_id_never_takes_that_of_another_article() -> None:
    (spot,) = place([replace(sound("tent", "Other"), named=False)], {}, OnDuplicate.UPDATE, ["tent"])
    assert spot.row.article.id == "tent-2"


def test_translations_follow_their_original_to_its_new_id() -> None:
    rows = [sound("tent"), sound("zelt", locale="de", translation_of="tent"), sound("copy", "X")]
    by_id = {"tent": Match(TENT, Likeness.ID)}
    _, zelt, _ = place(rows, by_id, OnDuplicate.CREATE, ["tent"])
    assert zelt.row.article.translation_of == "tent-2"
    skipped = {"copy": Match(TENT, Likeness.TITLE)}
    rows[1] = sound("zelt", locale="de", translation_of="copy")
    _, zelt, _ = place(rows[:], skipped, OnDuplicate.SKIP, ["tent"])
    assert zelt.row.article.translation_of == "tent"


def test_an_article_that_appears_where_a_new_one_was_planned_is_noticed() -> None:
    assert is_outrun([Placed(sound("tent"))], {"tent": LIVE})
    assert not is_outrun([Placed(sound("tent"))], {})
    assert not is_outrun([Placed(sound("tent"), None, OnDuplicate.UPDATE)], {"tent": LIVE})


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
