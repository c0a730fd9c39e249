"""The form that a flow fills: what was said so far, the open question, and what outlives the flow.

Everything stands in the dialogue's slots, which come back with every turn. Must never grow with the
conversation, hold a card number, or carry a sign that would change the meaning of a sentence it is put into.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from bot.domain.directives import Json
from bot.domain.identity import Proofs
from bot.errors import InvalidRecord

FLOW = "flow"
NOTES = "flow_notes"
KNOWN = "flow_known"
FIELDS = (
    "order_number",
    "order_email",
    "order_postcode",
    "item",
    "change",
    "reason",
    "address",
    "new_email",
    "phone",
    "name",
    "contact",
    "when",
    "topic",
    "store",
    "day",
    "time",
    "confirmed",
)
LONGEST = 300
OFFERED = 12
PATIENCE = 3

_UNSAFE = re.compile(r"[{}\[\]<>\x00-\x1f\x7f]+")
_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")


@dataclass(frozen=True, slots=True)
class Known:
    """What outlives a flow: the proofs of identity, and which flow was last done over which order."""

    proofs: Proofs
    order: str | None = None
    flow: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A flow under way.

    `asked` is the open question, `misses` how often it was asked in vain; `offered` is the list that the
    customer was shown, in its order: (id, words) each.
    """

    flow: str
    known: Known
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    asked: str | None = None
    misses: int = 0
    offered: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        """Give what was said to a question, if anything."""
        return self.fields.get(name)

    def fill(self, **values: str | None) -> "Form":
        """Put answers in, made safe; None takes one out."""
        merged: dict[str, str | None] = {**self.fields, **values}
        kept = {name: tidy(value) for name, value in merged.items() if value}
        return replace(self, fields=MappingProxyType(kept))

    def proving(self, proofs: Proofs) -> "Form":
        """Keep other proofs."""
        return replace(self, known=replace(self.known, proofs=proofs))

    def to_slots(self) -> dict[str, Json]:
        """Give every slot, those not filled as None."""
        notes: dict[str, Json] = {
            "misses": self.misses,
            "offered": [list(pair) for pair in self.offered[:OFFERED]],
        }
        values: dict[str, Json] = {name: self.fields.get(name) for name in FIELDS}
        return {**values, FLOW: self.flow, NOTES: notes, KNOWN: known_to_json(self.known)}


def read_form(slots: Mapping[str, Json], asked: str | None, conversation_id: str) -> Form | None:
    """Read the form back from the slots; None if there is no flow under way."""
    flow = slots.get(FLOW)
    if not isinstance(flow, str):
        return None
    notes = slots.get(NOTES)
    notes = notes if isinstance(notes, dict) else {}
    misses, offered = notes.get("misses"), notes.get("offered")
    filled = {name: value for name in FIELDS if isinstance(value := slots.get(name), str)}
    return Form(
        flow=flow,
        known=read_known(slots, conversation_id),
        asked=asked,
        misses=misses if isinstance(misses, int) else 0,
        offered=_pairs(offered),
    ).fill(**filled)


def _pairs(stored: Json) -> tuple[tuple[str, str], ...]:
    rows = stored if isinstance(stored, list) else []
    return tuple((str(row[0]), str(row[1])) for row in rows if isinstance(row, list) and len(row) == 2)


def read_known(slots: Mapping[str, Json], conversation_id: str) -> Known:
    """Read what outlived earlier flows of this conversation; anything misshapen proves nothing."""
    stored = slots.get(KNOWN)
    if not isinstance(stored, dict):
        return Known(Proofs(conversation_id))
    proofs, order, flow = stored.get("proofs"), stored.get("order"), stored.get("flow")
    try:
        read = Proofs.from_json(proofs if isinstance(proofs, dict) else None, conversation_id)
    except InvalidRecord:
        read = Proofs(conversation_id)
    return Known(read, order if isinstance(order, str) else None, flow if isinstance(flow, str) else None)


def known_to_json(known: Known) -> dict[str, Json]:
    """Give what outlives a flow as it is stored; the latest proved orders only."""
    proofs = replace(known.proofs, orders=known.proofs.orders[-OFFERED:])
    return {"proofs": proofs.to_json(), "order": known.order, "flow": known.flow}


def ended(known: Known) -> dict[str, Json]:
    """Give the slots of a form that is over: all empty but what outlives it."""
    empty: dict[str, Json] = dict.fromkeys((*FIELDS, FLOW, NOTES))
    return {**empty, KNOWN: known_to_json(known)}


def tidy(text: str) -> str:
    """Make a customer's words safe to keep and to put into a sentence."""
    plain = " ".join(_UNSAFE.sub(" ", text).split())[:LONGEST]
    return _CARD.sub(lambda match: "(card number)" if is_card(match[0]) else match[0], plain)


def is_card(digits: str) -> bool:
    """Say whether the digits are a payment card's (Luhn's check)."""
    values = [int(digit) for digit in digits if digit.isdigit()][::-1]
    doubled = (sum(divmod(2 * value, 10)) for value in values[1::2])
    return (sum(values[::2]) + sum(doubled)) % 10 == 0
