"""The bot's sentences: the same for the same message, never twice in a row."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.turn import REASONS
from bot.domain.voice import OCCASIONS, Voice

UNHURRIED = settings(deadline=None)  # a busy machine is no fault of the code


@UNHURRIED
@given(st.sampled_from(OCCASIONS), st.text(max_size=20))
def test_same_message_same_sentence(occasion: str, message_id: str) -> None:
    assert Voice().say(occasion, message_id) == Voice().say(occasion, message_id)


@UNHURRIED
@given(st.sampled_from(OCCASIONS), st.text(max_size=20), st.text(max_size=20))
def test_never_twice_in_a_row(occasion: str, first_id: str, second_id: str) -> None:
    first = Voice().say(occasion, first_id)
    second = Voice().say(occasion, second_id, last_said=first.id)
    assert second.text != first.text


def test_sentences_vary() -> None:
    said = {Voice().say("greet", f"m{number}").text for number in range(30)}
    assert len(said) == 3


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_its_sentence(reason: str) -> None:
    assert "person" in Voice().say(f"escalate:{reason}", "m1").text


def test_operator_replaces_an_occasion_and_keeps_the_others() -> None:
    voice = Voice({"greet": ("Ahoy!",)})
    assert voice.say("greet", "m1").text == "Ahoy!"
    assert voice.say("rephrase", "m1") == Voice().say("rephrase", "m1")


def test_unknown_occasion_is_refused() -> None:
    with pytest.raises(KeyError):
        Voice().say("birthday", "m1")
