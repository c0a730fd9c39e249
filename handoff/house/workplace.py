"""Introduces what the agents' workplace reads besides the conversations themselves.

Part of the composition root: it builds, and decides nothing.
"""

from fastapi import APIRouter

from handoff.adapters.canned_store import SqlCannedStore
from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.line_store import SqlLines
from handoff.adapters.mention_store import SqlMentionStore
from handoff.adapters.routes.canned import canned_router
from handoff.adapters.routes.colleagues import colleagues_router
from handoff.adapters.routes.flows import flows_router
from handoff.adapters.routes.searching import searching_router
from handoff.adapters.routes.staff import StaffGate
from handoff.chance import new_id, utc_now
from handoff.conversation.canned import CannedReplies
from handoff.conversation.searching import Searching


def workplace_routers(
    shop_name: str, database: Database, conversations: SqlConversationStore, gate: StaffGate
) -> tuple[APIRouter, ...]:
    """Give the workplace's own routes; they go before those of single conversations."""
    return (
        searching_router(Searching(SqlLines(database), conversations), gate),
        flows_router(gate),
        canned_router(CannedReplies(SqlCannedStore(database), utc_now, new_id), shop_name, gate),
        colleagues_router(SqlMentionStore(database), gate),
    )
