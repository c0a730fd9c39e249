"""What the bot would say now and with a draft, over hand-written stand-ins."""

from collections.abc import Sequence

import pytest

from bot.answering import Answering
from bot.domain.turn import BotReply, Turn
from handoff.governance.previewing import Previewing
from knowledge_base.domain.article import Article
from tests.fakes_bot import RETURN_IT, RETURNS, SAT_PHONE, SmallLibrary, small_bot, small_library
from tests.fakes_handoff import counter

DRAFT = Article("phones", "Satellite phones", "We rent none.")


class Tryable(SmallLibrary):
    """A small library that answers one more question once a draft is in it."""

    def __init__(self) -> None:
        super().__init__(dict(small_library().found))
        self.tried: list[Article] = []

    def trial_with(self, changed: Sequence[Article]) -> SmallLibrary:
        self.tried += changed
        return SmallLibrary({**self.found, SAT_PHONE: ("answer", (RETURNS,))})


class House:
    """A preview with a bot over articles that can be tried."""

    def __init__(self) -> None:
        self.articles = Tryable()
        self.forgotten: list[str] = []
        self.bot = small_bot(articles=self.articles)
        self.previewing = Previewing(self.bot, self.articles, self.forget, counter("id"))

    async def forget(self, conversation_id: str) -> None:
        self.forgotten.append(conversation_id)


async def test_now_is_what_a_customer_would_get() -> None:
    house = House()
    reply = await house.previewing.now(RETURN_IT)
    assert (reply.decision, reply.text) == ("answer", RETURNS.passage)
    assert house.forgotten == ["preview-id2"]


async def test_a_draft_changes_the_answer_beside_it_only() -> None:
    house = House()
    now, draft = await house.previewing.compare(SAT_PHONE, DRAFT)
    assert (now.decision, draft.decision) == ("offer", "answer")
    assert house.articles.tried == [DRAFT]
    assert (await house.previewing.now(SAT_PHONE)).decision == "offer"
    assert len(house.forgotten) == 3


async def test_what_the_draft_does_not_touch_is_worded_alike() -> None:
    house = House()
    now, draft = await house.previewing.compare("a sat phone to rent", DRAFT)
    assert now == draft


class BrokenBot:
    """Fails at every turn."""

    async def answer(self, turn: Turn) -> BotReply:
        raise RuntimeError("fell silent")

    def knowing(self, knowledge: object) -> "BrokenBot":
        return self


async def test_a_failed_preview_is_forgotten_as_well() -> None:
    house = House()
    previewing = Previewing(BrokenBot(), house.articles, house.forget, counter("id"))
    with pytest.raises(RuntimeError, match="fell silent"):
        await previewing.compare(SAT_PHONE, DRAFT)
    assert house.forgotten == ["preview-id2"]


def test_the_bot_keeps_its_policy_and_voice() -> None:
    bot = small_bot()
    other = bot.knowing(small_library())
    assert isinstance(other, Answering)
    assert (other.policy, other.voice) == (bot.policy, bot.voice)
