"""Puts imports together, for the running service and for the command line."""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from structlog.stdlib import BoundLogger

from handoff.adapters.database import Database
from knowledge_base.adapters.article_store import SqlArticleStore, SqlArticleTransaction
from knowledge_base.adapters.import_store import SqlImportStore
from knowledge_base.adapters.importers import read_file
from knowledge_base.foresight import Foresight, GoldenQuestions
from knowledge_base.import_queue import ImportQueue
from knowledge_base.importing import Importing
from knowledge_base.imports import Comparison


@dataclass(frozen=True, slots=True)
class Imports:
    """The use cases of imports, and the queue in which they are carried out."""

    importing: Importing
    queue: ImportQueue


def join_imports(
    database: Database,
    comparison: Comparison,
    catch_up: Callable[[], Awaitable[object]],
    clock: Callable[[], datetime],
    log: BoundLogger,
    golden: GoldenQuestions | None = None,
) -> Imports:
    """Join the parts over one database; `catch_up` makes answerable what is stored."""
    articles = SqlArticleStore(database.write, database.read)
    store = SqlImportStore(database.write, database.read, SqlArticleTransaction)
    foresee = Foresight(golden).of if golden else None
    importing = Importing(articles, store, comparison, catch_up, clock, lambda: uuid.uuid4().hex, foresee)

    def report_failure(error: Exception) -> None:
        log.error("import_failed", exc_info=error)

    return Imports(importing, ImportQueue(importing, store, read_file, report_failure))
