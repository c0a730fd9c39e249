"""Which words a decision gets."""

import pytest

from bot.domain.directives import DialogueTurn, Parse, Say
from bot.domain.escalation import assess
from bot.domain.policy import Policy
from bot.domain.reply import Context, compose
from bot.domain.risk import Risk
from bot.domain.situation import Situation
from bot.domain.turn import BotReply, TurnSignals
from bot.domain.voice import Voice
from tests.fakes_bot import turn


def reply_to(context: Context, *memory: TurnSignals) -> BotReply:
    return compose(turn("x", *memory), assess(context.situation, Policy()), context, Voice())


@pytest.mark.parametrize(
    ("situation", "occasion"),
    [
        pytest.param(Situation("person"), "escalate:customer_asked", id="person"),
        pytest.param(Situation("message"), "escalate:message_left", id="message left"),
        pytest.param(Situation("say", risks=(Risk("press", "x"),)), "escalate:risk_topic", id="press"),
        pytest.param(Situation("say", risks=(Risk("injury", "x"),)), "escalate:urgent", id="injury"),
        pytest.param(
            Situation("say", risks=(Risk("self_harm", "x"), Risk("injury", "y"))),
            "escalate:self_harm",
            id="self-harm",
        ),
        pytest.param(Situation("search"), "escalate:retrieval_unavailable", id="articles down"),
        pytest.param(Situation("vent"), "offer:negative_sentiment", id="vent"),
    ],
)
def test_occasion(situation: Situation, occasion: str) -> None:
    assert (reply_to(Context(situation)).evidence.turn.said or "").rsplit(".", 1)[0] == occasion


def test_what_the_dialogue_says_is_said() -> None:
    dialogue = DialogueTurn(Parse("greeting", 0.9), (Say("Hello!"),))
    assert reply_to(Context(Situation("say"), dialogue=dialogue)).text == "Hello!"


def test_our_sentence_replaces_the_dialogues_where_it_fits_better() -> None:
    dialogue = DialogueTurn(Parse("deny", 0.9), (Say("No problem."),))
    reply = reply_to(Context(Situation("say"), dialogue=dialogue, occasion="rephrase"))
    assert (reply.evidence.turn.said or "").startswith("rephrase")


@pytest.mark.parametrize(("memory", "occasion"), [((), "greet"), ((TurnSignals("hi"),), "prompt")])
def test_greeting_without_words_of_the_dialogue(memory: tuple[TurnSignals, ...], occasion: str) -> None:
    assert (reply_to(Context(Situation("say")), *memory).evidence.turn.said or "").startswith(occasion)


def test_feeling_is_acknowledged_before_a_person_is_called() -> None:
    upset = reply_to(Context(Situation("person"), upset=True))
    calm = reply_to(Context(Situation("person")))
    assert upset.text.endswith(calm.text)
    assert len(upset.text) > len(calm.text)


def test_sorry_is_not_said_twice() -> None:
    angry = Context(Situation("say", negative=0.99), upset=True)
    assert reply_to(angry).text.count("sorry") <= 1


def test_long_texts_are_remembered_in_part() -> None:
    long = turn("a" * 4000)
    reply = compose(long, assess(Situation("say"), Policy()), Context(Situation("say")), Voice())
    assert len(reply.evidence.turn.text) == 500
