"""A planned publication as moves of an article's record; `test_lifecycle.py` has them in every order."""

from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Article, ArticleStatus, Schedule
from knowledge_base.domain.lifecycle import Act, ArticleRecord
from knowledge_base.errors import ArticleInvalid, NothingToSchedule, ScheduleInvalid
from tests.fakes_articles import START

ANNA = Act("Anna", START)
BEN = Act("Ben", START + timedelta(hours=1))
FIRST = Article("tent", "Tents", "first")
SECOND = Article("tent", "Tents", "second")


def shown(record: ArticleRecord) -> Article | None:
    return record.answerable.article if record.answerable else None


@pytest.fixture
def live() -> ArticleRecord:
    return lifecycle.publish(lifecycle.create(FIRST, ANNA), ANNA)


def planned(record: ArticleRecord, hours: float = 1) -> ArticleRecord:
    return lifecycle.schedule(record, START + timedelta(hours=hours), ANNA)


def test_a_plan_names_the_revision_the_time_and_the_person() -> None:
    record = planned(lifecycle.create(FIRST, ANNA))
    assert record.schedule == Schedule(1, START + timedelta(hours=1), "Anna")
    assert record.status is ArticleStatus.DRAFT
    assert planned(record, 2).schedule == Schedule(1, START + timedelta(hours=2), "Anna")


def test_the_planned_text_goes_live_beside_a_later_draft() -> None:
    first = planned(lifecycle.create(FIRST, ANNA))
    assert first.schedule is not None
    edited = lifecycle.edit(first, SECOND, BEN)
    done = lifecycle.publish_scheduled(edited, first.schedule, first.latest, BEN)
    assert (shown(done), done.has_draft, done.schedule, done.published) == (FIRST, True, None, BEN)


def test_a_plan_that_has_changed_is_not_carried_out() -> None:
    old = planned(lifecycle.create(FIRST, ANNA))
    assert old.schedule is not None
    for now in (planned(old, 2), lifecycle.unschedule(old), lifecycle.delete(old, START)):
        assert lifecycle.publish_scheduled(now, old.schedule, old.latest, BEN) is now
    assert lifecycle.hold(planned(old, 2), old.schedule, "why").schedule == planned(old, 2).schedule


def test_archiving_and_publishing_end_a_plan_and_deleting_keeps_it() -> None:
    record = planned(lifecycle.create(FIRST, ANNA))
    assert lifecycle.archive(record).schedule is None
    assert lifecycle.publish(record, BEN).schedule is None
    assert lifecycle.undelete(lifecycle.delete(record, START)).schedule == record.schedule


@pytest.mark.parametrize("hours", [-1, 0, 24 * 366 * 5 + 1])
def test_only_a_time_to_come_can_be_planned(hours: int) -> None:
    with pytest.raises(ScheduleInvalid):
        planned(lifecycle.create(FIRST, ANNA), hours)


def test_what_cannot_be_planned(live: ArticleRecord) -> None:
    with pytest.raises(NothingToSchedule):
        planned(live)
    with pytest.raises(ArticleInvalid):
        planned(lifecycle.create(replace(FIRST, body=" "), ANNA))
