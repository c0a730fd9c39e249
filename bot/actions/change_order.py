"""Flow: another quantity, size or colour of one thing in an order."""

from bot.actions.changes import read_change, say
from bot.actions.items import choose_lines
from bot.actions.moves import Ask, Move, Talk, ask, confirm, finish
from bot.actions.orders import Settled, settle_order
from bot.actions.performs import perform
from bot.actions.speech import BECAUSE, line
from bot.domain.commerce import LineCount, Order, OrderLine, may_change


async def advance(talk: Talk) -> Move:
    """Ask for the thing and what becomes of it, and have it changed on a yes."""
    settled = await settle_order(talk, lambda order: may_change(order.status).allowed)
    if not isinstance(settled, Settled):
        return settled
    order, form = settled.order, settled.talk.form
    permission = may_change(order.status)
    if permission.reason:
        return finish(form, "utter_change_refused", order=order.number, because=BECAUSE[permission.reason])
    possible = tuple(LineCount(one.id, one.quantity) for one in order.lines)
    chosen = choose_lines(settled.talk, order, possible, "utter_want_change_item", several=False)
    if isinstance(chosen, Ask):
        return chosen
    return _change(settled.talk, order, chosen[0])


def _change(talk: Talk, order: Order, item: OrderLine) -> Move:
    form, text = talk.form, talk.form.get("change")
    wanted = read_change(text) if text else None
    if wanted is None:
        return ask(form.fill(change=None), "change", "utter_want_change", thing=line(item))
    if wanted.quantity == 0 and len(order.lines) == 1:
        return finish(form, "utter_change_is_cancel", order=order.number)
    about = {"order": order.number, "thing": line(item), "change": say(wanted, item.quantity)}
    if form.get("confirmed") is None:
        return confirm(form, "utter_confirm_change_order", **about)
    quantity = "" if wanted.quantity is None else str(wanted.quantity)
    return perform(
        form,
        "utter_perform_change_order",
        **about,
        line=item.id,
        quantity=quantity,
        variant=wanted.variant or "",
    )
