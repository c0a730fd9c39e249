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
from bot.domain.risk import Risk
from bot.domain.situation import Situation
from bot.domain.turn import BROKEN, REASONS, DecisionKind, Reason, Signal
from bot.errors import InvalidRecord


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict, with the plain sentences an agent reads and every signal it rests on."""

    kind: DecisionKind
    reason: Reason | None
    lines: tuple[str, ...]
    signals: tuple[Signal, ...]


# Facts that leave no choice come first; `_SOFT` ones wait for a last try when nobody is there to take over.
_CALLS: tuple[tuple[str, Reason], ...] = (
    ("customer_asked", "customer_asked"),
    ("message_left", "customer_asked"),
    ("risk_topic", "risk_topic"),
    ("dialogue_unavailable", "dialogue_unavailable"),
    *((f"accepted_offer:{reason}", reason) for reason in REASONS),
    *((f"broken:{reason}", reason) for reason in BROKEN),
    ("unsupported_language", "unsupported_language"),
    ("negative_message", "negative_sentiment"),
    ("negative_course", "negative_sentiment"),
    ("venting", "negative_sentiment"),
    ("upset_and_unsure", "negative_sentiment"),
    ("form_failed", "form_failed"),
    ("complexity", "complex_matter"),
    ("failure", "repeated_failure"),
    ("strain", "repeated_failure"),
    ("retrieval_unavailable", "retrieval_unavailable"),
    ("vip_unsure", "vip"),
    ("unsure_in_a_row", "low_confidence"),
)
DANGER_PRIORITY, RISK_PRIORITY, VIP_PRIORITY = 30, 5, 5
_DANGERS = frozenset({"safety", "medical"})
_NEVER_A_TALE = frozenset({"self_harm", "fraud"})
_SOFT = frozenset({"negative_course", "venting", "unsure_in_a_row", "vip_unsure"})


_CALM = 0.5
"""A risk named in a message more negative than this is meant, however harmless the conversation looks."""
_FURIOUS = 0.97
"""Nobody is called that negative for a word about the weather."""


def assess(situation: Situation, policy: Policy) -> Decision:
    """Decide a turn: the customer's wish comes first, then risk, mood, complexity, failure, confidence."""
    signals = measure(situation, policy)
    kind, reason = verdict(signals)
    return Decision(kind, reason, explain(situation, kind, reason, signals), signals)


def destination(situation: Situation, decision: Decision, policy: Policy) -> tuple[str | None, int]:
    """Say which team's topic a call belongs to and how much it comes before others, higher first."""
    if decision.kind != "escalate":
        return None, 0
    if decision.reason == "risk_topic":
        team = _calling_risks(situation, policy)[0].team
        return team, DANGER_PRIORITY if team in _DANGERS else RISK_PRIORITY
    return None, VIP_PRIORITY if situation.vip else 0


def verdict(signals: Iterable[Signal]) -> tuple[DecisionKind, Reason | None]:
    """Say what follows from the signals; the only place where that is decided."""
    fired = {signal.name for signal in signals if signal.fired}
    called = [(name, reason) for name, reason in _CALLS if name in fired]
    if called and "nobody_there" in fired and all(name in _SOFT for name, _ in called):
        return _try_once_more(fired, called[0][1])
    if called:
        return "escalate", called[0][1]
    if "articles_answer" in fired:
        return "answer", None
    if "vented" in fired:
        return "offer", "negative_sentiment"
    if "search" not in fired:
        return "say", None
    return ("clarify", None) if "articles_near" in fired else ("offer", "low_confidence")


def _try_once_more(fired: set[str], reason: Reason) -> tuple[DecisionKind, Reason | None]:
    """Ask one more question, or offer to leave a message, before a queue in which nobody stands."""
    if "articles_answer" in fired:
        return "answer", None
    return ("clarify", None) if "articles_near" in fired else ("offer", reason)


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
    ease = policy.vip_factor if situation.vip else 1.0
    return (
        signal("customer_asked", situation.facts.wish == "person"),
        signal("message_left", situation.facts.wish == "message"),
        signal("risk_topic", len(_calling_risks(situation, policy))),
        signal("dialogue_unavailable", not situation.facts.dialogue_available),
        *_accepted(situation),
        *(signal(f"broken:{reason}", situation.facts.broken == reason) for reason in BROKEN),
        signal("unsupported_language", situation.facts.language is not None),
        signal("vip", situation.vip is not None),
        *_mood(situation, policy, ease),
        signal("form_failed", situation.facts.failed_form, policy.form_limit),
        signal("complexity", _weight_of_matter(situation, policy), policy.complexity_limit * ease),
        signal("failure", failure_of(situation, policy), policy.failure_limit * ease),
        signal("strain", situation.strain.value, policy.strain_limit * ease),
        *_confidence(situation, policy, ease),
        *_desk(situation),
    )


def signal(name: str, value: float, threshold: float = 1.0) -> Signal:
    """Hold a value against its threshold; both are rounded, so that a record reads back as it was decided."""
    held, limit = round(float(value), 4), round(float(threshold), 4)
    return Signal(name, held, limit, held >= limit)


def _calling_risks(situation: Situation, policy: Policy) -> tuple[Risk, ...]:
    """Give the risks that no bot should handle; of one told calmly in a tale, only `_NEVER_A_TALE`."""
    heard = tuple(risk for risk in situation.facts.risks if risk.topic not in policy.muted_risks)
    calm = situation.negative < _CALM and len({risk.topic for risk in heard}) < 2
    if not (calm and _is_tale(situation, policy)):
        return heard
    return tuple(risk for risk in heard if risk.topic in _NEVER_A_TALE)


def _weight_of_matter(situation: Situation, policy: Policy) -> float:
    """Weigh the complexity of a case; many harmless questions at once are none."""
    seen = situation.facts.complexity
    if _is_at_ease(situation, policy):
        return 0.0
    case = seen.money or seen.personal or seen.earlier_contact or _is_ours(situation, policy)
    return complexity_of(seen, policy) if case else 0.0


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
    if _is_tale(situation, policy):
        return 0.0
    seen = situation.repetition
    said = (
        policy.weight_not_understood * seen.not_understood
        + policy.weight_giving_up * seen.giving_up
        + policy.weight_shouting * seen.shouting
    )
    if situation.facts.wish == "say" or _has_new_answer(situation):
        return said
    return said + policy.weight_rephrased * seen.rephrased + policy.weight_unsure * seen.unsure


def _accepted(situation: Situation) -> tuple[Signal, ...]:
    return tuple(signal(f"accepted_offer:{reason}", situation.facts.accepted == reason) for reason in REASONS)


def _mood(situation: Situation, policy: Policy, ease: float) -> tuple[Signal, ...]:
    vents = situation.facts.wish == "vent"
    ours = _is_ours(situation, policy)
    vented_before = sum(turn.reason == "negative_sentiment" for turn in situation.facts.stretch)
    calm = _is_at_ease(situation, policy)
    strong = (ours or situation.negative >= _FURIOUS) and not _is_tale(situation, policy)
    return (
        signal("negative_message", situation.negative if strong else 0.0, policy.strong_negative),
        signal(
            "negative_course",
            situation.course.excess if ours and not calm else 0.0,
            situation.course.limit * ease,
        ),
        signal("venting", vents + vented_before if vents else 0, policy.venting_limit),
        signal("vented", vents),
    )


def _confidence(situation: Situation, policy: Policy, ease: float) -> tuple[Signal, ...]:
    facts = situation.facts
    best = facts.confidence
    searched, vents = facts.wish == "search", facts.wish == "vent"
    answers = (searched or (vents and facts.asks)) and _has_answer(situation)
    near = searched and not answers and best is not None and best.advice == "clarify"
    lost = searched and not answers and best is not None and best.advice != "clarify"
    helpless = _attempted(situation) and (lost or (vents and not answers))
    calm = _is_at_ease(situation, policy)
    felt = _is_ours(situation, policy) and not calm
    upset = situation.negative if helpless and felt else 0.0
    row = unsure_in_a_row(facts.stretch, policy.weight_clarified) if near or lost else 0.0
    borne = policy.unsure_at_ease if calm else policy.unsure_limit
    return (
        signal("search", searched),
        signal("retrieval_unavailable", searched and best is None),
        signal("articles_answer", answers),
        signal("articles_near", near),
        signal("upset_and_unsure", upset, policy.upset_and_unsure * ease),
        signal("vip_unsure", situation.vip is not None and lost),
        signal("unsure_in_a_row", row + lost + near * policy.weight_clarified, borne),
    )


def _desk(situation: Situation) -> tuple[Signal, ...]:
    """Nobody is there only until the bot has tried once more: the next call goes to the queue."""
    desk = situation.facts.desk
    tried = bool(situation.facts.stretch) and situation.facts.stretch[-1].unsure
    return (
        signal("agents_free", -1.0 if desk.agents_free is None else desk.agents_free),
        signal("closed", not desk.open_now),
        signal("nobody_there", not desk.reachable and not tried),
    )


def _is_ours(situation: Situation, policy: Policy) -> bool:
    """Whether the matter sounds like trouble that is ours to mend: who curses the rain needs nobody."""
    facts = situation.facts
    worst = max(facts.trouble, *(turn.trouble for turn in facts.stretch), 0.0)
    return worst >= policy.own_matter


def _is_at_ease(situation: Situation, policy: Policy) -> bool:
    """Whether the conversation sounds as if nobody had to step in."""
    return situation.facts.unease < policy.at_ease


def _is_tale(situation: Situation, policy: Policy) -> bool:
    """Whether a message is long enough to be understood, and sounds as if its loud words meant others."""
    long = situation.facts.complexity.words >= policy.telling_words
    return long and situation.facts.unease < policy.harmless


def _attempted(situation: Situation) -> bool:
    """Whether the bot has tried to answer before; until then nobody can be upset with it."""
    return any(turn.decision != "say" for turn in situation.facts.stretch)


def _has_answer(situation: Situation) -> bool:
    best, seen = situation.facts.confidence, situation.repetition
    if best is None or best.advice != "answer":
        return False
    return best.fresh or not (seen.rephrased or seen.not_understood)


def _has_new_answer(situation: Situation) -> bool:
    best = situation.facts.confidence
    return best is not None and best.advice == "answer" and best.fresh


def _as_float(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"expected a number, received {value!r}")
    return float(value)
