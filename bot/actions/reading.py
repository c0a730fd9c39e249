"""What a message in the middle of a form is: an answer, a correction, a question, a wish to stop, or nothing.

Pure. An answer that has the right shape goes before everything but the wish for a person; then the intent
counts. Must never take words for an answer that the customer meant as a question.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias

from bot.actions import answers
from bot.actions.addresses import read_place
from bot.actions.form import Form
from bot.actions.picking import other_than
from bot.actions.protocol import Heard, Utter
from bot.domain.identity import plain_email, plain_number


@dataclass(frozen=True, slots=True)
class GoOn:
    """The form holds more now, or something else; `before` is said first."""

    form: Form
    before: tuple[Utter, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """Say this, then ask the open question again; it does not count as a miss."""

    utters: tuple[Utter, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """Leave the form with these words; nothing is changed."""

    utter: Utter


@dataclass(frozen=True, slots=True)
class Switch:
    """Do something else instead."""

    flow: str


@dataclass(frozen=True, slots=True)
class Miss:
    """Nothing that helps."""


Reading: TypeAlias = GoOn | Aside | Stop | Switch | Miss

_PERSON = frozenset({"ask_person"})
_UPSET = frozenset({"frustrated", "insult", "ask_complaint"})
_STOPS: Mapping[str, str] = MappingProxyType(
    {"cancel_form": "utter_flow_stopped", "goodbye": "utter_flow_stopped_goodbye"}
)
_TALK: Mapping[str, str] = MappingProxyType(
    {
        "greeting": "utter_flow_greeting",
        "thanks": "utter_thanks",
        "praise": "utter_thanks",
        "bot_challenge": "utter_bot",
        "how_are_you": "utter_flow_greeting",
        "need_help": "utter_flow_help",
        "repeat_that": "utter_flow_again",
        "other_language": "utter_flow_help",
    }
)
_SEARCH = Utter("utter_search")
_ASIDE_FLOWS = frozenset({"store_hours"})
_SURE = 0.6
_VERY_SURE = 0.75
_CERTAIN = 0.8
_WISHES = re.compile(
    r"\b(?:i want|i'?d like|i would like|i (?:need|have) to|can you|could you|please|let'?s|instead)\b",
    re.IGNORECASE,
)
_TURNED_OUT = re.compile(r"\bchanged? (?:my|our) mind\b", re.IGNORECASE)
_STOPPING = re.compile(r"\b(?:cancel|stop|never ?mind|forget it)\b", re.IGNORECASE)
_BARE_CANCEL = re.compile(
    r"^\W*(?:please\s+)?(?:cancel|stop)(?:\s+(?:it|this|that|please))*\W*$", re.IGNORECASE
)
_CORRECTS = re.compile(
    r"\b(?:no|not|wrong|instead|meant|mean|actually|correction|change|mistake|mistyped|typo|sorry|rather)\b",
    re.IGNORECASE,
)
_NAMES: tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (word, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), fields)
    for word, pattern, fields in (
        ("email", r"e-?mails?|mail(?: address)?", ("new_email", "contact", "order_email")),
        ("address", r"address|street|postcode|town|city", ("address",)),
        ("order", r"orders?|order number", ("order_number",)),
        ("phone", r"phone|number|mobile", ("phone", "contact", "order_number")),
        ("item", r"items?|product|things?", ("item",)),
        ("day", r"day|date", ("day",)),
        ("time", r"time|hour", ("time", "when")),
        ("store", r"stores?|shop|branch", ("store",)),
        ("name", r"name", ("name",)),
        ("reason", r"reason", ("reason",)),
        ("size", r"size|colou?r|quantity|amount", ("change",)),
    )
)
DEPENDENT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "order_number": ("order_email", "order_postcode", "item", "change", "confirmed"),
        "store": ("day", "time", "confirmed"),
        "day": ("time", "confirmed"),
        "item": ("change", "confirmed"),
    }
)


def read(heard: Heard, form: Form, flows: frozenset[str], now: datetime) -> Reading:
    """Say what the message is to the open question of the form."""
    if _affirms(heard, form, now):
        return GoOn(replace(form.fill(confirmed=answers.YES), misses=0))
    left = _leaving(heard, form)
    if left is not None:
        return left
    corrected = _correction(heard, form, now)
    if corrected is not None and _wants_other_job(heard, form, flows):
        return Switch(heard.intent or "")
    if corrected is not None:
        known = "utter_flow_noted" if _says_more(corrected, form) else "utter_flow_correct"
        return GoOn(corrected, (Utter(known),))
    if not _is_other_matter(heard, form, flows):
        answered = _answer(heard, form, now)
        if answered is not None:
            return answered
    return _by_intent(heard, form, flows)


def _affirms(heard: Heard, form: Form, now: datetime) -> bool:
    """Say whether it is a plain yes, also one that repeats the matter: "yes, cancel it"."""
    if form.asked != "confirmed" or answers.read("confirmed", heard, form, now) != answers.YES:
        return False
    words = _STOPPING.findall(heard.text.lower())
    return not words or (form.flow == "cancel_order" and set(words) == {"cancel"})


def _leaving(heard: Heard, form: Form) -> Reading | None:
    free = form.asked in answers.FREE_WORDS
    needed = _VERY_SURE if free else _SURE
    if heard.intent in _PERSON and heard.probability >= _SURE:
        return Stop(Utter("utter_ask_person"))
    if heard.intent in _UPSET and heard.probability >= needed:
        return Aside((Utter("utter_frustrated"),))
    cancels = _BARE_CANCEL.match(heard.text) and "cancel" in heard.text.lower()
    if form.asked == "confirmed" and cancels and form.flow == "cancel_order":
        # Ambiguous: stop asking, or cancel the order? Only a yes may cancel it.
        return Aside((Utter("utter_flow_cancel_what"),))
    if form.asked == "reason" and _TURNED_OUT.search(heard.text) and not _STOPPING.search(heard.text):
        return None
    stop = _STOPS.get(heard.intent or "")
    if stop and heard.probability >= needed:
        return Stop(Utter(stop))
    return Stop(Utter("utter_flow_stopped")) if _BARE_CANCEL.match(heard.text) else None


def _correction(heard: Heard, form: Form, now: datetime) -> Form | None:
    """Give the form with what the customer took back or replaced; None if they did nothing like it."""
    number = heard.first("order_number")
    filled = form.get("order_number")
    if number and filled and plain_number(number) != filled:
        return put(form, "order_number", plain_number(number))
    email = heard.first("email")
    place = _email_field(form)
    if email and place and form.asked not in ("new_email", "contact", "order_email"):
        old = form.get(place)
        return put(form, place, email) if plain_email(email) != plain_email(old) else None
    if heard.intent == "not_that_one" and filled:
        return _taken_back(heard, form, now) or put(form, "order_number", None)
    if form.asked == "confirmed" and filled and other_than(heard.text) and "order" in heard.text.lower():
        return put(form, "order_number", None)
    if heard.intent == "change_answer" or _CORRECTS.search(heard.text):
        return _taken_back(heard, form, now)
    return None


def _taken_back(heard: Heard, form: Form, now: datetime) -> Form | None:
    for _, pattern, fields in _NAMES:
        named = [name for name in fields if form.get(name)]
        if named and pattern.search(heard.text):
            # The new value may stand in the same message: "the day is wrong, I meant Friday".
            value = answers.read(named[0], heard, form, now) if named[0] in _RESTATED else None
            return put(form, named[0], value if value != form.get(named[0]) else None)
    if heard.intent != "change_answer" or not form.fields:
        return None
    last = next((name for name in reversed(tuple(form.fields)) if name in answers.READERS), None)
    return put(form, last, None) if last else None


_RESTATED = frozenset({"day", "phone", "address", "new_email", "contact", "order_email"})


def put(form: Form, name: str, value: str | None) -> Form:
    """Fill a field anew; what depended on the old answer is asked again."""
    gone = dict.fromkeys(DEPENDENT.get(name, ("confirmed",)))
    return replace(form.fill(**{**gone, name: value}), misses=0)


def _wants_other_job(heard: Heard, form: Form, flows: frozenset[str]) -> bool:
    """Say whether words that look like a correction ask for another job: "cancel the order instead"."""
    intent = heard.intent or ""
    if intent not in flows - _ASIDE_FLOWS or intent == form.flow or heard.probability < _VERY_SURE:
        return False
    restated = {"change_email": _email_field(form), "change_address": form.get("address")}.get(intent)
    return not restated and (answers.asks(heard.text) or _WISHES.search(heard.text) is not None)


def _email_field(form: Form) -> str | None:
    return next((name for name in ("new_email", "contact", "order_email") if form.get(name)), None)


def _says_more(new: Form, old: Form) -> bool:
    return any(value != old.get(name) for name, value in new.fields.items())


def _is_other_matter(heard: Heard, form: Form, flows: frozenset[str]) -> bool:
    """Say whether a free answer is rather another job or a question, as far as the intent can tell."""
    if form.asked not in answers.FREE_WORDS:
        return False
    wishes = answers.asks(heard.text) or _WISHES.search(heard.text) is not None
    other = wishes and heard.intent in flows and heard.intent != form.flow and heard.probability >= _SURE
    small_talk = heard.intent in _TALK and heard.probability >= _VERY_SURE
    return other or (small_talk and heard.intent != "other_language")


def _answer(heard: Heard, form: Form, now: datetime) -> GoOn | None:
    name = form.asked
    if name is None:
        return None
    value = answers.read(name, heard, form, now)
    if value is not None:
        more = _besides(heard, form) if name == "order_number" else {}
        return GoOn(replace(form.fill(**{**more, name: value}), misses=0))
    said, postcode = _besides(heard, form), answers.postcode_in(heard)
    if name == "order_email" and postcode and "address" not in said:
        return GoOn(replace(form.fill(order_postcode=postcode), misses=0))
    return GoOn(form.fill(**said)) if said else None


def _besides(heard: Heard, form: Form) -> dict[str, str]:
    """Give what the message says to questions that were not asked yet."""
    number, email = heard.first("order_number"), heard.first("email")
    said: dict[str, str] = {}
    if number and not form.get("order_number"):
        said["order_number"] = plain_number(number)
    if email and form.asked == "order_number":
        said["order_email"] = email
    place = read_place(heard.text) if form.flow == "change_address" else None
    return {**said, "address": str(place)} if place else said


def _by_intent(heard: Heard, form: Form, flows: frozenset[str]) -> Reading:
    intent = heard.intent or ""
    if intent in flows and intent not in _ASIDE_FLOWS and intent != form.flow:
        return Switch(intent) if heard.probability >= _SURE else Miss()
    if intent in _ASIDE_FLOWS and form.flow not in _ASIDE_FLOWS and heard.probability >= _SURE:
        return Aside((Utter("utter_flow_hours"),))
    if intent in _TALK and heard.probability >= _SURE:
        return Aside((Utter(_TALK[intent]),))
    if intent == "leave_message" and heard.probability >= _SURE:
        return Stop(Utter("utter_flow_stopped_message"))
    if (intent.startswith("ask_") or intent == "out_of_scope") and _reads_as_question(heard):
        return Aside((_SEARCH,))
    return Miss()


def _reads_as_question(heard: Heard) -> bool:
    """Doubt counts as a question to the classifier; here it takes the words of one."""
    plain = not any(sign.isdigit() for sign in heard.text)
    return answers.asks(heard.text) or (plain and heard.probability >= _CERTAIN)
