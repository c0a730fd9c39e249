"""Every payload: what fits is read, everything else is refused with a code and without a trace."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from handoff.contract import wire
from handoff.contract.wire import MAX_SEQ, MAX_TEXT, Payload, read
from handoff.errors import InvalidInput, TooLong

GOOD: dict[type[Payload], dict[str, Any]] = {
    wire.Nothing: {},
    wire.Words: {"client_id": "k1", "text": "Hello", "attachments": ["f1"]},
    wire.CustomerMessage: {"client_id": "k1", "text": "Hello", "attachments": ["f1"]},
    wire.Cursor: {"after": 3},
    wire.Typing: {"active": True},
    wire.Rating: {"message_id": "c1.2", "helpful": False},
    wire.Pick: {"message_id": "c1.2", "choice_id": "person"},
    wire.Survey: {"csat": 5, "ces": 7, "nps": 0, "comment": "Fine"},
    wire.Presence: {"status": "away", "capacity": 0},
    wire.OfConversation: {"conversation_id": "c1"},
    wire.OpenConversation: {"conversation_id": "c1", "after": 0},
    wire.AgentText: {
        "conversation_id": "c1",
        "client_id": "k1",
        "text": "Hello",
        "fence": 2,
        "attachments": [],
    },
    wire.NoteText: {"conversation_id": "c1", "client_id": "k1", "text": "Look", "mentions": ["a2"]},
    wire.Return: {"conversation_id": "c1", "flow": "order_status"},
    wire.Tags: {"conversation_id": "c1", "tags": ["late"]},
    wire.OfMessage: {"conversation_id": "c1", "message_id": "c1.2"},
    wire.Renewal: {"told": ["c1"]},
    wire.Seen: {"seq": 3},
    wire.AgentSeen: {"conversation_id": "c1", "seq": 3},
    wire.ReadMentions: {"conversation_id": "c1", "seq": 3},
    wire.SentMessage: {"client_id": "k1", "text": "Hello", "fence": 2, "attachments": []},
    wire.Viewing: {"conversation_id": "c1"},
    wire.AgentTyping: {"conversation_id": "c1", "active": False},
    wire.TransferTo: {"conversation_id": "c1", "to_agent_id": "a2", "to_team": None},
    wire.SocketAuth: {"token": "t", "cursor": 9},
    wire.NewVisitor: {"identity_token": "a.b.c", "locale": "en-GB", "page_url": "https://shop.example/"},
    wire.Credentials: {"email": "ann@shop.example", "password": "correct horse"},
    wire.SearchQuery: {"query": "tent", "limit": 50},
    wire.Question: {"text": "Do you ship?"},
}
ALL = [pytest.param(kind, payload, id=kind.__name__) for kind, payload in GOOD.items()]

DEEP: list[Any] = []
for _ in range(5_000):
    DEEP = [DEEP]
GARBAGE: dict[str, Any] = {
    "binary": b"\x00\xff",
    "null": None,
    "number": 7.5,
    "list": ["x"],
    "object": {"x": 1},
    "lone surrogate": "\ud800",
    "NUL": "a\x00b",
    "deep nesting": DEEP,
}
BOUNDS: dict[str, tuple[type[Payload], dict[str, Any]]] = {
    "empty text": (wire.NoteText, {"text": ""}),
    "only spaces": (wire.NoteText, {"text": " \n\t "}),
    "neither text nor file": (wire.SentMessage, {"text": " "}),
    "six files": (wire.CustomerMessage, {"attachments": [f"f{n}" for n in range(6)]}),
    "a file twice": (wire.CustomerMessage, {"attachments": ["f1", "f1"]}),
    "empty client id": (wire.CustomerMessage, {"client_id": ""}),
    "long client id": (wire.CustomerMessage, {"client_id": "k" * 121}),
    "negative cursor": (wire.Cursor, {"after": -1}),
    "cursor beyond any database": (wire.Cursor, {"after": MAX_SEQ + 1}),
    "open behind any database": (wire.OpenConversation, {"after": 10**30}),
    "socket cursor beyond any database": (wire.SocketAuth, {"cursor": 2**63}),
    "cursor that is a truth": (wire.Cursor, {"after": True}),
    "cursor that is a fraction": (wire.Cursor, {"after": 1.0}),
    "truth as number": (wire.Typing, {"active": 1}),
    "truth as word": (wire.Rating, {"helpful": "yes"}),
    "no star": (wire.Survey, {"csat": 0}),
    "six stars": (wire.Survey, {"csat": 6}),
    "star as word": (wire.Survey, {"csat": "5"}),
    "ces of eight": (wire.Survey, {"ces": 8}),
    "nps of eleven": (wire.Survey, {"nps": 11}),
    "long comment": (wire.Survey, {"comment": "x" * (MAX_TEXT + 1)}),
    "unknown status": (wire.Presence, {"status": "busy"}),
    "status with a line end": (wire.Presence, {"status": "online\n"}),
    "capacity too high": (wire.Presence, {"capacity": 51}),
    "empty token": (wire.SocketAuth, {"token": ""}),
    "long token": (wire.SocketAuth, {"token": "t" * 401}),
    "long page address": (wire.NewVisitor, {"page_url": "x" * 2_001}),
    "long password": (wire.Credentials, {"password": "x" * 201}),
    "no hits wanted": (wire.SearchQuery, {"limit": 0}),
    "too many hits wanted": (wire.SearchQuery, {"limit": 51}),
}


def leaves(kind: type[Payload]) -> set[type[Payload]]:
    return {kind}.union(*(leaves(child) for child in kind.__subclasses__()))


def test_the_table_knows_every_payload() -> None:
    known = {kind for kind in leaves(Payload) if kind.__module__ == wire.__name__}
    assert set(GOOD) == known - {Payload}


@pytest.mark.parametrize(("kind", "payload"), ALL)
def test_what_fits_is_read(kind: type[Payload], payload: dict[str, Any]) -> None:
    assert read(kind, payload).model_dump() == payload


@pytest.mark.parametrize(("kind", "payload"), ALL)
def test_an_unknown_field_is_refused_by_name(kind: type[Payload], payload: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match="is_admin"):
        read(kind, {**payload, "is_admin": True})


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE.keys())
@pytest.mark.parametrize(("kind", "payload"), ALL)
def test_garbage_in_any_field_is_refused(kind: type[Payload], payload: dict[str, Any], garbage: Any) -> None:
    for name, field in kind.model_fields.items():
        fits = garbage == ["x"] and isinstance(payload[name], list)
        if fits or (garbage is None and not field.is_required()):
            continue
        with pytest.raises(InvalidInput, match=name):
            read(kind, {**payload, name: garbage})


@pytest.mark.parametrize("garbage", [b"{}", 7, "text", [], [{}], True, DEEP], ids=lambda g: type(g).__name__)
@pytest.mark.parametrize(("kind", "payload"), ALL)
def test_what_is_no_object_is_refused(kind: type[Payload], payload: dict[str, Any], garbage: Any) -> None:
    with pytest.raises(InvalidInput, match="payload"):
        read(kind, garbage)


@pytest.mark.parametrize(("kind", "payload"), ALL)
def test_no_payload_is_an_empty_one(kind: type[Payload], payload: dict[str, Any]) -> None:
    required = [name for name, field in kind.model_fields.items() if field.is_required()]
    if required:
        with pytest.raises(InvalidInput, match=required[0]):
            read(kind, None)
    else:
        assert read(kind, None) == kind()


@pytest.mark.parametrize(("kind", "wrong"), BOUNDS.values(), ids=BOUNDS.keys())
def test_a_value_out_of_bounds_is_refused_by_name(kind: type[Payload], wrong: Mapping[str, Any]) -> None:
    with pytest.raises(InvalidInput, match=next(iter(wrong))):
        read(kind, {**GOOD[kind], **wrong})


@pytest.mark.parametrize("kind", [wire.CustomerMessage, wire.AgentText, wire.Question])
def test_a_text_that_is_too_long_has_a_code_of_its_own(kind: type[Payload]) -> None:
    assert read(kind, {**GOOD[kind], "text": "x" * MAX_TEXT}).model_dump()["text"] == "x" * MAX_TEXT
    with pytest.raises(TooLong, match=str(MAX_TEXT)) as caught:
        read(kind, {**GOOD[kind], "text": "x" * (MAX_TEXT + 1)})
    assert caught.value.code == "too_long"


def test_a_file_needs_no_words() -> None:
    assert read(wire.CustomerMessage, {"client_id": "k1", "text": "", "attachments": ["f1"]}).text == ""


def test_a_text_is_stripped_but_keeps_its_inner_space() -> None:
    assert read(wire.Question, {"text": " a\n  b "}).text == "a\n  b"


@pytest.mark.parametrize("after", [0, MAX_SEQ])
def test_a_cursor_may_be_any_seq(after: int) -> None:
    assert read(wire.Cursor, {"after": after}).after == after


def test_the_refusal_does_not_repeat_what_was_sent() -> None:
    with pytest.raises(InvalidInput) as caught:
        read(wire.Credentials, {"email": "ann@shop.example", "password": ["hunter2"]})
    assert "hunter2" not in str(caught.value)


def test_only_the_first_faults_are_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        read(wire.Nothing, {f"field{number}": 1 for number in range(1_000)})
    assert len(str(caught.value)) < 500


def test_a_payload_cannot_be_changed() -> None:
    cursor = read(wire.Cursor, {"after": 1})
    with pytest.raises(ValidationError):
        cursor.after = 2


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.integers(), inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(list(GOOD)), anything)
def test_nothing_that_comes_in_breaks_the_reader(kind: type[Payload], payload: object) -> None:
    with suppress(InvalidInput, TooLong):
        assert isinstance(read(kind, payload), kind)
