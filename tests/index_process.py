"""A process that publishes and rebuilds without a pause until somebody kills it, and says what it has done.

Started from a fork server, so that each of many starts costs no imports. Everything is the real thing but the
encoder, which knows words only.
"""

import asyncio
import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

import structlog

from handoff.adapters.database import Database
from handoff.processes import indexing
from handoff.processes.indexing import Indexer
from knowledge_base.adapters.article_store import SqlArticleStore
from knowledge_base.adapters.assembly import open_retrieval
from knowledge_base.domain.article import Article, Draft
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.defaults import GENERAL
from knowledge_base.domain.label import Lesson
from knowledge_base.publishing import Publishing
from knowledge_base.retrieval import Retrieval
from tests.unit.knowledge_base.word_encoder import WordEncoder, shop

EDITORS = 2
START_WITH = 30


@dataclass(frozen=True)
class Started:
    """What a start found: what is published by id, what is searchable, and what a search for each finds."""

    published: dict[str, str]
    searchable: dict[str, str]
    found: dict[str, str]


@dataclass(frozen=True)
class Acknowledged:
    """An editor was told that this is live; without a title, that the article is gone."""

    article_id: str
    title: str | None


class NothingToLearn:
    """Calibrations that always fit, so that nothing is rehearsed."""

    def fingerprint(self, _articles: Sequence[Article], _labels: Sequence[Lesson] = ()) -> str:
        return ""

    def load(self) -> tuple[str, Calibration]:
        return "", GENERAL

    def save(self, _fingerprint: str, _calibration: Calibration) -> None:
        raise AssertionError("nothing was rehearsed")


def run(url: str, folder: Path, tell: Connection, seed: int) -> None:
    """Start, say what was found, then publish for ever."""
    asyncio.run(_run(url, folder, tell, random.Random(seed)))


async def _run(url: str, folder: Path, tell: Connection, dice: random.Random) -> None:
    indexing.REST = 0.0
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    database = Database.open(url)
    store = SqlArticleStore(database.write, database.read)
    retrieval = open_retrieval(WordEncoder(), folder=folder)
    indexer = Indexer(retrieval, NothingToLearn(), structlog.get_logger())
    publishing = Publishing(store, indexer, lambda: datetime.now(UTC), lambda: "article-1")
    await publishing.catch_up()
    tell.send(await _started(store, retrieval))
    if not retrieval.articles:
        await _open_shop(publishing, tell)
    await asyncio.gather(*(_edit(publishing, tell, dice, editor) for editor in range(EDITORS)))


async def _started(store: SqlArticleStore, retrieval: Retrieval) -> Started:
    published = (await store.published()).articles
    found = {}
    for article in published:
        hits = retrieval.search(article.questions[0], 1).hits
        found[article.id] = hits[0].title if hits else ""
    return Started(
        {article.id: article.title for article in published},
        {article.id: article.title for article in retrieval.articles},
        found,
    )


async def _open_shop(publishing: Publishing, tell: Connection) -> None:
    for article in shop(START_WITH)[3:]:
        await _publish(publishing, tell, article.id, article.title, article.questions)


async def _edit(publishing: Publishing, tell: Connection, dice: random.Random, editor: int) -> None:
    """Write, rewrite and archive articles of one's own."""
    run_id = f"{editor}-{dice.randrange(10**9)}"
    for number in itertools.count():
        name = f"{run_id}-{number}"
        word = name.replace("-", "x")
        questions = tuple(f"word{word} {verb} zebra{word}" for verb in ("rent", "borrow", "hire"))
        await _publish(publishing, tell, f"item-{name}", f"First {word}", questions)
        if number % 3 == 1:
            await _publish(publishing, tell, f"item-{name}", f"Second {word}", questions)
        if number % 3 == 2:
            await publishing.archive(f"item-{name}", f"Editor {editor}")
            tell.send(Acknowledged(f"item-{name}", None))


async def _publish(
    publishing: Publishing, tell: Connection, article_id: str, title: str, questions: Sequence[str]
) -> None:
    draft = Draft(title, "Ask us.", tuple(questions), id=article_id)
    page = await publishing.get(article_id) if title.startswith("Second") else None
    if page is None:
        await publishing.create(draft, "Anna")
    else:
        await publishing.edit(article_id, draft, page.latest.number, "Anna")
    await publishing.publish(article_id, "Anna")
    tell.send(Acknowledged(article_id, title))
