"""Front door of the preview: what the bot would say now, and what it would say with a draft published.

Each question is asked as a conversation of its own, of which nothing is kept.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from bot.domain.turn import BotReply, Turn
from bot.reading import Calibration, Findings, Knowledge
from knowledge_base.domain.article import Article


class Bot(Protocol):
    """Who answers."""

    async def answer(self, turn: Turn) -> BotReply:
        """Reply to one customer message."""
        ...

    def knowing(self, knowledge: Knowledge) -> Self:
        """Give the same bot over other articles."""
        ...


class Trial(Protocol):
    """A search that nobody else sees."""

    def search(self, question: str) -> Findings:
        """Give the articles that answer a question, best first."""
        ...


class Tryable(Protocol):
    """The articles that are answered from, and what they would be with a change."""

    @property
    def calibration(self) -> Calibration:
        """The calibration in force."""
        ...

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return unit vectors."""
        ...

    def trial_with(self, changed: Sequence[Article]) -> Trial:
        """Try the present articles with some changed or added."""
        ...


@dataclass(frozen=True, slots=True)
class Tried:
    """The articles of a trial, as the bot needs them; the calibration is the one in force."""

    trial: Trial
    present: Tryable

    @property
    def calibration(self) -> Calibration:
        """The calibration in force."""
        return self.present.calibration

    def search(self, question: str) -> Findings:
        """Search what is tried."""
        return self.trial.search(question)

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return unit vectors."""
        return self.present.encode(texts)


@dataclass(frozen=True, slots=True)
class Previewing:
    """Asks the bot without a customer."""

    bot: Bot
    articles: Tryable
    forget: Callable[[str], Awaitable[None]]
    new_id: Callable[[], str]

    async def now(self, text: str) -> BotReply:
        """Give the reply to a question from the published articles."""
        return await self._ask(self.bot, text, self.new_id())

    async def compare(self, text: str, draft: Article) -> tuple[BotReply, BotReply]:
        """Give the reply now, and the reply if `draft` were published; both in the same wording."""
        trial = await asyncio.to_thread(self.articles.trial_with, [draft])
        with_draft = self.bot.knowing(Tried(trial, self.articles))
        # The wording of a reply varies with the message's id, so that both are asked under one.
        message_id = self.new_id()
        now = await self._ask(self.bot, text, message_id)
        return now, await self._ask(with_draft, text, message_id)

    async def _ask(self, bot: Bot, text: str, message_id: str) -> BotReply:
        turn = Turn(conversation_id=f"preview-{self.new_id()}", message_id=message_id, text=text)
        try:
            return await bot.answer(turn)
        finally:
            await self.forget(turn.conversation_id)
