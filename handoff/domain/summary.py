"""The line that stands for a conversation in the agents' lists, and the stored form of its state."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handoff.domain.commands import AgentRef
from handoff.domain.conversation import Conversation, Preview, Status

JSON = Mapping[str, Any]
PREVIEW_CHARACTERS = 160


def summarise(conversation: Conversation, customer_name: str, updated_at: datetime) -> dict[str, Any]:
    """Give what the agents' lists show of a conversation."""
    return {
        "conversation_id": conversation.id,
        "status": conversation.status.value,
        "customer": {"id": conversation.customer_id, "name": customer_name},
        "agent": conversation.agent.to_data() if conversation.agent else None,
        "reason": conversation.reason,
        "waiting_since": _iso(conversation.waiting_since),
        "last_message": _preview(conversation.last_message, PREVIEW_CHARACTERS),
        "last_seq": conversation.last_seq,
        "updated_at": updated_at.isoformat(),
    }


def state_to_data(conversation: Conversation) -> dict[str, Any]:
    """Give the folded state as JSON, so that the next command need not read every event again."""
    return {
        "status": conversation.status.value,
        "fence": conversation.fence,
        "last_seq": conversation.last_seq,
        "agent": conversation.agent.to_data() if conversation.agent else None,
        "reason": conversation.reason,
        "waiting_since": _iso(conversation.waiting_since),
        "last_message": _preview(conversation.last_message, None),
        "owed": list(conversation.owed),
        "offered_by": conversation.offered_by,
        "offered": dict(conversation.offered) if conversation.offered else None,
        "ratable": list(conversation.ratable),
        "memory": [dict(turn) for turn in conversation.memory],
    }


def state_from_data(conversation_id: str, customer_id: str, data: JSON) -> Conversation:
    """Read a state back from what `state_to_data` gave."""
    agent, preview = data["agent"], data["last_message"]
    return Conversation(
        id=conversation_id,
        customer_id=customer_id,
        status=Status(data["status"]),
        fence=data["fence"],
        last_seq=data["last_seq"],
        agent=AgentRef(agent["id"], agent["name"]) if agent else None,
        reason=data["reason"],
        waiting_since=_time(data["waiting_since"]),
        last_message=Preview(preview["author"], preview["text"], datetime.fromisoformat(preview["at"]))
        if preview
        else None,
        owed=tuple(data["owed"]),
        offered_by=data["offered_by"],
        offered=data["offered"],
        ratable=tuple(data["ratable"]),
        memory=tuple(data["memory"]),
    )


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _time(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _preview(preview: Preview | None, limit: int | None) -> dict[str, Any] | None:
    if preview is None:
        return None
    return {"author": preview.author, "text": preview.text[:limit], "at": preview.at.isoformat()}
