"""Planned publications: what was planned goes live in time, once, through the gate, and nothing else does."""

from datetime import timedelta

import pytest

from knowledge_base.domain.article import ArticleStatus, Schedule
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.errors import (
    ArticleInvalid,
    ArticleNotFound,
    IndexNotRefreshed,
    NothingToSchedule,
    RevisionConflict,
    ScheduleInvalid,
)
from knowledge_base.golden import Golden, GoldenDraft
from knowledge_base.publishing import Publishing
from knowledge_base.scheduling import BATCH, Scheduling
from tests.fakes_articles import START, Clock, MemoryArticleStore, draft
from tests.fakes_golden import MemoryGoldenStore, PhrasingKnowledge

HOUR = timedelta(hours=1)


class House:
    """Articles, a gate, plans, and a clock that a test moves by hand."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.store = MemoryArticleStore()
        self.knowledge = PhrasingKnowledge()
        questions = MemoryGoldenStore({"tent": "Return a tent"})
        self.golden = Golden(questions, self.knowledge, self.clock, lambda: "q1")
        self.publishing = Publishing(self.store, self.knowledge, self.clock, lambda: "x", gate=self.golden)
        self.plans = Scheduling(self.store, self.publishing, self.clock)

    async def add(self, article_id: str, body: str = "text", *questions: str) -> ArticleRecord:
        return await self.publishing.create(draft(id=article_id, body=body, questions=questions), "Anna")

    async def plan(self, article_id: str, hours: float = 1) -> ArticleRecord:
        return await self.plans.set(article_id, START + hours * HOUR, "Ben")

    async def edit(self, article_id: str, body: str) -> ArticleRecord:
        number = self.store.records[article_id].latest.number
        return await self.publishing.edit(article_id, draft(body=body), number, "Cem")

    @property
    def live(self) -> dict[str, str]:
        return {article.id: article.body for article in self.knowledge.articles}


@pytest.fixture
def house() -> House:
    return House()


async def test_a_plan_is_carried_out_when_its_time_has_come_and_not_before(house: House) -> None:
    await house.add("tent")
    assert (await house.plan("tent")).schedule == Schedule(1, START + HOUR, "Ben")
    house.clock.advance(minutes=59)
    early = await house.plans.publish_due()
    assert (early.published, early.next_at, house.live) == ([], START + HOUR, {})
    house.clock.advance(minutes=1)
    assert (await house.plans.publish_due()).published == ["tent"]
    record = house.store.records["tent"]
    assert (record.status, record.schedule) == (ArticleStatus.PUBLISHED, None)
    assert record.published is not None
    assert (record.published.author, record.published.at) == ("Ben", house.clock.now)
    assert house.live == {"tent": "text"}
    again = await house.plans.publish_due()
    assert (again.published, again.next_at) == ([], None)


async def test_what_was_missed_is_made_good_in_order_and_the_rest_waits(house: House) -> None:
    for name, hours in (("late", 30), ("second", 2), ("first", 1)):
        await house.add(name)
        await house.plan(name, hours)
    house.clock.advance(minutes=24 * 60)
    done = await house.plans.publish_due()
    assert (done.published, done.next_at) == (["first", "second"], START + 30 * HOUR)


async def test_more_than_a_batch_at_once(house: House) -> None:
    for number in range(BATCH + 3):
        await house.add(f"a-{number}")
        await house.plan(f"a-{number}")
    house.clock.advance(minutes=60)
    assert len((await house.plans.publish_due()).published) == BATCH + 3


async def test_the_planned_text_goes_live_and_a_later_draft_does_not(house: House) -> None:
    await house.add("tent", "planned")
    await house.plan("tent")
    await house.edit("tent", "half-writ")
    house.clock.advance(minutes=60)
    await house.plans.publish_due()
    record = house.store.records["tent"]
    assert house.live == {"tent": "planned"}
    assert (record.has_draft, record.latest.number) == (True, 2)


@pytest.mark.parametrize("away", ["clear", "archive", "delete", "publish"])
async def test_plans_that_somebody_has_overtaken(house: House, away: str) -> None:
    await house.add("tent")
    await house.plan("tent")
    if away == "clear":
        await house.plans.clear("tent")
    else:
        await getattr(house.publishing, away)("tent", "Cem")
    live = house.live
    house.clock.advance(minutes=60)
    done = await house.plans.publish_due()
    assert (done.published, done.next_at, house.live) == ([], None, live)


async def test_a_deleted_article_comes_back_with_its_plan(house: House) -> None:
    await house.add("tent")
    await house.plan("tent")
    await house.publishing.delete("tent", "Cem")
    await house.publishing.undelete("tent", "Cem")
    house.clock.advance(minutes=60)
    assert (await house.plans.publish_due()).published == ["tent"]


async def test_a_plan_that_breaks_golden_questions_waits_for_a_person(house: House) -> None:
    await house.add("tent", "old", "how?")
    await house.publishing.publish("tent", "Anna")
    await house.golden.add([GoldenDraft("how?", "tent")], "Anna")
    await house.publishing.edit("tent", draft(body="new"), 1, "Ben")
    await house.add("lamp")
    await house.plan("tent")
    await house.plan("lamp", 2)
    house.clock.advance(minutes=180)
    done = await house.plans.publish_due()
    problem = "Golden questions would break: 'how?'."
    assert (done.published, done.held) == (["lamp"], {"tent": problem})
    plan = house.store.records["tent"].schedule
    assert plan is not None
    assert (plan.problem, house.live["tent"]) == (problem, "old")
    trials = len(house.knowledge.trials)
    house.clock.advance(minutes=600)
    assert (await house.plans.publish_due()).held == {}
    assert len(house.knowledge.trials) == trials


async def test_a_held_plan_that_is_made_again_is_tried_again(house: House) -> None:
    await test_a_plan_that_breaks_golden_questions_waits_for_a_person(house)
    await house.golden.remove("q1")
    await house.plans.set("tent", house.clock.now + HOUR, "Ben")
    house.clock.advance(minutes=60)
    assert (await house.plans.publish_due()).published == ["tent"]
    assert house.live["tent"] == "new"


async def test_an_index_that_fails_does_not_undo_the_publication(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_published: object) -> None:
        raise IndexNotRefreshed("later")

    await house.add("tent")
    await house.plan("tent")
    monkeypatch.setattr(house.knowledge, "refresh", broken)
    house.clock.advance(minutes=60)
    assert (await house.plans.publish_due()).published == ["tent"]
    assert house.store.records["tent"].status is ArticleStatus.PUBLISHED


async def test_one_that_fails_keeps_no_other_waiting(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("bad", "good"):
        await house.add(name)
        await house.plan(name)
    publish = house.publishing.publish_scheduled

    async def unlucky(article_id: str, wanted: Schedule) -> ArticleRecord:
        if article_id == "bad":
            raise OSError("disk full")
        return await publish(article_id, wanted)

    monkeypatch.setattr(house.publishing, "publish_scheduled", unlucky)
    house.clock.advance(minutes=60)
    done = await house.plans.publish_due()
    assert (done.published, list(done.failed)) == (["good"], ["bad"])
    monkeypatch.undo()
    assert (await house.plans.publish_due()).published == ["bad"]


async def test_a_new_plan_is_told(house: House) -> None:
    told: list[str] = []
    house.plans.on_change = lambda: told.append("rung")
    await house.add("tent")
    await house.plan("tent")
    assert told == ["rung"]


@pytest.mark.parametrize(
    ("body", "hours", "expected", "error"),
    [
        pytest.param("text", 0, None, ScheduleInvalid, id="now"),
        pytest.param("text", -1, None, ScheduleInvalid, id="past"),
        pytest.param("text", 24 * 365 * 6, None, ScheduleInvalid, id="too-far"),
        pytest.param(" ", 1, None, ArticleInvalid, id="empty-text"),
        pytest.param("text", 1, 7, RevisionConflict, id="not-the-text-they-saw"),
    ],
)
async def test_plans_that_are_refused(
    house: House, body: str, hours: int, expected: int | None, error: type[Exception]
) -> None:
    await house.add("tent", body)
    with pytest.raises(error):
        await house.plans.set("tent", START + hours * HOUR, "Ben", expected)
    assert house.store.records["tent"].schedule is None


async def test_a_live_text_cannot_be_planned_and_an_unknown_one_neither(house: House) -> None:
    await house.add("tent")
    await house.publishing.publish("tent", "Anna")
    with pytest.raises(NothingToSchedule):
        await house.plan("tent")
    with pytest.raises(ArticleNotFound):
        await house.plan("lamp")
    with pytest.raises(RevisionConflict):
        await house.plans.clear("tent", 7)
