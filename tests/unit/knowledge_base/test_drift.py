"""The interval is exact where it can be checked by hand, and only what chance does not explain is drift."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from knowledge_base.domain.drift import WINDOW, Observed, interval, observe, shown
from knowledge_base.domain.label import Label

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def label(right: bool = True, **given: Any) -> Label:
    values: dict[str, Any] = {"question": "q", "article_id": "a", "at": NOW, "source": "customer", "by": "c"}
    return Label(right=right, **{**values, **given})


@pytest.mark.parametrize(
    ("wrong", "rated", "lower", "upper"),
    [
        pytest.param(0, 10, 0.0, 0.30850, id="none-wrong"),
        pytest.param(1, 10, 0.00253, 0.44502, id="one-in-ten"),
        pytest.param(5, 100, 0.01643, 0.11284, id="five-in-hundred"),
        pytest.param(10, 10, 0.69150, 1.0, id="all-wrong"),
    ],
)
def test_the_interval_is_clopper_and_pearsons(wrong: int, rated: int, lower: float, upper: float) -> None:
    assert interval(wrong, rated) == pytest.approx((lower, upper), abs=1e-4)


def test_the_interval_holds_the_truth_as_often_as_promised() -> None:
    wrong = np.random.default_rng(4).binomial(200, 0.08, 400)
    held = [lower <= 0.08 <= upper for lower, upper in (interval(int(count), 200) for count in wrong)]
    assert sum(held) >= 0.95 * len(held) - 6


@pytest.mark.parametrize(
    ("wrong", "rated", "drifting"),
    [
        pytest.param(1, 2, False, id="half-of-very-few"),
        pytest.param(2, 2, True, id="both"),
        pytest.param(8, 100, False, id="eight-in-hundred-may-be-chance"),
        pytest.param(16, 200, False, id="lower-end-just-under"),
        pytest.param(20, 200, True, id="ten-percent-of-many"),
        pytest.param(0, 500, False, id="faultless"),
    ],
)
def test_drift_is_what_chance_does_not_explain(wrong: int, rated: int, drifting: bool) -> None:
    labels = [label(at >= wrong) for at in range(rated)]
    observed = observe(labels, 0.05)
    assert (observed.rated, observed.wrong, observed.error) == (rated, wrong, wrong / rated)
    assert observed.drifting is drifting


def test_without_ratings_nothing_is_observed() -> None:
    assert observe([], 0.05) == Observed(0, 0, None, None, None, drifting=False)


def test_only_recent_answers_that_somebody_saw_count() -> None:
    seen = [label(), label(source="agent", probability=0.9)]
    others = [
        label(source="agent"),
        label(source="golden", probability=0.9),
        label(at=NOW - WINDOW - timedelta(seconds=1)),
    ]
    assert shown([*seen, *others], NOW) == tuple(seen)
