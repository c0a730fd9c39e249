"""Read from a conversation's events which questions were asked, what became of each, and what it cost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from handoff.domain.erasure import TOMBSTONE
from handoff.domain.events import (
    AgentAssigned,
    AnswerMissing,
    ConversationResolved,
    Event,
    HandoffRequested,
    MessagePosted,
    RatingGiven,
    Recorded,
    ReturnedToBot,
    ReturnedToQueue,
    SurveySubmitted,
)
from handoff.domain.inquiry import is_inquiry, is_put_to_person
from knowledge_base.domain.asked import Asked, HumanReply, Outcome

JSON = Mapping[str, Any]

LONGEST_SILENCE = timedelta(minutes=15)
"""Of a longer silence while an agent has the conversation, only this much counts as their time."""
SAME_MATTER = timedelta(hours=1)
"""A person who is called later than this after an answer is not called because of it."""
SHORTEST_REPLY = 5
LONGEST_REPLY = 150
CONTENT_FROM = 4
ARTICLE = "article:"
_OUTCOMES: Mapping[str, Outcome] = {"answer": "answered", "clarify": "clarified", "offer": "offered"}


def questions_of(events: Iterable[Recorded]) -> tuple[Asked, ...]:
    """Give the questions of one conversation, in order, from its events in order."""
    reader = _Reader()
    for recorded in events:
        reader.read(recorded)
    reader.close()
    return tuple(question.finished() for question in reader.questions)


@dataclass
class _Question:
    """A question whose outcome is not known yet."""

    id: str
    text: str
    at: datetime
    outcome: Outcome
    sure: bool = False
    article_id: str | None = None
    nearest_id: str | None = None
    probability: float | None = None
    seconds: float = 0.0
    reply: MessagePosted | None = None
    csat: int | None = None
    helpful: bool | None = None
    rated_at: datetime | None = None

    def finished(self) -> Asked:
        """Give what is known of it."""
        liked = None if self.csat is None else self.csat >= CONTENT_FROM
        reply = HumanReply(self.reply.text, self.reply.name or "", liked) if self.reply else None
        return Asked(
            id=self.id,
            text=self.text,
            at=self.at,
            outcome=self.outcome,
            article_id=self.article_id,
            nearest_id=self.nearest_id,
            probability=self.probability,
            sure=self.sure,
            agent_minutes=round(self.seconds / 60, 2),
            reply=reply,
            helpful=self.helpful,
            rated_at=self.rated_at,
        )


@dataclass
class _Episode:
    """The time from calling a person until the matter is closed or goes back to the bot.

    `listening` are the questions that the agent's next words answer.
    """

    questions: list[_Question]
    listening: list[_Question]
    heard: datetime
    agent: bool = False
    seconds: float = 0.0

    def pass_time(self, at: datetime) -> None:
        """Count the time since the last event, if an agent has the conversation."""
        if self.agent:
            self.seconds += min(at - self.heard, LONGEST_SILENCE).total_seconds()
        self.heard = at


@dataclass
class _Reader:
    """Walks over the events; `open` are the questions that a person would be called for now."""

    questions: list[_Question] = field(default_factory=list)
    open: list[_Question] = field(default_factory=list)
    unread: dict[str, Recorded] = field(default_factory=dict)
    of_reply: dict[str, _Question] = field(default_factory=dict)
    episode: _Episode | None = None
    last_message: str | None = None
    said: dict[str, Recorded] = field(default_factory=dict)

    def read(self, recorded: Recorded) -> None:
        """Take in the next event."""
        if self.episode:
            self.episode.pass_time(recorded.at)
        match recorded.event:
            case MessagePosted() as message:
                self._read_message(message, recorded)
            case RatingGiven() | SurveySubmitted() as verdict:
                self._read_verdict(verdict, recorded.at)
            case AnswerMissing(message_id=asked_id) if asked_id in self.said:
                self._miss(self.said[asked_id])
            case passage:
                self._read_passage(passage, recorded)

    def _read_passage(self, passage: Event, recorded: Recorded) -> None:
        """Take in that the conversation goes to somebody else."""
        match passage:
            case HandoffRequested(evidence=evidence):
                self._judge(self.last_message, evidence)
                self._call_person(recorded.at)
            case AgentAssigned():
                self._call_person(recorded.at).agent = True
            case ReturnedToQueue() if self.episode:
                self.episode.agent = False
            case ReturnedToBot() | ConversationResolved():
                self.close()

    def _read_verdict(self, verdict: RatingGiven | SurveySubmitted, at: datetime) -> None:
        if isinstance(verdict, SurveySubmitted):
            for question in self.questions:
                question.csat = verdict.csat if question.csat is None else question.csat
        elif rated := self.of_reply.get(verdict.message_id):
            rated.helpful, rated.rated_at = verdict.helpful, at

    def _read_message(self, message: MessagePosted, recorded: Recorded) -> None:
        if message.author == "customer":
            self.last_message = None
            self.unread[message.message_id] = self.said[message.message_id] = recorded
            if self.episode:
                self._put_to_person(message.message_id)
        elif message.author == "bot" and message.in_reply_to in self.unread:
            self.last_message = message.in_reply_to
            self._read_reply(message, message.in_reply_to)
        elif message.author == "agent" and self.episode:
            self._read_agent(message)

    def _read_reply(self, reply: MessagePosted, asked_id: str) -> None:
        asked = self.unread[asked_id].event
        if isinstance(asked, MessagePosted) and (asked.choice_id or "").startswith(ARTICLE):
            self._pick((asked.choice_id or "").removeprefix(ARTICLE), reply)
        elif question := self._judge(asked_id, reply.evidence):
            self.of_reply[reply.message_id] = question

    def _pick(self, article_id: str, reply: MessagePosted) -> None:
        """Note the article that the customer chose for the question that was clarified."""
        clarified = [question for question in self.open if question.outcome == "clarified"]
        if clarified and reply.sources:
            clarified[-1].article_id = article_id
            self.of_reply[reply.message_id] = clarified[-1]
            self.open = clarified[-1:]

    def _judge(self, asked_id: str | None, evidence: JSON | None) -> _Question | None:
        """Make a question of a customer's message, once the evidence of the bot's reply is known."""
        recorded = self.unread.pop(asked_id, None) if asked_id and evidence else None
        if recorded is None or not isinstance(recorded.event, MessagePosted) or not evidence:
            return None
        if recorded.event.choice_id is not None or not is_inquiry(recorded.event.text, evidence):
            return None
        question = _question(recorded, recorded.event, evidence)
        self.questions.append(question)
        self.open = [question] if question.outcome == "answered" else [*self.open, question]
        return question

    def _put_to_person(self, asked_id: str) -> None:
        recorded = self.unread.pop(asked_id)
        event, episode = recorded.event, self.episode
        if episode and isinstance(event, MessagePosted) and is_put_to_person(event.text):
            question = _Question(asked_id, event.text, recorded.at, "escalated")
            self.questions.append(question)
            episode.questions.append(question)
            heard = any(known.reply for known in episode.listening)
            episode.listening = [question] if heard else [*episode.listening, question]

    def _miss(self, recorded: Recorded) -> None:
        """An agent says that no article answers this: it is a gap, whatever the bot made of it."""
        message = recorded.event
        if not isinstance(message, MessagePosted) or message.text in ("", TOMBSTONE):
            return
        question = next((known for known in self.questions if known.id == message.message_id), None)
        if question is None:
            question = _Question(message.message_id, message.text, recorded.at, "escalated")
            self.questions.append(question)
            self.unread.pop(message.message_id, None)
        question.sure = False
        if question.outcome != "person":
            question.outcome = "escalated"

    def _call_person(self, at: datetime) -> _Episode:
        if self.episode is None:
            recent = [question for question in self.open if at - question.at <= SAME_MATTER]
            failed = [question for question in recent if question.outcome != "answered"] or recent
            for question in failed:
                question.outcome = "escalated"
            self.episode = _Episode(list(failed), list(failed), at)
            for asked_id in list(self.unread):
                self._put_to_person(asked_id)
        return self.episode

    def _read_agent(self, message: MessagePosted) -> None:
        if self.episode is None:
            return
        for question in self.episode.listening:
            question.outcome = "person"
            if _words(message) > (_words(question.reply) if question.reply else SHORTEST_REPLY - 1):
                question.reply = message

    def close(self) -> None:
        """End what is under way: the person's time is shared among the questions they were called for."""
        self.open, self.unread = [], {}
        if self.episode is None:
            return
        episode, self.episode = self.episode, None
        for question in episode.questions:
            question.seconds += episode.seconds / len(episode.questions)


def _question(recorded: Recorded, message: MessagePosted, evidence: JSON) -> _Question:
    turn = evidence.get("turn") or {}
    hits = evidence.get("hits") or ()
    fired = {signal["name"] for signal in evidence.get("signals") or () if signal["fired"]}
    shown = turn.get("article_ids") or () if turn.get("decision") == "answer" else ()
    return _Question(
        id=message.message_id,
        text=message.text,
        at=recorded.at,
        outcome=_OUTCOMES.get(turn.get("decision", ""), "escalated"),
        sure="articles_answer" in fired,
        article_id=next(iter(shown), None),
        nearest_id=hits[0]["article_id"] if hits else None,
        probability=turn.get("probability"),
    )


def _words(message: MessagePosted) -> int:
    return min(len(message.text.split()), LONGEST_REPLY)
