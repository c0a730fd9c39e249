"""Front door of the bot: one customer turn in, one reply with its evidence out.

Never raises for a broken part: without the dialogue or the articles a person is called, with that reason.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt
import structlog

from bot.domain.directives import DialogueTurn, Json
from bot.domain.escalation import assess
from bot.domain.intention import accepted_offer, fallback_occasion
from bot.domain.policy import Policy
from bot.domain.repetition import current_stretch, question_before
from bot.domain.reply import Context, compose
from bot.domain.situation import Confidence, Found, Situation, situate
from bot.domain.turn import Advice, BotReply, HitRecord, Turn, TurnSignals
from bot.domain.voice import ARTICLE, PERSON, REPHRASE, Voice
from bot.domain.wording import leans_back, negativity
from bot.errors import BotError, InvalidChoice

COMPARED_TURNS = 5
Vector = npt.NDArray[np.float32]

log = structlog.get_logger(__name__)


class Hit(Protocol):
    """An article, with the passage of it that answers (Markdown)."""

    @property
    def article_id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def passage(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def score(self) -> float: ...
    @property
    def probability(self) -> float: ...


class Findings(Protocol):
    """What a search found, best first; `needed` is the probability from which the first is sure enough."""

    @property
    def hits(self) -> Sequence[Hit]: ...
    @property
    def advice(self) -> Advice: ...
    @property
    def needed(self) -> float: ...


class Calibration(Protocol):
    """`answered_from` is the probability from which an article is sure enough."""

    @property
    def answered_from(self) -> float: ...


class Knowledge(Protocol):
    """The articles; every call is synchronous and safe from any thread."""

    @property
    def calibration(self) -> Calibration: ...
    def search(self, question: str) -> Findings: ...
    def encode(self, texts: Sequence[str]) -> Vector: ...


class Dialogue(Protocol):
    """The dialogue process; a form that it has lost goes on from `slots` and `active_form`.

    Raises: DialogueUnavailable.
    """

    async def turn(
        self,
        conversation_id: str,
        message_id: str,
        text: str,
        *,
        slots: Mapping[str, Json] | None = None,
        active_form: str | None = None,
    ) -> DialogueTurn: ...


class SentimentModel(Protocol):
    """How negative a message is, 0 to 1, from its text and its unit vector."""

    def negative(self, text: str, embedding: Vector) -> float: ...


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read from the text and the articles in the worker thread; `found` is None when they failed."""

    found: Found | None
    negative: float
    lexicon_only: bool


class Answering:
    """Joins dialogue, articles and mood into one decision; policy and voice may be replaced meanwhile."""

    def __init__(
        self,
        dialogue: Dialogue,
        knowledge: Knowledge,
        sentiment_model: SentimentModel,
        *,
        policy: Policy | None = None,
        voice: Voice | None = None,
    ) -> None:
        self.policy = policy or Policy()
        self.voice = voice or Voice()
        self._dialogue = dialogue
        self._knowledge = knowledge
        self._sentiment_model = sentiment_model

    def knowing(self, knowledge: Knowledge) -> "Answering":
        """Give the same bot over other articles, to try them."""
        return Answering(
            self._dialogue, knowledge, self._sentiment_model, policy=self.policy, voice=self.voice
        )

    async def answer(self, turn: Turn) -> BotReply:
        """Reply to a customer's message; the dialogue and the articles are asked at the same time."""
        stretch = current_stretch(turn.memory)
        dialogue, reading = await asyncio.gather(
            self._ask(turn), asyncio.to_thread(self._read, turn.text, stretch)
        )
        situation = situate(turn.text, stretch, dialogue, reading.found, reading.negative, self.policy)
        intent = dialogue.parse.intent if dialogue else None
        return self._reply(
            turn,
            Context(
                situation,
                dialogue=dialogue,
                hits=reading.found.hits if reading.found else (),
                lexicon_only=reading.lexicon_only,
                occasion=fallback_occasion(intent, stretch[-1] if stretch else None),
            ),
        )

    async def pick(self, turn: Turn, choice_id: str) -> BotReply:
        """Reply to a choice that the customer picked: `article:<id>`, `person` or `rephrase`.

        Raises: InvalidChoice for any other id.
        """
        stretch = current_stretch(turn.memory)
        if choice_id == PERSON.id:
            accepted = accepted_offer("affirm", stretch[-1] if stretch else None)
            wish = Situation("say" if accepted else "person", stretch=stretch, accepted=accepted)
            return self._reply(turn, Context(wish))
        if choice_id == REPHRASE.id:
            return self._reply(turn, Context(Situation("say", stretch=stretch), occasion="rephrase"))
        if not choice_id.startswith(ARTICLE):
            raise InvalidChoice(
                f"expected {ARTICLE}<id>, {PERSON.id} or {REPHRASE.id}, received {choice_id!r}"
            )
        return await self._show(turn, stretch, choice_id.removeprefix(ARTICLE))

    async def _show(self, turn: Turn, stretch: tuple[TurnSignals, ...], article_id: str) -> BotReply:
        try:
            hit = await asyncio.to_thread(self._find_chosen, turn, article_id)
        except Exception:
            log.exception("retrieval failed", conversation_id=turn.conversation_id)
            return self._reply(turn, Context(Situation("search", stretch=stretch)))
        if hit is None:
            return self._reply(turn, Context(Situation("say", stretch=stretch), occasion="gone"))
        needed = self._knowledge.calibration.answered_from
        sure = Confidence("answer", hit.title, hit.probability, needed)
        chosen = Situation("search", stretch=stretch, confidence=sure, chosen=True)
        return self._reply(turn, Context(chosen, hits=(hit,)))

    def _find_chosen(self, turn: Turn, article_id: str) -> HitRecord | None:
        """Find the article by the question it was offered for, so that the passage fits that question."""
        asked = [earlier.text for earlier in reversed(turn.memory) if article_id in earlier.article_ids]
        for question in dict.fromkeys((*asked, turn.text)):
            for hit in self._knowledge.search(question).hits:
                if hit.article_id == article_id:
                    return _record(hit)
        return None

    async def _ask(self, turn: Turn) -> DialogueTurn | None:
        try:
            before = turn.memory[-1] if turn.memory else None
            return await self._dialogue.turn(
                turn.conversation_id,
                turn.message_id,
                turn.text,
                slots=before.slots if before else None,
                active_form=before.active_form if before else None,
            )
        except BotError as error:
            log.warning("dialogue unavailable", conversation_id=turn.conversation_id, error=str(error))
        except Exception:
            log.exception("dialogue failed", conversation_id=turn.conversation_id)
        return None

    def _read(self, text: str, stretch: tuple[TurnSignals, ...]) -> _Reading:
        try:
            findings = self._search(text, stretch)
            embedding = self._knowledge.encode([text])[0]
            similarities = self._compare(embedding, stretch)
        except Exception:
            log.exception("retrieval failed")
            return _Reading(None, negativity(text), lexicon_only=True)
        found = Found(tuple(map(_record, findings.hits)), findings.advice, findings.needed, similarities)
        try:
            return _Reading(found, self._sentiment_model.negative(text, embedding), lexicon_only=False)
        except Exception:
            log.exception("sentiment model failed")
            return _Reading(found, negativity(text), lexicon_only=True)

    def _search(self, text: str, stretch: tuple[TurnSignals, ...]) -> Findings:
        """Search for the message; one that leans on the question before is also searched together with it."""
        alone = self._knowledge.search(text)
        asked = question_before(stretch)
        if alone.advice == "answer" or asked is None or not leans_back(text):
            return alone
        together = self._knowledge.search(f"{asked} {text}")
        return together if together.advice == "answer" else alone

    def _compare(self, embedding: Vector, stretch: tuple[TurnSignals, ...]) -> tuple[float, ...]:
        texts = [earlier.text for earlier in stretch[-COMPARED_TURNS:]]
        if not texts:
            return ()
        return tuple(float(cosine) for cosine in self._knowledge.encode(texts) @ embedding)

    def _reply(self, turn: Turn, context: Context) -> BotReply:
        decision = assess(context.situation, self.policy)
        upset = context.situation.negative >= self.policy.feeling or context.situation.wish == "vent"
        complete = replace(context, policy_version=self.policy.version, upset=upset)
        return compose(turn, decision, complete, self.voice)


def _record(hit: Hit) -> HitRecord:
    return HitRecord(hit.article_id, hit.title, hit.passage, hit.heading, hit.score, hit.probability)
