"""What is said when a person is called: it names a person, and nothing is promised that may not hold."""

import pytest

from bot.domain.calls import CALLS
from bot.domain.turn import REASONS


def test_every_reason_has_its_words() -> None:
    assert {f"escalate:{reason}" for reason in REASONS} <= set(CALLS)


@pytest.mark.parametrize("occasion", [name for name in CALLS if name.startswith("escalate:")])
def test_a_person_is_named_and_no_time_is(occasion: str) -> None:
    for sentence in (*CALLS[occasion].warm, *CALLS[occasion].brief):
        assert "person" in sentence
        assert not any(time in sentence for time in ("minute", "second", "hour", "soon", "shortly"))
