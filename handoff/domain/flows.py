"""Where an agent may let the bot begin: each flow with the words by which a customer would ask for it.

The bot begins as if the customer had said them, so that whatever it asks next is what it always asks.
"""

from collections.abc import Mapping

OPENINGS: Mapping[str, str] = {
    "book_appointment": "I would like to book an appointment",
    "cancel_order": "I want to cancel my order",
    "change_address": "I need to change the delivery address of my order",
    "change_email": "I want to change my e-mail address",
    "change_order": "I want to change my order",
    "invoice_copy": "Please send me a copy of my invoice",
    "order_status": "Where is my order?",
    "refund_status": "Where is my refund?",
    "report_damaged": "My item arrived damaged",
    "report_missing": "An item is missing from my parcel",
    "request_callback": "Please call me back",
    "start_return": "I want to return an item",
    "store_hours": "What are your opening hours?",
}


def opening_of(flow: str) -> str | None:
    """Give the words that begin a flow; None if there is no such flow."""
    return OPENINGS.get(flow)
