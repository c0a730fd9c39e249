"""What is kept of a turn so that its decision can be made again: its facts, as JSON, without what the
conversation's own log holds already.

The turns before are read from the log (`stretch`), the customer's text stands in the customer's message.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, asdict, fields
from typing import Any, cast

from bot.domain.caller import Caller
from bot.domain.complexity import Complexity
from bot.domain.desk import DeskState
from bot.domain.directives import Json
from bot.domain.escalation import Decision, assess
from bot.domain.facts import Confidence, Facts
from bot.domain.language import Language
from bot.domain.policy import Policy
from bot.domain.repetition import current_stretch
from bot.domain.risk import Risk
from bot.domain.situation import situate
from bot.domain.turn import TurnSignals
from bot.errors import InvalidRecord

FACTS = "facts"
_IN_THE_LOG = frozenset({"stretch", "text"})
_PARTS = {
    "complexity": Complexity,
    "confidence": Confidence,
    "language": Language,
    "caller": Caller,
    "desk": DeskState,
}
_LISTS = ("signs", "similarities")


def facts_to_record(facts: Facts) -> dict[str, Json]:
    """The JSON form of the facts; what is as usual is left out. Exact: numbers are not rounded."""
    kept: dict[str, object] = {}
    for field in fields(Facts):
        value = getattr(facts, field.name)
        if field.name in _IN_THE_LOG or value == _usual(field):
            continue
        kept[field.name] = _plain(value)
    return cast("dict[str, Json]", kept)


def read_facts(record: Mapping[str, Any], memory: Sequence[TurnSignals]) -> Facts:
    """Read the facts back; `memory` are the turns before, oldest first. Raises: InvalidRecord."""
    try:
        known: dict[str, Any] = dict(record)
        known.update({name: tuple(known[name]) for name in _LISTS if name in known})
        known.update({name: kind(**known[name]) for name, kind in _PARTS.items() if known.get(name)})
        known["risks"] = tuple(Risk(**risk) for risk in known.get("risks", ()))
        return Facts(**known, stretch=current_stretch(memory))
    except (TypeError, ValueError, AttributeError) as error:
        raise InvalidRecord(f"the facts of a turn cannot be read: {error}") from error


def recompute(evidence: Mapping[str, Any], memory: Sequence[TurnSignals], policy: Policy) -> Decision:
    """Make the decision again from the stored evidence, under any policy.

    Raises: InvalidRecord when the evidence holds no facts, or other ones than this version knows.
    """
    if not isinstance(evidence.get(FACTS), Mapping):
        raise InvalidRecord("the evidence was stored without its facts")
    return assess(situate(read_facts(evidence[FACTS], memory), policy), policy)


def differences(evidence: Mapping[str, Any], decision: Decision) -> tuple[str, ...]:
    """Name everything in which a decision made again is not the one that was stored, the verdict first."""
    turn, (reason, lines) = evidence.get("turn") or {}, _decided(evidence)
    stored = {str(one["name"]): one for one in evidence.get("signals") or ()}
    made = {one.name: asdict(one) for one in decision.signals}
    verdict = (
        ("decision", turn.get("decision"), decision.kind),
        ("reason", reason, decision.reason),
    )
    found = [f"{name} was {was}, is {now}" for name, was, now in verdict if was != now]
    for name in dict.fromkeys((*stored, *made)):
        was, now = stored.get(name), made.get(name)
        if was != now:
            found.append(f"signal {name} was {_shown(was)}, is {_shown(now)}")
    if lines != list(decision.lines):
        found.append("the lines for the agent differ")
    return tuple(found)


def _decided(evidence: Mapping[str, Any]) -> tuple[object, list[object]]:
    """Reason and lines as they were decided: a job that failed afterwards put its own before them."""
    lines = list(evidence.get("lines") or ())
    if (evidence.get("performed") or {}).get("outcome") == "unavailable":
        return (evidence.get("turn") or {}).get("reason"), lines[1:]
    return evidence.get("reason"), lines


def _usual(field: Any) -> object:  # noqa: ANN401 -- dataclasses name no type for a field's default
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


def _plain(value: object) -> object:
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(part) for name, part in asdict(cast("Any", value)).items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return dict(value) if isinstance(value, Mapping) else value


def _shown(signal: Mapping[str, Any] | None) -> str:
    return f"{signal['value']:g} of {signal['threshold']:g}" if signal else "not measured"
