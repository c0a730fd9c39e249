"""Flow: where is my money?"""

from bot.actions.moves import Finish, Move, Talk, finish
from bot.actions.orders import Settled, settle_order
from bot.actions.speech import day, money
from bot.domain.commerce import Order, OrderStatus, Refund, RefundStatus

_REFUNDED = frozenset({OrderStatus.CANCELLED, OrderStatus.RETURNED})


async def advance(talk: Talk) -> Move:
    """Say where the newest refund of an order is."""
    settled = await settle_order(talk, lambda order: order.status in _REFUNDED)
    if not isinstance(settled, Settled):
        return settled
    refunds = await talk.commerce.refund_status(settled.order.number)
    if not refunds:
        return finish(settled.talk.form, "utter_refund_none", order=settled.order.number)
    return _tell(settled.talk, settled.order, refunds[0])


def _tell(talk: Talk, order: Order, refund: Refund) -> Finish:
    gaps = {"order": order.number, "amount": money(refund.amount)}
    if refund.status == RefundStatus.PAID and refund.paid_at:
        return finish(talk.form, "utter_refund_paid", **gaps, day=day(refund.paid_at.date()))
    if refund.status == RefundStatus.PENDING and refund.expected_by:
        return finish(talk.form, "utter_refund_pending", **gaps, day=day(refund.expected_by))
    if refund.status == RefundStatus.AWAITING_PARCEL:
        return finish(talk.form, "utter_refund_awaiting", **gaps)
    return finish(talk.form, "utter_refund_on_its_way", **gaps)
