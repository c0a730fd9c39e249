"""What the bot still knows when an agent gives a conversation back: what was settled, and by whom.

The agent's part ends the matter: mood, failures and open questions before it count no more. Who the customer
is need not be asked again; what a half-filled form held is dropped with its matter.
"""

from collections.abc import Mapping
from typing import Any

JSON = Mapping[str, Any]

REMEMBERED = 20
LASTING = ("name", "email", "phone", "postcode", "order_number")
WISHED = "new_"
"""A detail that the customer wanted changed says nothing about who they are."""


def settle(memory: tuple[JSON, ...], agent_name: str | None) -> tuple[JSON, ...]:
    """Give the memory with the agent's part at its end; without an agent the matter only ends."""
    if not memory:
        return ()
    last = memory[-1]
    part: dict[str, Any] = {
        "text": last.get("text", ""),
        "decision": "escalate",
        "reason": last.get("reason"),
        "slots": {name: value for name, value in (last.get("slots") or {}).items() if _lasts(name, value)},
        "settled_by": agent_name,
    }
    return (*memory, part)[-REMEMBERED:]


def _lasts(name: str, value: object) -> bool:
    return value is not None and name.endswith(LASTING) and not name.startswith(WISHED)
