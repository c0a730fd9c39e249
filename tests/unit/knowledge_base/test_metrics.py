"""Each figure on cases small enough to count by hand."""

import pytest

from knowledge_base.domain.metrics import (
    Outcome,
    auroc,
    calibration_error,
    coverage_at,
    mean_reciprocal_rank,
    recall,
    summarise,
)

OUTCOMES = (
    Outcome("a", ("a", "b"), 0.9, answered=True),
    Outcome("b", ("a", "b"), 0.8, answered=True),
    Outcome("c", (), 0.0, answered=False),
    Outcome(None, ("a",), 0.3, answered=False),
)


def test_recall_and_reciprocal_rank() -> None:
    known = OUTCOMES[:3]
    assert recall(known, 1) == pytest.approx(1 / 3)
    assert recall(known, 5) == pytest.approx(2 / 3)
    assert mean_reciprocal_rank(known) == pytest.approx((1 + 1 / 2) / 3)


@pytest.mark.parametrize(
    ("positive", "negative", "expected"),
    [
        pytest.param([2, 3], [1], 1.0, id="apart"),
        pytest.param([1], [2, 3], 0.0, id="the-wrong-way"),
        pytest.param([1, 1], [1], 0.5, id="ties-count-half"),
        pytest.param([1, 3], [2], 0.5, id="mixed"),
        pytest.param([], [1], None, id="one-side-empty"),
    ],
)
def test_auroc(positive: list[float], negative: list[float], expected: float | None) -> None:
    assert auroc(positive, negative) == expected


def test_coverage_at_a_precision() -> None:
    assert coverage_at(OUTCOMES, 1.0) == pytest.approx(1 / 4)
    assert coverage_at(OUTCOMES, 0.5) == pytest.approx(2 / 4)
    assert coverage_at((), 0.5) is None


def test_calibration_error() -> None:
    assert calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0)
    assert calibration_error([(1.0, False)] * 2) == pytest.approx(1)
    assert calibration_error([]) is None


def test_summary() -> None:
    figures = summarise(OUTCOMES)
    assert (figures.questions, figures.unanswerable) == (4, 1)
    assert figures.coverage == 0.5
    assert figures.error_among_answered == 0.5
    assert figures.auroc_unanswerable == pytest.approx(2 / 3)


def test_summary_of_nothing() -> None:
    assert summarise(()).recall_at_1 is None
