"""What the dialogue's payloads mean, and which are refused."""

import pytest

from bot.domain.directives import (
    AskPerson,
    CallPerson,
    Directive,
    ExpressFrustration,
    LeaveMessage,
    Perform,
    Say,
    SearchArticles,
    parse_directive,
    parse_directives,
)
from bot.errors import InvalidDirective


@pytest.mark.parametrize(
    ("payload", "directive"),
    [
        pytest.param({"text": "Hello!"}, Say("Hello!"), id="say"),
        pytest.param({"directive": "search_articles"}, SearchArticles(), id="search"),
        pytest.param({"directive": "ask_person"}, AskPerson(), id="person"),
        pytest.param({"directive": "express_frustration"}, ExpressFrustration(), id="vent"),
        pytest.param(
            {"directive": "leave_message", "name": "Ann", "topic": None},
            LeaveMessage({"name": "Ann"}),
            id="message, unfilled fields left out",
        ),
        pytest.param(
            {"directive": "call_person", "reason": "form_failed"}, CallPerson("form_failed"), id="call"
        ),
        pytest.param(
            {"text": "Shall I?", "options": ["Yes", "No"]}, Say("Shall I?", None, ("Yes", "No")), id="options"
        ),
        pytest.param(
            {
                "directive": "perform",
                "job": "cancel_order",
                "number": "FH-1",
                "done": ["Done."],
                "refused": "No.",
                "note": "cancel it",
            },
            Perform("cancel_order", {"number": "FH-1"}, ("Done.",), "No.", "cancel it"),
            id="perform",
        ),
    ],
)
def test_known_payload(payload: dict[str, object], directive: Directive) -> None:
    assert parse_directive(payload) == directive


@pytest.mark.parametrize(
    ("payload", "named"),
    [
        pytest.param({"directive": "dance"}, "'dance'", id="unknown directive"),
        pytest.param({"directive": None}, "None", id="no name"),
        pytest.param({"directive": ["ask_person"]}, "ask_person", id="name in a list"),
        pytest.param({"text": "  "}, "text", id="blank text"),
        pytest.param({"image": "x.png"}, "image", id="neither text nor directive"),
        pytest.param({}, "expected a text", id="nothing"),
        pytest.param({"directive": "perform", "job": "x"}, "perform needs", id="half a job"),
        pytest.param({"directive": "call_person"}, "call_person", id="a call without a reason"),
    ],
)
def test_unknown_payload_is_refused_and_named(payload: dict[str, object], named: str) -> None:
    with pytest.raises(InvalidDirective, match=named):
        parse_directive(payload)


def test_order_is_kept() -> None:
    payloads = [{"directive": "search_articles"}, {"text": "And your name?"}]
    assert parse_directives(payloads) == (SearchArticles(), Say("And your name?"))
