"""Writes what other programs and our own pages read about the sockets.

`python -m handoff.operations.describing` writes the TypeScript types of the front ends, which are checked
in; `frontdesk asyncapi` writes the AsyncAPI document.
"""

from importlib.metadata import version
from pathlib import Path
from typing import Any

from handoff.adapters.sockets.vocabulary import ASKS, AT_THE_DOOR, HEARS
from handoff.contract.describing import describe
from handoff.contract.schemas import Schemas
from handoff.contract.signals import Refusal
from handoff.contract.typescript import HEAD, interfaces, names, table
from handoff.domain.events import EVENT_TYPES

GENERATED = Path(__file__).resolve().parents[1] / "web" / "src" / "wire" / "generated.ts"


def asyncapi() -> dict[str, Any]:
    """Give the AsyncAPI document of this version."""
    return describe(ASKS, HEARS, AT_THE_DOOR, version("frontdesk"))


def typescript() -> str:
    """Give the TypeScript module of all events, payloads, acknowledgements and signals."""
    schemas, kinds = Schemas(), {}
    for name, kind in EVENT_TYPES.items():
        schemas.event(kind)
        kinds[name] = kind.__name__
    schemas.of(Refusal)
    tables = [table("StoredEvents", kinds, "The data of every stored event, by its type.")]
    for namespace in ASKS:
        side = namespace.strip("/").capitalize()
        asks, answers, hears = {}, {}, {}
        for name, asked in ASKS[namespace].items():
            schemas.payload(asked.payload)
            schemas.of(asked.answer)
            asks[name], answers[name] = asked.payload.__name__, asked.answer.__name__
        for name, kind in HEARS[namespace].items():
            schemas.of(kind)
            hears[name] = kind.__name__
        tables += [
            table(f"{side}Asks", asks, f"What a page may emit to {namespace}."),
            table(f"{side}Answers", answers, "How that is acknowledged, besides `ok`."),
            table(f"{side}Hears", hears, f"What a page hears from {namespace}."),
        ]
    stored = names("STORED", tuple(EVENT_TYPES), "The types of stored events.")
    return "\n".join((HEAD, interfaces(schemas.found), *tables, stored))


def main() -> None:
    """Write the TypeScript types."""
    GENERATED.write_text(typescript(), encoding="utf-8")


if __name__ == "__main__":
    main()
