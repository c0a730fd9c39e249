"""The facts of a turn as one policy sees them: what is decided on, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.caller import Caller
from bot.domain.complexity import Complexity
from bot.domain.desk import DeskState
from bot.domain.facts import Confidence, Facts, Found
from bot.domain.language import Language
from bot.domain.policy import Policy
from bot.domain.repetition import Repetition, alike_before, observe
from bot.domain.risk import Risk
from bot.domain.sentiment import Course, follow
from bot.domain.strain import IDENTICAL, Moment, Strain
from bot.domain.strain import follow as add_up
from bot.domain.turn import Reason, TurnSignals, Wish

__all__ = ["Confidence", "Found", "Situation", "situate"]


@dataclass(frozen=True, slots=True)
class Situation:
    """A turn about to be decided; the fields of `Facts`, and beside them what depends on the policy:

    `negative` counts what the dialogue takes for frustration as at least a feeling, `course` is the mood over
    the stretch, `repetition` what was asked before (`alike` the highest cosine with it), `strain` how the
    matter has been going, and `vip` the rule that makes this customer one, in words.
    """

    wish: Wish
    negative: float = 0.0
    course: Course = field(default_factory=Course)
    risks: tuple[Risk, ...] = ()
    complexity: Complexity = field(default_factory=Complexity)
    repetition: Repetition = field(default_factory=Repetition)
    strain: Strain = field(default_factory=Strain)
    signs: tuple[str, ...] = ()
    trouble: float = 0.0
    alike: float = 0.0
    stretch: tuple[TurnSignals, ...] = ()
    accepted: Reason | None = None
    asks: bool = True
    confidence: Confidence | None = None
    chosen: bool = False
    dialogue_available: bool = True
    message: Mapping[str, str] = field(default_factory=dict)
    language: Language | None = None
    failed_form: int = 0
    broken: Reason | None = None
    caller: Caller = field(default_factory=Caller)
    desk: DeskState = field(default_factory=DeskState)
    vip: str | None = None


def situate(facts: Facts, policy: Policy) -> Situation:
    """See the facts of a turn under a policy; pure, so that it can be done again under another one."""
    felt = max(facts.negative, policy.feeling) if facts.wish == "vent" else facts.negative
    course = follow([*(turn.negative for turn in facts.stretch), felt], policy.sensitivity)
    return Situation(
        wish=facts.wish,
        negative=felt,
        course=course,
        risks=facts.risks,
        complexity=facts.complexity,
        repetition=observe(facts.signs, facts.stretch, facts.similarities, policy.alike),
        strain=add_up(_moments(facts, felt, policy), policy.strain),
        signs=facts.signs,
        trouble=facts.trouble,
        alike=max(alike_before(facts.stretch, facts.similarities), default=0.0),
        stretch=facts.stretch,
        accepted=facts.accepted,
        asks=facts.asks,
        confidence=facts.confidence,
        chosen=facts.chosen,
        dialogue_available=facts.dialogue_available,
        message=facts.message,
        language=facts.language,
        failed_form=facts.failed_form,
        broken=facts.broken,
        caller=facts.caller,
        desk=facts.desk,
        vip=policy.vip_rule(facts.caller),
    )


def _moments(facts: Facts, felt: float, policy: Policy) -> list[Moment]:
    """Give every turn of the stretch, oldest first, with the signs that only show beside the others."""
    moments = []
    attempted = False
    for turn in facts.stretch:
        signs = (*turn.signs, *_repeats(turn.alike, policy))
        moments.append(Moment(signs, turn.negative, turn.trouble, turn.unease, attempted))
        attempted = attempted or turn.decision != "say"
    alike = max(alike_before(facts.stretch, facts.similarities), default=0.0)
    besides = {
        "fast": facts.pause_s is not None and facts.pause_s < policy.fast_s,
        "rejected": facts.rejected > 0,
        "unsettled": facts.unsettled > 0,
        "form": facts.failed_form > 0,
    }
    named = (*_repeats(alike, policy), *(name for name, seen in besides.items() if seen))
    return [*moments, Moment((*facts.signs, *named), felt, facts.trouble, facts.unease, attempted)]


def _repeats(alike: float, policy: Policy) -> tuple[str, ...]:
    if alike < policy.alike:
        return ()
    return ("identical",) if alike >= IDENTICAL else ("rephrased",)
