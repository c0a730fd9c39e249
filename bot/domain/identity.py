"""Who may see which order: the caller's own, or one whose details they proved in this conversation.

Must never let an answer tell whether an order exists: a wrong number and a wrong e-mail are the same refusal.
"""

import hmac
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.caller import Caller
from bot.domain.commerce import Order
from bot.domain.directives import Json
from bot.errors import InvalidRecord

MOST_WRONG_TRIES = 3
MOST_WRONG_NEARBY = 10
_NUMBER = re.compile(r"^(?:FH)?(\d{6})$")
_NOBODY = "no order has this"


class Access(StrEnum):
    """What follows from a try to see an order."""

    GRANTED = "granted"
    ASK_DETAILS = "ask_details"
    NO_MATCH = "no_match"
    CALL_PERSON = "call_person"


@dataclass(frozen=True, slots=True)
class Claim:
    """What an unverified visitor gives to prove that an order is theirs: its number and one thing more."""

    number: str
    email: str | None = None
    postcode: str | None = None

    @property
    def plain(self) -> "Claim":
        """The one way this is written, so that trying the same once more is no other try."""
        return Claim(plain_number(self.number), plain_email(self.email), plain_postcode(self.postcode))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many other claims were wrong lately: `own` of this conversation, `nearby` of one network address.

    An address may be a household's or an office's, so more is let pass there; but without a limit a guesser
    would just begin one conversation after the other.
    """

    own: int = 0
    nearby: int = 0

    @property
    def one_more(self) -> "Tally":
        """The tally with one more that was wrong."""
        return Tally(self.own + 1, self.nearby + 1)

    @property
    def locked(self) -> bool:
        """Say whether a person has to check from now on."""
        return self.own >= MOST_WRONG_TRIES or self.nearby >= MOST_WRONG_NEARBY


@dataclass(frozen=True, slots=True)
class Proofs:
    """What was proved in one conversation, and how many tries were wrong."""

    conversation_id: str
    orders: tuple[str, ...] = ()
    wrong: int = 0

    @property
    def locked(self) -> bool:
        """Say whether a person has to check from now on."""
        return self.wrong >= MOST_WRONG_TRIES

    def to_json(self) -> dict[str, Json]:
        """Give the proofs as they are stored with the conversation."""
        return {"conversation_id": self.conversation_id, "orders": list(self.orders), "wrong": self.wrong}

    @classmethod
    def from_json(cls, stored: Mapping[str, Json] | None, conversation_id: str) -> "Proofs":
        """Read stored proofs; those of another conversation prove nothing. Raises: InvalidRecord."""
        if not stored or stored.get("conversation_id") != conversation_id:
            return cls(conversation_id)
        orders, wrong = stored.get("orders"), stored.get("wrong")
        if not isinstance(orders, list) or not isinstance(wrong, int):
            raise InvalidRecord(f"these are no proofs: {stored!r}")
        return cls(conversation_id, tuple(str(number) for number in orders), wrong)


NONE_WRONG = Tally()


def check(
    caller: Caller, proofs: Proofs, claim: Claim, order: Order | None, tally: Tally = NONE_WRONG
) -> tuple[Access, Proofs]:
    """Say whether the caller may see what they claim; `order` is what the shop has under that number.

    Give the proofs to keep as well. Once too many tries were wrong, here or nearby, even a right one calls a
    person; what was proved in this conversation before others nearby went wrong stays proved.
    """
    if order is not None and owns(caller, order):
        return Access.GRANTED, proofs
    if proofs.locked or tally.own >= MOST_WRONG_TRIES:
        return Access.CALL_PERSON, proofs
    if order is not None and order.number in proofs.orders:
        return Access.GRANTED, proofs
    if tally.locked:
        return Access.CALL_PERSON, proofs
    if not given(claim.email) and not given(claim.postcode):
        return Access.ASK_DETAILS, proofs
    if _proves(claim, order) and order is not None:
        return Access.GRANTED, replace(proofs, orders=(*proofs.orders, order.number))
    wrong = replace(proofs, wrong=proofs.wrong + 1)
    return (Access.CALL_PERSON if wrong.locked or tally.one_more.locked else Access.NO_MATCH), wrong


def may_see(caller: Caller, proofs: Proofs, conversation_id: str, order: Order) -> bool:
    """Say whether personal data of this order may be shown in this conversation."""
    if owns(caller, order):
        return True
    return proofs.conversation_id == conversation_id and not proofs.locked and order.number in proofs.orders


def owns(caller: Caller, order: Order) -> bool:
    """Say whether a verified caller placed the order; what others say of themselves counts for nothing."""
    if not caller.verified:
        return False
    if given(caller.external_id) and _same(caller.external_id, order.customer_id):
        return True
    return given(caller.email) and _same(plain_email(caller.email), plain_email(order.email))


def plain_number(number: str) -> str:
    """Write an order number the one way it is stored: "fh 204518", "#204518" become "FH-204518"."""
    letters = re.sub(r"[\s#.\-\u2010-\u2015_]", "", unicodedata.normalize("NFKC", number)).upper()
    found = _NUMBER.match(letters)
    return f"FH-{found[1]}" if found else number.strip()


def plain_email(email: str | None) -> str:
    """Write an e-mail address the one way it is compared."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", email or "")).casefold()


def plain_postcode(postcode: str | None) -> str:
    """Write a postcode the one way it is compared: no spaces or dashes, capitals."""
    return re.sub(r"[\s\-\u2010-\u2015]", "", unicodedata.normalize("NFKC", postcode or "")).upper()


def given(value: str | None) -> bool:
    """Say whether there is anything in it."""
    return bool(value and value.strip())


def _proves(claim: Claim, order: Order | None) -> bool:
    """Compare everything that was given; each comparison is made whether or not there is an order."""
    email = order.email if order else _NOBODY
    postcode = order.address.postcode if order else _NOBODY
    same_number = _same(plain_number(claim.number), order.number if order else _NOBODY)
    same_email = not given(claim.email) or _same(plain_email(claim.email), plain_email(email))
    same_postcode = not given(claim.postcode) or _same(
        plain_postcode(claim.postcode), plain_postcode(postcode)
    )
    return all([same_number, same_email, same_postcode, order is not None])


def _same(left: str | None, right: str | None) -> bool:
    return hmac.compare_digest((left or "").encode(), (right or "").encode())
