"""Flow: when are the stores open?"""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions.days import read_day
from bot.actions.moves import Move, Talk, finish
from bot.actions.picking import Option, pick
from bot.actions.speech import clock, day
from bot.domain.commerce import Store, hours_on

SHOWN = 12


async def advance(talk: Talk) -> Move:
    """Say the hours of the store that was named, or of all, on the day that was named, or today."""
    response, gaps = await told(talk)
    return finish(talk.form, response, **gaps)


async def told(talk: Talk) -> tuple[str, dict[str, str]]:
    """Give the sentence of domain.yml and what fills it."""
    stores = await talk.commerce.stores()
    named = pick(talk.heard.text, [Option(one.id, f"{one.name} {one.address.city}") for one in stores])
    meant = [one for one in stores if one.id == named] or list(stores[:SHOWN])
    if not meant:
        return "utter_no_stores", {}
    rows = [_row(one, talk.heard.text, talk.now) for one in meant]
    return "utter_store_hours", {"hours": "\n".join(f"- {row}" for row in rows)}


def _row(store: Store, text: str, now: datetime) -> str:
    today = now.astimezone(ZoneInfo(store.timezone)).date()
    asked = read_day(text, today) or today
    when, hours = "today" if asked == today else f"on {day(asked)}", hours_on(store, asked)
    if hours is None:
        return f"{store.name}: closed {when}"
    return f"{store.name}: {when} from {clock(hours[0])} to {clock(hours[1])}"
