"""The bound is exact where it can be checked by hand, and the promised error holds in simulation."""

import numpy as np
import pytest

from knowledge_base.domain.risk_control import (
    NEVER,
    binomial_cdf,
    choose_cut_off,
    estimate_cut_off,
    fewest,
    upper_bound,
)


@pytest.mark.parametrize(
    ("wrong", "answered", "bound"),
    [
        pytest.param(0, 59, 0.04951, id="rule-of-three"),
        pytest.param(0, 100, 0.02951, id="faultless-hundred"),
        pytest.param(1, 10, 0.39416, id="one-in-ten"),
        pytest.param(5, 100, 0.10225, id="five-in-hundred"),
        pytest.param(10, 10, 1.0, id="all-wrong"),
        pytest.param(0, 0, 1.0, id="nothing-answered"),
    ],
)
def test_upper_bound_is_clopper_and_pearsons(wrong: int, answered: int, bound: float) -> None:
    assert upper_bound(wrong, answered) == pytest.approx(bound, abs=1e-4)


@pytest.mark.parametrize(
    ("wrong", "answered", "rate", "chance"),
    [(0, 10, 0.1, 0.9**10), (1, 2, 0.5, 0.75), (2, 2, 0.5, 1.0), (3, 20, 0.0, 1.0), (3, 20, 1.0, 0.0)],
)
def test_binomial_cdf_by_hand(wrong: int, answered: int, rate: float, chance: float) -> None:
    assert binomial_cdf(wrong, answered, rate) == pytest.approx(chance)


def test_fewest_faultless_answers_that_prove_five_percent() -> None:
    assert fewest(0.05) == 59
    assert upper_bound(0, 59) <= 0.05 < upper_bound(0, 58)


def test_too_few_questions_prove_nothing() -> None:
    chosen = choose_cut_off([0.99] * 58, [True] * 58)
    assert (chosen.probability, chosen.answered) == (NEVER, 0)


def test_a_faultless_record_is_answered_down_to_its_end() -> None:
    probabilities = [1 - at / 1000 for at in range(300)]
    chosen = choose_cut_off(probabilities, [True] * 300)
    assert chosen.answered > 290
    assert chosen.bound < 0.05


def test_equal_probabilities_are_answered_together_or_not_at_all() -> None:
    chosen = choose_cut_off([0.9] * 200 + [0.5] * 100, [True] * 200 + [False] * 100)
    assert chosen.answered == 200
    assert chosen.probability == 0.9


def test_the_walk_ends_where_errors_begin() -> None:
    probabilities = [1 - at / 1000 for at in range(600)]
    chosen = choose_cut_off(probabilities, [at < 300 for at in range(600)])
    assert 290 <= chosen.answered <= 315


@pytest.mark.parametrize("target", [0.0, 1.0, -0.1])
def test_a_target_outside_of_zero_and_one_is_refused(target: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        choose_cut_off([0.5], [True], target)


def test_the_promised_error_is_kept_in_at_least_the_promised_share_of_cases() -> None:
    """The true error at probability p is 1 - p, so the true error of any cut-off is known."""
    generator = np.random.default_rng(3)
    broken = 0
    for _ in range(200):
        probabilities = generator.beta(4, 1, 400)
        right = generator.random(400) < probabilities
        cut_off = choose_cut_off(probabilities.tolist(), right.tolist()).probability
        if cut_off < 1:
            many = generator.beta(4, 1, 20_000)
            broken += float((1 - many[many >= cut_off]).mean()) > 0.05
    assert broken <= 0.05 * 200 + 6


def test_an_estimate_keeps_the_target_on_the_questions_it_was_made_from() -> None:
    probabilities = [1.0 - at / 1000 for at in range(400)]
    right = [at % 25 != 0 or at > 300 for at in range(300)] + [False] * 100
    cut_off = estimate_cut_off(probabilities, right)
    answered = [ok for chance, ok in zip(probabilities, right, strict=True) if chance >= cut_off]
    assert answered.count(False) <= 0.05 * len(answered)
    assert len(answered) >= 300
    assert choose_cut_off(probabilities, right).probability > cut_off


def test_too_few_questions_estimate_nothing() -> None:
    assert estimate_cut_off([0.99] * 58, [True] * 58) == NEVER
