"""The fits find what is there, start from what is known, and always come out the same."""

import json
from dataclasses import replace

import numpy as np
import pytest

from knowledge_base.domain.calibration import (
    Calibration,
    CategoryCutOff,
    Curve,
    fit_fusion,
    fit_judgement,
    sigmoid,
)
from knowledge_base.domain.defaults import GENERAL
from knowledge_base.domain.metrics import calibration_error
from knowledge_base.domain.ranking import DEFAULT_WEIGHTS, SIGNALS, TRAITS

BLANK = replace(GENERAL, centre=(0.0, 0.0), scale=(1.0, 1.0), slopes=(0.0, 0.0), intercept=0.0)


def sample(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Traits of which only the first matters, and right answers by a known law."""
    generator = np.random.default_rng(1)
    traits = generator.standard_normal((size, 2)).astype(np.float32)
    chances = sigmoid(2.0 * traits[:, 0].astype(np.float64) - 1.0)
    return traits, generator.random(size) < chances


def test_judgement_finds_the_law() -> None:
    traits, right = sample(5000)
    fitted = fit_judgement(traits, right, np.ones(len(right)), BLANK)
    assert fitted.slopes == pytest.approx((2.0, 0.0), abs=0.15)
    assert fitted.intercept == pytest.approx(-1.0, abs=0.15)


def test_its_probabilities_come_true() -> None:
    traits, right = sample(5000)
    fitted = fit_judgement(traits[:2500], right[:2500], np.ones(2500), BLANK)
    pairs = list(zip(fitted.probabilities(traits[2500:]).tolist(), right[2500:].tolist(), strict=True))
    error = calibration_error(pairs)
    assert error is not None
    assert error < 0.03


def test_without_examples_the_prior_stays() -> None:
    nothing = np.empty((0, 2), np.float32)
    prior = replace(BLANK, slopes=(0.7, -0.2), intercept=0.1)
    assert fit_judgement(nothing, np.empty(0, bool), np.empty(0), prior) == prior


def test_separable_examples_do_not_run_away() -> None:
    traits = np.asarray([[-50.0, 0], [50.0, 0]] * 50, np.float32)
    fitted = fit_judgement(traits, traits[:, 0] > 0, np.ones(100), BLANK)
    assert all(np.isfinite(fitted.slopes))
    assert fitted.probability(traits[1]) > 0.9


def test_fusion_trusts_the_signal_that_is_right() -> None:
    generator = np.random.default_rng(2)
    signals = [generator.random((6, 2)).astype(np.float32) for _ in range(400)]
    right = [int(matrix[:, 1].argmax()) for matrix in signals]
    telling, noise = fit_fusion(signals, right, (1.0, 1.0), 5.0)[::-1]
    assert telling > 5 * max(noise, 0.1)


def test_fusion_without_examples_keeps_the_prior() -> None:
    assert fit_fusion([], [], DEFAULT_WEIGHTS, 40.0).tolist() == list(DEFAULT_WEIGHTS)


def test_a_stored_calibration_comes_back_equal() -> None:
    assert Calibration.from_dict(GENERAL.to_dict()) == GENERAL


def test_what_stands_behind_the_cut_offs_comes_back_from_json() -> None:
    own = (CategoryCutOff("returns", 0.7, proven=True, bound=0.04, labels=180), CategoryCutOff("delivery"))
    learnt = replace(GENERAL, bound=0.045, coverage=0.8, unanswerable=0.4, target_error=0.1, categories=own)
    learnt = replace(learnt, curve=Curve((0.5, 0.9), "01", "11", (0, 1), ("a", "b")))
    assert Calibration.from_dict(json.loads(json.dumps(learnt.to_dict()))) == learnt


def test_a_category_without_a_cut_off_of_its_own_shares_the_common_one() -> None:
    own = (CategoryCutOff("returns", 0.7, proven=True, bound=0.04, labels=180), CategoryCutOff("delivery"))
    calibration = replace(GENERAL, answered_from=0.9, categories=own)
    assert [calibration.answers_from(name) for name in ("returns", "delivery", "new")] == [0.7, 0.9, 0.9]


@pytest.mark.parametrize("part", ["weights", "slopes", "centre", "scale"])
def test_a_stored_calibration_of_another_shape_is_refused(part: str) -> None:
    stored = GENERAL.to_dict() | {part: [1.0, 2.0]}
    with pytest.raises(ValueError, match="traits"):
        Calibration.from_dict(stored)


def test_the_general_calibration_fits_the_signals_and_traits() -> None:
    assert len(GENERAL.weights) == len(SIGNALS)
    assert len(GENERAL.slopes) == len(GENERAL.centre) == len(GENERAL.scale) == len(TRAITS)
