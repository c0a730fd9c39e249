"""Front door of the bot: one customer turn in, one reply with its evidence out.

Never raises for a broken part: without the dialogue or the articles a person is called, with that reason.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from copy import copy
from dataclasses import replace
from functools import partial
from typing import Protocol

import structlog

from bot.domain.directives import DialogueTurn, Json
from bot.domain.escalation import assess, destination
from bot.domain.facts import Confidence, Facts, gather
from bot.domain.intention import accepted_offer, fallback_occasion
from bot.domain.matters import (
    Matters,
    OpenMatter,
    first_matter,
    joined,
    other_matter,
    searches,
    sort_out,
    with_answer,
)
from bot.domain.policy import Policy
from bot.domain.reference import points_at
from bot.domain.repetition import current_stretch
from bot.domain.reply import Context, compose
from bot.domain.situation import situate
from bot.domain.turn import BotReply, Evidence, HitRecord, Turn, TurnSignals
from bot.domain.voice import ARTICLE, OPTION, PERSON, REPHRASE, Setting, Voice
from bot.domain.wording import CARD_MARK, shortened
from bot.errors import BotError, InvalidChoice
from bot.reading import Knowledge, LanguageGuess, OutlookModel, Reader, Reading, SentimentModel
from bot.reading_ahead import ReadingAhead

__all__ = ["Answering", "Dialogue", "Knowledge", "SentimentModel"]

log = structlog.get_logger(__name__)


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


Completing = Callable[[Turn], Awaitable[Turn]]
"""Finds out what lies around a message: who writes, and who is in; that takes as long as reading it."""


async def already_complete(turn: Turn) -> Turn:
    """Give a turn of which everything is known."""
    return turn


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
        outlook: OutlookModel | None = None,
        languages: LanguageGuess | None = None,
    ) -> None:
        self.policy = policy or Policy()
        self.voice = voice or Voice()
        self._dialogue = dialogue
        self._reader = Reader(knowledge, sentiment_model, outlook, languages)
        self._ahead = ReadingAhead()

    def knowing(self, knowledge: Knowledge) -> "Answering":
        """Give the same bot over other articles, to try them."""
        other = copy(self)
        other._reader = self._reader.over(knowledge)
        other._ahead = ReadingAhead()
        return other

    def begin(self, turn: Turn) -> None:
        """Begin to read a message that `answer` may be asked about in a moment."""
        stretch = current_stretch(turn.memory)
        if turn.text and _pointed_at(turn.text, stretch) is None:
            self._ahead.begin(turn, partial(self._reader.read, shortened(turn.text), stretch))

    async def answer(self, turn: Turn, complete: Completing = already_complete) -> BotReply:
        """Reply to a customer's message; dialogue, articles and what else is not known yet are asked at the
        same time."""
        if turn.files and not turn.text:
            return self._offer_reader(await complete(turn))
        stretch = current_stretch(turn.memory)
        pointed = _pointed_at(turn.text, stretch)
        if pointed is not None:
            return await self.pick(await complete(turn), pointed)
        plain = shortened(turn.text)
        reading, dialogue, turn = await asyncio.gather(
            self._ahead.take(turn) or asyncio.to_thread(self._reader.read, plain, stretch),
            self._ask(turn, plain),
            _after_others(complete(turn)),
        )
        matters = Matters()
        if dialogue is not None and reading.found is not None:
            dialogue, reading, matters = await self._serve_both(turn, dialogue, reading)
        facts = gather(
            turn,
            stretch,
            dialogue,
            reading.found,
            reading.negative,
            language=reading.language,
            trouble=reading.trouble,
            unease=reading.unease,
        )
        intent = dialogue.parse.intent if dialogue else None
        context = Context(
            situate(facts, self.policy),
            dialogue=dialogue,
            hits=reading.found.hits if reading.found else (),
            lexicon_only=reading.lexicon_only,
            occasion=fallback_occasion(intent, stretch[-1] if stretch else None),
            matters=matters,
        )
        return self._reply(turn, context)

    async def pick(self, turn: Turn, choice_id: str) -> BotReply:
        """Reply to a choice that the customer picked: `article:<id>`, `option:<n>`, `person` or `rephrase`.

        Raises: InvalidChoice for any other id.
        """
        if choice_id.startswith(OPTION):
            return await self.answer(turn)
        stretch = current_stretch(turn.memory)
        if choice_id == PERSON.id:
            accepted = accepted_offer("affirm", stretch[-1] if stretch else None)
            return self._choose(turn, Facts("say" if accepted else "person", accepted=accepted))
        if choice_id == REPHRASE.id:
            return self._choose(turn, Facts("say"), occasion="rephrase")
        if not choice_id.startswith(ARTICLE):
            raise InvalidChoice(
                f"expected {ARTICLE}<id>, {PERSON.id} or {REPHRASE.id}, received {choice_id!r}"
            )
        return await self._show(turn, choice_id.removeprefix(ARTICLE))

    async def _show(self, turn: Turn, article_id: str) -> BotReply:
        asked = [earlier.text for earlier in reversed(turn.memory) if article_id in earlier.article_ids]
        try:
            hit = await asyncio.to_thread(self._reader.find_chosen, (*asked, turn.text), article_id)
        except Exception:
            log.exception("retrieval failed", conversation_id=turn.conversation_id)
            return self._choose(turn, Facts("search"))
        if hit is None:
            return self._choose(turn, Facts("say"), occasion="gone")
        needed = self._reader.knowledge.calibration.answered_from
        sure = Confidence("answer", hit.title, hit.probability, needed)
        return self._choose(turn, Facts("search", confidence=sure, chosen=True), hits=(hit,))

    def _choose(
        self, turn: Turn, facts: Facts, *, hits: tuple[HitRecord, ...] = (), occasion: str | None = None
    ) -> BotReply:
        """Reply to a pressed button: nothing of it is the customer's own wording."""
        complete = replace(facts, stretch=current_stretch(turn.memory), caller=turn.caller, desk=turn.desk)
        situation = situate(complete, self.policy)
        return self._reply(turn, Context(situation, hits=hits, occasion=occasion))

    async def _serve_both(
        self, turn: Turn, dialogue: DialogueTurn, reading: Reading
    ) -> tuple[DialogueTurn, Reading, Matters]:
        """Serve the second matter of a message too, if it has one: a flow and a question, or two."""
        first, other = first_matter(dialogue), other_matter(dialogue)
        # In the middle of a form the message is one answer: half of it must never confirm anything.
        under_way = bool(turn.memory) and turn.memory[-1].active_form is not None
        if under_way or first is None or other is None or reading.found is None:
            return dialogue, reading, Matters()
        if not searches(dialogue):
            found = await asyncio.to_thread(self._reader.find, other)
            if found is None or found.advice != "answer":
                return dialogue, reading, Matters(open=OpenMatter(other))
            kept = replace(found, similarities=reading.found.similarities)
            return with_answer(dialogue), replace(reading, found=kept), Matters()
        after = await self._ask(turn, other, "+")
        finds = [await asyncio.to_thread(self._reader.find, text) for text in (first, other)]
        if after is None or finds[0] is None or finds[1] is None:
            return dialogue, reading, Matters()
        if not searches(after):
            kept = replace(finds[0], similarities=reading.found.similarities)
            return joined(dialogue, after), replace(reading, found=kept), Matters()
        found, matters = sort_out(finds[0], finds[1], (first, other))
        if found.advice != "answer":
            return dialogue, reading, Matters()
        kept = replace(found, similarities=reading.found.similarities)
        return dialogue, replace(reading, found=kept), matters

    async def _ask(self, turn: Turn, text: str, mark: str = "") -> DialogueTurn | None:
        try:
            before = turn.memory[-1] if turn.memory else None
            return await self._dialogue.turn(
                turn.conversation_id,
                turn.message_id + mark,
                text,
                slots=before.slots if before else None,
                active_form=before.active_form if before else None,
            )
        except BotError as error:
            log.warning("dialogue unavailable", conversation_id=turn.conversation_id, error=str(error))
        except Exception:
            log.exception("dialogue failed", conversation_id=turn.conversation_id)
        return None

    def _reply(self, turn: Turn, context: Context) -> BotReply:
        decision = assess(context.situation, self.policy)
        situation = context.situation
        upset = situation.negative >= self.policy.feeling or situation.facts.wish == "vent"
        complete = replace(context, policy_version=self.policy.version, upset=upset)
        team, priority = destination(context.situation, decision, self.policy)
        reply = compose(turn, decision, complete, self.voice)
        return replace(reply, text=reply.text + self._notice(turn), team=team, priority=priority)

    def _notice(self, turn: Turn) -> str:
        """Tell the customer, the first time, of a card number that was taken out; and of files not read."""
        carded = CARD_MARK in turn.text and not any(CARD_MARK in earlier.text for earlier in turn.memory)
        told = (*(("card_removed",) if carded else ()), *(("file_unread",) if turn.files else ()))
        return "".join(f"\n\n{self.voice.say(one, Setting(turn.message_id)).text}" for one in told)

    def _offer_reader(self, turn: Turn) -> BotReply:
        """Offer a person to whoever sent a file without words; what was under way stays under way."""
        said = self.voice.say("file_only", Setting(turn.message_id))
        before = turn.memory[-1] if turn.memory else None
        remembered = TurnSignals(
            "",
            decision="offer",
            reason="attachment",
            said=said.id,
            slots=before.slots if before else {},
            active_form=before.active_form if before else None,
            choices=(PERSON.label,),
        )
        why = ("The customer sent a file without words; the bot cannot read files.",)
        evidence = Evidence(self.policy.version, remembered, "attachment", why)
        return BotReply("offer", said.text, evidence, "attachment", choices=(PERSON,))


async def _after_others(work: Awaitable[Turn]) -> Turn:
    """Begin once what was begun before is on its way to other processes and threads."""
    await asyncio.sleep(0)
    return await work


def _pointed_at(text: str, stretch: tuple[TurnSignals, ...]) -> str | None:
    """Give the choice that the words point at: "the second one" under a list of articles."""
    last = stretch[-1] if stretch else None
    if last is None or last.decision != "clarify":
        return None
    place = points_at(text, last.choices[: len(last.article_ids)])
    return None if place is None else ARTICLE + last.article_ids[place]
