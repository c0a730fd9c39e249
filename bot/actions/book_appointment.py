"""Flow: an appointment in a store."""

from datetime import date

from bot.actions.moves import Ask, Move, Talk, ask, ask_which, confirm
from bot.actions.performs import perform
from bot.actions.speech import clock, day
from bot.domain.commerce import Slot, Store


async def advance(talk: Talk) -> Move:
    """Ask for the store, the day, a free time, the matter and who comes, and book it on a yes."""
    stores = await talk.commerce.stores()
    store = _store(talk, stores)
    if isinstance(store, Ask):
        return store
    slot = await _slot(talk, store)
    if isinstance(slot, Ask):
        return slot
    return _details(talk, store, slot)


def _store(talk: Talk, stores: tuple[Store, ...]) -> Store | Ask:
    meant = [one for one in stores if one.id == talk.form.get("store")]
    if meant or len(stores) == 1:
        return meant[0] if meant else stores[0]
    choices = [(one.id, one.name) for one in stores]
    return ask_which(talk.form, "store", "utter_want_store", choices)


async def _slot(talk: Talk, store: Store) -> Slot | Ask:
    wanted = talk.form.get("day")
    if wanted is None:
        return ask(talk.form, "day", "utter_want_day", store=store.name)
    on = date.fromisoformat(wanted)
    free = await talk.commerce.free_slots(store.id, on) if on >= talk.now.date() else ()
    if not free:
        return ask(talk.form.fill(day=None), "day", "utter_want_other_day", store=store.name, day=day(on))
    meant = [slot for slot in free if slot.id == talk.form.get("time")]
    if meant:
        return meant[0]
    choices = [(slot.id, clock(slot.starts_at)) for slot in free]
    return ask_which(talk.form, "time", "utter_want_time", choices, store=store.name, day=day(on))


def _details(talk: Talk, store: Store, slot: Slot) -> Move:
    form = talk.form
    name = form.get("name") or (talk.caller.name if talk.caller.verified else None)
    contact = form.get("contact") or (talk.caller.email if talk.caller.verified else None)
    topic = form.get("topic")
    if topic is None:
        return ask(form, "topic", "utter_want_appointment_topic")
    if name is None:
        return ask(form, "name", "utter_want_name")
    if contact is None:
        return ask(form, "contact", "utter_want_contact")
    starts = f"{day(slot.starts_at.date())} at {clock(slot.starts_at)}"
    about = {"store": store.name, "starts": starts, "name": name, "contact": contact, "topic": topic}
    if form.get("confirmed") is None:
        return confirm(form, "utter_confirm_book_appointment", **about)
    return perform(form, "utter_perform_book_appointment", **about, slot=slot.id)
