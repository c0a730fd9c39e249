"""Signals are gathered by article, fused into one order, and described for calibration."""

import numpy as np
import pytest

from knowledge_base.domain.ranking import (
    CANDIDATES,
    SIGNALS,
    TRAITS,
    Wording,
    best_by_article,
    rank,
    shortlist,
    smooth_by_article,
    spread,
    traits,
)


def test_best_by_article_keeps_the_highest_and_leaves_0_for_none() -> None:
    scores = np.asarray([0.2, 0.9, 0.4], np.float32)
    assert best_by_article(scores, np.asarray([0, 0, 2]), 3) == pytest.approx([0.9, 0, 0.4])


def test_smooth_mean_lies_between_mean_and_highest() -> None:
    scores = np.asarray([0.2, 0.8], np.float32)
    (smooth,) = smooth_by_article(scores, np.asarray([0, 0]), np.asarray([2.0], np.float32))
    assert 0.5 < smooth < 0.8


def test_rank_orders_by_weighted_signals_and_keeps_ties_in_place() -> None:
    signals = np.asarray([[1, 0], [0, 2], [0, 2]], np.float32)
    ranked = rank(np.asarray([7, 8, 9]), signals, np.asarray([1, 1], np.float32))
    assert ranked.rows.tolist() == [8, 9, 7]
    assert ranked.shares.sum() == pytest.approx(1)
    assert ranked.shares[0] == pytest.approx(ranked.shares[1])


def test_shortlist_keeps_the_strongest_whatever_the_number() -> None:
    signals = np.zeros((200, len(SIGNALS)), np.float32)
    signals[150] = 1
    kept = shortlist(signals)
    assert len(kept) == CANDIDATES
    assert 150 in kept
    assert shortlist(signals[:3]).tolist() == [0, 1, 2]


@pytest.mark.parametrize("articles", [1, 2, 5])
def test_traits_are_finite_and_as_many_as_named(articles: int) -> None:
    signals = np.random.default_rng(0).random((articles, len(SIGNALS))).astype(np.float32)
    ranked = rank(np.arange(articles), signals, np.ones(len(SIGNALS), np.float32))
    described = traits(ranked, Wording(0.1, 0.0, 5))
    assert described.shape == (len(TRAITS),)
    assert np.isfinite(described).all()


@pytest.mark.parametrize("probability", [0.0, 0.3, 0.9, 1.0])
def test_spread_keeps_the_first_and_never_exceeds_certainty(probability: float) -> None:
    chances = spread(probability, np.asarray([0.5, 0.3, 0.2], np.float32))
    assert chances[0] == pytest.approx(probability)
    assert chances.sum() <= 1 + 1e-6
    assert list(chances) == sorted(chances, reverse=True)


def test_spread_of_nothing_is_nothing() -> None:
    assert len(spread(0.5, np.empty(0, np.float32))) == 0
