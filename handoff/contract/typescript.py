"""Turns JSON Schemas into TypeScript: read-only interfaces, one a schema, in the order of their names."""

import json
from collections.abc import Mapping
from typing import Any

from handoff.contract.schemas import REF, Schema

HEAD = "/** Made by `python -m handoff.operations.describing` from the service's types; do not edit. */\n"
PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def interfaces(schemas: Mapping[str, Schema]) -> str:
    """Give one exported type a schema."""
    return "\n".join(_declaration(name, schemas[name]) for name in sorted(schemas))


def table(name: str, entries: Mapping[str, str], words: str) -> str:
    """Give an interface that maps names on the wire to types."""
    lines = [f"  readonly {_field(key)}: {kind};" for key, kind in entries.items()]
    return f"/** {words} */\nexport interface {name} {{\n" + "\n".join(lines) + "\n}\n"


def names(name: str, values: tuple[str, ...], words: str) -> str:
    """Give a constant list of names."""
    listed = "".join(f"  {json.dumps(value)},\n" for value in values)
    return f"/** {words} */\nexport const {name} = [\n{listed}] as const;\n"


def type_of(schema: Schema) -> str:
    """Give the expression of a type."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(REF)
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return " | ".join(dict.fromkeys(type_of(part) for part in schema[union]))
    if schema.get("type") == "array":
        item = type_of(schema["items"])
        return f"readonly ({item})[]" if "|" in item else f"readonly {item}[]"
    if schema.get("type") == "object":
        return _inline(schema)
    return PLAIN.get(str(schema.get("type")), "unknown")


def _inline(schema: Schema) -> str:
    more = schema.get("additionalProperties")
    value = type_of(more) if isinstance(more, dict) else "never" if more is False else "unknown"
    return f"Readonly<Record<string, {value}>>"


def _declaration(name: str, schema: Schema) -> str:
    words = schema.get("description")
    head = f"/** {words} */\n" if words else ""
    if schema.get("type") != "object":
        return f"{head}export type {name} = {type_of(schema)};\n"
    properties = schema.get("properties")
    if not properties:
        return f"{head}export type {name} = Readonly<Record<string, never>>;\n"
    required = set(schema.get("required", ()))
    lines = [_member(key, part, required=key in required) for key, part in properties.items()]
    return f"{head}export interface {name} {{\n" + "".join(lines) + "}\n"


def _member(name: str, schema: dict[str, Any], *, required: bool) -> str:
    return f"  readonly {_field(name)}{'' if required else '?'}: {type_of(schema)};\n"


def _field(name: str) -> str:
    return name if name.isidentifier() else json.dumps(name)
