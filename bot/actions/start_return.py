"""Flow: send something back."""

from bot.actions.items import choose_lines, counts
from bot.actions.moves import Ask, Move, Talk, ask, confirm, finish
from bot.actions.orders import Settled, settle_order
from bot.actions.performs import perform
from bot.actions.speech import BECAUSE, lines
from bot.domain.commerce import may_return, returnable


async def advance(talk: Talk) -> Move:
    """Ask what goes back and why, then start the return on a yes."""
    today = talk.now.date()
    settled = await settle_order(talk, lambda order: may_return(order, today).allowed)
    if not isinstance(settled, Settled):
        return settled
    order, form = settled.order, settled.talk.form
    permission = may_return(order, today)
    if permission.reason:
        return finish(form, "utter_return_refused", order=order.number, because=BECAUSE[permission.reason])
    possible = returnable(order)
    chosen = choose_lines(settled.talk, order, possible, "utter_want_return_item")
    if isinstance(chosen, Ask):
        return chosen
    reason = form.get("reason")
    if reason is None:
        return ask(form, "reason", "utter_want_return_reason", things=lines(chosen))
    about = {"order": order.number, "things": lines(chosen), "reason": reason}
    if form.get("confirmed") is None:
        return confirm(form, "utter_confirm_start_return", **about)
    return perform(form, "utter_perform_start_return", **about, lines=counts(chosen, possible))
