"""Describes the sockets to other programs: AsyncAPI 3.0, made of the same types as the code.

What a page emits is a `receive` operation of ours with the acknowledgement as its reply; what it hears is a
`send` operation. Socket.IO's acknowledgement needs no channel of its own, so the reply names none.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from handoff.contract.schemas import REF, Schema, Schemas
from handoff.contract.signals import Refusal
from handoff.contract.wire import SocketAuth
from handoff.domain.events import EVENT_TYPES


class Asked(Protocol):
    """One event a page may emit."""

    @property
    def payload(self) -> Any:  # noqa: ANN401 -- the type of a payload
        """The type of what comes along."""

    @property
    def answer(self) -> Any:  # noqa: ANN401 -- a TypedDict
        """The type of the acknowledgement, without its `ok`."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes with which it may be refused."""


Asks = Mapping[str, Mapping[str, Asked]]
Hears = Mapping[str, Mapping[str, Any]]
HIDDEN = "Something that only agents may read; it keeps its place, so that no hole appears."


def describe(asks: Asks, hears: Hears, door: Sequence[str], version: str) -> dict[str, Any]:
    """Give the AsyncAPI document; `door` are the codes with which a connection may be refused."""
    book = _Book()
    for namespace in asks:
        book.add(namespace, asks[namespace], hears[namespace], door)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Frontdesk sockets",
            "version": version,
            "license": {"name": "Apache-2.0"},
            "description": "Socket.IO 5 over WebSocket at /socket.io/. Every event that a page emits is "
            "acknowledged: with `ok: true` and the fields named here, or with a refusal.",
        },
        "defaultContentType": "application/json",
        "channels": book.channels,
        "operations": book.operations,
        "components": {"messages": book.messages, "schemas": book.schemas.found},
    }


class _Book:
    """Collects what is described."""

    def __init__(self) -> None:
        self.schemas = Schemas()
        self.channels: dict[str, Any] = {}
        self.operations: dict[str, Any] = {}
        self.messages: dict[str, Any] = {}

    def add(
        self, namespace: str, asks: Mapping[str, Asked], hears: Mapping[str, Any], door: Sequence[str]
    ) -> None:
        channel = namespace.strip("/")
        self.channels[channel] = {
            "address": namespace,
            "description": f"The Socket.IO namespace {namespace}. Connect with `auth` as in the schema "
            "`SocketAuth`.",
            "messages": {},
            "x-auth": self.schemas.payload(SocketAuth),
            "x-refusals": list(door),
        }
        for name, asked in asks.items():
            self._ask(channel, name, asked)
        for name, kind in hears.items():
            payload = event_schema(self.schemas) if name == "event" else self.schemas.of(kind)
            message = self._message(channel, f"{name}.heard", name, payload)
            self._operation(channel, f"{channel}.hear.{name}", "send", message)

    def _ask(self, channel: str, name: str, asked: Asked) -> None:
        message = self._message(channel, f"{name}.asked", name, self.schemas.payload(asked.payload))
        done = {"allOf": [_done(), self.schemas.of(asked.answer)]}
        refused = {"allOf": [self.schemas.of(Refusal), _with_codes(asked.codes)]}
        answer = self._message(channel, f"{name}.ack", f"{name} (ack)", {"oneOf": [done, refused]})
        reply = {"channel": {"$ref": f"#/channels/{channel}"}, "messages": [answer]}
        operation = f"{channel}.ask.{name}"
        self._operation(channel, operation, "receive", message)
        self.operations[_key(operation)].update({"reply": reply, "x-refusals": list(asked.codes)})

    def _message(self, channel: str, key: str, name: str, payload: Schema) -> Schema:
        own, known = _key(key), _key(f"{channel}.{key}")
        self.messages[known] = {"name": name, "payload": payload}
        self.channels[channel]["messages"][own] = {"$ref": f"#/components/messages/{known}"}
        return {"$ref": f"#/channels/{channel}/messages/{own}"}

    def _operation(self, channel: str, name: str, action: str, message: Schema) -> None:
        self.operations[_key(name)] = {
            "action": action,
            "channel": {"$ref": f"#/channels/{channel}"},
            "messages": [message],
        }


def event_schema(schemas: Schemas) -> Schema:
    """Describe a stored event of any type, `hidden` among them."""
    known = [_recorded(schemas, name, schemas.event(kind)) for name, kind in EVENT_TYPES.items()]
    nothing: Schema = {"type": "object", "description": HIDDEN, "additionalProperties": False}
    schemas.found["Recorded"] = {"oneOf": [*known, _recorded(schemas, "hidden", nothing)]}
    return {"$ref": REF + "Recorded"}


def _recorded(schemas: Schemas, name: str, data: Schema) -> Schema:
    key = f"recorded_{name}"
    schemas.found[key] = {
        "type": "object",
        "properties": {
            "conversation_id": {"type": "string"},
            "seq": {"type": "integer", "minimum": 1, "description": "Gapless from 1."},
            "type": {"const": name},
            "at": {"type": "string", "format": "date-time"},
            "data": data,
        },
        "required": ["conversation_id", "seq", "type", "at", "data"],
    }
    return {"$ref": REF + key}


def _done() -> Schema:
    return {"type": "object", "properties": {"ok": {"const": True}}, "required": ["ok"]}


def _with_codes(codes: Sequence[str]) -> Schema:
    error = {"type": "object", "properties": {"code": {"enum": list(codes)}}}
    return {"type": "object", "properties": {"error": error}}


def _key(name: str) -> str:
    """Give a name as AsyncAPI allows it for keys of components."""
    return name.replace(":", "_")
