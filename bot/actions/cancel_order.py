"""Flow: cancel an order that is not being packed yet."""

from bot.actions.moves import Move, Talk, confirm, finish
from bot.actions.orders import Settled, settle_order
from bot.actions.performs import perform
from bot.actions.speech import BECAUSE, money, pieces
from bot.domain.commerce import may_cancel


async def advance(talk: Talk) -> Move:
    """Ask whether the order is to be cancelled, and have it done on a yes."""
    settled = await settle_order(talk, lambda order: may_cancel(order.status).allowed)
    if not isinstance(settled, Settled):
        return settled
    order, form = settled.order, settled.talk.form
    permission = may_cancel(order.status)
    if permission.reason:
        return finish(form, "utter_cancel_refused", order=order.number, because=BECAUSE[permission.reason])
    about = {"order": order.number, "pieces": pieces(order), "amount": money(order.total)}
    if form.get("confirmed") is None:
        return confirm(form, "utter_confirm_cancel_order", **about)
    return perform(form, "utter_perform_cancel_order", **about)
