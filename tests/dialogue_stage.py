"""The parts behind a conversation, as the service puts them together: dialogue, articles, shop and bot.

Everything is real: the trained model in its own process, the articles of the demo with their index, the demo
shop's books, new for each conversation. Only the clock stands still, and there is no door to the outside.
"""

import asyncio
import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from bot.actions.flows import Flows
from bot.adapters.demo_shop import DemoShop
from bot.adapters.language import LanguageGuess
from bot.adapters.rasa import RasaDialogue
from bot.adapters.sentiment_model import SentimentModel
from bot.answering import Answering
from bot.dialogue_files import CODE
from bot.domain.caller import Caller
from bot.domain.directives import Json
from bot.domain.performed import told
from bot.domain.policy import Policy
from bot.domain.turn import MEMORY_TURNS, BotReply, Turn, TurnSignals
from bot.performing import Performing
from handoff.conversation.carrying import job_key
from handoff.domain.masking import mask
from handoff.domain.settling import settle
from handoff.operations.rehearsing import DEMO_CALIBRATION, demo_lessons
from handoff.settings import Settings
from knowledge_base.adapters.assembly import build_index, index_store, open_retrieval
from knowledge_base.adapters.calibration_file import CalibrationFile
from knowledge_base.adapters.encoder import Encoder
from knowledge_base.retrieval import Retrieval
from tests.actions_door import actions_door
from tests.dialogue_script import Conversation
from tests.fakes_commerce import NOW, KnownCallers
from tests.rasa_process import MODELS, RunningDialogue, running_dialogue

ANSWER_LIMIT_S = 10.0
INDEX = CODE / "test-results" / "dialogue-index"


@dataclass
class Talk:
    """One conversation on the stage, as the service keeps it: only JSON survives from turn to turn."""

    bot: Answering
    performing: Performing
    shop: DemoShop
    id: str
    who: Caller
    conversation: Conversation
    memory: list[dict[str, Json]] = field(default_factory=list)
    number: int = 0
    last: BotReply | None = None

    async def write(self, text: str) -> BotReply:
        """Write something, as stored: with card numbers taken out."""
        return await self._take(await self.bot.answer(self._turn(text)))

    async def press(self, label: str) -> BotReply:
        """Press a button under the last reply."""
        choices = self.last.choices if self.last else ()
        pressed = next((one for one in choices if one.label == label), None)
        assert pressed, f"no button {label!r} among {[one.label for one in choices]}"
        return await self._take(await self.bot.pick(self._turn(pressed.label), pressed.id))

    async def order_status(self, number: str) -> str:
        """Say how an order stands in the shop's books."""
        return str((await self.shop.find_order(number)).status)

    def settle(self, agent: str) -> None:
        """Let an agent have had the conversation and give it back."""
        self.memory = [dict(one) for one in settle(tuple(self.memory), agent)]

    def _turn(self, text: str) -> Turn:
        self.number += 1
        return Turn(
            conversation_id=self.id,
            message_id=f"{self.id}:{self.number}",
            text=mask(text),
            memory=tuple(TurnSignals.from_dict(one) for one in self.memory[-MEMORY_TURNS:]),
            caller=self.who,
            desk=self.conversation.desk,
        )

    async def _take(self, reply: BotReply) -> BotReply:
        if reply.perform is not None:
            key = job_key(f"{self.id}:{self.number}")
            reply = told(reply, await self.performing.perform(self.id, key, reply.perform))
        self.memory.append(_stored(reply.evidence.turn))
        self.last = reply
        return reply


@dataclass
class Stage:
    """What all conversations share, and the loop they run on."""

    runner: asyncio.Runner
    dialogue: RasaDialogue
    bot: Answering
    callers: KnownCallers
    books: Path
    flows: dict[str, Flows] = field(default_factory=dict)

    async def run(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a call of the dialogue with the shop of its conversation."""
        return await self.flows[str(payload["sender_id"])].run(payload)

    @contextmanager
    def talk(self, conversation: Conversation) -> Iterator[Talk]:
        """Open a conversation with a shop of its own."""
        conversation_id = uuid.uuid4().hex
        self.callers.callers[conversation_id] = conversation.who
        shop = DemoShop(self.books / f"{conversation_id}.db", lambda: NOW)
        self.flows[conversation_id] = Flows(shop, self.callers, lambda: NOW)
        bot = self.bot.knowing(self.bot._reader.knowledge)
        bot.policy = Policy.from_dict({"vip": list(conversation.vip)})
        try:
            yield Talk(
                bot, Performing(shop, self.callers), shop, conversation_id, conversation.who, conversation
            )
        finally:
            self.runner.run(shop.aclose())
            self.runner.run(self.dialogue.forget(conversation_id))


@contextmanager
def open_stage(folder: Path) -> Iterator[Stage]:
    """Start the dialogue process and load the rest, for as long as the block lasts."""
    settings = Settings(data_dir=MODELS.parent, demo=True)
    callers, shared = KnownCallers(), _Exchange()
    with (
        asyncio.Runner() as runner,
        actions_door(shared) as door,
        running_dialogue(folder / "rasa.log", door) as process,
    ):
        dialogue = runner.run(opened_dialogue(process))
        sentiment = SentimentModel.load(MODELS / "sentiment.npz")
        bot = Answering(
            dialogue, demo_retrieval(settings), sentiment, languages=LanguageGuess(settings.locales)
        )
        shared.stage = Stage(runner, dialogue, bot, callers, folder)
        try:
            yield shared.stage
        finally:
            runner.run(dialogue.aclose())


async def opened_dialogue(process: RunningDialogue) -> RasaDialogue:
    """Give the client of a process, for the loop that runs this."""
    return RasaDialogue(process.url, process.secret, timeout=ANSWER_LIMIT_S)


def demo_retrieval(settings: Settings) -> Retrieval:
    """Give the demo's articles, as sure as set-up found them to be."""
    encoder = Encoder(settings.encoder_dir)
    articles, lessons = demo_lessons(settings.home)
    kept = CalibrationFile(
        settings.data_dir / "models" / DEMO_CALIBRATION, encoder.fingerprint, settings.target_error
    )
    stored = kept.load()
    known = stored if stored and stored[0] == kept.fingerprint(articles, lessons) else None
    opened = partial(
        open_retrieval,
        encoder,
        known[1] if known else None,
        target_error=settings.target_error,
        folder=INDEX,
    )
    retrieval = opened()
    if not retrieval.articles:
        # Built once, then kept beside the reports, so that the next run begins in seconds.
        index_store(encoder, INDEX).put_in_force(build_index(encoder, INDEX, articles))
        retrieval = opened()
    retrieval.replace(articles)
    if not known:
        retrieval.recalibrate(lessons)
    return retrieval


class _Exchange:
    """Stands at the door before the stage is there."""

    stage: Stage

    async def run(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Pass a call on."""
        return await self.stage.run(payload)


def _stored(signals: TurnSignals) -> dict[str, Json]:
    stored: dict[str, Json] = json.loads(json.dumps(signals.to_dict()))
    return stored
