"""What a message says to a question of a form: one reader a field, each gives the answer or None.

Pure. A reader takes only what has the shape of an answer, so that a question in the middle is none.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from bot.actions.addresses import read_place
from bot.actions.days import read_day
from bot.actions.form import Form
from bot.actions.picking import Option, pick
from bot.actions.protocol import Heard
from bot.domain.identity import plain_number

Reader = Callable[[Heard, Form, datetime], str | None]

ALL = "all"
YES = "yes"
NO = "no"

_ORDER = re.compile(r"(?<![\w-])(?:[A-Za-z]{1,4}[ -]?)?\d{4,12}(?![\w-])")
_SHAPED = re.compile(r"(?<![\w-])[A-Za-z]{2,4}[ -]?\d{5,12}(?![\w-])")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
_POSTCODE = re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}|[A-Z]\d{2}\s?[A-Z\d]{4})\b", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d[\d ()/-]{5,18}\d")
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:all|everything|both|whole|entire|complete)\b", re.IGNORECASE)
_YES = re.compile(
    r"^\W*(?:yes|yeah|yep|yup|y|sure|ok|okay|please do|do it|do that|go ahead|go for it|confirm(?:ed)?|"
    r"correct|right|exactly|of course|absolutely|definitely|that's right|sounds good|fine|perfect)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"^\W*(?:no|nope|nah|n|don't|do not|rather not|not now|never|wrong)\b", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:but|wait|except|actually|instead|only if|unless|not sure|hold on)\b", re.IGNORECASE
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_QUESTION = re.compile(
    r"\?|^\W*(?:(?:and|but|so|hi|hello|hey|ok|wait|also|sorry|actually|well|then)\b\W*)*"
    r"(?:where|how|what|when|why|which|who|can|could|may|do|does|did|should|is|are|will|would|tell me)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 6
_SURELY_ASKED = 0.8
_FREE_INTENTS = frozenset({"nonsense", "other_language"})


def read(name: str, heard: Heard, form: Form, now: datetime) -> str | None:
    """Give what the message answers to the question `name`; None if it does not."""
    return READERS[name](heard, form, now)


def options(form: Form) -> tuple[Option, ...]:
    """Give the list that the customer was shown."""
    return tuple(Option(*pair) for pair in form.offered)


def asks(text: str) -> bool:
    """Say whether the words are a question, in a form where many an answer has a "when" or "how" inside."""
    return _QUESTION.search(text) is not None


def _picked(heard: Heard, form: Form, current: str | None = None) -> str | None:
    """Give the option that is meant; a question that shares a word with one picks none."""
    question = (heard.intent or "").startswith("ask_") and heard.intent != "ask_person"
    if question and heard.probability >= _SURELY_ASKED and asks(heard.text):
        return None
    return pick(heard.text, options(form), current)


def postcode_in(heard: Heard) -> str | None:
    """Give the postcode of a message that was asked for one, also one that stands alone."""
    found = _POSTCODE.search(heard.text)
    return heard.first("postcode") or (found[0] if found else None)


def order_in(heard: Heard) -> str | None:
    """Give the order number that stands in a message that was not asked for one."""
    named = heard.first("order_number")
    found = _SHAPED.search(heard.text)
    number = named or (found[0] if found else None)
    return plain_number(number) if number else None


def _order_number(heard: Heard, form: Form, now: datetime) -> str | None:  # noqa: ARG001 -- one call reads any answer
    picked = _picked(heard, form, form.known.order)
    named = heard.first("order_number")
    if picked and not named:
        return picked
    found = _ORDER.search(heard.text)
    number = named or (found[0] if found else None)
    return plain_number(number) if number else None


def _email(heard: Heard, form: Form, now: datetime) -> str | None:  # noqa: ARG001 -- one call reads any answer
    found = _EMAIL.search(heard.text)
    return heard.first("email") or (found[0] if found else None)


def _phone(heard: Heard, form: Form, now: datetime) -> str | None:  # noqa: ARG001 -- one call reads any answer
    found = _PHONE.search(heard.text)
    return heard.first("phone") or (found[0].strip() if found else None)


def _contact(heard: Heard, form: Form, now: datetime) -> str | None:
    return _email(heard, form, now) or _phone(heard, form, now)


def _choice(heard: Heard, form: Form, now: datetime) -> str | None:  # noqa: ARG001 -- one call reads any answer
    picked = _picked(heard, form)
    return picked or (ALL if _ALL.search(heard.text) else None)


def _store(heard: Heard, form: Form, now: datetime) -> str | None:  # noqa: ARG001 -- one call reads any answer
    return _picked(heard, form)


def _time(heard: Heard, form: Form, now: datetime) -> str | None:  # noqa: ARG001 -- one call reads any answer
    found = _CLOCK.search(heard.text)
    if found and (found[2] or found[3]):
        hour = int(found[1]) % 12 + 12 * (found[3].lower() == "pm") if found[3] else int(found[1])
        said = f"{hour:02d}:{found[2] or '00'}"
        return next((identity for identity, words in form.offered if words == said), None)
    return pick(heard.text, options(form))


def _day(heard: Heard, form: Form, now: datetime) -> str | None:  # noqa: ARG001 -- one call reads any answer
    meant = read_day(heard.text, now.date())
    return meant.isoformat() if meant else None


def _address(heard: Heard, form: Form, now: datetime) -> str | None:  # noqa: ARG001 -- one call reads any answer
    place = read_place(heard.text)
    return str(place) if place else None


def _words(heard: Heard, form: Form, now: datetime) -> str | None:  # noqa: ARG001 -- one call reads any answer
    """Take a free answer, unless it reads as a question or as nothing at all."""
    if asks(heard.text) or heard.intent in _FREE_INTENTS or not _LETTERS.search(heard.text):
        return None
    return heard.text


def _change(heard: Heard, form: Form, now: datetime) -> str | None:  # noqa: ARG001 -- one call reads any answer
    return None if asks(heard.text) or not re.search(r"\w", heard.text) else heard.text


def _confirmed(heard: Heard, form: Form, now: datetime) -> str | None:  # noqa: ARG001 -- one call reads any answer
    """Take a plain yes or no; a yes with a but is neither."""
    if _HEDGE.search(heard.text) or heard.text.rstrip().endswith("?"):
        return None
    short = len(heard.text.split()) <= _FEW_WORDS
    if heard.intent == "affirm" or (short and _YES.search(heard.text)):
        return None if _NO.search(heard.text) else YES
    if heard.intent == "deny" or (short and _NO.search(heard.text)):
        return NO
    return None


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "order_number": _order_number,
        "order_email": _email,
        "item": _choice,
        "change": _change,
        "reason": _words,
        "address": _address,
        "new_email": _email,
        "phone": _phone,
        "name": _words,
        "contact": _contact,
        "when": _words,
        "topic": _words,
        "store": _store,
        "day": _day,
        "time": _time,
        "confirmed": _confirmed,
    }
)
FREE_WORDS = frozenset({"reason", "name", "when", "topic", "change"})
