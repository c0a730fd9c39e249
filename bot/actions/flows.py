"""Front door of the flows: one call of Rasa's form in, what to remember and to say out.

Only reads. A retry of a call gives the same answer: all that is remembered stands in the call itself, but for
wrong claims, which are counted over all conversations (`bot.actions.moves.Guesses`), each once.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias

from bot.actions import (
    book_appointment,
    cancel_order,
    change_address,
    change_email,
    change_order,
    invoice_copy,
    order_status,
    reading,
    refund_status,
    report_damaged,
    report_missing,
    request_callback,
    start_return,
    store_hours,
)
from bot.actions.answers import NO
from bot.actions.form import PATIENCE, Form, ended, read_form, read_known
from bot.actions.moves import Ask, CallPerson, Finish, Guesses, Move, NoGuesses, Talk
from bot.actions.opening import opening
from bot.actions.protocol import Answer, Heard, Utter, read_call
from bot.commerce import Commerce, CommerceUnavailable
from bot.domain.caller import Caller
from bot.domain.wording import leans_back

Flow: TypeAlias = Callable[[Talk], Awaitable[Move]]

FLOWS: Mapping[str, Flow] = MappingProxyType(
    {
        "order_status": order_status.advance,
        "cancel_order": cancel_order.advance,
        "change_order": change_order.advance,
        "start_return": start_return.advance,
        "refund_status": refund_status.advance,
        "change_address": change_address.advance,
        "change_email": change_email.advance,
        "invoice_copy": invoice_copy.advance,
        "report_damaged": report_damaged.advance,
        "report_missing": report_missing.advance,
        "store_hours": store_hours.advance,
        "book_appointment": book_appointment.advance,
        "request_callback": request_callback.advance,
    }
)
HOURS = "utter_flow_hours"
_NO_FLOW = MappingProxyType(
    {
        "change_answer": "utter_search",
        "inform": "utter_search",
        "cancel_form": "utter_nothing_to_stop",
    }
)
CALL_PERSON = "utter_call_person"
_ABOUT_ORDER = ("order_number", "order_email", "order_postcode")


class Callers(Protocol):
    """Who writes in a conversation; nobody in particular if it is not known."""

    async def caller_of(self, conversation_id: str) -> Caller: ...


class Flows:
    """Answers the calls of the form that all flows share."""

    def __init__(
        self,
        commerce: Commerce,
        callers: Callers,
        clock: Callable[[], datetime],
        guesses: Guesses | None = None,
    ) -> None:
        self._commerce = commerce
        self._callers = callers
        self._clock = clock
        self._guesses = guesses or NoGuesses()

    async def run(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Take one call of the action server's protocol. Raises: InvalidActionCall."""
        heard = read_call(payload)
        return (await self.take(heard)).to_json()

    async def take(self, heard: Heard) -> Answer:
        """Take one message to the form; without the shop a person is called."""
        caller = await self._callers.caller_of(heard.conversation_id)
        form = read_form(heard.slots, heard.asked, heard.conversation_id)
        begun = form or Form("", read_known(heard.slots, heard.conversation_id))
        talk = Talk(heard, begun, caller, self._commerce, self._clock(), self._guesses)
        try:
            return await (_start(talk) if form is None else _go_on(talk))
        except CommerceUnavailable:
            return _answer(CallPerson(talk.form, "commerce_unavailable"))


async def _start(talk: Talk) -> Answer:
    form = opening(talk, frozenset(FLOWS))
    if form is None:
        said = _NO_FLOW.get(talk.heard.intent or "", "utter_not_that_one")
        return Answer(ended(talk.form.known), None, (Utter(said),))
    return _answer(await _advance(talk.having(form)))


async def _go_on(talk: Talk) -> Answer:
    if talk.heard.resumed:
        return _answer(await _advance(talk))
    match reading.read(talk.heard, talk.form, frozenset(FLOWS), talk.now):
        case reading.Stop(utter):
            return _answer(Finish(talk.form, (utter,)))
        case reading.Switch(flow):
            return await _switch(talk, flow)
        case reading.Aside(utters):
            said = tuple([await _fill(talk, utter) for utter in utters])
            return _answer(_saying(await _advance(talk), said))
        case reading.Miss():
            return await _missed(talk)
        case reading.GoOn(form) if form.get("confirmed") == NO:
            return _answer(Finish(talk.form, (Utter("utter_flow_stopped"),)))
        case reading.GoOn(form, before):
            return await _forward(talk, form, before)


async def _forward(talk: Talk, form: Form, before: tuple[Utter, ...]) -> Answer:
    move = await _advance(talk.having(form))
    same = isinstance(move, Ask) and move.name == talk.form.asked and not before and not move.before
    if same and isinstance(move, Ask) and dict(move.form.fields) == dict(talk.form.fields):
        # It had the shape of an answer, but the flow could do nothing with it.
        tried = replace(move, form=replace(move.form, misses=talk.form.misses + 1))
        return _answer(tried if tried.form.misses < PATIENCE else CallPerson(move.form, "form_failed"))
    return _answer(_saying(move, before))


async def _missed(talk: Talk) -> Answer:
    form = replace(talk.form, misses=talk.form.misses + 1)
    if form.misses >= PATIENCE:
        return _answer(CallPerson(form, "form_failed"))
    return _answer(_saying(await _advance(talk.having(form)), (Utter("utter_flow_unclear"),)))


async def _switch(talk: Talk, flow: str) -> Answer:
    """Do something else with the same order; what else was said belongs to the matter that is dropped."""
    fresh = talk.having(Form("", talk.form.known))
    form = opening(fresh, frozenset(FLOWS)) or Form(flow, talk.form.known)
    if not talk.caller.verified or leans_back(talk.heard.text):
        form = form.fill(**{name: form.get(name) or talk.form.get(name) for name in _ABOUT_ORDER})
    move = await _advance(talk.having(form))
    return _answer(_saying(move, (Utter("utter_flow_switched"),)))


async def _advance(talk: Talk) -> Move:
    move = await FLOWS[talk.form.flow](talk)
    if isinstance(move, Ask):
        same = move.name == talk.form.asked
        return replace(move, form=replace(move.form, misses=talk.form.misses if same else 0))
    return move


async def _fill(talk: Talk, utter: Utter) -> Utter:
    if utter.response != HOURS:
        return utter
    response, gaps = await store_hours.told(talk)
    return Utter(response, gaps)


def _saying(move: Move, before: tuple[Utter, ...]) -> Move:
    """Put words before what the move says."""
    match move:
        case Ask():
            return replace(move, before=(*before, *move.before))
        case Finish():
            return replace(move, words=(*before, *move.words))
        case CallPerson():
            return move


def _answer(move: Move) -> Answer:
    match move:
        case Ask(form, name, question, before, offered):
            form = replace(form, asked=name, offered=offered)
            return Answer(form.to_slots(), name, (*before, question))
        case Finish(form, words):
            return Answer(ended(form.known), None, words)
        case CallPerson(form, reason):
            return Answer(ended(form.known), None, (Utter(CALL_PERSON, {"reason": reason}),))
