"""The indexer: searchable at once, rehearsed behind it, and only when there is something new to learn."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence

import pytest
import structlog

from handoff.indexing import Indexer
from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.defaults import GENERAL

TENT = Article("tent", "Tents", "Blue.")
BAG = Article("bag", "Bags", "Green.")
PATIENCE_S = 5


class Shelf:
    """Something searchable that counts its rehearsals and breaks while it is told to."""

    def __init__(self) -> None:
        self.articles: tuple[Article, ...] = ()
        self.rehearsed: list[tuple[Article, ...]] = []
        self.broken = False
        self.asked = threading.Semaphore(0)

    def replace(self, articles: Sequence[Article]) -> None:
        self.articles = tuple(articles)

    def recalibrate(self) -> Calibration:
        self.asked.release()
        if self.broken:
            raise RuntimeError("no memory")
        self.rehearsed.append(self.articles)
        return GENERAL


class Drawer:
    """Keeps one calibration; a test can wait until it has been looked into or filled."""

    def __init__(self) -> None:
        self.kept: tuple[str, Calibration] | None = None
        self.looked = threading.Semaphore(0)
        self.filled = threading.Semaphore(0)

    def fingerprint(self, articles: Sequence[Article]) -> str:
        return " ".join(article.id for article in articles)

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
