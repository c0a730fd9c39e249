"""What came of a job that a customer had confirmed, and how it is told to them and to an agent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias
from zlib import crc32

from bot.domain.directives import Json, Perform
from bot.domain.turn import BotReply

Outcome: TypeAlias = Literal["done", "refused", "unavailable"]

UNAVAILABLE = (
    "I couldn't reach our order system just now, so I can't tell whether that went through. "
    "I'm asking a person to check it for you; please don't send it twice."
)
_TOLD: Mapping[Outcome, str] = {
    "done": "The bot did this after the customer's yes",
    "refused": "The shop refused this after the customer's yes",
    "unavailable": "The shop did not answer, so please check whether this happened",
}


@dataclass(frozen=True, slots=True)
class Performed:
    """The outcome of a job; `text` is for the customer, `note` for an agent, `reference` names the result."""

    job: str
    outcome: Outcome
    text: str
    note: str
    reference: str | None = None

    def to_dict(self) -> dict[str, Json]:
        """The JSON form that is stored beside the evidence of the turn."""
        return {
            "job": self.job,
            "outcome": self.outcome,
            "note": self.note,
            "reference": self.reference,
        }


def worded(wanted: Perform, outcome: Outcome, key: str, gaps: Mapping[str, str]) -> Performed:
    """Word an outcome; which variant of a sentence is used follows from the key of the job."""
    sentences = {"done": wanted.done, "refused": (wanted.refused,), "unavailable": (UNAVAILABLE,)}
    text = fill(_one_of(sentences[outcome], key), gaps)
    because = f" ({gaps['because']})" if outcome == "refused" and "because" in gaps else ""
    reference = gaps.get("reference")
    number = f" Its number is {reference}." if reference else ""
    return Performed(
        wanted.job, outcome, text, f"{_TOLD[outcome]}: {wanted.note}{because}.{number}", reference
    )


def told(reply: BotReply, performed: Performed) -> BotReply:
    """Put the outcome first in the bot's reply; when the shop did not answer, a person is called."""
    text = "\n\n".join(part for part in (performed.text, reply.text) if part)
    after = replace(reply, text=text, performed=performed.to_dict())
    if performed.outcome != "unavailable":
        return after
    evidence = replace(
        reply.evidence, reason="commerce_unavailable", lines=(performed.note, *reply.evidence.lines)
    )
    return replace(after, decision="escalate", reason="commerce_unavailable", evidence=evidence, choices=())


def fill(text: str, gaps: Mapping[str, str]) -> str:
    """Fill the gaps that are known now; a value is never looked at again."""
    parts = text.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, closed, rest = part.partition("}")
        filled.append(f"{gaps[name]}{rest}" if closed and name in gaps else f"{{{part}")
    return "".join(filled)


def _one_of(sentences: Sequence[str], key: str) -> str:
    return sentences[crc32(key.encode()) % len(sentences)]
