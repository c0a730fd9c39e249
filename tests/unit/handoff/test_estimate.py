"""The wait that is told: honest about what it does not know, and right as often as it says, also in drift."""

import heapq
import random
from collections import deque
from collections.abc import Callable

import pytest

from handoff.domain.estimate import (
    Coverage,
    Estimate,
    PastWait,
    adapted_level,
    coverage,
    effective_number,
    estimate,
)

DAY_S = 86_400.0


def test_too_little_is_said_to_be_too_little() -> None:
    assert estimate([], 1, 9) is None
    assert estimate([PastWait(1, 9, 60.0)] * 11, 1, 9) is None
    assert estimate([PastWait(1, 9, 60.0)] * 13, 1, 9) == Estimate(60.0, 60.0)


def test_a_place_further_back_waits_longer() -> None:
    history = [PastWait(place, 9, place * seconds) for place in (1, 2, 3) for seconds in range(50, 90)]
    first, third = estimate(history, 1, 9), estimate(history, 3, 9)
    assert first is not None
    assert third is not None
    assert third.p50_s > 2 * first.p50_s


def test_the_hour_counts() -> None:
    calm = [PastWait(1, 3, float(s)) for s in range(10, 50)]
    busy = [PastWait(1, 15, float(s)) for s in range(600, 640)]
    night, day = estimate([*calm, *busy], 1, 3), estimate([*calm, *busy], 1, 15)
    assert night is not None
    assert day is not None
    assert night.p50_s < 60 < 590 < day.p50_s


def test_what_was_waited_already_is_not_promised_again() -> None:
    history = [PastWait(1, 9, float(seconds)) for seconds in range(0, 600, 10)]
    later = estimate(history, 1, 9, waited_s=300.0)
    assert later is not None
    assert 100 < later.p50_s < 200


def test_fresh_waits_count_more_than_old_ones() -> None:
    history = [PastWait(1, 9, 1000.0, 20 * DAY_S)] * 60 + [PastWait(1, 9, 10.0)] * 60
    told = estimate(history, 1, 9)
    assert told is not None
    assert told.p50_s == 10.0


def test_the_upper_figure_is_never_below_the_likely_one() -> None:
    told = estimate([PastWait(1, 9, float(s)) for s in range(20)], 1, 9)
    assert told is not None
    assert told.p50_s <= told.p90_s


@pytest.mark.parametrize(
    ("exact", "said"),
    [
        (Estimate(31.0, 87.2), Estimate(30.0, 90.0)),
        (Estimate(2.0, 4.0), Estimate(10.0, 10.0)),
        (Estimate(119.0, 301.0), Estimate(120.0, 330.0)),
        (Estimate(890.0, 900.5), Estimate(900.0, 960.0)),
        (Estimate(4000.0, 9001.0), Estimate(3900.0, 9300.0)),
    ],
)
def test_it_is_said_in_round_figures_and_the_upper_one_never_shrinks(exact: Estimate, said: Estimate) -> None:
    assert exact.rounded() == said


def test_broken_promises_raise_the_level_and_kept_ones_bring_it_back_but_never_lower() -> None:
    assert adapted_level([]) == 0.9
    raised = adapted_level([False] * 3)
    assert 0.93 < raised < 0.96
    assert adapted_level([False] * 3 + [True] * 5) < raised
    assert adapted_level([True] * 500) == 0.9
    assert adapted_level([False] * 500) == 0.995


def test_coverage_counts_what_was_kept() -> None:
    told = [(Estimate(10, 20), 5.0), (Estimate(10, 20), 15.0), (Estimate(10, 20), 25.0)]
    assert coverage(told) == Coverage(3, 1, 2)
    assert coverage(told).to_data() == {"told": 3, "within_p50": 1 / 3, "within_p90": 2 / 3}
    assert coverage([]).to_data() == {"told": 0, "within_p50": None, "within_p90": None}


def test_the_effective_number_is_that_of_equal_weights() -> None:
    assert effective_number([2.0] * 7) == pytest.approx(7)
    assert effective_number([1.0, 0.0, 0.0]) == pytest.approx(1)
    assert effective_number([]) == 0


def stationary(_at: float) -> float:
    return 1 / 150


def daily(at: float) -> float:
    hour = at % DAY_S // 3600
    return 1 / 110 if 9 <= hour < 13 else 1 / 170 if 13 <= hour < 20 else 1 / 900


def rising(at: float) -> float:
    """More and more customers, until more come than can be served."""
    return 1 / 160 if at < DAY_S else 1 / 125


def queue_of(
    seed: int, rate: Callable[[float], float], agents: int, days: float
) -> list[tuple[Estimate, float]]:
    """Run a queue with known truth: Poisson arrivals, exponential service, first come first served.

    Everybody who has to wait is told an estimate from the waits that ended before; gives what was told with
    what came true.
    """
    chance, now, next_in = random.Random(seed), 0.0, 0.0
    busy: list[float] = []
    line: deque[tuple[float, int, Estimate | None]] = deque()
    past: deque[tuple[int, int, float, float]] = deque(maxlen=200)
    kept: deque[bool] = deque(maxlen=200)
    told: list[tuple[Estimate, float]] = []
    while now < days * DAY_S:
        if busy and busy[0] <= next_in:
            now = heapq.heappop(busy)
        else:
            now = next_in
            next_in = now + chance.expovariate(rate(now))
            place, hour = len(line) + 1, int(now % DAY_S // 3600)
            history = [PastWait(p, h, w, now - end) for p, h, w, end in past]
            waits = len(busy) >= agents
            line.append(
                (now, place, estimate(history, place, hour, level=adapted_level(kept)) if waits else None)
            )
        while line and len(busy) < agents:
            came, place, said = line.popleft()
            heapq.heappush(busy, now + chance.expovariate(1 / 400))
            if now > came:
                past.append((place, int(came % DAY_S // 3600), now - came, now))
            if said is not None:
                told.append((said, now - came))
                kept.append(now - came <= said.p90_s)
    return told


@pytest.mark.parametrize(
    ("rate", "agents"), [(stationary, 3), (daily, 4), (rising, 3)], ids=["steady", "daily", "overrun"]
)
def test_nine_in_ten_waits_end_within_what_was_told(rate: Callable[[float], float], agents: int) -> None:
    """The truth is known because the queue is simulated; the share is that of all waits of all runs."""
    told = [pair for seed in range(2) for pair in queue_of(seed, rate, agents, days=2.5)]
    found = coverage(told)
    assert found.told > 400
    assert 0.88 <= found.within_p90 / found.told <= 0.98
    assert 0.40 <= found.within_p50 / found.told <= 0.66
