"""What goes wrong on a line, and when: invented from a seed, so that the same seed makes the same weather."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Everything that a network can do to a connection."""

    RESET = "reset"
    CLOSE = "close"
    DELAY = "delay"
    HALF_OPEN = "half open"
    DROP = "drop"
    DUPLICATE = "duplicate"
    REORDER = "reorder"
    DRIP = "drip"


class Way(StrEnum):
    """The two directions of a line."""

    UP = "up"
    DOWN = "down"


UP, DOWN = frozenset({Way.UP}), frozenset({Way.DOWN})
BOTH = UP | DOWN
# Which directions each kind may hit; words are only lost on their way to a page, as acknowledgements are.
WAYS: dict[Kind, tuple[frozenset[Way], ...]] = {
    Kind.RESET: (BOTH,),
    Kind.CLOSE: (BOTH,),
    Kind.DELAY: (UP, DOWN, BOTH),
    Kind.HALF_OPEN: (UP, DOWN, BOTH),
    Kind.DROP: (DOWN,),
    Kind.DUPLICATE: (UP, DOWN, BOTH),
    Kind.REORDER: (UP, DOWN, BOTH),
    Kind.DRIP: (UP, DOWN, BOTH),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One fault: it begins `after_s` behind the end of the one before and lasts `lasts_s`."""

    kind: Kind
    after_s: float
    lasts_s: float
    ways: frozenset[Way]


def forecast(seed: int, line: int, pause_s: float, kinds: Sequence[Kind] = tuple(Kind)) -> Iterator[Trouble]:
    """Give the troubles of one line without end; they come about `pause_s` seconds apart."""
    dice = random.Random(f"{seed}:{line}")
    while True:
        kind = dice.choice(kinds)
        yield Trouble(kind, dice.expovariate(1 / pause_s), _lasting(kind, dice), dice.choice(WAYS[kind]))


def _lasting(kind: Kind, dice: random.Random) -> float:
    """Give how long a trouble lasts; some half-open lines outlast the patience of a page."""
    if kind is Kind.HALF_OPEN and dice.random() < 0.15:
        return dice.uniform(15.0, 30.0)
    return dice.uniform(0.2, 8.0 if kind is Kind.HALF_OPEN else 3.0)
