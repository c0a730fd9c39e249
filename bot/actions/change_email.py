"""Flow: another e-mail address, for a verified customer's account or for the news of one order."""

from bot.actions.moves import Move, Talk, ask, confirm
from bot.actions.orders import Settled, settle_order
from bot.actions.performs import perform


async def advance(talk: Talk) -> Move:
    """Ask for the new e-mail address, and have it changed on a yes."""
    if talk.caller.verified and talk.form.get("order_number") is None:
        return _change(talk, "account", {})
    settled = await settle_order(talk, lambda _order: True)
    if not isinstance(settled, Settled):
        return settled
    return _change(settled.talk, "order", {"order": settled.order.number})


def _change(talk: Talk, of: str, about: dict[str, str]) -> Move:
    form, email = talk.form, talk.form.get("new_email")
    if email is None:
        return ask(form, "new_email", f"utter_want_new_email_{of}", **about)
    if form.get("confirmed") is None:
        return confirm(form, f"utter_confirm_change_email_{of}", **about, email=email)
    return perform(form, f"utter_perform_change_email_{of}", **about, email=email)
