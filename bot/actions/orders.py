"""Which order a flow is about, and whether the customer may see it; shared by every flow over an order.

Must never let a word depend on whether an order exists before the customer has proved that it is theirs.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.actions.form import Known
from bot.actions.moves import Ask, CallPerson, Move, Talk, ask, ask_which
from bot.actions.protocol import Utter
from bot.actions.speech import label
from bot.commerce import OrderNotFound
from bot.domain.commerce import Order
from bot.domain.identity import Access, Claim, Proofs, check, plain_number

Fits = Callable[[Order], bool]


@dataclass(frozen=True, slots=True)
class Settled:
    """The order is known and may be shown; `talk` carries the proofs."""

    talk: Talk
    order: Order


async def settle_order(talk: Talk, fits: Fits) -> Settled | Move:
    """Give the order, or what has to happen first; `fits` says which orders this flow is usually about."""
    number = talk.form.get("order_number")
    if number is None:
        return await _choose(talk, fits)
    order = await look_up(talk, number)
    claim = Claim(number, talk.form.get("order_email"), talk.form.get("order_postcode"))
    access, proofs = _check(talk, claim, order)
    form = talk.form.proving(proofs)
    match access:
        case Access.GRANTED if order is not None:
            known = Known(proofs, order.number, form.flow)
            seen = replace(form.fill(order_number=order.number), known=known)
            return Settled(talk.having(seen), order)
        case Access.ASK_DETAILS:
            return ask(form, "order_email", "utter_want_order_email", order=plain_number(number))
        case Access.NO_MATCH:
            again = ask(
                form.fill(order_email=None, order_postcode=None), "order_email", "utter_want_email_again"
            )
            return replace(again, before=(Utter("utter_no_match"),))
        case _:
            return CallPerson(form, "identity_failed")


def _check(talk: Talk, claim: Claim, order: Order | None) -> tuple[Access, Proofs]:
    """Check the claim, with an eye on what else was claimed lately, and count it if it is wrong."""
    before, where = talk.form.known.proofs, talk.heard.conversation_id
    access, proofs = check(talk.caller, before, claim, order, talk.guesses.besides(where, claim))
    if proofs.wrong > before.wrong:
        talk.guesses.wrong(where, claim)
    return access, proofs


async def look_up(talk: Talk, number: str) -> Order | None:
    """Give the order with this number, if there is one."""
    try:
        return await talk.commerce.find_order(number)
    except OrderNotFound:
        return None


async def _choose(talk: Talk, fits: Fits) -> Settled | Move:
    orders = await talk.commerce.find_orders(talk.caller)
    likely = [order for order in orders if fits(order)] or list(orders)
    other = [order for order in likely if order.number != talk.form.known.order]
    left = other if _turned_down(talk) and other else likely
    if len(left) == 1:
        return await settle_order(talk.having(talk.form.fill(order_number=left[0].number)), fits)
    if left:
        return _which(talk, left)
    return ask(talk.form, "order_number", "utter_want_order_number")


def _which(talk: Talk, orders: list[Order]) -> Ask:
    return ask_which(
        talk.form,
        "order_number",
        "utter_want_which_order",
        [(order.number, label(order)) for order in orders],
    )


def _turned_down(talk: Talk) -> bool:
    return talk.heard.intent == "not_that_one" or "other" in talk.heard.text.lower()
