"""The course of a mood: what raises it, what holds it, what ends it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sentiment import Course, Sensitivity, follow

NEGATIVES = st.lists(st.floats(0, 1), min_size=1, max_size=25)
STANDARD = Sensitivity()


@pytest.mark.parametrize(
    ("negatives", "alarmed"),
    [
        pytest.param([], False, id="nothing said"),
        pytest.param([0.1, 0.2, 0.1, 0.2], False, id="calm throughout"),
        pytest.param([0.9], False, id="one strong word is no course"),
        pytest.param([0.2, 0.6, 0.7, 0.8], True, id="slow climb"),
        pytest.param([0.8, 0.8], True, id="upset twice"),
        pytest.param([0.8, 0.1, 0.1, 0.5], False, id="calmed down"),
        pytest.param([0.45] * 20, False, id="always at the allowance"),
    ],
)
def test_alarm(negatives: list[float], alarmed: bool) -> None:
    assert follow(negatives, STANDARD).alarmed is alarmed


def test_level_follows_the_newest_message_by_its_weight() -> None:
    assert follow([0.0, 1.0], Sensitivity(smoothing=0.25)).curve == (0.0, 0.25)


def test_alarm_outlasts_a_calm_line_but_not_a_calm_conversation() -> None:
    angry = [0.9, 0.9, 0.9]
    assert follow([*angry, 0.2], STANDARD).alarmed
    assert not follow([*angry, *[0.0] * 3], STANDARD).alarmed


def test_alarm_starts_at_one_level_and_ends_at_a_lower_one() -> None:
    calm = follow([0.9], STANDARD)
    alarmed = follow([0.9, 0.9], STANDARD)
    assert (calm.limit, alarmed.limit) == (STANDARD.alarm, STANDARD.alarm)
    assert follow([0.9, 0.9, 0.2], STANDARD).limit == STANDARD.calm


def test_old_anger_is_capped() -> None:
    long_rage = follow([1.0] * 50, STANDARD)
    assert long_rage.excess == 2 * STANDARD.alarm


@given(NEGATIVES, st.data())
def test_a_worse_message_never_makes_the_course_better(negatives: list[float], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(negatives) - 1))
    worse = [*negatives[:at], data.draw(st.floats(negatives[at], 1)), *negatives[at + 1 :]]
    before, after = follow(negatives, STANDARD), follow(worse, STANDARD)
    assert after.level >= before.level - 1e-9
    assert after.excess >= before.excess - 1e-9
    assert after.alarmed or not before.alarmed


@given(NEGATIVES)
def test_values_stay_in_their_range(negatives: list[float]) -> None:
    course = follow(negatives, STANDARD)
    assert all(-1e-9 <= level <= 1 + 1e-9 for level in course.curve)
    assert 0 <= course.excess <= 2 * STANDARD.alarm


@given(NEGATIVES, st.floats(0, 1))
def test_an_alarm_that_is_on_only_ends_below_the_calm_level(negatives: list[float], then: float) -> None:
    before, after = follow(negatives, STANDARD), follow([*negatives, then], STANDARD)
    if before.alarmed and not after.alarmed:
        assert after.excess < STANDARD.calm
    if after.alarmed and not before.alarmed:
        assert after.excess >= STANDARD.alarm


def test_nothing_said_has_level_zero() -> None:
    assert Course().level == 0.0
