"""How long a customer will wait, from how long others waited, and how often that was true.

The estimate is drawn from the delay history (Ibrahim and Whitt, "Real-time delay estimation based on delay
history", Manufacturing & Service Operations Management 11(3), 2009): each recent wait counts the more, the
nearer its place in the queue, its hour of the day and its age are. Waits of other places are scaled to this
one, since a queue moves on at one pace for all who stand in it. Waits near a rare place are few, so every
wait of the team keeps a small weight, which shrinks the estimate towards the overall one.

Of the weighted waits the quantile is taken the conformal way (Tibshirani et al., "Conformal prediction under
covariate shift", NeurIPS 2019): the new wait counts as one more that is longer than all, so that the promise
holds on average, also when only few waits are known. Demand drifts, so the level itself follows what was seen
of earlier promises (Gibbs and Candès, "Adaptive conformal inference under distribution shift", NeurIPS 2021),
but never falls: a wait that ends sooner than told annoys nobody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, exp, inf, log

LIKELY, SAFE = 0.5, 0.9
PLACE_WIDTH = 0.35
HOUR_WIDTH = 2.0
HALF_LIFE_S = 5 * 86_400.0
BACKGROUND = 0.02
ENOUGH = 12.0
STEP = 0.02
ROUNDING = ((120.0, 10.0), (600.0, 30.0), (3600.0, 60.0), (inf, 300.0))
HIGHEST_LEVEL = 0.995


@dataclass(frozen=True, slots=True)
class PastWait:
    """One wait that an agent ended: place at its begin, hour of the day 0..23, seconds, and how long ago."""

    position: int
    hour: int
    wait_s: float
    age_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """Half of such waits are shorter than `p50_s`, nine in ten shorter than `p90_s`."""

    p50_s: float
    p90_s: float

    def rounded(self) -> "Estimate":
        """Give the estimate as people say it, so that it does not flicker; the upper figure only grows."""
        step = next(step for below, step in ROUNDING if self.p90_s < below)
        safe = ceil(self.p90_s / step) * step
        return Estimate(min(max(round(self.p50_s / step), 1) * step, safe), safe)

    def to_data(self) -> dict[str, float]:
        """Give the estimate as the widget shows it."""
        return {"p50": self.p50_s, "p90": self.p90_s}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many estimates were told whose wait is over, and how many of the waits kept within them."""

    told: int
    within_p50: int
    within_p90: int

    def to_data(self) -> dict[str, float | int | None]:
        """Give the figures with the shares; None where nothing was told."""
        share = (lambda n: n / self.told) if self.told else (lambda _n: None)
        return {
            "told": self.told,
            "within_p50": share(self.within_p50),
            "within_p90": share(self.within_p90),
        }


def estimate(
    history: Sequence[PastWait],
    position: int,
    hour: int,
    *,
    level: float = SAFE,
    waited_s: float = 0.0,
) -> Estimate | None:
    """Say how long is still to wait at a place of the queue; None when too little was seen.

    Args:
        history: recent waits of the same team.
        position: place in the queue, from 1.
        hour: hour of the day, 0..23, in the same zone as the history's.
        level: the level that `adapted_level` gives for the upper figure.
        waited_s: seconds already spent at this place; shorter waits tell nothing any more.
    """
    scaled = [(past.wait_s * position / past.position, past) for past in history]
    weighted = sorted(
        (wait - waited_s, _weight(past, position, hour)) for wait, past in scaled if wait > waited_s
    )
    weights = [weight for _, weight in weighted]
    if effective_number(weights) < ENOUGH:
        return None
    likely, safe = _quantile(weighted, LIKELY), _quantile(weighted, level)
    if likely is None:
        return None
    longest = weighted[-1][0]
    return Estimate(likely, max(longest if safe is None else safe, likely))


def adapted_level(kept: Iterable[bool], start: float = SAFE, step: float = STEP) -> float:
    """Give the level to aim at after earlier promises were kept or broken, oldest first."""
    level = start
    for held in kept:
        level += step * ((SAFE - 1.0) if held else SAFE)
        level = min(max(level, start), HIGHEST_LEVEL)
    return level


def coverage(told: Iterable[tuple[Estimate, float]]) -> Coverage:
    """Count how many waits kept within what was told of them."""
    pairs = list(told)
    return Coverage(
        len(pairs),
        sum(wait <= estimate.p50_s for estimate, wait in pairs),
        sum(wait <= estimate.p90_s for estimate, wait in pairs),
    )


def effective_number(weights: Sequence[float]) -> float:
    """Give how many equal weights these are worth (Kish's effective sample size)."""
    total = sum(weights)
    return total * total / sum(w * w for w in weights) if total else 0.0


def _weight(past: PastWait, position: int, hour: int) -> float:
    apart = abs(past.hour - hour) % 24
    hours = min(apart, 24 - apart) / HOUR_WIDTH
    places = (log(past.position) - log(position)) / PLACE_WIDTH
    near = exp(-0.5 * (hours * hours + places * places))
    return float((near + BACKGROUND) * 0.5 ** (past.age_s / HALF_LIFE_S))


def _quantile(weighted: Sequence[tuple[float, float]], level: float) -> float | None:
    """Give the smallest wait with `level` of the weight below it; the new wait's weight lies beyond all."""
    newest = max(weight for _, weight in weighted)
    aim = level * (sum(weight for _, weight in weighted) + newest)
    sums = accumulate(weight for _, weight in weighted)
    return next((wait for (wait, _), total in zip(weighted, sums, strict=True) if total >= aim), None)
