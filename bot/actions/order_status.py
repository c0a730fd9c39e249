"""Flow: where is my order?"""

from bot.actions.moves import Finish, Move, Talk, finish
from bot.actions.orders import Settled, settle_order
from bot.actions.speech import day, lines, status
from bot.domain.commerce import Order, OrderStatus

_UNDER_WAY = frozenset({OrderStatus.PLACED, OrderStatus.PACKED, OrderStatus.SHIPPED})


async def advance(talk: Talk) -> Move:
    """Say where the order is."""
    settled = await settle_order(talk, lambda order: order.status in _UNDER_WAY)
    if not isinstance(settled, Settled):
        return settled
    return _tell(settled.talk, settled.order)


def _tell(talk: Talk, order: Order) -> Finish:
    shipment = order.shipment
    gaps = {"order": order.number, "things": lines(order.lines), "status": status(order.status)}
    if shipment is None:
        return finish(talk.form, "utter_order_state", **gaps)
    gaps |= {"carrier": shipment.carrier, "tracking": shipment.tracking, "link": shipment.tracking_url}
    if order.status == OrderStatus.DELIVERED and shipment.delivered_at:
        return finish(talk.form, "utter_order_delivered", **gaps, day=day(shipment.delivered_at.date()))
    if order.status == OrderStatus.SHIPPED and shipment.expected_on:
        late = shipment.expected_on < talk.now.date()
        response = "utter_order_late" if late else "utter_order_shipped"
        return finish(talk.form, response, **gaps, day=day(shipment.expected_on))
    return finish(talk.form, "utter_order_state", **gaps)
