"""The description of the sockets is whole, fits the code, and what was made of it is not stale."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from handoff.adapters.sockets.vocabulary import ASKS, HEARS
from handoff.domain.events import EVENT_TYPES
from handoff.operations.describing import GENERATED, asyncapi, typescript
from handoff.statuses import STATUS_OF

SOCKETS = Path(__file__).resolve().parents[3] / "handoff" / "adapters" / "sockets"
SIGNALLING = ("emit", "_emit")


def calls() -> Iterator[ast.AST]:
    for path in SOCKETS.glob("*.py"):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def handled() -> set[tuple[str, str]]:
    """Every event that some desk serves, with the name of its payload's type."""
    tables = (node for node in calls() if isinstance(node, ast.Dict))
    return {
        (str(key.value), ast.unparse(value.args[0]))
        for table in tables
        for key, value in zip(table.keys, table.values, strict=True)
        if isinstance(key, ast.Constant)
        and isinstance(value, ast.Call)
        and ast.unparse(value.func) == "SocketEvent"
    }


def emitted() -> set[str]:
    """Every event that is told to pages."""
    return {
        str(node.args[0].value)
        for node in calls()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SIGNALLING
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return asyncapi()


def resolved(document: dict[str, Any], ref: str) -> Any:
    found: Any = document
    for step in ref.removeprefix("#/").split("/"):
        found = found[step]
    return found


def refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for part in value.values():
            yield from refs(part)
    if isinstance(value, list):
        for part in value:
            yield from refs(part)


def test_every_event_of_a_desk_is_described_with_its_payload() -> None:
    described = {(name, asked.payload.__name__) for asks in ASKS.values() for name, asked in asks.items()}
    assert described == handled()


def test_every_event_that_is_told_is_described() -> None:
    assert {name for hears in HEARS.values() for name in hears} == emitted()


def test_every_stored_event_is_described_by_all_its_fields(document: dict[str, Any]) -> None:
    variants = document["components"]["schemas"]["Recorded"]["oneOf"]
    kinds = {}
    for variant in variants:
        properties = resolved(document, variant["$ref"])["properties"]
        kinds[properties["type"]["const"]] = properties["data"]
    assert kinds.keys() == {*EVENT_TYPES, "hidden"}
    for name, kind in EVENT_TYPES.items():
        data = resolved(document, kinds[name]["$ref"])
        assert set(data["properties"]) == {field.name for field in fields(kind)}, name


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for ref in set(refs(document)):
        assert resolved(document, ref)


def test_every_event_of_a_page_has_an_answer_and_known_refusals(document: dict[str, Any]) -> None:
    asked = [one for one in document["operations"].values() if one["action"] == "receive"]
    assert len(asked) == sum(len(asks) for asks in ASKS.values())
    for one in asked:
        assert one["reply"]["messages"]
        assert set(one["x-refusals"]) <= {*STATUS_OF, "internal_error"}


def test_the_types_of_the_front_ends_are_not_stale() -> None:
    made = GENERATED.read_text(encoding="utf-8")
    assert made == typescript(), "run: python -m handoff.operations.describing"
