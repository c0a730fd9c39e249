"""What a turn is about, when the dialogue's view and the words of the message are put together.

A greeting that carries a question is a question; a "question" that is only a greeting is not.
"""

from collections.abc import Sequence

from bot.domain.directives import (
    AskPerson,
    CallPerson,
    DialogueTurn,
    ExpressFrustration,
    LeaveMessage,
    Perform,
    Say,
    SearchArticles,
)
from bot.domain.turn import BROKEN, Advice, Reason, TurnSignals, Wish
from bot.domain.wording import asks, says_not_understood, substance

JOBS = frozenset(
    """
    order_status cancel_order change_order start_return refund_status change_address change_email invoice_copy
    report_damaged report_missing store_hours book_appointment request_callback
    """.split()  # noqa: SIM905 -- a list of words reads better as text
)
_GREETINGS = frozenset({"greeting", "need_help"})
_CLOSINGS = frozenset({"thanks", "goodbye", "deny"})
_BEYOND = frozenset({"out_of_scope", "nonsense"})
_GREETING_REST = 2
_CLOSING_REST = 3


def wish_of(dialogue: DialogueTurn, text: str, advice: Advice | None, last: TurnSignals | None) -> Wish:
    """Say what is wanted. `advice` is the knowledge base's (None: not available), `last` the turn before.

    Rules, in order: a person; a left message; frustration; a search, unless the text is only small talk;
    what the dialogue says, unless the message carries a question that the articles surely answer, or
    rejects the last reply.
    """
    wanted = {type(directive) for directive in dialogue.directives}
    if AskPerson in wanted:
        return "person"
    if LeaveMessage in wanted:
        return "message"
    if wanted & {CallPerson, Perform}:
        return "say"
    if ExpressFrustration in wanted:
        return "vent"
    if SearchArticles in wanted or not dialogue.directives:
        return "search" if substance(text) else "say"
    if dialogue.active_form is not None:
        return "say"
    return "search" if _hides_question(dialogue, text, advice) or _rejects(text, last) else "say"


def accepted_offer(intent: str | None, last: TurnSignals | None) -> Reason | None:
    """Return the reason of the offer of a person that the customer just accepted, if there was one."""
    if last is None or last.decision != "offer" or intent != "affirm":
        return None
    return last.reason or "low_confidence"


def confirmed_by(dialogue: DialogueTurn | None) -> Perform | None:
    """Return the job that the customer has just confirmed, if there is one."""
    directives = dialogue.directives if dialogue else ()
    return next((item for item in directives if isinstance(item, Perform)), None)


def answers_form(dialogue: DialogueTurn, last: TurnSignals | None) -> bool:
    """Say whether the open form took the message up: as an answer, a correction or a stop."""
    if last is None or last.active_form is None:
        return False
    notes = dialogue.slots.get("flow_notes")
    missed = isinstance(notes, dict) and bool(notes.get("misses"))
    return not missed and all(isinstance(item, Say | Perform) for item in dialogue.directives)


def begins_job(dialogue: DialogueTurn, stretch: Sequence[TurnSignals]) -> bool:
    """Say whether a job is taken up that the customer has not asked for since a person was last called."""
    intent = dialogue.parse.intent
    served = bool(dialogue.directives) and all(isinstance(item, Say) for item in dialogue.directives)
    return served and intent in JOBS and all(turn.intent != intent for turn in stretch)


def broken_by(dialogue: DialogueTurn) -> Reason | None:
    """Return the reason for which the dialogue itself cannot go on, if it says so."""
    named = {item.reason for item in dialogue.directives if isinstance(item, CallPerson)}
    return next((reason for reason in BROKEN if reason in named), None)


def said_by(dialogue: DialogueTurn) -> str:
    """Join everything the dialogue says in this turn; empty when it says nothing."""
    return "\n\n".join(directive.text for directive in dialogue.directives if isinstance(directive, Say))


def fallback_occasion(intent: str | None, last: TurnSignals | None) -> str | None:
    """Name the sentence that fits better than what the dialogue, not knowing our last reply, would say."""
    if last is None or intent not in ("affirm", "deny"):
        return None
    if last.decision == "offer" and intent == "deny":
        return "rephrase"
    return "which" if last.decision == "clarify" and intent == "affirm" else None


def _hides_question(dialogue: DialogueTurn, text: str, advice: Advice | None) -> bool:
    if advice != "answer":
        return False
    intent = dialogue.parse.intent
    if intent in _BEYOND:
        return True
    if intent in _GREETINGS:
        return substance(text) >= _GREETING_REST
    return intent in _CLOSINGS and substance(text) >= _CLOSING_REST and asks(text)


def _rejects(text: str, last: TurnSignals | None) -> bool:
    return last is not None and last.decision in ("answer", "clarify", "offer") and says_not_understood(text)
