"""What another policy, or another target of error, would have decided: past turns, decided again.

What the customers wrote stays as it was. What the bot remembered follows the new decisions, and once a person
would have been called the rest of that stretch is left out, because nobody knows how it would have gone on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.escalation import Decision, assess
from bot.domain.facts import Facts
from bot.domain.policy import Policy
from bot.domain.record import FACTS, read_facts
from bot.domain.situation import situate
from bot.domain.turn import DecisionKind, TurnSignals
from bot.errors import InvalidRecord

COMPARED = ("answer", "clarify", "offer", "escalate")
_CLARIFIED = 3


@dataclass(frozen=True, slots=True)
class PastTurn:
    """A turn as it was recorded.

    `memory` are the turns before it, each with the place it was recorded at (`remembered`).
    """

    conversation_id: str
    seq: int
    text: str
    evidence: Mapping[str, Any]
    memory: tuple[TurnSignals, ...]
    remembered: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Flip:
    """A turn that would end otherwise; `reason` is the sentence that changed it."""

    conversation_id: str
    seq: int
    text: str
    was: str
    now: DecisionKind
    reason: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of one conversation; `calls_before` and `calls_after` count the calls for a person."""

    turns: int = 0
    flips: tuple[Flip, ...] = ()
    calls_before: int = 0
    calls_after: int = 0
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """The cut-offs of another target of error: `needed` for one article, `clarified_from` for a few."""

    needed: Callable[[str], float]
    clarified_from: float


def compare(turns: Sequence[PastTurn], policy: Policy, target: Target | None = None) -> Compared:
    """Decide the turns of one conversation again, in order."""
    done = Compared()
    changed: dict[int, TurnSignals] = {}
    away = False
    for turn in turns:
        called = _was(turn) == "escalate"
        away = away and not _came_back(turn, changed)
        done = replace(done, calls_before=done.calls_before + called)
        if away:
            continue
        try:
            decision = _decide(turn, changed, policy, target)
        except InvalidRecord:
            done = replace(done, unreadable=done.unreadable + 1, calls_after=done.calls_after + called)
            continue
        done = _count(done, turn, decision)
        changed[turn.seq] = replace(_own(turn), decision=decision.kind, reason=decision.reason)
        away = decision.kind == "escalate" and not called
    return done


def total(compared: Iterable[Compared]) -> Compared:
    """Add up what became of several conversations."""
    parts = list(compared)
    return Compared(
        turns=sum(part.turns for part in parts),
        flips=tuple(flip for part in parts for flip in part.flips),
        calls_before=sum(part.calls_before for part in parts),
        calls_after=sum(part.calls_after for part in parts),
        unreadable=sum(part.unreadable for part in parts),
    )


def _decide(
    turn: PastTurn, changed: Mapping[int, TurnSignals], policy: Policy, target: Target | None
) -> Decision:
    if not isinstance(turn.evidence.get(FACTS), Mapping):
        raise InvalidRecord("the evidence was stored without its facts")
    memory = [
        changed.get(place, earlier) for earlier, place in zip(turn.memory, turn.remembered, strict=True)
    ]
    facts = read_facts(turn.evidence[FACTS], memory)
    last = facts.stretch[-1] if facts.stretch else None
    if facts.accepted and (last is None or last.decision != "offer"):
        facts = replace(facts, accepted=None)
    if target is not None:
        facts = _aimed(facts, turn.evidence.get("hits") or (), target)
    return assess(situate(facts, policy), policy)


def _aimed(facts: Facts, hits: Sequence[Mapping[str, Any]], target: Target) -> Facts:
    """See the articles' confidence under another target, as the search advises from its hits."""
    if facts.confidence is None or facts.chosen or not hits:
        return facts
    needed = target.needed(str(hits[0]["article_id"]))
    together = sum(float(hit["probability"]) for hit in hits[:_CLARIFIED])
    if facts.confidence.probability >= needed:
        advice = replace(facts.confidence, advice="answer", needed=needed)
    elif together >= target.clarified_from:
        advice = replace(facts.confidence, advice="clarify", needed=needed)
    else:
        advice = replace(facts.confidence, advice="escalate", needed=needed)
    return replace(facts, confidence=advice)


def _count(done: Compared, turn: PastTurn, decision: Decision) -> Compared:
    was, now = _was(turn), decision.kind
    flips = done.flips
    if was != now:
        flip = Flip(turn.conversation_id, turn.seq, turn.text, was, now, _reason(turn, decision))
        flips = (*flips, flip)
    return replace(
        done, turns=done.turns + 1, flips=flips, calls_after=done.calls_after + (now == "escalate")
    )


def _reason(turn: PastTurn, decision: Decision) -> str:
    """Name the signals that fire now and did not then, or the other way round; the first of them."""
    before = {str(one["name"]) for one in turn.evidence.get("signals") or () if one["fired"]}
    for signal in decision.signals:
        if signal.fired != (signal.name in before):
            side = "reaches" if signal.fired else "stays below"
            words = signal.name.replace("_", " ").replace(":", ": ")
            return f"{words} ({signal.value:g}) {side} {signal.threshold:g}"
    return decision.lines[0] if decision.lines else "an earlier turn ended otherwise"


def _own(turn: PastTurn) -> TurnSignals:
    return TurnSignals.from_dict(turn.evidence["turn"])


def _was(turn: PastTurn) -> str:
    return str((turn.evidence.get("turn") or {}).get("decision", ""))


def _came_back(turn: PastTurn, changed: Mapping[int, TurnSignals]) -> bool:
    """Whether, as recorded, a person had the conversation since the turn that calls one now."""
    latest = max(changed, default=0)
    return any(
        place > latest and earlier.decision == "escalate"
        for earlier, place in zip(turn.memory, turn.remembered, strict=True)
    )
