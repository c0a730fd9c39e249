"""A past for a test: events that follow each other in a conversation's log."""

from datetime import datetime, timedelta

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.conversation.service import Transaction
from handoff.domain.conversation import fold
from handoff.domain.events import Event, Recorded


async def happens(store: SqlConversationStore, conversation_id: str, began: datetime, *events: Event) -> None:
    """Store events behind what has happened so far; each comes as many seconds after `began` as its seq."""

    async def append(transaction: Transaction) -> None:
        state = await transaction.load(conversation_id)
        recorded = [
            Recorded(conversation_id, seq, began + timedelta(seconds=seq), event)
            for seq, event in enumerate(events, start=state.last_seq + 1)
        ]
        await transaction.append(fold(state, recorded), recorded, None)

    await store.transact(append)
