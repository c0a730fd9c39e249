"""How a flow begins: which one it is, and what the first message says already."""

import re
from datetime import datetime

from bot.actions.addresses import read_place
from bot.actions.answers import order_in
from bot.actions.days import read_day
from bot.actions.form import Form
from bot.actions.moves import Talk
from bot.actions.picking import other_than
from bot.actions.protocol import Heard
from bot.domain.wording import leans_back

_CANCELS_IT = re.compile(
    r"^\W*(?:(?:ok|okay|well|then|so|please|just|can you|could you|i want to|i'?d like to)[\s,]+)*cancel"
    r"(?:\s+(?:it|this|that|one|the|my|order|please|then|now|instead))*\W*$",
    re.IGNORECASE,
)
_ONLY_OWN = frozenset({"book_appointment", "request_callback", "store_hours"})


def opening(talk: Talk, flows: frozenset[str]) -> Form | None:
    """Give the form with what is known from the start; None if the message begins no flow."""
    heard, known = talk.heard, talk.form.known
    flow = heard.intent if heard.intent in flows else None
    if flow is None and known.order and _CANCELS_IT.match(heard.text):
        flow = "cancel_order"
    elif flow is None and _goes_back(heard):
        flow = known.flow
    if flow is None or flow not in flows:
        return None
    return Form(flow, known).fill(**_said(flow, heard, talk.now), order_number=_order(flow, talk))


def _goes_back(heard: Heard) -> bool:
    """Say whether the customer wants the last thing once more, over something else."""
    return heard.intent == "not_that_one" or other_than(heard.text) or order_in(heard) is not None


def _said(flow: str, heard: Heard, now: datetime) -> dict[str, str | None]:
    email, phone = heard.first("email"), heard.first("phone")
    if flow == "request_callback":
        return {"phone": phone}
    if flow == "book_appointment":
        day = read_day(heard.text, now.date())
        return {"contact": email or phone, "day": day.isoformat() if day else None}
    if flow == "change_email":
        return {"new_email": email}
    place = read_place(heard.text) if flow == "change_address" else None
    return {"order_email": email, "address": str(place) if place else None}


def _order(flow: str, talk: Talk) -> str | None:
    """Give the order that the message names, or the one talked about before that it leans on."""
    heard, known = talk.heard, talk.form.known
    if flow in _ONLY_OWN:
        return None
    number = order_in(heard)
    if number:
        return number
    if known.order is None or heard.intent == "not_that_one" or other_than(heard.text):
        return None
    proved = known.order in known.proofs.orders
    leaning = leans_back(heard.text) or _CANCELS_IT.match(heard.text)
    return known.order if proved or leaning else None
