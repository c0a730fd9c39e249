"""JSON Schema (2020-12, the part that AsyncAPI and TypeScript share) of the types that travel."""

import dataclasses
import inspect
from collections.abc import Mapping, Sequence
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from handoff.contract.wire import Payload
from handoff.domain.events import Event

Schema = dict[str, Any]
REF = "#/components/schemas/"
PLAIN: Mapping[object, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    object: {},
    Any: {},
}


class Schemas:
    """Collects the schemas of types under their names."""

    def __init__(self) -> None:
        self.found: dict[str, Schema] = {}

    def payload(self, kind: type[Payload]) -> Schema:
        """Describe what comes in."""
        schema = kind.model_json_schema(ref_template=REF + "{model}")
        self.found.update(schema.pop("$defs", {}))
        self.found[kind.__name__] = {**schema, "description": _words(kind)}
        return {"$ref": REF + kind.__name__}

    def event(self, kind: type[Event]) -> Schema:
        """Describe the data of a stored event; fields that are as usual are left out of it."""
        hints = get_type_hints(kind, include_extras=True)
        own = dataclasses.fields(kind)
        properties = {field.name: self.of(hints[field.name]) for field in own}
        required = [field.name for field in own if field.default is dataclasses.MISSING]
        self.found[kind.__name__] = _object(kind, properties, required)
        return {"$ref": REF + kind.__name__}

    def of(self, kind: Any) -> Schema:  # noqa: ANN401 -- there is no type of all type expressions
        """Describe a type.

        Raises:
            TypeError: it has no form in JSON that could be described.
        """
        if is_typeddict(kind):
            return self._record(kind)
        if kind in PLAIN:
            return dict(PLAIN[kind])
        origin, parts = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self.of(parts[1] if _is_shape(parts[1]) else parts[0])
        if origin is Literal:
            return {"type": PLAIN[type(parts[0])]["type"], "enum": list(parts)}
        return self._composed(kind, origin, parts)

    def _composed(self, kind: object, origin: object, parts: Sequence[Any]) -> Schema:
        if origin is NotRequired:
            return self.of(parts[0])
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(part) for part in parts]}
        if origin in (list, tuple, Sequence):
            return {"type": "array", "items": self.of(parts[0])}
        if origin in (dict, Mapping):
            return {"type": "object", "additionalProperties": self.of(parts[1])}
        raise TypeError(f"{kind!r} cannot be described")

    def _record(self, kind: Any) -> Schema:  # noqa: ANN401
        name = kind.__name__
        if name not in self.found:
            self.found[name] = {}
            hints = get_type_hints(kind, include_extras=True)
            optional = kind.__optional_keys__
            properties = {field: self.of(hint) for field, hint in hints.items()}
            required = [field for field in hints if field not in optional]
            self.found[name] = _object(kind, properties, required)
        return {"$ref": REF + name}


def _is_shape(note: object) -> bool:
    return is_typeddict(note) or get_origin(note) is Literal


def _object(kind: type, properties: Mapping[str, Schema], required: Sequence[str]) -> Schema:
    schema: Schema = {"type": "object", "description": _words(kind), "properties": dict(properties)}
    return {**schema, "required": list(required)} if required else schema


def _words(kind: type) -> str:
    return " ".join((inspect.getdoc(kind) or "").split())
