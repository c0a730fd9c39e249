"""The way back of each article."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Article, ArticleStatus, Revision
from knowledge_base.domain.import_plan import Placed, import_steps, plan_import
from knowledge_base.domain.import_undo import Texts, footing, texts_needed, traces, undo
from knowledge_base.domain.imports import SoundRow
from knowledge_base.domain.lifecycle import Act, ArticleRecord
from tests.fakes_articles import START

ACT, BACK = Act("Anna", START), Act("Cem", START)
OLD, NEW, MINE = (Article("tent", "Tents", body) for body in ("old", "new", "mine"))
DRAFT = lifecycle.create(OLD, ACT)
LIVE = lifecycle.publish(DRAFT, ACT)
BESIDE = lifecycle.edit(LIVE, MINE, ACT)
ARCHIVED = lifecycle.archive(LIVE)
DELETED = lifecycle.delete(LIVE, START)
ROW = SoundRow("f:1", NEW, ArticleStatus.PUBLISHED)


def texts_of(*records: ArticleRecord) -> Texts:
    revisions: list[Revision] = []
    for record in records:
        revisions += [record.latest, *([record.live] if record.live else [])]
    return {(revision.article_id, revision.number): revision for revision in revisions}


@pytest.mark.parametrize("record", [DRAFT, LIVE, BESIDE, ARCHIVED, DELETED])
@pytest.mark.parametrize("status", list(ArticleStatus))
def test_an_article_says_and_shows_what_it_did_before(record: ArticleRecord, status: ArticleStatus) -> None:
    row = replace(ROW, status=status)
    plan = plan_import([Placed(row)], {"tent": record}, ACT)
    (mark,) = traces(plan)
    after = import_steps(record, row, ACT)[-1]
    changes, report = undo([mark], {"tent": after}, texts_of(record, after), BACK)
    assert report.restored == ("tent",)
    last = changes[-1].after if changes else after
    assert last.latest.article == record.latest.article
    assert last.status is record.status
    assert bool(last.deleted_at) == bool(record.deleted_at)
    assert (last.live and last.live.article) == (record.live and record.live.article)
    assert last.has_draft == record.has_draft
    numbers = [after.latest.number, *(change.after.latest.number for change in changes)]
    assert all(later - earlier in {0, 1} for earlier, later in pairwise(numbers))


def test_a_new_article_is_deleted() -> None:
    plan = plan_import([Placed(ROW)], {}, ACT)
    after = plan.changes[-1].after
    changes, report = undo(traces(plan), {"tent": after}, {}, BACK)
    assert report.removed == ("tent",)
    assert changes[-1].after.deleted_at == START


@pytest.mark.parametrize(
    "step",
    [
        pytest.param(lambda record: lifecycle.edit(record, MINE, BACK), id="edited"),
        pytest.param(lifecycle.archive, id="archived"),
        pytest.param(lambda record: lifecycle.delete(record, START), id="deleted"),
    ],
)
def test_what_somebody_changed_since_stays(step: Callable[[ArticleRecord], ArticleRecord]) -> None:
    after = import_steps(LIVE, ROW, ACT)[-1]
    now = step(after)
    (mark,) = traces(plan_import([Placed(ROW)], {"tent": LIVE}, ACT))
    changes, report = undo([mark], {"tent": now}, texts_of(LIVE, after, now), BACK)
    assert changes == ()
    assert [(kept.id, kept.author) for kept in report.kept] == [("tent", now.latest.author)]


def test_what_was_changed_and_changed_back_is_as_the_import_left_it() -> None:
    after = import_steps(LIVE, ROW, ACT)[-1]
    there = lifecycle.publish(lifecycle.edit(after, MINE, BACK), BACK)
    back = lifecycle.publish(lifecycle.edit(there, NEW, BACK), BACK)
    (mark,) = traces(plan_import([Placed(ROW)], {"tent": LIVE}, ACT))
    needed = texts_needed([mark], {"tent": back})
    assert set(needed) == {("tent", LIVE.latest.number), ("tent", after.latest.number)}
    _, report = undo([mark], {"tent": back}, texts_of(LIVE, after, back), BACK)
    assert report.restored == ("tent",)


def test_what_did_not_change_leaves_no_trace() -> None:
    same = replace(ROW, article=OLD)
    assert traces(plan_import([Placed(same)], {"tent": LIVE}, ACT)) == ()
    assert footing(BESIDE).live == 1
