"""One import as a piece of work that has a beginning, an end, and perhaps an undo."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge_base.domain.duplicates import OnDuplicate
from knowledge_base.domain.import_plan import ImportReport
from knowledge_base.domain.import_undo import UndoReport


class ImportStatus(StrEnum):
    """Where an import stands; only a done one has changed anything, and an undone one no longer does."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How an import is to be made.

    Attributes:
        dry_run: say what would happen and change nothing.
        skip_invalid: leave faulty rows out instead of refusing the whole import.
        on_duplicate: what becomes of rows whose article is here already.
    """

    dry_run: bool = False
    skip_invalid: bool = False
    on_duplicate: OnDuplicate = OnDuplicate.UPDATE


PLAIN = Wishes()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an import failed, or what is still to do after it: a stable code and words for a person."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportJob:
    """One import; `done` of `total` rows are looked through."""

    id: str
    filename: str
    author: str
    at: datetime
    wishes: Wishes = PLAIN
    status: ImportStatus = ImportStatus.RUNNING
    done: int = 0
    total: int = 0
    report: ImportReport | None = None
    problem: Problem | None = None
    undone: UndoReport | None = None


INTERRUPTED = Problem(
    "import_interrupted", "The service stopped while this import was running; nothing was changed."
)
