"""Conversations told event by event, questions as they are kept, and a log of them in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from handoff.domain.conversation import message_id_at
from handoff.domain.events import (
    AgentAssigned,
    ConversationResolved,
    Event,
    HandoffRequested,
    MessagePosted,
    RatingGiven,
    Recorded,
    SurveySubmitted,
)
from knowledge_base.domain.asked import Asked
from knowledge_base.domain.gap_ledger import Settled
from knowledge_base.domain.label import Label
from knowledge_base.domain.usage import Usage
from knowledge_base.grouping import Unanswered

Array = npt.NDArray[np.float32]

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
JONAS = {"id": "a1", "name": "Jonas"}


def evidence(
    decision: str = "offer",
    *,
    reason: str | None = None,
    intent: str | None = "ask_article",
    article: str = "returns",
    probability: float = 0.2,
    sure: bool = False,
) -> dict[str, Any]:
    """Give the evidence of a turn, as far as it is read later."""
    shown = [article] if decision in ("answer", "clarify") else []
    turn = {"decision": decision, "intent": intent, "article_ids": shown, "probability": probability}
    signals = [{"name": "articles_answer", "value": 1, "threshold": 1, "fired": sure or decision == "answer"}]
    return {"turn": turn, "reason": reason, "hits": [{"article_id": article}], "signals": signals}


@dataclass
class Talk:
    """One conversation; time passes only when told, one second an event otherwise."""

    conversation_id: str = "c1"
    now: datetime = NINE
    log: list[Recorded] = field(default_factory=list)

    def wait(self, **time: float) -> "Talk":
        self.now += timedelta(**time)
        return self

    def add(self, event: Event) -> str:
        self.now += timedelta(seconds=1)
        self.log.append(Recorded(self.conversation_id, len(self.log) + 1, self.now, event))
        return message_id_at(self.conversation_id, len(self.log))

    def says(self, text: str, choice_id: str | None = None) -> str:
        message_id = message_id_at(self.conversation_id, len(self.log) + 1)
        message = MessagePosted(message_id=message_id, author="customer", text=text, choice_id=choice_id)
        return self.add(message)

    def asks(self, text: str, choice_id: str | None = None, **given: Any) -> str:
        """Let the customer ask and the bot reply; give the id of the reply."""
        asked = self.says(text, choice_id)
        seen = evidence(**given)
        escalates = seen["turn"]["decision"] == "escalate"
        sources = (
            ({"article_id": seen["hits"][0]["article_id"]},) if given.get("decision") == "answer" else ()
        )
        message = MessagePosted(
            message_id=message_id_at(self.conversation_id, len(self.log) + 1),
            author="bot",
            text="Well.",
            in_reply_to=asked,
            sources=sources,
            evidence=None if escalates else seen,
        )
        reply = self.add(message)
        if escalates:
            self.add(HandoffRequested(reason=seen["reason"] or "low_confidence", evidence=seen))
        return reply

    def wants_person(self) -> None:
        self.add(HandoffRequested(reason="customer_asked"))

    def claimed(self) -> None:
        self.add(AgentAssigned(agent=JONAS))

    def agent(self, text: str) -> None:
        message_id = message_id_at(self.conversation_id, len(self.log) + 1)
        self.add(MessagePosted(message_id=message_id, author="agent", text=text, name="Jonas"))

    def resolved(self) -> None:
        self.add(ConversationResolved())

    def rates(self, message_id: str, *, helpful: bool) -> None:
        self.add(RatingGiven(message_id=message_id, helpful=helpful))

    def scores(self, csat: int) -> None:
        self.add(SurveySubmitted(csat=csat))


def asked(text: str, number: int = 1, **given: Any) -> Asked:
    """Give a question of a conversation of its own, by default one that a person had to answer."""
    at = NINE + timedelta(minutes=number)
    values: dict[str, Any] = {"id": f"c{number}.1", "text": text, "at": at, "outcome": "person"}
    return Asked(**values | given)


class MemoryQuestions:
    """A log of questions; vectors come from the encoder that is given."""

    def __init__(self, encoder: Any, *questions: Asked) -> None:
        self.questions = list(questions)
        self.usages: tuple[Usage, ...] = ()
        self._encoder = encoder

    async def unanswered(self, since: datetime, most: int) -> Unanswered:
        found = [q for q in self.questions if q.unanswered and q.at >= since]
        return self._with_vectors(sorted(found, key=lambda question: question.at)[-most:])

    async def find(self, ids: Sequence[str]) -> Unanswered:
        return self._with_vectors([question for question in self.questions if question.id in ids])

    def _with_vectors(self, found: list[Asked]) -> Unanswered:
        found.sort(key=lambda question: (question.at, question.id))
        return Unanswered(tuple(found), self._encoder.encode([question.text for question in found]))

    async def answered_by(self, article_id: str, since: datetime) -> int:
        settled = (q for q in self.questions if q.article_id == article_id and not q.unanswered)
        return sum(question.at >= since for question in settled)

    async def about(self, article_id: str, limit: int) -> tuple[Asked, ...]:
        near = [q for q in self.questions if article_id in (q.article_id, q.nearest_id)]
        return tuple(near[:limit])

    async def rated(self) -> tuple[Asked, ...]:
        return tuple(q for q in self.questions if q.helpful is not None and q.article_id)

    async def usage(self, start: datetime, middle: datetime, end: datetime) -> tuple[Usage, ...]:
        return self.usages


class MemoryGaps:
    """Decisions about gaps."""

    def __init__(self) -> None:
        self.known: dict[str, Settled] = {}

    async def settled(self) -> tuple[Settled, ...]:
        return tuple(self.known.values())

    async def settle(self, gap: Settled) -> None:
        self.known[gap.id] = gap

    async def reopen(self, gap_id: str) -> None:
        self.known.pop(gap_id, None)


class MemoryFeedback:
    """What staff said."""

    def __init__(self) -> None:
        self.labels: list[Label] = []

    async def add(self, label: Label) -> None:
        self.labels.append(label)

    async def all(self) -> tuple[Label, ...]:
        return tuple(self.labels)
