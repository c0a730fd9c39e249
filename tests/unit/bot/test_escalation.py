"""The decision: every reason, their order, and the replay of what was recorded."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.complexity import Complexity
from bot.domain.escalation import assess, complexity_of, replay, signal
from bot.domain.policy import Policy
from bot.domain.repetition import Repetition
from bot.domain.risk import TOPICS, Risk
from bot.domain.sentiment import Course
from bot.domain.situation import Confidence, Situation
from bot.domain.turn import REASONS, DecisionKind, Evidence, Reason, TurnSignals
from bot.errors import InvalidRecord

UNHURRIED = settings(deadline=None)  # a busy machine is no fault of the code

POLICY = Policy()
SURE = Confidence("answer", "Returning an item", 0.9, 0.7)
NEAR = Confidence("clarify", "Returning an item", 0.5, 0.7)
FAR = Confidence("escalate", "Returning an item", 0.1, 0.7)
QUESTION = Situation("search", confidence=SURE)
UNSURE = TurnSignals("sat phones?", decision="offer", reason="low_confidence")
VENTED = TurnSignals("so annoying", decision="offer", reason="negative_sentiment")
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
        replace(QUESTION, confidence=FAR, negative=0.8),
        "escalate",
        "negative_sentiment",
    ),
    "vents strongly after the bot had its chance": (
        Situation("vent", negative=0.8, confidence=FAR, stretch=(TurnSignals("x", decision="answer"),)),
        "escalate",
        "negative_sentiment",
    ),
    "vents mildly after the bot had its chance": (
        Situation("vent", negative=0.6, confidence=FAR, stretch=(TurnSignals("x", decision="answer"),)),
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


TURNS = st.builds(
    TurnSignals,
    text=st.just("earlier"),
    decision=st.sampled_from(["say", "answer", "clarify", "offer"]),
    reason=st.sampled_from([None, "low_confidence", "negative_sentiment"]),
)
SITUATIONS = st.builds(
    Situation,
    wish=st.sampled_from(["search", "say", "person", "vent", "message"]),
    negative=st.floats(0, 1),
    course=st.builds(
        Course,
        st.lists(st.floats(0, 1), max_size=4).map(tuple),
        st.floats(0, 1.2),
        st.sampled_from([0.25, 0.6]),
    ),
    risks=st.lists(st.builds(Risk, st.sampled_from(TOPICS), st.just("words")), max_size=2).map(tuple),
    complexity=st.builds(
        Complexity, st.integers(0, 5), st.integers(0, 5), st.integers(0, 200), money=st.integers(0, 1)
    ),
    repetition=st.builds(Repetition, *[st.integers(0, 2)] * 5),
    stretch=st.lists(TURNS, max_size=3).map(tuple),
    accepted=st.none() | st.sampled_from(REASONS),
    asks=st.booleans(),
    confidence=st.none()
    | st.builds(
        Confidence,
        st.sampled_from(["answer", "clarify", "escalate"]),
        st.none() | st.just("Title"),
        st.floats(0, 1),
        st.floats(0, 1),
        st.booleans(),
    ),
    chosen=st.booleans(),
    dialogue_available=st.booleans(),
)
POLICIES = st.builds(
    Policy,
    strong_negative=st.floats(0, 1),
    failure_limit=st.floats(0.1, 3),
    complexity_limit=st.floats(0.1, 3),
)


@UNHURRIED
@given(SITUATIONS, POLICIES)
def test_replay_of_the_record_gives_the_same_decision(situation: Situation, policy: Policy) -> None:
    decision = assess(situation, policy)
    evidence = Evidence(
        policy=policy.version,
        turn=TurnSignals("now", decision=decision.kind, reason=decision.reason),
        reason=decision.reason,
        lines=decision.lines,
        signals=decision.signals,
    )
    assert replay(evidence.to_dict()) == decision


@UNHURRIED
@given(SITUATIONS)
def test_a_reason_is_given_exactly_for_offers_and_calls(situation: Situation) -> None:
    decision = assess(situation, POLICY)
    assert (decision.reason is not None) == (decision.kind in ("offer", "escalate"))
    assert len(decision.lines) <= 3


def test_replay_works_the_firing_out_again() -> None:
    record = {
        "lines": [],
        "signals": [{"name": "risk_topic", "value": 1.0, "threshold": 1.0, "fired": False}],
    }
    assert replay(record).reason == "risk_topic"


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({}, id="no signals"),
        pytest.param({"signals": [{"name": "search"}], "lines": []}, id="signal without a value"),
        pytest.param({"signals": 3, "lines": []}, id="signals are a number"),
        pytest.param(
            {"signals": [{"name": "search", "value": "1", "threshold": 1}], "lines": []}, id="value is a text"
        ),
    ],
)
def test_damaged_record_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(InvalidRecord):
        replay(record)
