"""The front door: whole conversations over hand-written stand-ins."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.desk import DeskState
from bot.domain.directives import DialogueTurn, Parse, Say, SearchArticles
from bot.domain.escalation import replay
from bot.domain.policy import Policy
from bot.domain.turn import Choice, DecisionKind, Reason, Source, Turn, TurnSignals
from bot.domain.voice import PERSON, REPHRASE
from tests.fakes_bot import (
    DELIVERY,
    RETURN_IT,
    RETURNS,
    SAT_PHONE,
    TENT,
    Mood,
    ScriptedDialogue,
    SmallLibrary,
    converse,
    small_bot,
    small_library,
    turn,
)


@pytest.mark.parametrize(
    ("texts", "decision", "reason"),
    [
        pytest.param(["hi"], "say", None, id="greeting"),
        pytest.param([RETURN_IT], "answer", None, id="answer"),
        pytest.param(["hi, how do I return it"], "answer", None, id="greeting with a question"),
        pytest.param([TENT], "clarify", None, id="clarify"),
        pytest.param([SAT_PHONE], "offer", "low_confidence", id="offer"),
        pytest.param([SAT_PHONE, "yes"], "escalate", "low_confidence", id="offer taken"),
        pytest.param([SAT_PHONE, "no"], "say", None, id="offer declined"),
        pytest.param(
            [SAT_PHONE, "no", "an iridium one"], "escalate", "low_confidence", id="declined, unsure again"
        ),
        pytest.param([SAT_PHONE, RETURN_IT], "answer", None, id="unsure, then sure"),
        pytest.param(
            [SAT_PHONE, RETURN_IT, SAT_PHONE], "escalate", "repeated_failure", id="back to what failed"
        ),
        pytest.param([TENT, "yes"], "say", None, id="yes to several"),
        pytest.param(["a person please"], "escalate", "customer_asked", id="person"),
        pytest.param(["ann@example.org"], "escalate", "customer_asked", id="message left"),
        pytest.param(["this is so annoying"], "offer", "negative_sentiment", id="vents"),
        pytest.param(
            ["this is so annoying", "yes"], "escalate", "negative_sentiment", id="vents, takes the offer"
        ),
        pytest.param(["this is so annoying"] * 2, "escalate", "negative_sentiment", id="vents twice"),
        pytest.param(["how the hell do I return it"], "answer", None, id="vents, but asks what is known"),
        pytest.param(["my lawyer will write to you"], "escalate", "risk_topic", id="risk"),
    ],
)
async def test_conversation_ends_in(texts: list[str], decision: DecisionKind, reason: Reason | None) -> None:
    last = (await converse(small_bot(), *texts))[-1]
    assert (last.decision, last.reason) == (decision, reason)
    assert last.text


async def test_answer_is_the_passage_with_its_source() -> None:
    reply = await small_bot().answer(turn(RETURN_IT))
    assert reply.text == RETURNS.passage
    assert reply.sources == (Source("returns", "Returning an item", "How long"),)
    assert [hit.article_id for hit in reply.evidence.hits] == ["returns", "delivery"]


async def test_feeling_is_acknowledged_before_the_answer() -> None:
    reply = await small_bot(mood=Mood({RETURN_IT: 0.7})).answer(turn(RETURN_IT))
    acknowledgement, passage = reply.text.split("\n\n")
    assert "sorry" in acknowledgement or "frustrating" in acknowledgement
    assert passage == RETURNS.passage


async def test_clarify_offers_the_near_articles_and_a_person() -> None:
    reply = await small_bot().answer(turn(TENT))
    assert reply.choices == (
        Choice("article:delivery", "Delivery times"),
        Choice("article:returns", "Returning an item"),
        PERSON,
    )
    assert reply.evidence.turn.article_ids == ("delivery", "returns")


async def test_offer_has_its_two_choices() -> None:
    assert (await small_bot().answer(turn(SAT_PHONE))).choices == (PERSON, REPHRASE)


async def test_a_question_within_a_form_is_answered_and_the_form_goes_on() -> None:
    asked_on = DialogueTurn(
        Parse("ask_article", 0.9),
        (SearchArticles(), Say("And your e-mail?")),
        {"contact_name": "Ann"},
        active_form="contact_form",
    )
    talk = ScriptedDialogue({RETURN_IT: asked_on})
    bot = small_bot(talk=talk)
    reply = await bot.answer(turn(RETURN_IT))
    assert reply.text == f"{RETURNS.passage}\n\nAnd your e-mail?"
    await bot.answer(turn("ann@example.org", reply.evidence.turn))
    assert talk.heard[-1] == ("ann@example.org", {"contact_name": "Ann"}, "contact_form")


async def test_a_message_that_leans_on_the_question_before_is_searched_with_it() -> None:
    articles = small_library()
    articles.found[f"{RETURN_IT} and what does it cost?"] = ("answer", (DELIVERY,))
    replies = await converse(small_bot(articles=articles), RETURN_IT, "and what does it cost?")
    assert (replies[1].decision, replies[1].text) == ("answer", DELIVERY.passage)


async def test_mood_that_turns_calls_a_person() -> None:
    mood = Mood({"still not here": 0.75, "and now?": 0.8}, troubles={"still not here": 0.8})
    articles = SmallLibrary(dict.fromkeys((RETURN_IT, *mood.negatives), ("answer", (RETURNS,))))
    replies = await converse(small_bot(articles=articles, mood=mood), RETURN_IT, "still not here", "and now?")
    assert [reply.decision for reply in replies] == ["answer", "answer", "escalate"]
    assert replies[-1].reason == "negative_sentiment"
    assert len(replies[-1].evidence.sentiment.curve) == 3


async def test_one_very_negative_message_calls_a_person() -> None:
    reply = await small_bot(mood=Mood({RETURN_IT: 0.97})).answer(turn(RETURN_IT))
    assert (reply.decision, reply.reason) == ("escalate", "negative_sentiment")


async def test_what_lies_around_is_found_out_while_the_dialogue_thinks() -> None:
    looked = asyncio.Event()

    class Thinking(ScriptedDialogue):
        async def turn(self, *given: Any, **more: Any) -> DialogueTurn:
            await looked.wait()
            return await super().turn(*given, **more)

    async def look_around(turn: Turn) -> Turn:
        looked.set()
        return replace(turn, desk=DeskState(agents_free=0))

    reply = await small_bot(talk=Thinking()).answer(turn(RETURN_IT), look_around)
    assert "nobody_there" in {signal.name for signal in reply.evidence.signals if signal.fired}


async def test_complex_message_calls_a_person_although_an_article_fits() -> None:
    text = (
        "If order 48213 is late, where is it? How do I change the address? And who pays if it comes back? "
        "I was charged twice and nobody answered."
    )
    reply = await small_bot(articles=SmallLibrary({text: ("answer", (RETURNS,))})).answer(turn(text))
    assert (reply.decision, reply.reason) == ("escalate", "complex_matter")


async def test_same_question_in_other_words_is_a_repeat() -> None:
    asked_again = "returning something, how?"
    articles = SmallLibrary(
        {RETURN_IT: ("answer", (RETURNS,)), asked_again: ("answer", (RETURNS,))},
        alike={RETURN_IT: 1, asked_again: 1},
    )
    replies = await converse(small_bot(articles=articles), RETURN_IT, asked_again, RETURN_IT)
    assert [reply.decision for reply in replies] == ["answer", "offer", "escalate"]
    assert replies[-1].reason == "repeated_failure"


async def test_after_a_person_the_bot_starts_afresh() -> None:
    angry = TurnSignals("you idiots", negative=0.95, decision="escalate", reason="negative_sentiment")
    reply = await small_bot().answer(turn(RETURN_IT, angry))
    assert reply.decision == "answer"


async def test_never_the_same_sentence_twice_in_a_row() -> None:
    first = await small_bot().answer(turn(SAT_PHONE))
    second = await small_bot(policy=Policy(unsure_limit=9)).answer(
        turn("a sat phone to rent", first.evidence.turn)
    )
    assert (first.decision, second.decision) == ("offer", "offer")
    assert first.text != second.text


async def test_stored_evidence_replays_to_the_same_verdict() -> None:
    for reply in await converse(small_bot(), RETURN_IT, SAT_PHONE, "this is so annoying", "a person please"):
        decision = replay(json.loads(json.dumps(reply.evidence.to_dict())))
        assert (decision.kind, decision.reason) == (reply.decision, reply.reason)
