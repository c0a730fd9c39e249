"""The decision: every reason, their order, and the replay of what was recorded."""

from dataclasses import replace

import pytest

from bot.domain.complexity import Complexity
from bot.domain.desk import DeskState
from bot.domain.escalation import (
    DANGER_PRIORITY,
    VIP_PRIORITY,
    assess,
    complexity_of,
    destination,
    signal,
)
from bot.domain.facts import Confidence
from bot.domain.language import Language
from bot.domain.policy import Policy
from bot.domain.repetition import Repetition
from bot.domain.risk import Risk
from bot.domain.sentiment import Course
from bot.domain.situation import Situation
from bot.domain.strain import Strain
from bot.domain.turn import REASONS, DecisionKind, Reason, TurnSignals
from tests.unit.bot.situations import but, seen

POLICY = Policy()
SURE = Confidence("answer", "Returning an item", 0.9, 0.7)
NEAR = Confidence("clarify", "Returning an item", 0.5, 0.7)
FAR = Confidence("escalate", "Returning an item", 0.1, 0.7)
QUESTION = seen("search", confidence=SURE, trouble=0.6)
TRIED = (TurnSignals("x", decision="answer"),)
UNSURE = TurnSignals("sat phones?", decision="offer", reason="low_confidence")
VENTED = TurnSignals("so annoying", decision="offer", reason="negative_sentiment")
NOBODY = DeskState(agents_free=0)
BURN = Risk("injury", "burned my hand")

CASES: dict[str, tuple[Situation, DecisionKind, Reason | None]] = {
    "a sure answer": (QUESTION, "answer", None),
    "several near": (but(QUESTION, confidence=NEAR), "clarify", None),
    "nothing near": (but(QUESTION, confidence=FAR), "offer", "low_confidence"),
    "small talk": (seen("say", confidence=SURE), "say", None),
    "small talk without articles": (seen("say"), "say", None),
    "asks for a person": (seen("person", confidence=SURE), "escalate", "customer_asked"),
    "leaves a message": (seen("message"), "escalate", "customer_asked"),
    "risk despite a sure answer": (but(QUESTION, risks=(BURN,)), "escalate", "risk_topic"),
    "dialogue down": (but(QUESTION, dialogue_available=False), "escalate", "dialogue_unavailable"),
    "articles down": (seen("search"), "escalate", "retrieval_unavailable"),
    "another language": (
        but(QUESTION, language=Language("fi")),
        "escalate",
        "unsupported_language",
    ),
    "wants a file read": (seen("say", accepted="attachment"), "escalate", "attachment"),
    "a form asked in vain": (seen("say", failed_form=2), "escalate", "form_failed"),
    "a form asked again": (seen("say", failed_form=1), "say", None),
    "identity not shown": (seen("say", broken="identity_failed"), "escalate", "identity_failed"),
    "shop out of reach": (
        seen("say", broken="commerce_unavailable"),
        "escalate",
        "commerce_unavailable",
    ),
    "a vip without an answer": (but(QUESTION, confidence=FAR, vip="tier is gold"), "escalate", "vip"),
    "a vip with an answer": (but(QUESTION, vip="tier is gold"), "answer", None),
    "strained": (but(QUESTION, strain=Strain(2.4, 2.0)), "escalate", "repeated_failure"),
    "nobody there, mood turned, a sure answer": (
        but(QUESTION, course=Course((0.2, 0.6), 0.7, 0.6), desk=NOBODY),
        "answer",
        None,
    ),
    "nobody there, mood turned, several near": (
        but(QUESTION, confidence=NEAR, course=Course((0.2, 0.6), 0.7, 0.6), desk=NOBODY),
        "clarify",
        None,
    ),
    "nobody there, mood turned, nothing near": (
        but(QUESTION, confidence=FAR, course=Course((0.2, 0.6), 0.7, 0.6), desk=NOBODY),
        "offer",
        "negative_sentiment",
    ),
    "nobody there, tried already": (
        but(QUESTION, confidence=FAR, stretch=(UNSURE,), desk=NOBODY),
        "escalate",
        "low_confidence",
    ),
    "nobody there, asks for a person": (seen("person", desk=NOBODY), "escalate", "customer_asked"),
    "closed, a risk": (
        but(QUESTION, risks=(BURN,), desk=DeskState(open_now=False)),
        "escalate",
        "risk_topic",
    ),
    "takes the offer": (
        seen("say", accepted="low_confidence", confidence=FAR),
        "escalate",
        "low_confidence",
    ),
    "takes the offer after venting": (
        seen("say", accepted="negative_sentiment"),
        "escalate",
        "negative_sentiment",
    ),
    "one very negative message": (but(QUESTION, negative=0.97), "escalate", "negative_sentiment"),
    "mood turned": (
        but(QUESTION, course=Course((0.2, 0.6), 0.7, 0.6)),
        "escalate",
        "negative_sentiment",
    ),
    "vents once": (seen("vent", confidence=FAR, asks=False), "offer", "negative_sentiment"),
    "vents once, without articles": (seen("vent", asks=False), "offer", "negative_sentiment"),
    "vents with a question that is answered": (seen("vent", confidence=SURE), "answer", None),
    "vents twice": (
        seen("vent", confidence=FAR, stretch=(VENTED,)),
        "escalate",
        "negative_sentiment",
    ),
    "complex": (
        but(QUESTION, complexity=Complexity(questions=4, conditions=3, words=90, money=1)),
        "escalate",
        "complex_matter",
    ),
    "rephrased after no answer": (
        but(QUESTION, confidence=FAR, stretch=(UNSURE,), repetition=Repetition(rephrased=1, unsure=1)),
        "escalate",
        "repeated_failure",
    ),
    "rephrased and now sure": (
        but(QUESTION, stretch=(UNSURE,), repetition=Repetition(rephrased=1, unsure=1)),
        "answer",
        None,
    ),
    "same article a third time": (
        but(QUESTION, confidence=replace(SURE, fresh=False), repetition=Repetition(rephrased=2)),
        "escalate",
        "repeated_failure",
    ),
    "same article again after 'not what I asked'": (
        but(QUESTION, confidence=replace(SURE, fresh=False), repetition=Repetition(not_understood=1)),
        "offer",
        "low_confidence",
    ),
    "gives up, shouting, not understood": (
        but(QUESTION, repetition=Repetition(not_understood=1, giving_up=1)),
        "escalate",
        "repeated_failure",
    ),
    "unsure twice in a row": (
        but(QUESTION, confidence=FAR, stretch=(UNSURE,), repetition=Repetition(unsure=1)),
        "escalate",
        "low_confidence",
    ),
    "near once after unsure": (but(QUESTION, confidence=NEAR, stretch=(UNSURE,)), "clarify", None),
    "near, after unsure and near": (
        but(QUESTION, confidence=NEAR, stretch=(UNSURE, replace(UNSURE, decision="clarify"))),
        "escalate",
        "low_confidence",
    ),
    "upset and nothing near": (
        but(QUESTION, confidence=FAR, negative=0.8, stretch=TRIED),
        "escalate",
        "negative_sentiment",
    ),
    "vents strongly after the bot had its chance": (
        seen("vent", negative=0.8, trouble=0.6, confidence=FAR, stretch=TRIED),
        "escalate",
        "negative_sentiment",
    ),
    "vents mildly after the bot had its chance": (
        seen("vent", negative=0.6, trouble=0.6, confidence=FAR, stretch=TRIED),
        "offer",
        "negative_sentiment",
    ),
    "vents strongly at the very start": (
        seen("vent", negative=0.8, confidence=FAR, stretch=(TurnSignals("hi"),)),
        "offer",
        "negative_sentiment",
    ),
    "upset, but answered": (but(QUESTION, negative=0.8), "answer", None),
    "unsure, then thanks": (
        seen("say", stretch=(UNSURE,), repetition=Repetition(unsure=1)),
        "say",
        None,
    ),
}


@pytest.mark.parametrize(
    ("situation", "kind", "reason"), [pytest.param(*case, id=name) for name, case in CASES.items()]
)
def test_decision(situation: Situation, kind: DecisionKind, reason: Reason | None) -> None:
    decision = assess(situation, POLICY)
    assert (decision.kind, decision.reason) == (kind, reason)


def test_every_reason_is_reached() -> None:
    assert {reason for _, kind, reason in CASES.values() if kind == "escalate"} == set(REASONS)


EVERYTHING_AT_ONCE = seen(
    "search",
    trouble=0.6,
    negative=1.0,
    course=Course((0.9, 1.0), 1.2, 0.6),
    complexity=Complexity(questions=9),
    repetition=Repetition(rephrased=3, not_understood=1),
    stretch=(UNSURE,),
)


@pytest.mark.parametrize(
    ("situation", "reason"),
    [
        pytest.param(
            but(EVERYTHING_AT_ONCE, wish="person", risks=(BURN,)), "customer_asked", id="wish before risk"
        ),
        pytest.param(
            but(EVERYTHING_AT_ONCE, risks=(BURN,), dialogue_available=False),
            "risk_topic",
            id="risk before outage",
        ),
        pytest.param(
            but(EVERYTHING_AT_ONCE, dialogue_available=False),
            "dialogue_unavailable",
            id="outage before mood",
        ),
        pytest.param(EVERYTHING_AT_ONCE, "negative_sentiment", id="mood before complexity"),
        pytest.param(
            but(EVERYTHING_AT_ONCE, negative=0.0, course=Course()),
            "complex_matter",
            id="complexity before failure",
        ),
        pytest.param(
            but(EVERYTHING_AT_ONCE, negative=0.0, course=Course(), complexity=Complexity()),
            "repeated_failure",
            id="failure before confidence",
        ),
    ],
)
def test_order_of_reasons(situation: Situation, reason: Reason) -> None:
    assert assess(situation, POLICY).reason == reason


def test_muted_risk_is_left_to_the_bot() -> None:
    decision = assess(but(QUESTION, risks=(Risk("press", "journalist"),)), Policy(muted_risks=("press",)))
    assert decision.kind == "answer"


@pytest.mark.parametrize(
    ("situation", "team", "priority"),
    [
        pytest.param(but(QUESTION, risks=(BURN,)), "safety", DANGER_PRIORITY, id="danger"),
        pytest.param(but(QUESTION, confidence=FAR, vip="tier is gold"), None, VIP_PRIORITY, id="vip"),
        pytest.param(seen("person"), None, 0, id="anybody"),
        pytest.param(QUESTION, None, 0, id="no call"),
    ],
)
def test_destination_of_a_call(situation: Situation, team: str | None, priority: int) -> None:
    assert destination(situation, assess(situation, POLICY), POLICY) == (team, priority)


def test_a_vip_has_lower_limits() -> None:
    strained = but(QUESTION, strain=Strain(1.4, 1.4))
    assert assess(strained, POLICY).kind == "answer"
    assert assess(but(strained, vip="tier is gold"), POLICY).reason == "repeated_failure"


def test_every_signal_is_recorded_whether_it_fires_or_not() -> None:
    names = [item.name for item in assess(QUESTION, POLICY).signals]
    assert names == [item.name for item in assess(EVERYTHING_AT_ONCE, POLICY).signals]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("value", "fired"), [(0.69999, True), (0.69994, False), (0.7, True), (0.71, True)])
def test_a_signal_fires_from_its_threshold_as_it_is_recorded(value: float, fired: bool) -> None:
    assert signal("x", value, 0.7).fired is fired


def test_weights_are_the_policys() -> None:
    three = Complexity(questions=3)
    assert complexity_of(three, replace(POLICY, weight_question=0.1)) == pytest.approx(0.2)
