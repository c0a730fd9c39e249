"""An editor who publishes one article after the other, and asks each time whether it answers already."""

import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import structlog

from handoff.adapters.database import Database, migrate
from handoff.bench.help_centres import another
from handoff.bench.reply import Waits
from handoff.errors import FrontdeskError
from handoff.processes.indexing import Indexer
from knowledge_base.adapters.article_store import SqlArticleStore
from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Article, Draft
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.label import Lesson
from knowledge_base.domain.lifecycle import Act, Change
from knowledge_base.publishing import Publishing
from knowledge_base.retrieval import Retrieval

_PUBLISHED = 20
_AT_ONCE = 500
_EDITOR = "Measurement"


class NotAnswerable(FrontdeskError):
    """A published article was not found."""

    code = "not_answerable"


async def waits_of_publishing(retrieval: Retrieval, articles: Sequence[Article]) -> Waits:
    """Publish beside these articles, stored in a database of their own, while the index is built behind."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'frontdesk.db'}"
        migrate(url)
        database = Database.open(url)
        store = SqlArticleStore(database.write, database.read)
        await _fill(store, articles)
        indexer = Indexer(retrieval, _Learnt(retrieval.calibration), structlog.get_logger())
        try:
            publishing = Publishing(store, indexer, lambda: datetime.now(UTC), lambda: "article-1")
            await publishing.catch_up()
            return Waits(tuple([await _publish(publishing, retrieval, at) for at in range(_PUBLISHED)]))
        finally:
            await indexer.close()
            await database.close()


async def _publish(publishing: Publishing, retrieval: Retrieval, at: int) -> float:
    """Seconds from the wish to publish until a question for the article finds it first."""
    article = another(at)
    draft = Draft(article.title, article.body, article.questions, article.category, id=article.id)
    await publishing.create(draft, _EDITOR)
    began = time.perf_counter()
    await publishing.publish(article.id, _EDITOR)
    hits = retrieval.search(article.questions[0]).hits
    seconds = time.perf_counter() - began
    if hits[0].article_id != article.id:
        raise NotAnswerable(f"'{article.id}' was published, but '{hits[0].article_id}' came first.")
    return seconds


async def _fill(store: SqlArticleStore, articles: Sequence[Article]) -> None:
    act = Act(_EDITOR, datetime.now(UTC))
    for start in range(0, len(articles), _AT_ONCE):
        drafts = [lifecycle.create(article, act) for article in articles[start : start + _AT_ONCE]]
        changes = [Change(None, lifecycle.publish(record, act)) for record in drafts]
        async with store.transaction() as transaction:
            await transaction.save(changes)


class _Learnt:
    """A calibration that fits all articles, so that nothing is rehearsed."""

    def __init__(self, calibration: Calibration) -> None:
        self._calibration = calibration

    def fingerprint(self, _articles: Sequence[Article], _labels: Sequence[Lesson] = ()) -> str:
        return ""

    def load(self) -> tuple[str, Calibration]:
        return "", self._calibration

    def save(self, _fingerprint: str, _calibration: Calibration) -> None:
        """Nothing is learnt, so nothing is kept."""
