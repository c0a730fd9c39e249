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
from bot.domain.language import Language
from bot.domain.policy import Policy
from bot.domain.repetition import Repetition
from bot.domain.risk import Risk
from bot.domain.sentiment import Course
from bot.domain.situation import Confidence, Situation
from bot.domain.strain import Strain
from bot.domain.turn import REASONS, DecisionKind, Reason, TurnSignals

POLICY = Policy()
SURE = Confidence("answer", "Returning an item", 0.9, 0.7)
NEAR = Confidence("clarify", "Returning an item", 0.5, 0.7)
FAR = Confidence("escalate", "Returning an item", 0.1, 0.7)
QUESTION = Situation("search", confidence=SURE, trouble=0.6)
TRIED = (TurnSignals("x", decision="answer"),)
UNSURE = TurnSignals("sat phones?", decision="offer", reason="low_confidence")
VENTED = TurnSignals("so annoying", decision="offer", reason="negative_sentiment")
NOBODY = DeskState(agents_free=0)
BURN = Risk("injury", "burned my hand")

CASES: dict[str, tuple[Situation, DecisionKind, Reason | None]] = {
    "a sure answer": (QUESTION, "answer", None),
    "several near": (replace(QUESTION, confidence=NEAR), "clarify", None),
    "nothing near": (replace(QUESTION, confidence=FAR), "offer", "low_confidence"),
    "small talk": (Situation("say", confidence=SURE), "say", None),
    "small talk without articles": (Situation("say"), "say", None),
    "asks for a person": (Situation("person", confidence=SURE), "escalate", "customer_asked"),
    "leaves a message": (Situation("message"), "escalate", "customer_asked"),
    "risk despite a sure answer": (replace(QUESTION, risks=(BURN,)), "escalate", "risk_topic"),
    "dialogue down": (replace(QUESTION, dialogue_available=False), "escalate", "dialogue_unavailable"),
    "articles down": (Situation("search"), "escalate", "retrieval_unavailable"),
    "another language": (
        replace(QUESTION, language=Language("fi")),
        "escalate",
        "unsupported_language",
    ),
    "a form asked in vain": (Situation("say", failed_form=2), "escalate", "form_failed"),
    "a form asked again": (Situation("say", failed_form=1), "say", None),
    "identity not shown": (Situation("say", broken="identity_failed"), "escalate", "identity_failed"),
    "shop out of reach": (
        Situation("say", broken="commerce_unavailable"),
        "escalate",
        "commerce_unavailable",
    ),
    "a vip without an answer": (replace(QUESTION, confidence=FAR, vip="tier is gold"), "escalate", "vip"),
    "a vip with an answer": (replace(QUESTION, vip="tier is gold"), "answer", None),
    "strained": (replace(QUESTION, strain=Strain(2.0, 1.6)), "escalate", "repeated_failure"),
    "nobody there, mood turned, a sure answer": (
        replace(QUESTION, course=Course((0.2, 0.6), 0.7, 0.6), desk=NOBODY),
        "answer",
        None,
    ),
    "nobody there, mood turned, several near": (
        replace(QUESTION, confidence=NEAR, course=Course((0.2, 0.6), 0.7, 0.6), desk=NOBODY),
        "clarify",
        None,
    ),
    "nobody there, mood turned, nothing near": (
        replace(QUESTION, confidence=FAR, course=Course((0.2, 0.6), 0.7, 0.6), desk=NOBODY),
        "offer",
        "negative_sentiment",
    ),
    "nobody there, tried already": (
        replace(QUESTION, confidence=FAR, stretch=(UNSURE,), desk=NOBODY),
        "escalate",
        "low_confidence",
    ),
    "nobody there, asks for a person": (Situation("person", desk=NOBODY), "escalate", "customer_asked"),
    "closed, a risk": (
        replace(QUESTION, risks=(BURN,), desk=DeskState(open_now=False)),
        "escalate",
        "risk_topic",
    ),
    "takes the offer": (
        Situation("say", accepted="low_confidence", confidence=FAR),
        "escalate",
        "low_confidence",
    ),
    "takes the offer after venting": (
        Situation("say", accepted="negative_sentiment"),
        "escalate",
        "negative_sentiment",
    ),
    "one very negative message": (replace(QUESTION, negative=0.97), "escalate", "negative_sentiment"),
    "mood turned": (
        replace(QUESTION, course=Course((0.2, 0.6), 0.7, 0.6)),
        "escalate",
        "negative_sentiment",
    ),
    "vents once": (Situation("vent", confidence=FAR, asks=False), "offer", "negative_sentiment"),
    "vents once, without articles": (Situation("vent", asks=False), "offer", "negative_sentiment"),
    "vents with a question that is answered": (Situation("vent", confidence=SURE), "answer", None),
    "vents twice": (
        Situation("vent", confidence=FAR, stretch=(VENTED,)),
        "escalate",
        "negative_sentiment",
    ),
    "complex": (
        replace(QUESTION, complexity=Complexity(questions=4, conditions=3, words=90, money=1)),
        "escalate",
        "complex_matter",
    ),
    "rephrased after no answer": (
        replace(QUESTION, confidence=FAR, stretch=(UNSURE,), repetition=Repetition(rephrased=1, unsure=1)),
        "escalate",
        "repeated_failure",
    ),
    "rephrased and now sure": (
        replace(QUESTION, stretch=(UNSURE,), repetition=Repetition(rephrased=1, unsure=1)),
        "answer",
        None,
    ),
    "same article a third time": (
        replace(QUESTION, confidence=replace(SURE, fresh=False), repetition=Repetition(rephrased=2)),
        "escalate",
        "repeated_failure",
    ),
    "same article again after 'not what I asked'": (
        replace(QUESTION, confidence=replace(SURE, fresh=False), repetition=Repetition(not_understood=1)),
        "offer",
        "low_confidence",
    ),
    "gives up, shouting, not understood": (
        replace(QUESTION, repetition=Repetition(not_understood=1, giving_up=1)),
        "escalate",
        "repeated_failure",
    ),
    "unsure twice in a row": (
        replace(QUESTION, confidence=FAR, stretch=(UNSURE,), repetition=Repetition(unsure=1)),
        "escalate",
        "low_confidence",
    ),
    "near once after unsure": (replace(QUESTION, confidence=NEAR, stretch=(UNSURE,)), "clarify", None),
    "near, after unsure and near": (
        replace(QUESTION, confidence=NEAR, stretch=(UNSURE, replace(UNSURE, decision="clarify"))),
        "escalate",
        "low_confidence",
    ),
    "upset and nothing near": (
        replace(QUESTION, confidence=FAR, negative=0.8, stretch=TRIED),
        "escalate",
        "negative_sentiment",
    ),
    "vents strongly after the bot had its chance": (
        Situation("vent", negative=0.8, trouble=0.6, confidence=FAR, stretch=TRIED),
        "escalate",
        "negative_sentiment",
    ),
    "vents mildly after the bot had its chance": (
        Situation("vent", negative=0.6, trouble=0.6, confidence=FAR, stretch=TRIED),
        "offer",
        "negative_sentiment",
    ),
    "vents strongly at the very start": (
        Situation("vent", negative=0.8, confidence=FAR, stretch=(TurnSignals("hi"),)),
        "offer",
        "negative_sentiment",
    ),
    "upset, but answered": (replace(QUESTION, negative=0.8), "answer", None),
    "unsure, then thanks": (
        Situation("say", stretch=(UNSURE,), repetition=Repetition(unsure=1)),
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


EVERYTHING_AT_ONCE = Situation(
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
            replace(EVERYTHING_AT_ONCE, wish="person", risks=(BURN,)), "customer_asked", id="wish before risk"
        ),
        pytest.param(
            replace(EVERYTHING_AT_ONCE, risks=(BURN,), dialogue_available=False),
            "risk_topic",
            id="risk before outage",
        ),
        pytest.param(
            replace(EVERYTHING_AT_ONCE, dialogue_available=False),
            "dialogue_unavailable",
            id="outage before mood",
        ),
        pytest.param(EVERYTHING_AT_ONCE, "negative_sentiment", id="mood before complexity"),
        pytest.param(
            replace(EVERYTHING_AT_ONCE, negative=0.0, course=Course()),
            "complex_matter",
            id="complexity before failure",
        ),
        pytest.param(
            replace(EVERYTHING_AT_ONCE, negative=0.0, course=Course(), complexity=Complexity()),
            "repeated_failure",
            id="failure before confidence",
        ),
    ],
)
def test_order_of_reasons(situation: Situation, reason: Reason) -> None:
    assert assess(situation, POLICY).reason == reason


def test_muted_risk_is_left_to_the_bot() -> None:
    decision = assess(replace(QUESTION, risks=(Risk("press", "journalist"),)), Policy(muted_risks=("press",)))
    assert decision.kind == "answer"


@pytest.mark.parametrize(
    ("situation", "team", "priority"),
    [
        pytest.param(replace(QUESTION, risks=(BURN,)), "safety", DANGER_PRIORITY, id="danger"),
        pytest.param(replace(QUESTION, confidence=FAR, vip="tier is gold"), None, VIP_PRIORITY, id="vip"),
        pytest.param(Situation("person"), None, 0, id="anybody"),
        pytest.param(QUESTION, None, 0, id="no call"),
    ],
)
def test_destination_of_a_call(situation: Situation, team: str | None, priority: int) -> None:
    assert destination(situation, assess(situation, POLICY), POLICY) == (team, priority)


def test_a_vip_has_lower_limits() -> None:
    strained = replace(QUESTION, strain=Strain(1.2, 1.2))
    assert assess(strained, POLICY).kind == "answer"
    assert assess(replace(strained, vip="tier is gold"), POLICY).reason == "repeated_failure"


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
