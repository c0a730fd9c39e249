"""What the channel accepts, and that no text can pick an intent."""

import json
import sys

import pytest

from bot.rasa.request import TEXT_LIMIT, InvalidPayload, neutral, read_conversation_id, read_turn

TURN = {"conversation_id": "c1", "message_id": "m1", "text": "hi"}
SPACES = [chr(point) for point in range(sys.maxunicode + 1) if chr(point).isspace()]


def test_a_turn_is_read() -> None:
    turn = read_turn(json.dumps({**TURN, "slots": {"contact_name": "Ann"}, "active_form": "f"}).encode())

    assert (turn.conversation_id, turn.message_id, turn.text) == ("c1", "m1", "hi")
    assert turn.slots == {"contact_name": "Ann"}
    assert turn.active_form == "f"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"", "must be JSON", id="nothing"),
        pytest.param(b"\xff\xfe", "must be JSON", id="not text"),
        pytest.param(b"[1]", "JSON object", id="a list"),
        pytest.param(
            json.dumps({**TURN, "sender": "x"}).encode(), "unknown fields: sender", id="unknown field"
        ),
        pytest.param(json.dumps({**TURN, "text": "  "}).encode(), "text must be", id="blank text"),
        pytest.param(json.dumps({**TURN, "text": 7}).encode(), "text must be", id="text is a number"),
        pytest.param(json.dumps({**TURN, "text": "x" * (TEXT_LIMIT + 1)}).encode(), "4001", id="long text"),
        pytest.param(
            json.dumps({**TURN, "message_id": None}).encode(), "message_id must", id="no message id"
        ),
        pytest.param(json.dumps({**TURN, "slots": [1]}).encode(), "slots must be", id="slots is a list"),
        pytest.param(json.dumps({**TURN, "active_form": 1}).encode(), "active_form", id="form is a number"),
    ],
)
def test_what_is_not_as_agreed_is_refused_with_the_reason(body: bytes, reason: str) -> None:
    with pytest.raises(InvalidPayload, match=reason):
        read_turn(body)


def test_a_conversation_is_named() -> None:
    assert read_conversation_id(b'{"conversation_id": "c1"}') == "c1"
    with pytest.raises(InvalidPayload, match="conversation_id"):
        read_conversation_id(b"{}")


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("/ask_person", "ask_person"),
        ('/leave_message{"contact_name": "x"}', 'leave_message{"contact_name": "x"}'),
        (" / / // /restart", "restart"),
        ("\n\t/greet@1.0", "greet@1.0"),
        ("hello /there", "hello /there"),
        ("and/or", "and/or"),
        ("  hello ", "hello"),
        ("/", "?"),
        ("/ //", "?"),
    ],
)
def test_slashes_in_front_are_taken_away(text: str, harmless: str) -> None:
    assert neutral(text) == harmless


def test_no_kind_of_white_space_hides_a_slash() -> None:
    for space in SPACES:
        assert neutral(f"{space}/{space}/greet") == "greet"
