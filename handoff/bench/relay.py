"""How many messages a second pass between customers and agents, beside a relay that only passes them on.

Both are measured by the same client in the same run, in turn, so that what else the machine does hits both.
"""

import asyncio
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from handoff.bench.relay_pairs import Pair
from handoff.errors import FrontdeskError

ROUNDS = 3
WARM_UP = 10
PATIENCE_S = 120.0


class RelayFailed(FrontdeskError):
    """A message did not arrive, so there is nothing to compare."""

    code = "relay_failed"


@dataclass(frozen=True, slots=True)
class Passed:
    """What one round gave: messages a second; milliseconds until heard by the other, and acknowledged."""

    per_second: float
    heard_p50_ms: float
    heard_p99_ms: float
    acked_p50_ms: float
    acked_p99_ms: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The medians of all rounds."""

    bare: Passed
    ours: Passed

    @property
    def share_of_rate(self) -> float:
        """How much of the bare relay's rate is ours."""
        return self.ours.per_second / self.bare.per_second

    @property
    def times_p99(self) -> float:
        """How many times the bare relay's p99 until heard is ours."""
        return self.ours.heard_p99_ms / self.bare.heard_p99_ms


async def compare(bare: Sequence[Pair], ours: Sequence[Pair], per_pair: int) -> Comparison:
    """Let both sets of pairs talk in turn, after a warm-up; or raise RelayFailed."""
    await _round(bare, WARM_UP)
    await _round(ours, WARM_UP)
    rounds = [(await _round(bare, per_pair), await _round(ours, per_pair)) for _ in range(ROUNDS)]
    return Comparison(median_of([one for one, _ in rounds]), median_of([other for _, other in rounds]))


async def _round(pairs: Sequence[Pair], per_pair: int) -> Passed:
    began = time.perf_counter()
    try:
        async with asyncio.timeout(PATIENCE_S):
            talks = await asyncio.gather(*(_talk(pair, per_pair) for pair in pairs))
    except TimeoutError as error:
        raise RelayFailed(f"Not every message arrived within {PATIENCE_S:.0f} s.") from error
    elapsed = time.perf_counter() - began
    waits = [wait for talk in talks for wait in talk]
    return passed([heard for heard, _ in waits], [acked for _, acked in waits], elapsed)


async def _talk(pair: Pair, count: int) -> list[tuple[float, float]]:
    """Exchange messages, the next one when the last is heard and acknowledged; seconds until each of both."""
    waits = []
    for number in range(count):
        speaker, listener = pair if number % 2 == 0 else pair[::-1]
        text = f"hello there, message {number}"
        began = time.perf_counter()
        _, (heard_at, words) = await asyncio.gather(speaker.say(text), listener.heard.get())
        waits.append((heard_at - began, time.perf_counter() - began))
        if words != text:
            raise RelayFailed(f"{text!r} was sent, but {words!r} was heard.")
    return waits


def passed(heard: Sequence[float], acked: Sequence[float], elapsed: float) -> Passed:
    """Sum up a round from the seconds of its messages and of the whole."""
    return Passed(
        per_second=len(heard) / elapsed,
        heard_p50_ms=_at(heard, 0.5),
        heard_p99_ms=_at(heard, 0.99),
        acked_p50_ms=_at(acked, 0.5),
        acked_p99_ms=_at(acked, 0.99),
    )


def _at(seconds: Sequence[float], share: float) -> float:
    return 1000 * sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * share))]


def median_of(rounds: Sequence[Passed]) -> Passed:
    """Give the median of every figure."""
    values: Mapping[str, float] = {
        field.name: statistics.median(getattr(one, field.name) for one in rounds) for field in fields(Passed)
    }
    return Passed(**values)
