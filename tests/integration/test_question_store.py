"""Questions in a real database, kept in step with real conversations."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import structlog

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.people_store import SqlCustomerStore
from handoff.adapters.question_store import SqlQuestionStore
from handoff.adapters.question_tables import asked_questions, question_progress
from handoff.conversation.service import Service
from handoff.conversation.visitors import Customer
from handoff.domain import commands as c
from handoff.domain.commands import AgentRef
from handoff.domain.conversation import Conversation
from handoff.governance.asking import Asking
from handoff.operations.erasing import erase_customer
from knowledge_base.domain.usage import Usage
from tests.databases import only_on_sqlite
from tests.fakes_handoff import Clock
from tests.fakes_questions import NINE, evidence
from tests.unit.knowledge_base.word_encoder import WordEncoder

JONAS = AgentRef("a1", "Jonas")
PHONES = "do you rent out satellite phones"
RETURN = "how do I return my tent"
REPLY = "We lend two-way radios in Leeds, but no phones."


@dataclass
class Shop:
    """Conversations through the real service, and what is read of them."""

    database: Database
    clock: Clock = field(default_factory=lambda: Clock(NINE, timedelta(seconds=1)))

    def __post_init__(self) -> None:
        self.conversations = SqlConversationStore(self.database)
        self.service = Service(self.conversations, self.clock, structlog.get_logger())
        self.store = SqlQuestionStore(self.database)
        self.asking = self.reader()

    def reader(self, fingerprint: str = "words") -> Asking:
        return Asking(self.store, WordEncoder().encode, fingerprint)

    async def opened(self, name: str) -> str:
        await SqlCustomerStore(self.database).add(Customer(f"cu-{name}", "Robin"), NINE)
        await self.conversations.find_or_create(Conversation(name, f"cu-{name}"), None, NINE)
        return name

    async def asks(self, name: str, text: str, **given: object) -> None:
        outcome = await self.service.handle(
            c.PostCustomerMessage(conversation_id=name, client_id=f"k{self.clock.now}", text=text)
        )
        seen = evidence(**given)  # type: ignore[arg-type]
        escalates = seen["turn"]["decision"] == "escalate"
        await self.service.handle(
            c.PostBotReply(
                conversation_id=name,
                fence=outcome.conversation.fence,
                in_reply_to=outcome.conversation.owed[-1],
                text="Well.",
                evidence=seen,
                escalation_reason=seen["reason"] or "low_confidence" if escalates else None,
            )
        )

    async def helped(self, name: str, text: str = REPLY) -> None:
        await self.service.handle(c.Claim(conversation_id=name, agent=JONAS))
        self.clock.pass_by(timedelta(minutes=5))
        await self.service.handle(
            c.PostAgentMessage(conversation_id=name, agent=JONAS, client_id=f"a{self.clock.now}", text=text)
        )
        await self.service.handle(c.Resolve(conversation_id=name, agent=JONAS))

    async def texts(self) -> list[str]:
        return [asked.text for asked in (await self.store.unanswered(NINE, 99)).questions]

    async def count(self, table: sa.Table) -> int:
        async with self.database.reading() as connection:
            return int((await connection.execute(sa.select(sa.func.count()).select_from(table))).scalar_one())


@pytest.fixture
async def shop(database: Database) -> Shop:
    made = Shop(database)
    await made.opened("one")
    await made.asks("one", PHONES, decision="escalate")
    await made.helped("one")
    await made.opened("two")
    await made.asks("two", RETURN, decision="answer", probability=0.97)
    return made


async def test_questions_come_out_as_they_were_read(shop: Shop) -> None:
    await shop.asking.catch_up()
    found = await shop.store.unanswered(NINE, 99)
    (question,) = found.questions
    assert (question.id, question.text, question.outcome) == ("one.1", PHONES, "person")
    assert question.reply is not None
    assert (question.reply.text, question.reply.agent) == (REPLY, "Jonas")
    assert question.agent_minutes == pytest.approx(5.0, abs=0.1)
    assert float((found.vectors @ WordEncoder().encode([PHONES]).T)[0, 0]) == pytest.approx(1.0, abs=1e-3)


async def test_only_what_changed_is_read_again(shop: Shop) -> None:
    await shop.asking.catch_up()
    assert await shop.store.behind() == ()
    await shop.asks("two", "and a phone to rent?")
    (mark,) = await shop.store.behind()
    assert mark.conversation_id == "two"
    await shop.asking.catch_up()
    assert await shop.texts() == [PHONES, "and a phone to rent?"]
    newest = await shop.store.unanswered(NINE, 1)
    assert [asked.text for asked in newest.questions] == ["and a phone to rent?"]
    assert await shop.count(asked_questions) == 3


async def test_a_conversation_that_moves_on_meanwhile_is_read_next_time(shop: Shop) -> None:
    marks = await shop.store.behind()
    events = await shop.store.events_of(marks)
    assert [recorded.seq for recorded in events if recorded.conversation_id == "two"] == [1, 2]
    read = shop.asking._understand(marks, events)
    await shop.asks("two", "and a phone to rent?")
    await shop.store.save(read)
    assert {mark.conversation_id for mark in await shop.store.behind()} == {"two"}
    assert await shop.texts() == [PHONES]


async def test_the_window_and_the_ids_choose(shop: Shop) -> None:
    await shop.asking.catch_up()
    assert (await shop.store.unanswered(NINE + timedelta(days=1), 99)).questions == ()
    found = await shop.store.find(["one.1", "two.1", "nowhere.1", *(f"x{n}.1" for n in range(1_200))])
    assert [asked.id for asked in found.questions] == ["one.1"], "an answered question has no vector"
    assert (await shop.store.find([])).vectors.shape == (0, 0)


async def test_answers_are_counted_by_article_and_period(shop: Shop) -> None:
    await shop.opened("three")
    await shop.asks("three", RETURN, decision="answer")
    await shop.service.handle(c.RequestHandoff(conversation_id="three", reason="customer_asked"))
    shop.clock.pass_by(timedelta(days=30))
    await shop.asks("two", RETURN, decision="answer")
    await shop.asking.catch_up()
    middle, end = NINE + timedelta(days=15), NINE + timedelta(days=60)
    assert await shop.store.usage(NINE, middle, end) == (Usage("returns", 2, 1, 1, 0),)
    assert await shop.store.usage(end, end, end) == ()
    assert await shop.store.answered_by("returns", NINE) == 2
    assert await shop.store.answered_by("returns", middle) == 1


async def test_ratings_and_nearness_are_found(shop: Shop) -> None:
    answer = (await shop.conversations.events_after("two", 1))[0].event
    message_id = str(answer.to_data()["message_id"])
    await shop.service.handle(c.RateAnswer(conversation_id="two", message_id=message_id, helpful=True))
    await shop.asking.catch_up()
    (rated,) = await shop.store.rated()
    assert (rated.text, rated.helpful, rated.article_id) == (RETURN, True, "returns")
    assert [asked.text for asked in await shop.store.about("returns", 10)] == [RETURN, PHONES]
    assert len(await shop.store.about("returns", 1)) == 1
    assert await shop.store.about("delivery", 10) == ()


async def test_erasing_a_customer_takes_their_questions_along(shop: Shop) -> None:
    await shop.asking.catch_up()
    await erase_customer(shop.database, "cu-one", shop.clock(), "epoch-2", lambda _digest: None)
    assert await shop.texts() == []
    await shop.asking.catch_up()
    assert await shop.texts() == []
    assert await shop.count(question_progress) == 2


async def test_what_was_read_before_the_erasure_cannot_come_back(shop: Shop) -> None:
    marks = await shop.store.behind()
    read = shop.asking._understand(marks, await shop.store.events_of(marks))
    await erase_customer(shop.database, "cu-one", shop.clock(), "epoch-2", lambda _digest: None)
    await shop.store.save(read)
    assert await shop.texts() == []


@only_on_sqlite
async def test_no_page_of_the_files_keeps_an_erased_question(shop: Shop, tmp_path: Path) -> None:
    await shop.asking.catch_up()
    await erase_customer(shop.database, "cu-one", shop.clock(), "epoch-2", lambda _digest: None)
    await shop.database.close()
    files = contents(tmp_path)
    assert files
    assert not [name for name, text in files.items() if PHONES.encode() in text or REPLY.encode() in text]


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file of the database."""
    return {file.name: file.read_bytes() for file in folder.glob("frontdesk.db*")}


async def test_another_encoder_starts_anew(shop: Shop) -> None:
    await shop.asking.catch_up()
    other = shop.reader("other")
    await other.catch_up()
    assert await shop.store.behind() == ()
    assert await shop.texts() == [PHONES]
    await shop.store.begin("1:third")
    assert (await shop.count(asked_questions), len(await shop.store.behind())) == (0, 2)
