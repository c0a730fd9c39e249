"""Who is at ease: what calls a person for others leaves these with the bot, and what still does not."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.complexity import Complexity
from bot.domain.escalation import assess, destination
from bot.domain.facts import Confidence
from bot.domain.policy import Policy
from bot.domain.repetition import Repetition
from bot.domain.risk import Risk
from bot.domain.sentiment import Course
from bot.domain.situation import Situation
from bot.domain.turn import TurnSignals
from tests.unit.bot.situations import but, seen

POLICY = Policy()
FAR = Confidence("escalate", "Returning an item", 0.1, 0.7)
QUESTION = seen("search", confidence=Confidence("answer", "Returning an item", 0.9, 0.7), trouble=0.6)
TRIED = (TurnSignals("x", decision="answer"),)
UNSURE = TurnSignals("sat phones?", decision="offer", reason="low_confidence")


@pytest.mark.parametrize(
    "situation",
    [
        pytest.param(but(QUESTION, negative=0.85, stretch=TRIED, confidence=FAR), id="upset, no answer"),
        pytest.param(but(QUESTION, course=Course((0.2, 0.6), 0.7, 0.6)), id="a mood that turned"),
        pytest.param(but(QUESTION, complexity=Complexity(questions=4, words=90, money=1)), id="a long case"),
    ],
)
def test_who_is_at_ease_needs_nobody(situation: Situation) -> None:
    assert assess(situation, POLICY).kind == "escalate"
    assert assess(but(situation, unease=POLICY.at_ease - 0.01), POLICY).kind in ("answer", "offer")


def test_fury_calls_somebody_whatever_was_said_before() -> None:
    assert assess(but(QUESTION, negative=0.98, unease=0.05), POLICY).kind == "escalate"


def test_who_is_at_ease_is_asked_once_more_before_a_person_is_called() -> None:
    unsure = but(QUESTION, confidence=FAR, stretch=(UNSURE,))
    assert assess(unsure, POLICY).kind == "escalate"
    assert assess(but(unsure, unease=0.1), POLICY).kind == "offer"
    assert assess(but(unsure, unease=0.1, stretch=(UNSURE, UNSURE)), POLICY).kind == "escalate"


TALE = Complexity(words=POLICY.telling_words)


@pytest.mark.parametrize(
    "situation",
    [
        pytest.param(but(QUESTION, risks=(Risk("legal_threat", "my lawyer"),)), id="a lawyer"),
        pytest.param(but(QUESTION, negative=0.99), id="fury"),
        pytest.param(but(QUESTION, repetition=Repetition(not_understood=1, giving_up=1)), id="no, I give up"),
    ],
)
def test_loud_words_of_a_harmless_tale_call_nobody(situation: Situation) -> None:
    harmless = POLICY.harmless - 0.01
    assert assess(but(situation, complexity=TALE, unease=harmless), POLICY).kind == "answer"
    assert assess(but(situation, complexity=TALE, unease=POLICY.harmless), POLICY).kind == "escalate"
    assert assess(but(situation, unease=harmless), POLICY).kind == "escalate", "too short to tell"


@pytest.mark.parametrize("topic", ["self_harm", "fraud"])
def test_some_risks_are_never_taken_for_a_tale(topic: str) -> None:
    told = but(QUESTION, risks=(Risk(topic, "words"),), complexity=TALE, unease=0.01)
    assert assess(told, POLICY).reason == "risk_topic"


@pytest.mark.parametrize(
    "meant",
    [
        pytest.param({"negative": 0.6}, id="said in anger"),
        pytest.param({"risks": (Risk("press", "newspaper"), Risk("regulator", "trading"))}, id="two at once"),
    ],
)
def test_a_risk_that_is_meant_calls_whatever_the_conversation_looks_like(meant: dict[str, Any]) -> None:
    told = but(QUESTION, risks=(Risk("legal_threat", "I will sue"),), complexity=TALE, unease=0.01)
    assert assess(told, POLICY).kind == "answer"
    assert assess(but(told, **meant), POLICY).reason == "risk_topic"


def test_the_team_is_that_of_the_risk_that_called() -> None:
    risks = (Risk("legal_threat", "my lawyer"), Risk("fraud", "hacked my account"))
    muted = replace(POLICY, muted_risks=("legal_threat",))
    told = but(QUESTION, risks=risks, complexity=TALE, unease=0.01)
    assert destination(told, assess(told, muted), muted)[0] == "fraud"
