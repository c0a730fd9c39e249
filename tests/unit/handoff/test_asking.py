"""Keeping questions in step with conversations, over a store in memory."""

import asyncio
from collections.abc import Sequence

import pytest

from handoff.domain.events import Recorded
from handoff.governance.asking import BATCH, Asking, Mark, ReadAgain
from tests.fakes_questions import Talk
from tests.unit.knowledge_base.word_encoder import WordEncoder

PHONES = "do you rent out satellite phones"


class MemoryQuestionStore:
    """Conversations that were read, and those that were not."""

    def __init__(self) -> None:
        self.logs: dict[str, list[Recorded]] = {}
        self.read: dict[str, ReadAgain] = {}
        self.saves = 0
        self.form: str | None = None
        self.failure: Exception | None = None
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def begin(self, form: str) -> None:
        if form != self.form:
            self.read, self.form = {}, form

    async def behind(self) -> list[Mark]:
        await self.may_go_on.wait()
        if self.failure:
            raise self.failure
        marks = [Mark(key, len(log), log[-1].at) for key, log in self.logs.items()]
        return [mark for mark in marks if getattr(self.read.get(mark.conversation_id), "mark", None) != mark]

    async def events_of(self, marks: Sequence[Mark]) -> list[Recorded]:
        return [recorded for mark in marks for recorded in self.logs[mark.conversation_id]]

    async def save(self, read: Sequence[ReadAgain]) -> None:
        self.saves += 1
        self.read |= {one.mark.conversation_id: one for one in read}

    def questions(self, conversation_id: str) -> list[str]:
        return [asked.text for asked, _ in self.read[conversation_id].questions]


@pytest.fixture
def store() -> MemoryQuestionStore:
    return MemoryQuestionStore()


def asking(store: MemoryQuestionStore, fingerprint: str = "one") -> Asking:
    return Asking(store, WordEncoder().encode, fingerprint)


async def test_a_conversation_is_read_again_only_when_it_changed(store: MemoryQuestionStore) -> None:
    talk = Talk("c1")
    talk.asks(PHONES)
    store.logs = {"c1": talk.log}
    reader = asking(store)
    await reader.catch_up()
    await reader.catch_up()
    assert (store.saves, store.questions("c1")) == (1, [PHONES])
    talk.asks("and a tent for ten people")
    await reader.catch_up()
    assert (store.saves, len(store.questions("c1"))) == (2, 2)


async def test_only_what_no_article_settled_has_a_vector(store: MemoryQuestionStore) -> None:
    talk = Talk("c1")
    talk.asks("how do I return my tent", decision="answer")
    talk.asks(PHONES)
    store.logs = {"c1": talk.log}
    await asking(store).catch_up()
    (_, none), (_, vector) = store.read["c1"].questions
    assert none is None
    assert vector is not None
    assert float(vector @ WordEncoder().encode([PHONES])[0]) == pytest.approx(1.0, abs=1e-6)


async def test_another_encoder_reads_everything_again(store: MemoryQuestionStore) -> None:
    talk = Talk("c1")
    talk.asks(PHONES)
    store.logs = {"c1": talk.log}
    await asking(store).catch_up()
    await asking(store, "other").catch_up()
    assert store.saves == 2


async def test_many_conversations_are_read_in_parts(store: MemoryQuestionStore) -> None:
    for number in range(BATCH + 1):
        talk = Talk(f"c{number}")
        talk.asks(PHONES)
        store.logs[f"c{number}"] = talk.log
    await asking(store).catch_up()
    assert (store.saves, len(store.read)) == (2, BATCH + 1)


async def test_who_has_no_patience_is_told_so_and_the_work_goes_on(store: MemoryQuestionStore) -> None:
    talk = Talk("c1")
    talk.asks(PHONES)
    store.logs = {"c1": talk.log}
    store.may_go_on.clear()
    reader = asking(store)
    assert await reader.catch_up_within(0) is False
    store.may_go_on.set()
    assert await reader.catch_up_within(5) is True
    assert store.questions("c1") == [PHONES]


async def test_what_failed_in_the_background_is_raised_and_tried_again(store: MemoryQuestionStore) -> None:
    store.may_go_on.clear()
    reader = asking(store)
    await reader.catch_up_within(0)
    store.failure = RuntimeError("disk gone")
    store.may_go_on.set()
    with pytest.raises(RuntimeError, match="disk gone"):
        await reader.catch_up_within(5)
    store.failure = None
    assert await reader.catch_up_within(5) is True


async def test_closing_stops_the_work(store: MemoryQuestionStore) -> None:
    store.may_go_on.clear()
    reader = asking(store)
    await reader.catch_up_within(0)
    await reader.close()
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "asking"]
    assert store.saves == 0
