"""What counts as a question, and what does not."""

from typing import Any

import pytest

from handoff.domain.erasure import TOMBSTONE
from handoff.domain.inquiry import is_inquiry, is_put_to_person
from tests.fakes_questions import evidence


@pytest.mark.parametrize(
    ("text", "given", "counts"),
    [
        pytest.param("do you rent out satellite phones", {}, True, id="offered a person"),
        pytest.param("satellite phones", {"decision": "clarify"}, True, id="clarified"),
        pytest.param("how do I return it", {"decision": "answer"}, True, id="answered"),
        pytest.param(
            "hi, how do I return it", {"decision": "answer", "intent": "greeting"}, True, id="greets too"
        ),
        pytest.param(
            "rent a sat phone", {"decision": "escalate", "reason": "low_confidence"}, True, id="unsure"
        ),
        pytest.param(
            "rent a sat phone", {"decision": "escalate", "reason": "dialogue_unavailable"}, True, id="down"
        ),
        pytest.param(
            "again: rent a phone", {"decision": "escalate", "reason": "repeated_failure"}, True, id="again"
        ),
        pytest.param("hello there", {"decision": "say", "intent": "greeting"}, False, id="greeting"),
        pytest.param("thanks a lot, bye", {"decision": "say", "intent": "thanks"}, False, id="thanks"),
        pytest.param("yes please do that", {"intent": "affirm"}, False, id="takes the offer"),
        pytest.param("?", {}, False, id="near blank"),
        pytest.param("hi! thanks", {}, False, id="only small talk"),
        pytest.param(
            "a person please", {"decision": "escalate", "reason": "customer_asked"}, False, id="person"
        ),
        pytest.param(
            "my lawyer will write", {"decision": "escalate", "reason": "risk_topic"}, False, id="risk"
        ),
        pytest.param("this is a joke", {"reason": "negative_sentiment"}, False, id="complaint"),
        pytest.param(
            "that's not what I asked",
            {"decision": "escalate", "reason": "repeated_failure"},
            False,
            id="rejects",
        ),
        pytest.param(TOMBSTONE, {"decision": "answer"}, False, id="erased"),
    ],
)
def test_inquiries(text: str, given: dict[str, Any], counts: bool) -> None:
    assert is_inquiry(text, evidence(**given)) is counts


def test_what_is_said_inside_a_form_is_no_question() -> None:
    seen = evidence()
    seen["turn"]["active_form"] = "contact_form"
    assert not is_inquiry("about my order from last week", seen)


def test_without_evidence_of_a_turn_nothing_is_a_question() -> None:
    assert not is_inquiry("do you rent out satellite phones", {"reason": "dialogue_unavailable", "lines": []})


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("and do you also deliver to Norway?", True),
        ("my order number is 48213", False),
        ("ok?", False),
        ("thank you so much!", False),
        (TOMBSTONE, False),
    ],
)
def test_what_is_put_to_a_person(text: str, counts: bool) -> None:
    assert is_put_to_person(text) is counts
