"""Who is in, and an honest wait in words."""

from dataclasses import replace

import pytest

from bot.domain.desk import DeskState, later_occasion, wait_occasion


@pytest.mark.parametrize(
    ("state", "reachable"),
    [
        pytest.param(DeskState(), True, id="nothing known"),
        pytest.param(DeskState(agents_free=2), True, id="somebody free"),
        pytest.param(DeskState(agents_free=0), False, id="all busy"),
        pytest.param(DeskState(agents_free=2, open_now=False), False, id="closed"),
    ],
)
def test_reachable(state: DeskState, reachable: bool) -> None:
    assert state.reachable is reachable


@pytest.mark.parametrize(
    ("p50", "p90", "words"),
    [
        (240.0, 540.0, "4 to 9 minutes"),
        (10.0, 50.0, "about a minute"),
        (300.0, 310.0, "about 5 minutes"),
        (None, 500.0, None),
    ],
)
def test_usual_wait(p50: float | None, p90: float | None, words: str | None) -> None:
    assert DeskState(wait_p50_s=p50, wait_p90_s=p90).usual_wait == words


def test_no_wait_is_told_when_closed() -> None:
    assert DeskState(open_now=False, wait_p50_s=60.0, wait_p90_s=120.0).usual_wait is None


@pytest.mark.parametrize(
    ("state", "deserted"),
    [
        pytest.param(DeskState(agents_free=0), False, id="not known"),
        pytest.param(DeskState(agents_free=0, agents_in=2), False, id="all busy"),
        pytest.param(DeskState(agents_free=0, agents_in=0), True, id="nobody in"),
        pytest.param(DeskState(agents_free=0, agents_in=0, open_now=False), False, id="closed"),
    ],
)
def test_nobody_in_is_another_thing_than_all_busy(state: DeskState, deserted: bool) -> None:
    assert state.deserted is deserted
    assert (replace(state, wait_p50_s=60.0, wait_p90_s=120.0).usual_wait is None) == (
        deserted or not state.open_now
    )


@pytest.mark.parametrize(
    ("state", "wait", "later"),
    [
        (DeskState(2, agents_in=2), None, "offer:later"),
        (DeskState(0, agents_in=2), "wait:unknown", "offer:later"),
        (DeskState(0, wait_p50_s=60.0, wait_p90_s=120.0), "wait:known", "offer:later"),
        (DeskState(0, agents_in=0), "wait:nobody", "offer:nobody"),
        (DeskState(0, agents_in=0, open_now=False), "wait:closed", "offer:closed"),
    ],
)
def test_each_case_has_words_of_its_own(state: DeskState, wait: str | None, later: str) -> None:
    assert (wait_occasion(state), later_occasion(state)) == (wait, later)
