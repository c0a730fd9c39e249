"""The figures of the measurements, and the peer's printed ones."""

import pytest

from handoff.bench.peers import PeerFailed, PeerFigures, read_figures
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
