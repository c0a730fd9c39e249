"""Flow: please call me."""

from bot.actions.moves import Move, Talk, ask, confirm
from bot.actions.performs import perform


async def advance(talk: Talk) -> Move:
    """Ask for the number, the time and the matter, and pass the wish on after a yes."""
    form = talk.form
    phone, when, topic = form.get("phone"), form.get("when"), form.get("topic")
    if phone is None:
        return ask(form, "phone", "utter_want_phone")
    if when is None:
        return ask(form, "when", "utter_want_when")
    if topic is None:
        return ask(form, "topic", "utter_want_callback_topic")
    about = {"phone": phone, "when": when, "topic": topic}
    if form.get("confirmed") is None:
        return confirm(form, "utter_confirm_request_callback", **about)
    return perform(form, "utter_perform_request_callback", **about)
