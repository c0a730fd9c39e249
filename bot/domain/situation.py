"""The facts of a turn as one policy sees them: what is decided on, as one value."""

from dataclasses import dataclass, field

from bot.domain.facts import Facts
from bot.domain.policy import Policy
from bot.domain.repetition import Repetition, alike_before, observe
from bot.domain.sentiment import Course, follow
from bot.domain.strain import IDENTICAL, Moment, Strain
from bot.domain.strain import follow as add_up


@dataclass(frozen=True, slots=True)
class Situation:
    """A turn about to be decided: its facts, and what depends on the policy.

    `negative` counts what the dialogue takes for frustration as at least a feeling, `course` is the mood over
    the stretch, `repetition` what was asked before (`alike` the highest cosine with it), `strain` how the
    matter has been going, and `vip` the rule that makes this customer one, in words.
    """

    facts: Facts
    negative: float = 0.0
    course: Course = field(default_factory=Course)
    repetition: Repetition = field(default_factory=Repetition)
    strain: Strain = field(default_factory=Strain)
    alike: float = 0.0
    vip: str | None = None


def situate(facts: Facts, policy: Policy) -> Situation:
    """See the facts of a turn under a policy; pure, so that it can be done again under another one."""
    felt = max(facts.negative, policy.feeling) if facts.wish == "vent" else facts.negative
    return Situation(
        facts,
        negative=felt,
        course=follow([*(turn.negative for turn in facts.stretch), felt], policy.sensitivity),
        repetition=observe(facts.signs, facts.stretch, facts.similarities, policy.alike),
        strain=add_up(_moments(facts, felt, policy), policy.strain),
        alike=max(alike_before(facts.stretch, facts.similarities), default=0.0),
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
