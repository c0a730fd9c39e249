"""The calls that Rasa makes for custom actions."""

from typing import Any

import pytest

from bot.actions.protocol import Answer, InvalidActionCall, Utter, read_call


def a_call(**tracker: object) -> dict[str, Any]:
    """A call as Rasa sends it, as far as it is read."""
    message = {
        "text": "cancel FH-1",
        "intent": {"name": "cancel_order", "confidence": 0.9},
        "entities": [{"entity": "order_number", "value": "FH-1"}],
    }
    slots = {"requested_slot": "confirmed", "flow": "cancel_order", "item": None}
    state = {"latest_message": message, "slots": slots, "events": [], **tracker}
    return {"next_action": "validate_flow_form", "sender_id": "c1", "tracker": state}


def test_a_call_is_read() -> None:
    heard = read_call(a_call())

    assert (heard.conversation_id, heard.intent, heard.asked) == ("c1", "cancel_order", "confirmed")
    assert heard.first("order_number") == "FH-1"
    assert heard.first("email") is None
    assert heard.slots == {"flow": "cancel_order"}
    assert not heard.resumed


def test_a_form_that_comes_back_after_other_words_is_told_apart() -> None:
    events = [{"event": "user"}, {"event": "action"}, {"event": "bot"}, {"event": "action"}]

    assert read_call(a_call(events=events)).resumed


@pytest.mark.parametrize(
    "payload", [{}, {"next_action": "other"}, {"next_action": "validate_flow_form", "tracker": {}}]
)
def test_anything_else_is_refused(payload: dict[str, Any]) -> None:
    with pytest.raises(InvalidActionCall):
        read_call(payload)


def test_an_answer_is_what_rasa_reads() -> None:
    answer = Answer({"flow": None}, None, (Utter("utter_x", {"a": "1"}, ("Yes",)),))

    assert answer.to_json() == {
        "events": [
            {"event": "slot", "name": "flow", "value": None},
            {"event": "slot", "name": "requested_slot", "value": None},
        ],
        "responses": [{"a": "1", "response": "utter_x", "buttons": [{"title": "Yes", "payload": "Yes"}]}],
    }
