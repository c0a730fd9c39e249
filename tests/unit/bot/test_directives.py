"""What the dialogue's payloads mean, and which are refused."""

import pytest

from bot.domain.directives import (
    AskPerson,
    Directive,
    ExpressFrustration,
    LeaveMessage,
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
    ],
)
def test_unknown_payload_is_refused_and_named(payload: dict[str, object], named: str) -> None:
    with pytest.raises(InvalidDirective, match=named):
        parse_directive(payload)


def test_order_is_kept() -> None:
    payloads = [{"directive": "search_articles"}, {"text": "And your name?"}]
    assert parse_directives(payloads) == (SearchArticles(), Say("And your name?"))
