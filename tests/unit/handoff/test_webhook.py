"""What a webhook gets and how it is signed, and when one is switched off."""

from datetime import timedelta

import pytest

from handoff.domain.events import HandoffRequested, Recorded
from handoff.domain.webhook import Webhook, check_types, event_view, farewell, pause_of, sign
from tests.fakes_handoff import NINE

HOOK = Webhook("w1", "https://x.example", ("*",), "secret", NINE)


def test_the_signature_is_that_of_the_time_and_the_body() -> None:
    # printf '1795338000.{"a":1}' | openssl dgst -sha256 -hmac secret
    assert sign("secret", NINE, b'{"a":1}') == (
        "t=1795338000,v1=4c09fa806c47d6ca41dfee7da1669ba9afa289f35bf4a8eac056214dead6b41a"
    )


def test_evidence_is_for_those_who_ask_for_it() -> None:
    event = HandoffRequested(reason="risk_topic", evidence={"lines": ["x"]}, team="t1")
    recorded = Recorded("c1", 3, NINE, event)
    assert event_view(recorded, internal=True) == recorded.to_wire()
    assert event_view(recorded, internal=False)["data"] == {"reason": "risk_topic", "team": "t1"}


@pytest.mark.parametrize(
    ("types", "internal", "wrong"),
    [
        (("*",), False, None),
        (("message_posted", "conversation_resolved"), False, None),
        (("note_posted",), True, None),
        (("note_posted",), False, "internal"),
        (("message",), True, "'message'"),
    ],
)
def test_wanted_types_must_exist_and_notes_are_internal(
    types: tuple[str, ...], internal: bool, wrong: str | None
) -> None:
    problem = check_types(types, internal=internal)
    assert (problem is None) if wrong is None else (problem is not None and wrong in problem)


def test_the_pause_grows_up_to_minutes() -> None:
    assert [pause_of(n).total_seconds() for n in (0, 1, 3, 50)] == [1, 2, 8, 300]


def test_patience_is_counted_from_the_first_failure() -> None:
    failing = Webhook("w1", "https://x.example", ("*",), "s", NINE, failing_since=NINE, failures=9)
    patience = timedelta(hours=72)
    assert farewell(HOOK, NINE, patience, "No.") is None
    assert farewell(failing, NINE + timedelta(hours=71), patience, "No.") is None
    note = farewell(failing, NINE + timedelta(hours=75), patience, "No.")
    assert note == "Switched off on 2026-11-25 12:00 UTC: nothing could be delivered for 75 hours. No."
