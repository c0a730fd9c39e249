"""Decide what the bot does with a turn: say, answer, clarify, offer a person, or call one.

The decision rests on named signals alone, each a number with the threshold that it is held against. They
are all recorded, fired or not, so `replay` reaches the same verdict from the record as `assess` did from
the conversation.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from bot.domain.complexity import Complexity
from bot.domain.explanation import explain
from bot.domain.policy import Policy
from bot.domain.repetition import unsure_in_a_row
from bot.domain.situation import Situation
from bot.domain.turn import REASONS, DecisionKind, Reason, Signal
from bot.errors import InvalidRecord


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict, with the plain sentences an agent reads and every signal it rests on."""

    kind: DecisionKind
    reason: Reason | None
    lines: tuple[str, ...]
    signals: tuple[Signal, ...]


_CALLS: tuple[tuple[str, Reason], ...] = (
    ("customer_asked", "customer_asked"),
    ("message_left", "customer_asked"),
    ("risk_topic", "risk_topic"),
    ("dialogue_unavailable", "dialogue_unavailable"),
    *((f"accepted_offer:{reason}", reason) for reason in REASONS),
    ("negative_message", "negative_sentiment"),
    ("negative_course", "negative_sentiment"),
    ("venting", "negative_sentiment"),
    ("upset_and_unsure", "negative_sentiment"),
    ("complexity", "complex_matter"),
    ("failure", "repeated_failure"),
    ("retrieval_unavailable", "retrieval_unavailable"),
    ("unsure_in_a_row", "low_confidence"),
)


def assess(situation: Situation, policy: Policy) -> Decision:
    """Decide a turn: the customer's wish comes first, then risk, mood, complexity, failure, confidence."""
    signals = measure(situation, policy)
    kind, reason = verdict(signals)
    return Decision(kind, reason, explain(situation, kind, reason, signals), signals)


def verdict(signals: Iterable[Signal]) -> tuple[DecisionKind, Reason | None]:
    """Say what follows from the signals; the only place where that is decided."""
    fired = {signal.name for signal in signals if signal.fired}
    for name, reason in _CALLS:
        if name in fired:
            return "escalate", reason
    if "articles_answer" in fired:
        return "answer", None
    if "vented" in fired:
        return "offer", "negative_sentiment"
    if "search" not in fired:
        return "say", None
    return ("clarify", None) if "articles_near" in fired else ("offer", "low_confidence")


def replay(record: Mapping[str, object]) -> Decision:
    """Recompute a decision from the evidence that was stored with it (`Evidence.to_dict`).

    Whether a signal fired is worked out again from its value and threshold. Raises: InvalidRecord.
    """
    try:
        stored = cast("Sequence[Mapping[str, object]]", record["signals"])
        signals = tuple(
            signal(str(item["name"]), _as_float(item["value"]), _as_float(item["threshold"]))
            for item in stored
        )
        lines = tuple(str(line) for line in cast("Sequence[object]", record["lines"]))
    except (KeyError, TypeError) as error:
        raise InvalidRecord(f"evidence cannot be replayed: {error}") from error
    kind, reason = verdict(signals)
    return Decision(kind, reason, lines, signals)


def measure(situation: Situation, policy: Policy) -> tuple[Signal, ...]:
    """Measure every signal of a turn, in a fixed order, whether or not it fires."""
    return (
        signal("customer_asked", situation.wish == "person"),
        signal("message_left", situation.wish == "message"),
        signal("risk_topic", sum(risk.topic not in policy.muted_risks for risk in situation.risks)),
        signal("dialogue_unavailable", not situation.dialogue_available),
        *_accepted(situation),
        *_mood(situation, policy),
        signal("complexity", complexity_of(situation.complexity, policy), policy.complexity_limit),
        signal("failure", failure_of(situation, policy), policy.failure_limit),
        *_confidence(situation, policy),
    )


def signal(name: str, value: float, threshold: float = 1.0) -> Signal:
    """Hold a value against its threshold; both are rounded, so that a record reads back as it was decided."""
    held, limit = round(float(value), 4), round(float(threshold), 4)
    return Signal(name, held, limit, held >= limit)


def complexity_of(complexity: Complexity, policy: Policy) -> float:
    """Weigh how complex a message is; one question and one kind of entity are what every message has."""
    return (
        policy.weight_question * max(0, complexity.questions - 1)
        + policy.weight_condition * complexity.conditions
        + policy.weight_long * complexity.words / policy.long_words
        + policy.weight_money * complexity.money
        + policy.weight_personal * complexity.personal
        + policy.weight_earlier_contact * complexity.earlier_contact
        + policy.weight_entity_kind * max(0, complexity.entity_kinds - 1)
    )


def failure_of(situation: Situation, policy: Policy) -> float:
    """Weigh the signs of failure; a sure answer that was not shown before clears what lies behind it."""
    seen = situation.repetition
    said = (
        policy.weight_not_understood * seen.not_understood
        + policy.weight_giving_up * seen.giving_up
        + policy.weight_shouting * seen.shouting
    )
    if situation.wish == "say" or _has_new_answer(situation):
        return said
    return said + policy.weight_rephrased * seen.rephrased + policy.weight_unsure * seen.unsure


def _accepted(situation: Situation) -> tuple[Signal, ...]:
    return tuple(signal(f"accepted_offer:{reason}", situation.accepted == reason) for reason in REASONS)


def _mood(situation: Situation, policy: Policy) -> tuple[Signal, ...]:
    vents = situation.wish == "vent"
    vented_before = sum(turn.reason == "negative_sentiment" for turn in situation.stretch)
    return (
        signal("negative_message", situation.negative, policy.strong_negative),
        signal("negative_course", situation.course.excess, situation.course.limit),
        signal("venting", vents + vented_before if vents else 0, policy.venting_limit),
        signal("vented", vents),
    )


def _confidence(situation: Situation, policy: Policy) -> tuple[Signal, ...]:
    best = situation.confidence
    searched = situation.wish == "search"
    answers = (searched or (situation.wish == "vent" and situation.asks)) and _has_answer(situation)
    near = searched and not answers and best is not None and best.advice == "clarify"
    lost = searched and not answers and best is not None and best.advice != "clarify"
    attempted = any(turn.decision != "say" for turn in situation.stretch)
    helpless = lost or (situation.wish == "vent" and attempted and not answers)
    row = unsure_in_a_row(situation.stretch, policy.weight_clarified) if near or lost else 0.0
    return (
        signal("search", searched),
        signal("retrieval_unavailable", searched and best is None),
        signal("articles_answer", answers),
        signal("articles_near", near),
        signal("upset_and_unsure", situation.negative if helpless else 0.0, policy.upset_and_unsure),
        signal("unsure_in_a_row", row + lost + near * policy.weight_clarified, policy.unsure_limit),
    )


def _has_answer(situation: Situation) -> bool:
    best, seen = situation.confidence, situation.repetition
    if best is None or best.advice != "answer":
        return False
    return best.fresh or not (seen.rephrased or seen.not_understood)


def _has_new_answer(situation: Situation) -> bool:
    best = situation.confidence
    return best is not None and best.advice == "answer" and best.fresh


def _as_float(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"expected a number, received {value!r}")
    return float(value)
