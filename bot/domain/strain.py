"""How a matter has been going over a conversation: what is at stake, and what rubs, in one running sum.

Stakes (an own case, money, a deadline) are kept at their highest; friction (rejected answers, repeats,
irritation) adds up and fades, as in a leaky sum; a matter that the customer calls settled starts afresh. So a
person is called at the second clear sign, not only when patience is over.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

STAKES = frozenset({"money", "locked", "overdue", "urgent", "harm", "contacted", "unsettled"})
IDENTICAL = 0.985
_SUREST = 0.985


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign weighs; what the bot has not yet had a chance to solve counts `early` of it.

    `most` caps the stakes, `keep` is the share of the friction that lasts to the next turn (`ease` when
    that one accepts the answer) and `turn` caps what one turn adds by its words; negativity beyond
    `allowance` weighs `mood`. A plain statement weighs the less the further its trouble and negativity lie
    below `plain`. The newest message's unease, as `odds`, weighs `unease`, the mean of all `lasting_unease`:
    what came before the first message counts as one without any.
    """

    signs: Mapping[str, float]
    plain: float
    most: float
    keep: float
    ease: float
    turn: float
    early: float
    mood: float
    allowance: float
    unease: float
    lasting_unease: float


@dataclass(frozen=True, slots=True)
class Moment:
    """One turn as strain sees it; `attempted` when the bot had tried to answer before it."""

    signs: tuple[str, ...] = ()
    negative: float = 0.0
    trouble: float = 0.0
    unease: float = 0.0
    attempted: bool = False


@dataclass(frozen=True, slots=True)
class Strain:
    """The sum after the newest turn, and the signs that it rests on, in the order of their appearance."""

    stakes: float = 0.0
    friction: float = 0.0
    unease: float = 0.0
    signs: tuple[str, ...] = field(default=())

    @property
    def value(self) -> float:
        """What is held against the limit; stakes alone strain nobody."""
        return self.unease + (self.stakes + self.friction if self.friction else 0.0)


def follow(moments: Sequence[Moment], weights: Weights) -> Strain:
    """Add up the turns of a conversation, oldest first."""
    strain = Strain()
    seen: set[str] = set()
    troubles: list[float] = []
    uneases: list[float] = []
    for moment in moments:
        friction = _friction(moment, weights)
        if "settled" in moment.signs and not friction:
            strain, seen, troubles, uneases = Strain(), set(), [], []
            continue
        seen |= STAKES & set(moment.signs)
        troubles.append(moment.trouble)
        uneases.append(odds(moment.unease))
        named = sum(weights.signs.get(name, 0.0) for name in seen)
        stakes = min(weights.most, named + weights.signs.get("trouble", 0.0) * _lasting(troubles))
        eased = weights.ease if "accepts" in moment.signs and not friction else weights.keep
        rubbing = strain.friction * eased + friction
        signs = tuple(dict.fromkeys((*strain.signs, *moment.signs)))
        lasting = weights.lasting_unease * sum(uneases) / (1 + len(uneases))
        strain = Strain(stakes, rubbing, weights.unease * uneases[-1] + lasting, signs)
    return strain


def odds(unease: float) -> float:
    """Stretch a probability by its log odds over 0 to 1, 0.5 staying: 0.97 is much more than 0.9.

    Nothing is surer than 98.5 % either way.
    """
    bounded = min(_SUREST, max(1 - _SUREST, unease))
    return 0.5 + math.log(bounded / (1 - bounded)) / (2 * math.log(_SUREST / (1 - _SUREST)))


def _friction(moment: Moment, weights: Weights) -> float:
    """A statement rubs only after the bot's answer: before it, there is nothing yet that it could reject."""
    share = 1.0 if moment.attempted else weights.early
    rubs = sum(weights.signs.get(name, 0.0) for name in moment.signs if name not in STAKES | {"states"})
    if moment.attempted and "states" in moment.signs:
        rubs += weights.signs.get("states", 0.0) * _reproach(moment, weights)
    return share * min(weights.turn, rubs) + weights.mood * max(0.0, moment.negative - weights.allowance)


def _reproach(moment: Moment, weights: Weights) -> float:
    """How much a statement sounds like a reproach, 0 to 1: "opened it, thanks to you" is none."""
    return min(1.0, max(moment.trouble, moment.negative) / weights.plain) ** 2


def _lasting(troubles: Sequence[float]) -> float:
    """The mean of the two messages that most report trouble: one alone may be a slip of the model."""
    highest = sorted(troubles, reverse=True)[:2]
    return sum(highest) / len(highest)
