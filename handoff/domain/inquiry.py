"""Tell questions that an article could answer from everything else that customers write."""

from collections.abc import Mapping
from typing import Any

from bot.domain.wording import asks, gives_up, says_not_understood, substance
from handoff.domain.erasure import TOMBSTONE

JSON = Mapping[str, Any]

NOT_ASKED = frozenset(
    {
        "greeting",
        "thanks",
        "goodbye",
        "bot_challenge",
        "need_help",
        "affirm",
        "deny",
        "ask_person",
        "frustrated",
        "leave_message",
        "cancel_form",
    }
)
"""Intents of messages that ask for nothing an article could say."""

FOR_PEOPLE = frozenset({"customer_asked", "risk_topic", "negative_sentiment", "retrieval_unavailable"})
"""Reasons of escalation that say nothing about what the articles lack."""

FEWEST_WORDS = 2
FEWEST_WORDS_TO_PERSON = 4


def is_inquiry(text: str, evidence: JSON) -> bool:
    """Whether a message that the bot dealt with was a question; `evidence` is what was stored with its reply.

    Small talk, messages about a risk, complaints and wishes for a person are none, nor is what hardly has a
    word in it.
    """
    turn = evidence.get("turn") or {}
    decision = turn.get("decision", "say")
    reason = evidence.get("reason") or turn.get("reason")
    if text == TOMBSTONE or substance(text) < FEWEST_WORDS or decision == "say" or reason in FOR_PEOPLE:
        return False
    if decision in ("answer", "clarify"):
        return True
    if turn.get("intent") in NOT_ASKED or turn.get("active_form"):
        return False
    return not (says_not_understood(text) or gives_up(text))


def is_put_to_person(text: str) -> bool:
    """Whether a message that no bot read asks something; what people are told in passing is left out."""
    return text != TOMBSTONE and substance(text) >= FEWEST_WORDS_TO_PERSON and asks(text)
