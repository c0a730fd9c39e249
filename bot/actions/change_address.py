"""Flow: send an order to another address."""

from bot.actions.moves import Move, Talk, ask, confirm, finish
from bot.actions.orders import Settled, settle_order
from bot.actions.performs import perform
from bot.actions.speech import BECAUSE
from bot.domain.commerce import may_change


async def advance(talk: Talk) -> Move:
    """Ask for the new address, and have it changed on a yes."""
    settled = await settle_order(talk, lambda order: may_change(order.status).allowed)
    if not isinstance(settled, Settled):
        return settled
    order, form = settled.order, settled.talk.form
    permission = may_change(order.status)
    if permission.reason:
        return finish(form, "utter_address_refused", order=order.number, because=BECAUSE[permission.reason])
    address = form.get("address")
    if address is None:
        return ask(form, "address", "utter_want_address", order=order.number)
    about = {"order": order.number, "address": address}
    if form.get("confirmed") is None:
        return confirm(form, "utter_confirm_change_address", **about)
    return perform(
        form,
        "utter_perform_change_address",
        **about,
        name=order.address.name,
        country=order.address.country,
    )
