"""Imports behind the back of whoever asked for them."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from knowledge_base.domain.import_job import INTERRUPTED, ImportStatus, Wishes
from knowledge_base.domain.imports import ImportSource
from knowledge_base.errors import ImportBusy, ImportUnreadable
from knowledge_base.import_queue import MOST_WAITING, ImportQueue
from tests.fakes_imports import ImportDesk, import_row, source

PLAIN = Wishes()


class Reader:
    """Reads each word of a file as the title of an article; a test can make it fail."""

    def __init__(self) -> None:
        self.failure: Exception | None = None

    def __call__(self, raw: bytes, name: str) -> ImportSource:
        if self.failure:
            raise self.failure
        return source(*(import_row(n, title=word) for n, word in enumerate(raw.decode().split(), 1)))


class Office:
    """A queue over articles in memory; everything that nobody foresaw is written down."""

    def __init__(self) -> None:
        self.desk = ImportDesk()
        self.read = Reader()
        self.unforeseen: list[Exception] = []
        self.queue = ImportQueue(self.desk.importing, self.desk.imports, self.read, self.unforeseen.append)

    async def status(self, import_id: str) -> tuple[ImportStatus, str | None]:
        job = await self.desk.importing.get(import_id)
        return job.status, job.problem.code if job.problem else None


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    opened = Office()
    yield opened
    await opened.queue.close()


async def test_whoever_asks_does_not_wait(office: Office) -> None:
    job = await office.queue.add(b"tents stoves", "faq.csv", "Anna", PLAIN)
    assert (job.status, job.filename, job.author) == (ImportStatus.RUNNING, "faq.csv", "Anna")
    await office.queue.settled()
    assert await office.status(job.id) == (ImportStatus.DONE, None)
    assert sorted(office.desk.index.articles) == ["stoves", "tents"]


async def test_each_waits_for_the_one_before(office: Office) -> None:
    office.desk.index.may_finish.clear()
    first = await office.queue.add(b"tents", "1.csv", "Anna", PLAIN)
    second = await office.queue.add(b"tents stoves", "2.csv", "Ben", PLAIN)
    await office.desk.index.started.wait()
    assert (await office.desk.importing.get(second.id)).status is ImportStatus.RUNNING
    office.desk.index.may_finish.set()
    await office.queue.settled()
    report = (await office.desk.importing.get(second.id)).report
    assert report is not None
    assert (report.created, report.unchanged) == (("stoves",), ("tents",))
    assert await office.status(first.id) == (ImportStatus.DONE, None)


async def test_what_cannot_be_read_fails_with_its_reason(office: Office) -> None:
    office.read.failure = ImportUnreadable("It is no table.")
    job = await office.queue.add(b"x", "faq.csv", "Anna", PLAIN)
    await office.queue.settled()
    assert await office.status(job.id) == (ImportStatus.FAILED, "import_unreadable")
    assert office.unforeseen == []


async def test_what_nobody_foresaw_fails_too_and_is_told(office: Office) -> None:
    office.read.failure = ZeroDivisionError("oh")
    job = await office.queue.add(b"x", "faq.csv", "Anna", PLAIN)
    await office.queue.settled()
    assert await office.status(job.id) == (ImportStatus.FAILED, "internal_error")
    assert [str(error) for error in office.unforeseen] == ["oh"]


async def test_too_many_at_once_are_refused(office: Office) -> None:
    office.desk.index.may_finish.clear()
    for number in range(MOST_WAITING + 1):
        await office.queue.add(b"tents", f"{number}.csv", "Anna", PLAIN)
    with pytest.raises(ImportBusy):
        await office.queue.add(b"tents", "more.csv", "Anna", PLAIN)
    office.desk.index.may_finish.set()
    await office.queue.settled()


async def test_what_an_earlier_process_left_running_has_failed(office: Office) -> None:
    job = await office.desk.importing.begin("faq.csv", "Anna", PLAIN)
    await office.queue.open()
    assert (await office.desk.importing.get(job.id)).problem == INTERRUPTED


async def test_closing_stops_what_waits_and_says_so(office: Office) -> None:
    office.desk.index.may_finish.clear()
    await office.queue.add(b"tents", "1.csv", "Anna", PLAIN)
    waiting = await office.queue.add(b"stoves", "2.csv", "Anna", PLAIN)
    await office.desk.index.started.wait()
    await asyncio.wait_for(office.queue.close(), timeout=5)
    assert (await office.desk.importing.get(waiting.id)).problem == INTERRUPTED
    assert list(office.desk.articles.records) == ["tents"]
