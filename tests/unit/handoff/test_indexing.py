"""The indexer: searchable at once, built and rehearsed behind it, and only when there is something new."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence

import pytest
import structlog

from handoff.processes.indexing import Indexer, Report
from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.defaults import GENERAL
from knowledge_base.domain.label import Lesson

TENT = Article("tent", "Tents", "Blue.")
BAG = Article("bag", "Bags", "Green.")
PATIENCE_S = 5


class Shelf:
    """Something searchable that counts its rehearsals and breaks while it is told to.

    It builds in two steps, each of which waits for `may_build` while a test holds that back.
    """

    def __init__(self) -> None:
        self.articles: tuple[Article, ...] = ()
        self.rehearsed: list[tuple[Article, ...]] = []
        self.taught: list[tuple[Lesson, ...]] = []
        self.broken = False
        self.asked = threading.Semaphore(0)
        self.compactable = False
        self.built: list[tuple[Article, ...]] = []
        self.half_built = threading.Semaphore(0)
        self.may_build = threading.Event()
        self.may_build.set()

    def replace(self, articles: Sequence[Article], report: Report | None = None) -> None:
        self.articles = tuple(articles)

    def amend(self, changed: Sequence[Article], removed: Sequence[str] = ()) -> None:
        kept = [article for article in self.articles if article.id not in removed]
        self.articles = (*kept, *changed)
        self.compactable = True

    def compact(self, report: Report | None = None) -> None:
        assert report
        report(1, 2)
        self.half_built.release()
        assert self.may_build.wait(PATIENCE_S)
        self.built.append(self.articles)
        self.compactable = False

    def recalibrate(self, labels: Sequence[Lesson] = ()) -> Calibration:
        self.asked.release()
        if self.broken:
            raise RuntimeError("no memory")
        self.rehearsed.append(self.articles)
        self.taught.append(tuple(labels))
        return GENERAL


class Drawer:
    """Keeps one calibration; a test can wait until it has been looked into or filled."""

    def __init__(self) -> None:
        self.kept: tuple[str, Calibration] | None = None
        self.looked = threading.Semaphore(0)
        self.filled = threading.Semaphore(0)

    def fingerprint(self, articles: Sequence[Article], labels: Sequence[Lesson] = ()) -> str:
        return " ".join([*(article.id for article in articles), *(label.question for label in labels)])

    def load(self) -> tuple[str, Calibration] | None:
        self.looked.release()
        return self.kept

    def save(self, fingerprint: str, calibration: Calibration) -> None:
        self.kept = (fingerprint, calibration)
        self.filled.release()


async def happens(step: threading.Semaphore) -> None:
    """Wait for a step of the rehearsal."""
    assert await asyncio.to_thread(step.acquire, timeout=PATIENCE_S)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
async def indexer(shelf: Shelf, drawer: Drawer) -> AsyncIterator[Indexer]:
    opened = Indexer(shelf, drawer, structlog.get_logger())
    yield opened
    await opened.close()


async def test_articles_are_searchable_when_refresh_returns(indexer: Indexer, shelf: Shelf) -> None:
    assert indexer.state() == "starting"
    await indexer.refresh([TENT])
    assert (indexer.state(), shelf.articles) == ("ok", (TENT,))


async def test_new_articles_are_rehearsed_and_the_result_kept(
    indexer: Indexer, shelf: Shelf, drawer: Drawer
) -> None:
    await indexer.refresh([TENT])
    await happens(drawer.filled)
    assert drawer.kept == ("tent", GENERAL)
    await indexer.refresh([TENT, BAG])
    await happens(drawer.filled)
    assert shelf.rehearsed == [(TENT,), (TENT, BAG)]


async def test_known_articles_are_not_rehearsed_again(indexer: Indexer, shelf: Shelf, drawer: Drawer) -> None:
    drawer.kept = ("tent", GENERAL)
    await indexer.refresh([TENT])
    await happens(drawer.looked)
    await indexer.close()
    assert shelf.rehearsed == []


async def test_without_articles_nothing_is_learnt_and_what_is_kept_stays(
    indexer: Indexer, shelf: Shelf, drawer: Drawer
) -> None:
    drawer.kept = ("tent", GENERAL)
    await indexer.refresh([])
    assert indexer.state() == "ok"
    await indexer.refresh([TENT])
    await happens(drawer.looked)
    await indexer.close()
    assert (shelf.rehearsed, drawer.kept) == ([], ("tent", GENERAL))


async def test_a_rehearsal_that_fails_is_tried_again_with_the_next_change(
    indexer: Indexer, shelf: Shelf, drawer: Drawer
) -> None:
    shelf.broken = True
    await indexer.refresh([TENT])
    await happens(shelf.asked)
    shelf.broken = False
    await indexer.refresh([TENT, BAG])
    await happens(drawer.filled)
    assert shelf.rehearsed == [(TENT, BAG)]


async def test_a_change_is_searchable_at_once_and_built_in_behind(
    indexer: Indexer, shelf: Shelf, drawer: Drawer
) -> None:
    await indexer.refresh([TENT])
    await happens(drawer.filled)
    assert shelf.built == []
    await indexer.amend([BAG], [])
    assert shelf.articles == (TENT, BAG)
    await happens(drawer.filled)
    assert shelf.built == [(TENT, BAG)]


async def test_the_progress_of_a_build_shows_and_a_publish_does_not_wait_for_it(
    indexer: Indexer, shelf: Shelf, drawer: Drawer
) -> None:
    await indexer.refresh([TENT])
    await happens(drawer.filled)
    shelf.may_build.clear()
    await indexer.amend([BAG])
    await happens(shelf.half_built)
    assert indexer.progress() == {"work": "building", "done": 1, "total": 2}
    await indexer.amend([], ["tent"])
    assert (indexer.state(), shelf.articles) == ("ok", (BAG,))
    shelf.may_build.set()
    await happens(drawer.filled)
    assert drawer.kept == ("bag", GENERAL)


LESSON = Lesson("is the tent blue", "tent", right=True)


async def test_what_people_said_is_asked_for_before_each_rehearsal(
    indexer: Indexer, shelf: Shelf, drawer: Drawer
) -> None:
    said: list[Lesson] = []

    async def labels() -> Sequence[Lesson]:
        return tuple(said)

    indexer.learn_from(labels)
    await indexer.refresh([TENT])
    await happens(drawer.filled)
    said.append(LESSON)
    indexer.look_again()
    await happens(drawer.filled)
    assert shelf.taught == [(), (LESSON,)]


async def test_without_a_change_it_looks_again_by_itself(shelf: Shelf, drawer: Drawer) -> None:
    said: list[Lesson] = []

    async def labels() -> Sequence[Lesson]:
        return tuple(said)

    opened = Indexer(shelf, drawer, structlog.get_logger(), look_again_s=0.02)
    opened.learn_from(labels)
    await opened.refresh([TENT])
    await happens(drawer.filled)
    said.append(LESSON)
    await happens(drawer.filled)
    await opened.close()
    assert shelf.taught == [(), (LESSON,)]


async def test_labels_that_cannot_be_read_stop_one_rehearsal_only(
    indexer: Indexer, shelf: Shelf, drawer: Drawer
) -> None:
    tries: list[str] = []

    async def labels() -> Sequence[Lesson]:
        tries.append("asked")
        if len(tries) == 1:
            indexer.look_again()
            raise RuntimeError("no database")
        return (LESSON,)

    indexer.learn_from(labels)
    await indexer.refresh([TENT])
    await happens(drawer.filled)
    assert shelf.taught == [(LESSON,)]
