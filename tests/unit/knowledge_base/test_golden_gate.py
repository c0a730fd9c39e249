"""The gate: a change that breaks golden questions does not reach customers, whoever else is at work."""

import asyncio
import threading
from dataclasses import replace

import pytest

from knowledge_base.domain.article import ArticleStatus, PublicationAct
from knowledge_base.domain.golden import Override
from knowledge_base.errors import (
    GoldenQuestionsBroken,
    GoldenQuestionsNotAsked,
    OverrideInvalid,
    OverrideNotAllowed,
)
from knowledge_base.publishing import Publishing
from tests.fakes_articles import Clock, draft
from tests.fakes_golden import GoldenHouse, PhrasingKnowledge

MAY = Override(allowed=True)


@pytest.fixture
async def house() -> GoldenHouse:
    return await GoldenHouse.furnished()


async def test_without_golden_questions_nothing_is_tried() -> None:
    house = GoldenHouse()
    await house.add("tent", "how?")
    assert house.knowledge.trials == []
    assert house.articles.logged[0].diff is None


async def test_a_harmless_edit_goes_live_and_says_that_it_was_tried(house: GoldenHouse) -> None:
    await house.edit("tent", "how to return?")
    await house.publishing.publish("tent", "Ben")
    assert house.live["tent"] == ("how to return?",)
    (log, *_) = await house.articles.publications("tent", 1)
    assert (log.act, log.revision, log.author, log.override_reason) == (
        PublicationAct.PUBLISH,
        2,
        "Ben",
        None,
    )
    assert log.diff == {"lost": [], "stolen": [], "newly_answered": [], "repaired": []}


@pytest.mark.parametrize(
    ("article_id", "questions", "kind"),
    [
        pytest.param("tent", ("is it dry?",), "lost", id="lost"),
        pytest.param("tent", ("how to return?", "who are you?"), "newly_answered", id="newly-answered"),
    ],
)
async def test_an_edit_that_breaks_is_stopped_with_the_diff(
    house: GoldenHouse, article_id: str, questions: tuple[str, ...], kind: str
) -> None:
    before, trials = house.live, len(house.knowledge.trials)
    await house.edit(article_id, *questions)
    with pytest.raises(GoldenQuestionsBroken) as raised:
        await house.publishing.publish(article_id, "Ben")
    assert [name for name, found in raised.value.details["diff"].items() if found] == [kind]
    assert raised.value.details["may_override"] is False
    assert house.live == before
    assert len(house.knowledge.trials) == trials + 1
    assert (await house.publishing.get(article_id)).has_draft
    assert len(house.articles.logged) == 2


async def test_a_corrected_edit_goes_live(house: GoldenHouse) -> None:
    await house.edit("tent", "is it dry?")
    with pytest.raises(GoldenQuestionsBroken):
        await house.publishing.publish("tent", "Ben")
    await house.edit("tent", "is it dry?", "how to return?")
    await house.publishing.publish("tent", "Ben")
    assert house.live["tent"] == ("is it dry?", "how to return?")


@pytest.mark.parametrize("away", ["archive", "delete"])
async def test_taking_away_what_must_answer_is_stopped(house: GoldenHouse, away: str) -> None:
    with pytest.raises(GoldenQuestionsBroken) as raised:
        await getattr(house.publishing, away)("tent", "Ben")
    assert [change["question"] for change in raised.value.details["diff"]["lost"]] == ["how to return?"]
    assert (await house.publishing.get("tent")).status is ArticleStatus.PUBLISHED


async def test_bringing_back_what_breaks_is_stopped(house: GoldenHouse) -> None:
    await house.add("robot", "hello?")
    await house.publishing.delete("robot", "Anna")
    await house.keep("hello?", None)
    with pytest.raises(GoldenQuestionsBroken):
        await house.publishing.undelete("robot", "Ben")
    assert "robot" not in house.live


async def test_a_reason_overrides_and_is_kept(house: GoldenHouse) -> None:
    await house.publishing.archive("tent", "Ada", override=replace(MAY, reason=" No tents any more. "))
    assert "tent" not in house.live
    (log,) = await house.articles.publications("tent", 1)
    assert (log.act, log.author, log.override_reason) == ("archive", "Ada", "No tents any more.")
    assert log.diff is not None
    assert [change["question"] for change in log.diff["lost"]] == ["how to return?"]


async def test_a_reason_that_was_not_needed_is_not_kept(house: GoldenHouse) -> None:
    await house.edit("tent", "how to return?")
    await house.publishing.publish("tent", "Ada", override=replace(MAY, reason="To be safe."))
    assert (await house.articles.publications("tent", 1))[0].override_reason is None


@pytest.mark.parametrize(
    ("override", "error"),
    [
        pytest.param(Override(False, "I say so."), OverrideNotAllowed, id="no-right"),
        pytest.param(Override(True, "  "), OverrideInvalid, id="no-words"),
        pytest.param(Override(True, "x\x00"), OverrideInvalid, id="nul"),
        pytest.param(Override(True), GoldenQuestionsBroken, id="no-reason"),
    ],
)
async def test_overrides_that_are_refused(
    house: GoldenHouse, override: Override, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await house.publishing.archive("tent", "Ben", override=override)
    assert "tent" in house.live


async def test_what_failed_before_stops_nothing_and_a_repair_is_told(house: GoldenHouse) -> None:
    await house.keep("is it heavy?", "tent")
    await house.edit("stove", "how to clean?", "how hot?")
    await house.publishing.publish("stove", "Ben")
    await house.edit("tent", "how to return?", "is it heavy?")
    await house.publishing.publish("tent", "Ben")
    diff = (await house.articles.publications("tent", 1))[0].diff
    assert diff is not None
    assert [change["question"] for change in diff["repaired"]] == ["is it heavy?"]


async def test_drafts_and_unchanged_texts_are_not_tried(house: GoldenHouse) -> None:
    trials = len(house.knowledge.trials)
    await house.add("lamp", "how bright?", live=False)
    await house.publishing.archive("lamp", "Anna")
    await house.publishing.publish("tent", "Anna")
    assert len(house.knowledge.trials) == trials


async def test_two_changes_that_only_together_do_harm_do_not_slip_past(house: GoldenHouse) -> None:
    """Three articles are offered to choose from: either newcomer leaves the tent among them, both do not."""
    await house.add("a-lamp", "how to return?")
    for name in ("b-lamp", "c-lamp"):
        await house.add(name, "how to return?", live=False)
    acts = [house.publishing.publish(name, "Ben") for name in ("b-lamp", "c-lamp")]
    results = await asyncio.gather(*acts, return_exceptions=True)
    assert [type(result).__name__ for result in results] == ["ArticleRecord", "GoldenQuestionsBroken"]
    assert {"b-lamp", "c-lamp"} & house.live.keys() == {"b-lamp"}


async def test_a_publication_of_another_process_in_between_is_noticed(house: GoldenHouse) -> None:
    """The trial is made over and over until what was tried is what is stored."""
    other = Publishing(house.articles, PhrasingKnowledge(), Clock(), lambda: "y")
    await other.create(draft(id="lamp", questions=["is it dry?"]), "Cem")
    loop, went = asyncio.get_running_loop(), threading.Event()

    def meanwhile() -> None:
        if not went.is_set():
            went.set()
            asyncio.run_coroutine_threadsafe(other.publish("lamp", "Cem"), loop).result(5)

    await house.keep("is it dry?", "tent")
    await house.edit("tent", "how to return?", "is it dry?", "is it light?")
    trials = len(house.knowledge.trials)
    house.knowledge.on_trial_search = meanwhile
    await house.publishing.publish("tent", "Ben")
    assert len(house.knowledge.trials) == trials + 2
    assert {article.id for article in house.knowledge.trials[-1].held} == {"tent", "stove", "lamp"}


async def test_a_draft_saved_in_between_does_not_go_live_untried(house: GoldenHouse) -> None:
    await house.edit("tent", "how to return?")
    loop, went = asyncio.get_running_loop(), threading.Event()

    def meanwhile() -> None:
        if not went.is_set():
            went.set()
            asyncio.run_coroutine_threadsafe(house.edit("tent", "is it dry?"), loop).result(5)

    house.knowledge.on_trial_search = meanwhile
    with pytest.raises(GoldenQuestionsBroken):
        await house.publishing.publish("tent", "Ben")
    assert house.live["tent"] == ("how to return?", "is it dry?")


async def test_articles_that_never_stand_still_are_said_to(house: GoldenHouse) -> None:
    other = Publishing(house.articles, PhrasingKnowledge(), Clock(), lambda: "y")
    await other.create(draft(id="lamp"), "Cem")
    loop = asyncio.get_running_loop()

    async def flicker() -> None:
        record = await other.publish("lamp", "Cem")
        await other.edit("lamp", draft(body=f"{record.latest.number}"), record.latest.number, "Cem")

    def meanwhile() -> None:
        asyncio.run_coroutine_threadsafe(flicker(), loop).result(5)

    await house.edit("tent", "how to return?")
    house.knowledge.on_trial_search = meanwhile
    with pytest.raises(GoldenQuestionsNotAsked):
        await house.publishing.publish("tent", "Ben")
    assert house.live["tent"] == ("how to return?", "is it dry?")


async def test_an_index_that_lags_and_fails_stops_the_publication(
    house: GoldenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Publishing(house.articles, PhrasingKnowledge(), Clock(), lambda: "y")
    await other.create(draft(id="lamp"), "Cem")
    await other.publish("lamp", "Cem")

    async def broken(_published: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(house.knowledge, "refresh", broken)
    await house.edit("tent", "how to return?")
    with pytest.raises(GoldenQuestionsNotAsked):
        await house.publishing.publish("tent", "Ben")
    assert (await house.publishing.get("tent")).has_draft
