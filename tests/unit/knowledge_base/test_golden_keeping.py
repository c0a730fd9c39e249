"""Golden questions as editors keep them, and how they are asked: no more often than needed."""

from dataclasses import replace

import pytest

from knowledge_base.errors import GoldenQuestionDuplicate, GoldenQuestionInvalid, GoldenQuestionNotFound
from knowledge_base.golden import QUESTIONS_MAX, GoldenDraft
from tests.fakes_articles import START
from tests.fakes_golden import GoldenHouse


@pytest.fixture
async def house() -> GoldenHouse:
    return await GoldenHouse.furnished()


async def test_a_rehearsal_that_ends_in_between_makes_it_ask_again(house: GoldenHouse) -> None:
    rehearsed = replace(house.knowledge.calibration, intercept=0.1)

    def rehearse() -> None:
        house.knowledge.calibration = rehearsed

    house.knowledge.on_trial_search = rehearse
    trials = len(house.knowledge.trials)
    await house.golden.compare([], ["stove"])
    assert len(house.knowledge.trials) == trials + 2


async def test_the_live_index_is_asked_once_as_long_as_it_stays_the_same(house: GoldenHouse) -> None:
    await house.golden.states()
    asked = house.knowledge.live.asked
    await house.golden.states()
    await house.golden.compare([], ["stove"])
    assert house.knowledge.live.asked == asked == 3
    house.knowledge.calibration = replace(house.knowledge.calibration, intercept=0.1)
    await house.golden.states()
    assert house.knowledge.live.asked == 6


async def test_each_question_says_how_it_stands(house: GoldenHouse) -> None:
    await house.keep("is it heavy?", "tent")
    states = await house.golden.states()
    assert [(s.question.question, s.passes, s.outcome.decision) for s in states] == [
        ("how to return?", True, "answer"),
        ("how to clean?", True, "answer"),
        ("who are you?", True, "escalate"),
        ("is it heavy?", False, "escalate"),
    ]
    assert [(label.question, label.article_id) for label in await house.golden.labels()][:3] == [
        ("how to return?", "tent"),
        ("how to clean?", "stove"),
        ("who are you?", None),
    ]


async def test_a_question_is_kept_changed_and_forgotten(house: GoldenHouse) -> None:
    (kept,) = await house.golden.add([GoldenDraft(" Is it\nlight? ", "tent", " weight ")], "Anna")
    assert (kept.question, kept.note, kept.author, kept.at) == ("Is it light?", "weight", "Anna", START)
    await house.golden.change(kept.id, GoldenDraft("Is it light?", None), "Ben")
    state = await house.golden.state(kept.id)
    assert (state.question.article_id, state.question.author, state.passes) == (None, "Ben", True)
    await house.golden.remove(kept.id)
    for call in (
        house.golden.state(kept.id),
        house.golden.remove(kept.id),
        house.golden.change(kept.id, GoldenDraft("Is it light?", None), "Ben"),
    ):
        with pytest.raises(GoldenQuestionNotFound):
            await call


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        pytest.param(GoldenDraft(" ", "tent"), GoldenQuestionInvalid, id="empty"),
        pytest.param(GoldenDraft("new?", "sofa"), GoldenQuestionInvalid, id="unknown-article"),
        pytest.param(GoldenDraft(" HOW to  clean?", "tent"), GoldenQuestionDuplicate, id="kept-already"),
    ],
)
async def test_questions_that_are_refused(
    house: GoldenHouse, draft: GoldenDraft, error: type[Exception]
) -> None:
    for call in (
        house.golden.add([GoldenDraft("fine?", "tent"), draft], "Anna"),
        house.golden.change("q0", draft, "Anna"),
    ):
        with pytest.raises(error):
            await call
    assert len(house.questions.questions) == 3
    assert house.questions.questions["q0"].question == "how to return?"


async def test_there_is_an_end_to_how_many_are_kept(house: GoldenHouse) -> None:
    many = [GoldenDraft(f"question {number}?", None) for number in range(QUESTIONS_MAX - 2)]
    with pytest.raises(GoldenQuestionInvalid, match="5,000"):
        await house.golden.add(many, "Anna")
    assert len(await house.golden.add(many[1:], "Anna")) == QUESTIONS_MAX - 3
