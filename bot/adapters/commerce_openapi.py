"""The description of the interface that a shop serves for `commerce_rest`, made from the values themselves.

`python -m bot.adapters.commerce_openapi` writes it beside this file; a test keeps both the same.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import TypeAdapter

from bot.domain.commerce import (
    Address,
    Customer,
    Invoice,
    LineChange,
    LineCount,
    Order,
    Reason,
    Refund,
    Return,
    Slot,
    Store,
)
from bot.domain.promises import Appointment, CallBack

FILE = Path(__file__).with_suffix(".yaml")
VALUES = (Address, Appointment, CallBack, Customer, Invoice, LineChange, LineCount, Order, Refund, Return)
TEXT: dict[str, Any] = {"type": "string"}
MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
WHO = {"external_id": MAYBE_TEXT, "email": MAYBE_TEXT}


@dataclass(frozen=True, slots=True)
class Operation:
    """One call: what it is for, what goes in (members of the body) and what comes out."""

    method: str
    path: str
    meaning: str
    answer: Mapping[str, Any]
    body: Mapping[str, Any] | None = None

    @property
    def writes(self) -> bool:
        """Say whether it changes something, and so needs a key."""
        return self.body is not None and not self.path.endswith("/search")


def _ref(kind: type) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


def _some(kind: type) -> dict[str, Any]:
    return {"type": "array", "items": _ref(kind)}


def _object(members: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": sorted(members), "properties": dict(members)}


OPERATIONS = (
    Operation("get", "/health", "200 while the shop can answer and the token is right.", _object({})),
    Operation(
        *("post", "/customers/search", "The customer with this id, else with this e-mail; null for nobody."),
        _object({"customer": {"anyOf": [_ref(Customer), {"type": "null"}]}}),
        WHO,
    ),
    Operation(
        *("put", "/customers/email", "Change the e-mail of an account; conflict if another account has it."),
        _ref(Customer),
        {**WHO, "new_email": TEXT},
    ),
    Operation("post", "/orders/search", "All orders of a customer.", _object({"orders": _some(Order)}), WHO),
    Operation("get", "/orders/{number}", "One order.", _ref(Order)),
    Operation("post", "/orders/{number}/cancel", "Cancel and refund a placed order.", _ref(Order), {}),
    Operation(
        *("patch", "/orders/{number}/lines", "Change quantities (0 takes a line out) or variants."),
        _ref(Order),
        {"changes": _some(LineChange)},
    ),
    Operation(
        *("post", "/orders/{number}/returns", "Start a return; no lines means all that can go back."),
        _ref(Return),
        {"lines": _some(LineCount), "reason": TEXT},
    ),
    Operation(
        *("get", "/orders/{number}/refunds", "The refunds of an order, newest first."),
        _object({"refunds": _some(Refund)}),
    ),
    Operation(
        *("put", "/orders/{number}/address", "Send a placed order elsewhere in the same country."),
        _ref(Order),
        {"name": TEXT, "street": TEXT, "city": TEXT, "postcode": TEXT, "country": TEXT},
    ),
    Operation(
        *("put", "/orders/{number}/email", "Send news of this order elsewhere; the account stays."),
        _ref(Order),
        {"email": TEXT},
    ),
    Operation("get", "/orders/{number}/invoice", "The invoice of an order that was sent.", _ref(Invoice)),
    Operation(
        *("post", "/orders/{number}/problems", "Open a case for damaged or missing pieces."),
        _object({"case": TEXT}),
        {"kind": {"enum": ["damaged", "missing"]}, "lines": _some(LineCount), "description": TEXT},
    ),
    Operation("get", "/stores", "All stores with hours and holidays.", _object({"stores": _some(Store)})),
    Operation(
        *("get", "/stores/{store}/slots", "The free appointments of `day`, earliest first."),
        _object({"slots": _some(Slot)}),
    ),
    Operation(
        *("post", "/appointments", "Book a slot; conflict if it is taken."),
        _ref(Appointment),
        {"slot_id": TEXT, "name": TEXT, "contact": TEXT, "topic": TEXT},
    ),
    Operation(
        *("post", "/callbacks", "Promise a call; `when` is in the customer's own words."),
        _ref(CallBack),
        {"phone": TEXT, "when": TEXT, "topic": TEXT},
    ),
)


def description() -> dict[str, Any]:
    """Give the OpenAPI 3.1 description."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Orders for Frontdesk", "version": "1"},
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {**_schemas(), "Problem": _problem()},
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    answer = {"description": "Done.", "content": _json(operation.answer)}
    refusal = {
        "description": "Refused, or not well.",
        "content": _json({"$ref": "#/components/schemas/Problem"}),
    }
    described: dict[str, Any] = {
        "summary": operation.meaning,
        "parameters": _parameters(operation),
        "responses": {"200": answer, "default": refusal},
    }
    if operation.body is not None:
        described["requestBody"] = {"required": True, "content": _json(_object(operation.body))}
    return described


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    named = [part.strip("{}") for part in operation.path.split("/") if part.startswith("{")]
    found = [{"name": name, "in": "path", "required": True, "schema": TEXT} for name in named]
    if operation.path.endswith("/slots"):
        day = {"type": "string", "format": "date"}
        found.append({"name": "day", "in": "query", "required": True, "schema": day})
    if operation.writes:
        found.append({"name": "Idempotency-Key", "in": "header", "required": True, "schema": TEXT})
    return found


def _schemas() -> dict[str, Any]:
    adapters: list[tuple[Any, Literal["validation"], TypeAdapter[Any]]] = [
        (kind, "validation", TypeAdapter(kind)) for kind in (*VALUES, Slot, Store)
    ]
    _, schema = TypeAdapter.json_schemas(adapters, ref_template="#/components/schemas/{model}")
    definitions: dict[str, Any] = schema["$defs"]
    return definitions


def _problem() -> dict[str, Any]:
    codes = ["order_not_found", "not_allowed_any_more", "conflict", "invalid_wish", "commerce_unavailable"]
    reasons = {"type": "string", "enum": [str(reason) for reason in Reason]}
    members = {"code": {"type": "string", "enum": codes}, "detail": TEXT, "reason": reasons}
    return {"type": "object", "required": ["code"], "properties": members}


def _json(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": dict(schema)}}


if __name__ == "__main__":
    plain = json.loads(json.dumps(description()))  # without the anchors that shared parts would become
    FILE.write_text(yaml.safe_dump(plain, sort_keys=False, width=110), encoding="utf-8")
