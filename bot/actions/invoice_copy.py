"""Flow: a copy of the invoice."""

from bot.actions.moves import Move, Talk, finish
from bot.actions.orders import Settled, settle_order
from bot.actions.speech import BECAUSE
from bot.commerce import NotAllowedAnyMore
from bot.domain.commerce import OrderStatus


async def advance(talk: Talk) -> Move:
    """Say where the invoice can be fetched."""
    settled = await settle_order(talk, lambda order: order.status != OrderStatus.CANCELLED)
    if not isinstance(settled, Settled):
        return settled
    order, form = settled.order, settled.talk.form
    try:
        invoice = await talk.commerce.invoice(order.number)
    except NotAllowedAnyMore as refusal:
        return finish(form, "utter_invoice_refused", order=order.number, because=BECAUSE[refusal.reason])
    return finish(form, "utter_invoice", order=order.number, invoice=invoice.number, link=invoice.url)
