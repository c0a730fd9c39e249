"""The line that stands for a conversation in the agents' lists, and the stored form of its state."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handoff.domain.commands import AgentRef
from handoff.domain.conversation import Conversation, Preview, Status

JSON = Mapping[str, Any]
PREVIEW_CHARACTERS = 160


def summarise(
    conversation: Conversation,
    customer_name: str,
    updated_at: datetime,
    team_id: str | None = None,
    sla: JSON | None = None,
) -> dict[str, Any]:
    """Give what the agents' lists show of a conversation; `sla` is the most urgent promise that runs."""
    return {
        "conversation_id": conversation.id,
        "status": conversation.status.value,
        "customer": {"id": conversation.customer_id, "name": customer_name},
        "agent": _agent_data(conversation.agent),
        "reason": conversation.reason,
        "waiting_since": _iso(conversation.waiting_since),
        "last_message": _preview(conversation.last_message, PREVIEW_CHARACTERS),
        "team": team_id or conversation.team,
        "priority": conversation.priority,
        "sla": dict(sla) if sla else None,
        "contact": conversation.contact,
        "tags": list(conversation.tags),
        "fence": conversation.fence,
        "last_seq": conversation.last_seq,
        "updated_at": updated_at.isoformat(),
    }


def state_to_data(conversation: Conversation) -> dict[str, Any]:
    """Give the folded state as JSON, so that the next command need not read every event again."""
    return {
        "status": conversation.status.value,
        "fence": conversation.fence,
        "last_seq": conversation.last_seq,
        "agent": _agent_data(conversation.agent),
        "reason": conversation.reason,
        "waiting_since": _iso(conversation.waiting_since),
        "last_message": _preview(conversation.last_message, None),
        "owed": list(conversation.owed),
        "offered_by": conversation.offered_by,
        "offered": dict(conversation.offered) if conversation.offered else None,
        "ratable": list(conversation.ratable),
        "memory": [dict(turn) for turn in conversation.memory],
        "team": conversation.team,
        "priority": conversation.priority,
        "tags": list(conversation.tags),
        "resolved_by": _agent_data(conversation.resolved_by),
        "resolved_at": _iso(conversation.resolved_at),
        "contact": conversation.contact,
        "promises": dict(conversation.promises) if conversation.promises else None,
        "flow": conversation.flow,
    }


def state_from_data(conversation_id: str, customer_id: str, data: JSON) -> Conversation:
    """Read a state back from what `state_to_data` gave, now or in an older version."""
    preview = data["last_message"]
    return Conversation(
        id=conversation_id,
        customer_id=customer_id,
        status=Status(data["status"]),
        fence=data["fence"],
        last_seq=data["last_seq"],
        agent=_agent(data["agent"]),
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
        team=data.get("team"),
        priority=data.get("priority", 0),
        tags=tuple(data.get("tags", ())),
        resolved_by=_agent(data.get("resolved_by")),
        resolved_at=_time(data.get("resolved_at")),
        contact=data.get("contact"),
        promises=data.get("promises"),
        flow=data.get("flow"),
    )


def _agent(data: JSON | None) -> AgentRef | None:
    return AgentRef(data["id"], data["name"]) if data else None


def _agent_data(agent: AgentRef | None) -> dict[str, str] | None:
    return agent.to_data() if agent else None


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _time(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _preview(preview: Preview | None, limit: int | None) -> dict[str, Any] | None:
    if preview is None:
        return None
    return {"author": preview.author, "text": preview.text[:limit], "at": preview.at.isoformat()}
