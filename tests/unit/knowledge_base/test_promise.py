"""A category answers by a cut-off of its own only where its questions prove one, and promises are kept."""

import json
from dataclasses import asdict

import numpy as np
import pytest

from knowledge_base.domain.calibration import Curve
from knowledge_base.domain.promise import LEAST_SURE, Tried, draw_curve, make_promise, promise_at
from knowledge_base.domain.risk_control import upper_bound


def questions(
    category: str, count: int, right_down_to: float, *, answerable: bool = True, start: float = 1.0
) -> list[Tried]:
    """Questions with chances evenly down from `start` to half of it, right above a chance only."""
    chances = [start * (1 - at / (2 * count)) for at in range(count)]
    return [Tried(chance, chance > right_down_to, answerable, category) for chance in chances]


def test_one_category_has_no_cut_off_beside_the_common_one() -> None:
    promise = make_promise(questions("all", 1_000, 0.8), 0.05, 0.95)
    assert promise.proven
    assert promise.categories == ()
    assert 0.75 < promise.cut_off < 0.82


def test_bound_and_coverage_are_those_of_what_is_answered() -> None:
    tried = [*questions("all", 1_000, 0.8), *questions("all", 250, 1.0, answerable=False, start=0.7)]
    promise = make_promise(tried, 0.05, 0.95)
    answered = [one for one in tried if one.probability >= promise.cut_off]
    assert promise.bound == upper_bound(sum(not one.right for one in answered), len(answered))
    assert promise.bound is not None
    assert promise.bound <= 0.05
    known = [one for one in tried if one.answerable]
    assert promise.coverage == sum(one.probability >= promise.cut_off for one in known) / len(known)
    assert promise.unanswerable == pytest.approx(0.2)


def test_an_easy_category_answers_more_and_a_hard_one_less() -> None:
    tried = [*questions("easy", 400, 0.0), *questions("hard", 1_000, 0.9)]
    easy, hard = make_promise(tried, 0.05, 0.95).categories
    assert (easy.category, easy.proven, easy.labels) == ("easy", True, 400)
    assert easy.cut_off is not None
    assert hard.cut_off is not None
    assert easy.cut_off < 0.55 < 0.85 < hard.cut_off
    assert all(one.bound is not None and one.bound <= 0.05 for one in (easy, hard))


@pytest.mark.parametrize(
    ("count", "right_down_to"),
    [pytest.param(40, 0.0, id="too few"), pytest.param(300, 0.99, id="mostly wrong")],
)
def test_a_category_that_proves_nothing_shares_the_common_cut_off(count: int, right_down_to: float) -> None:
    tried = [*questions("sound", 2_000, 0.6), *questions("unsure", count, right_down_to)]
    unsure = make_promise(tried, 0.05, 0.95).categories[1]
    assert (unsure.category, unsure.labels) == ("unsure", count)
    assert (unsure.cut_off, unsure.proven, unsure.bound) == (None, False, None)


def test_own_cut_offs_that_break_the_common_promise_are_not_used() -> None:
    """The sound one makes up for the shaky one until it is loosened to its own limit."""
    sound = [Tried(1 - at / 4_000, at < 900 or at % 8 > 0, True, "sound") for at in range(2_000)]
    shaky = [Tried(0.999 - at / 400, at % 9 > 0, True, "shaky") for at in range(100)]
    alone = make_promise(sound, 0.05, 0.95)
    together = make_promise([*sound, *shaky], 0.05, 0.95)
    assert alone.proven
    assert together.proven
    assert together.bound is not None
    assert together.bound <= 0.05
    assert together.cut_off > alone.cut_off
    assert [(own.cut_off, own.proven) for own in together.categories] == [(None, False), (None, False)]


def test_without_a_proof_it_says_so() -> None:
    few = make_promise(questions("all", 20, 0.0), 0.05, 0.95)
    assert (few.cut_off, few.proven) == (0.95, False)
    estimate = make_promise([*questions("all", 62, 0.52), *questions("all", 500, 1.0, start=0.5)], 0.05, 0.95)
    assert not estimate.proven
    assert LEAST_SURE <= estimate.cut_off < 0.95


def test_nothing_tried_promises_nothing() -> None:
    promise = make_promise([], 0.05, 0.95)
    assert (promise.proven, promise.bound, promise.coverage, promise.unanswerable) == (
        False,
        None,
        None,
        None,
    )


def test_an_answer_more_likely_wrong_than_right_is_never_given() -> None:
    promise = make_promise([Tried(0.1, True, True, "all")] * 200, 0.05, 0.95)
    assert promise.cut_off == LEAST_SURE


def test_the_promise_of_a_category_is_kept_in_the_promised_share_of_cases() -> None:
    """The true error at probability p is 1 - p in one category, and twice that in the other."""
    generator = np.random.default_rng(5)
    many = generator.beta(4, 1, 20_000)
    broken = 0
    for _ in range(100):
        chances = generator.beta(4, 1, 800)
        worse = np.arange(800) % 2 == 1
        right = generator.random(800) < np.where(worse, 1 - 2 * (1 - chances), chances)
        tried = [
            Tried(float(p), bool(ok), True, "worse" if bad else "fair")
            for p, ok, bad in zip(chances, right, worse, strict=True)
        ]
        for own in make_promise(tried, 0.05, 0.95).categories:
            if own.cut_off is not None:
                error = float((1 - many[many >= own.cut_off]).mean()) * (2 if own.category == "worse" else 1)
                broken += error > 0.05
    assert broken <= 0.05 * 200 + 6


def test_the_curve_gives_the_cut_offs_of_any_target_without_another_rehearsal() -> None:
    tried = [*questions("easy", 400, 0.0), *questions("hard", 1_000, 0.9)]
    curve = Curve.from_dict(json.loads(json.dumps(asdict(draw_curve(tried)))))
    assert curve == draw_curve(tried)
    for target in (0.02, 0.05, 0.2):
        rehearsed, drawn = make_promise(tried, target, 0.95), promise_at(curve, target, 0.95)
        assert drawn.cut_off == pytest.approx(rehearsed.cut_off, abs=2e-5)
        assert drawn.cut_off >= rehearsed.cut_off - 1e-9
        for category in ("easy", "hard", "unknown"):
            assert drawn.answers_from(category) == pytest.approx(rehearsed.answers_from(category), abs=2e-5)
    assert promise_at(curve, 0.2, 0.95).answers_from("hard") < promise_at(curve, 0.02, 0.95).answers_from(
        "hard"
    )


def test_a_curve_of_nothing_promises_as_little_as_no_rehearsal() -> None:
    assert promise_at(draw_curve([]), 0.05, 0.95) == make_promise([], 0.05, 0.95)
