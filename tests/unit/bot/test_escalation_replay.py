"""Any decision can be made again from its record, whatever the situation and the policy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.complexity import Complexity
from bot.domain.desk import DeskState
from bot.domain.escalation import assess, replay
from bot.domain.facts import Confidence
from bot.domain.policy import Policy
from bot.domain.repetition import Repetition
from bot.domain.risk import TOPICS, Risk
from bot.domain.sentiment import Course
from bot.domain.situation import Situation
from bot.domain.strain import Strain
from bot.domain.turn import REASONS, Evidence, TurnSignals
from bot.errors import InvalidRecord
from tests.unit.bot.situations import seen

UNHURRIED = settings(deadline=None)  # a busy machine is no fault of the code
POLICY = Policy()

TURNS = st.builds(
    TurnSignals,
    text=st.just("earlier"),
    decision=st.sampled_from(["say", "answer", "clarify", "offer"]),
    reason=st.sampled_from([None, "low_confidence", "negative_sentiment"]),
)
SITUATIONS = st.builds(
    seen,
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
    strain=st.builds(Strain, st.floats(0, 1), st.floats(0, 2)),
    desk=st.builds(DeskState, st.none() | st.integers(0, 3), st.booleans()),
    vip=st.none() | st.just("tier is gold"),
    failed_form=st.integers(0, 3),
    broken=st.sampled_from([None, "identity_failed", "commerce_unavailable"]),
)
POLICIES = st.builds(
    Policy,
    strong_negative=st.floats(0, 1),
    failure_limit=st.floats(0.1, 3),
    complexity_limit=st.floats(0.1, 3),
)


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
