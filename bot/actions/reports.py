"""What the flows of a damaged and of a missing item share: what it is, what happened, and the report."""

from bot.actions.items import choose_lines, counts
from bot.actions.moves import Ask, Move, Talk, ask, confirm
from bot.actions.orders import Settled, settle_order
from bot.actions.performs import perform
from bot.actions.speech import lines
from bot.domain.commerce import LineCount, OrderStatus, ProblemKind

_ARRIVED = frozenset({OrderStatus.DELIVERED, OrderStatus.SHIPPED})


async def report(talk: Talk, kind: ProblemKind) -> Move:
    """Ask which thing and what about it, and have it reported on a yes."""
    settled = await settle_order(talk, lambda order: order.status in _ARRIVED)
    if not isinstance(settled, Settled):
        return settled
    order, form = settled.order, settled.talk.form
    possible = tuple(LineCount(one.id, one.quantity) for one in order.lines)
    chosen = choose_lines(settled.talk, order, possible, f"utter_want_{kind}_item")
    if isinstance(chosen, Ask):
        return chosen
    reason = form.get("reason")
    if reason is None:
        return ask(form, "reason", f"utter_want_{kind}_description", things=lines(chosen))
    about = {"order": order.number, "things": lines(chosen), "reason": reason}
    if form.get("confirmed") is None:
        return confirm(form, f"utter_confirm_report_{kind}", **about)
    return perform(form, f"utter_perform_report_{kind}", **about, lines=counts(chosen, possible))
