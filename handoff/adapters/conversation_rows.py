"""How conversations and events stand in their tables."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from handoff.conversation.service import SendKey
from handoff.domain.conversation import Conversation
from handoff.domain.events import MessagePosted, NotePosted, Recorded, read_event
from handoff.domain.refusals import ConversationNotFound
from handoff.domain.summary import state_from_data, state_to_data


def conversation_columns(conversation: Conversation) -> dict[str, Any]:
    return {
        "status": conversation.status.value,
        "owes_reply": bool(conversation.owed),
        "agent_id": conversation.agent.id if conversation.agent else None,
        "last_seq": conversation.last_seq,
        "state": state_to_data(conversation),
    }


def read_conversation(row: sa.Row[Any] | None, conversation_id: str) -> Conversation:
    if row is None:
        raise ConversationNotFound(f"There is no conversation {conversation_id}.")
    return state_from_data(row.id, row.customer_id, row.state)


def event_rows(recorded: Sequence[Recorded], key: SendKey | None) -> list[dict[str, Any]]:
    return [
        {
            "conversation_id": r.conversation_id,
            "seq": r.seq,
            "type": r.event.type,
            "at": r.at,
            "sender": key.sender if key and _carries(r, key) else None,
            "client_id": key.client_id if key and _carries(r, key) else None,
            "data": r.event.to_data(),
        }
        for r in recorded
    ]


def _carries(recorded: Recorded, key: SendKey) -> bool:
    event = recorded.event
    if isinstance(event, MessagePosted):
        return key.client_id in {event.client_id, event.in_reply_to}
    return isinstance(event, NotePosted) and event.client_id == key.client_id


def read_recorded(row: sa.Row[Any]) -> Recorded:
    return Recorded(row.conversation_id, row.seq, row.at, read_event(row.type, row.data))
