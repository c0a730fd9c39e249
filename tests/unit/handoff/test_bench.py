"""The figures of the measurements, and the peer's printed ones."""

from dataclasses import astuple

import pytest

from handoff.bench.peers import PeerFailed, PeerFigures, read_figures
from handoff.bench.relay import Comparison, Passed, RelayFailed, compare, median_of, passed
from handoff.bench.relay_pairs import Pair, Talker
from handoff.bench.reply import Waits


@pytest.mark.parametrize(
    ("seconds", "median", "p95"),
    [
        pytest.param((0.01,), 10.0, 10.0, id="one"),
        pytest.param(tuple(n / 1000 for n in range(1, 101)), 50.5, 96.0, id="hundred"),
        pytest.param((0.03, 0.01, 0.02), 20.0, 30.0, id="unordered"),
    ],
)
def test_waits(seconds: tuple[float, ...], median: float, p95: float) -> None:
    waits = Waits(seconds)
    assert waits.median_ms == pytest.approx(median)
    assert waits.p95_ms == pytest.approx(p95)


def test_throughput_counts_over_the_whole_time() -> None:
    assert Waits((0.1, 0.1, 0.1), elapsed=1.5).per_second == pytest.approx(2.0)
    assert Waits((0.1,)).per_second == 0.0


def test_the_peers_figures_are_found_among_its_words() -> None:
    printed = (
        'Starting\n{"users": 1, "replies": 60, "per_s": 9.5, "p50_ms": 33.1, "p95_ms": 41.0}\nVmRSS: 1 kB\n'
    )
    assert read_figures(printed) == (PeerFigures(1, 9.5, 33.1, 41.0),)


def test_a_peer_without_figures_is_an_error() -> None:
    with pytest.raises(PeerFailed, match="no figures"):
        read_figures("rasa: command not found")


def test_a_round_of_the_relay_is_summed_up() -> None:
    heard = [n / 1000 for n in range(1, 101)]
    acked = [2 * seconds for seconds in heard]
    assert astuple(passed(heard, acked, 0.5)) == pytest.approx((200.0, 51.0, 100.0, 102.0, 200.0))


def test_rounds_of_the_relay_are_compared_by_their_medians() -> None:
    bare = median_of([Passed(rate, 1.0, rate / 100, 1.0, 1.0) for rate in (900.0, 100.0, 1000.0)])
    ours = median_of([Passed(rate, 1.0, 18.0, 1.0, 1.0) for rate in (450.0, 440.0, 2000.0)])
    found = Comparison(bare, ours)
    assert found.share_of_rate == pytest.approx(0.5)
    assert found.times_p99 == pytest.approx(2.0)


async def test_pairs_that_talk_hear_every_message_of_the_other() -> None:
    found = await compare([_pair()], [_pair(), _pair()], 20)
    assert found.ours.per_second > 0
    assert found.bare.heard_p50_ms <= found.bare.acked_p50_ms


async def test_other_words_than_those_said_end_the_comparison() -> None:
    with pytest.raises(RelayFailed, match="was heard"):
        await compare([_pair("something else")], [_pair()], 20)


def _pair(words: str | None = None) -> Pair:
    """Two who hear each other at once, or always the same words."""

    async def to_agent(text: str) -> None:
        agent.hear(words or text)

    async def to_customer(text: str) -> None:
        customer.hear(words or text)

    customer, agent = Talker(to_agent), Talker(to_customer)
    return customer, agent
