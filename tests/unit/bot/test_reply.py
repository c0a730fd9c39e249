"""Which words a decision gets."""

from dataclasses import replace
from typing import Literal

import pytest

from bot.domain.desk import DeskState
from bot.domain.directives import DialogueTurn, Parse, Say
from bot.domain.escalation import assess
from bot.domain.facts import Confidence
from bot.domain.matters import Matters, OpenMatter
from bot.domain.policy import Policy
from bot.domain.reply import Context, compose
from bot.domain.risk import Risk
from bot.domain.situation import Situation
from bot.domain.turn import BotReply, Choice, HitRecord, TurnSignals
from bot.domain.voice import Voice
from tests.fakes_bot import turn
from tests.unit.bot.situations import seen


def reply_to(context: Context, *memory: TurnSignals) -> BotReply:
    return compose(turn("x", *memory), assess(context.situation, Policy()), context, Voice())


@pytest.mark.parametrize(
    ("situation", "occasion"),
    [
        pytest.param(seen("person"), "escalate:customer_asked", id="person"),
        pytest.param(seen("message"), "escalate:message_left", id="message left"),
        pytest.param(seen("say", risks=(Risk("press", "x"),)), "escalate:risk_topic", id="press"),
        pytest.param(seen("say", risks=(Risk("injury", "x"),)), "escalate:urgent", id="injury"),
        pytest.param(
            seen("say", risks=(Risk("self_harm", "x"), Risk("injury", "y"))),
            "escalate:self_harm",
            id="self-harm",
        ),
        pytest.param(seen("search"), "escalate:retrieval_unavailable", id="articles down"),
        pytest.param(seen("vent"), "offer:negative_sentiment", id="vent"),
    ],
)
def test_occasion(situation: Situation, occasion: str) -> None:
    assert (reply_to(Context(situation)).evidence.turn.said or "").rsplit(".", 1)[0] == occasion


def test_what_the_dialogue_says_is_said() -> None:
    dialogue = DialogueTurn(Parse("greeting", 0.9), (Say("Hello!"),))
    assert reply_to(Context(seen("say"), dialogue=dialogue)).text == "Hello!"


def test_our_sentence_replaces_the_dialogues_where_it_fits_better() -> None:
    dialogue = DialogueTurn(Parse("deny", 0.9), (Say("No problem."),))
    reply = reply_to(Context(seen("say"), dialogue=dialogue, occasion="rephrase"))
    assert (reply.evidence.turn.said or "").startswith("rephrase")


@pytest.mark.parametrize(("memory", "occasion"), [((), "greet"), ((TurnSignals("hi"),), "prompt")])
def test_greeting_without_words_of_the_dialogue(memory: tuple[TurnSignals, ...], occasion: str) -> None:
    assert (reply_to(Context(seen("say")), *memory).evidence.turn.said or "").startswith(occasion)


def test_feeling_is_acknowledged_before_a_person_is_called() -> None:
    upset = reply_to(Context(seen("person"), upset=True))
    calm = reply_to(Context(seen("person")))
    assert upset.text.endswith(calm.text)
    assert len(upset.text) > len(calm.text)


def test_sorry_is_not_said_twice() -> None:
    angry = Context(seen("say", negative=0.99), upset=True)
    assert reply_to(angry).text.count("sorry") <= 1


def test_long_texts_are_remembered_in_part() -> None:
    long = turn("a" * 4000)
    reply = compose(long, assess(seen("say"), Policy()), Context(seen("say")), Voice())
    assert len(reply.evidence.turn.text) == 500


def test_the_first_words_after_an_agent_say_what_was_settled() -> None:
    settled = TurnSignals("where is my parcel", decision="escalate", settled_by="Jonas")
    greeted = reply_to(Context(seen("say"), dialogue=said("Hello!")), settled)
    assert "Jonas" in greeted.text
    assert greeted.text.endswith("\n\nHello!")
    again = reply_to(Context(seen("say"), dialogue=said("Hello!")), settled, greeted.evidence.turn)
    assert again.text == "Hello!"


def test_after_a_call_the_honest_wait_is_told() -> None:
    asked = Context(seen("person"))
    busy = DeskState(agents_free=0, wait_p50_s=240, wait_p90_s=540)
    unknown, closed, free = DeskState(0), DeskState(open_now=False), DeskState(3)
    texts = [reply_at(asked, desk).text for desk in (busy, unknown, closed, free)]
    assert "4 to 9 minutes" in texts[0]
    assert "while" in texts[1] or "bear with us" in texts[1]
    assert "team" in texts[2]
    assert len(texts[3]) < min(len(text) for text in texts[:3])


@pytest.mark.parametrize("wish", ["person", "search"], ids=["call", "offer"])
def test_nobody_is_called_busy_where_nobody_is_in(wish: Literal["person", "search"]) -> None:
    empty, busy = DeskState(0, agents_in=0), DeskState(0, agents_in=3)
    stretch = tuple(TurnSignals("x", decision="clarify") for _ in range(3)) if wish == "search" else ()
    told = []
    for state in (empty, busy):
        at = seen(wish, confidence=Confidence("escalate"), desk=state, stretch=stretch)
        reply = reply_at(Context(at), state)
        told.append((reply.evidence.turn.said or "", reply.text.lower()))
    assert "nobody" in told[0][0]
    assert "busy" not in told[0][1]
    assert "signed in" in told[0][1] or "here" in told[0][1]
    assert "nobody" not in told[1][0]


def test_with_nobody_there_a_message_is_offered() -> None:
    desk = DeskState(agents_free=0)
    unsure = seen(
        "search",
        confidence=Confidence("escalate"),
        desk=desk,
        stretch=tuple(TurnSignals("x", decision="offer") for _ in range(3)),
    )
    fresh = seen("vent", desk=desk, negative=0.7)
    for situation in (unsure, fresh):
        reply = reply_at(Context(situation), desk)
        if reply.decision == "offer":
            assert (reply.evidence.turn.said or "").startswith("offer:")


def test_both_questions_of_a_message_are_served() -> None:
    sure = seen("search", confidence=Confidence("answer", "Returns", 0.9, 0.7))
    near = Matters(open=OpenMatter("and the tent?", (hit("tents"),)))
    reply = reply_to(Context(sure, hits=(hit("returns"),), matters=near))
    assert reply.text.startswith("Passage of returns.")
    assert '"and the tent?"' in reply.text
    assert [choice.id for choice in reply.choices] == ["article:tents", "person"]
    both = reply_to(Context(sure, hits=(hit("returns"),), matters=Matters(answers=(hit("delivery"),))))
    assert both.text == "Passage of returns.\n\nPassage of delivery."
    assert [source.article_id for source in both.sources] == ["returns", "delivery"]


def test_answers_to_pick_from_become_buttons() -> None:
    asked = DialogueTurn(Parse("start_return", 0.9), (Say("Which one?", options=("The tent", "The bag")),))
    reply = reply_to(Context(seen("say"), dialogue=asked))
    assert reply.choices == (Choice("option:1", "The tent"), Choice("option:2", "The bag"))


def test_a_call_comes_with_a_summary_and_a_long_passage_is_recorded_in_part() -> None:
    called = reply_to(Context(seen("person")))
    assert called.evidence.to_dict()["summary"] == list(called.evidence.summary)
    assert called.evidence.summary[0] == "Who: a visitor (not verified, en)."
    long = HitRecord("a", "A", "x" * 5_000, "", 1.0, 0.9)
    sure = seen("search", confidence=Confidence("answer", "A", 0.9, 0.7))
    answered = reply_to(Context(sure, hits=(long,)))
    assert len(answered.text) == 5_000
    assert len(answered.evidence.hits[0].passage) < 1_100
    assert answered.evidence.summary == ()


def said(text: str) -> DialogueTurn:
    return DialogueTurn(Parse("greeting", 0.9), (Say(text),))


def hit(name: str) -> HitRecord:
    return HitRecord(name, name.capitalize(), f"Passage of {name}.", "", 1.0, 0.9)


def reply_at(context: Context, desk: DeskState) -> BotReply:
    at = replace(turn("x"), desk=desk)
    return compose(at, assess(context.situation, Policy()), context, Voice())
