"""The tables of imports, and how imports become rows and rows imports; no transaction starts here."""

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from knowledge_base.adapters.article_tables import UtcTime, metadata
from knowledge_base.domain.duplicates import Likeness, OnDuplicate
from knowledge_base.domain.import_job import ImportJob, ImportStatus, Problem, Wishes
from knowledge_base.domain.import_plan import Duplicate, ImportReport
from knowledge_base.domain.import_undo import Footing, Kept, Trace, UndoReport
from knowledge_base.domain.imports import RowFault

imports = sa.Table(
    "imports",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("filename", sa.String(400), nullable=False),
    sa.Column("author", sa.String(200), nullable=False),
    sa.Column("at", UtcTime, nullable=False, index=True),
    sa.Column("wishes", sa.JSON, nullable=False),
    sa.Column("status", sa.String(20), nullable=False, index=True),
    sa.Column("done", sa.Integer, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("report", sa.JSON(none_as_null=True)),
    sa.Column("problem", sa.JSON(none_as_null=True)),
    sa.Column("undone", sa.JSON(none_as_null=True)),
)

import_traces = sa.Table(
    "import_traces",
    metadata,
    sa.Column("import_id", sa.String(40), sa.ForeignKey("imports.id"), primary_key=True),
    sa.Column("article_id", sa.String(80), sa.ForeignKey("articles.id"), primary_key=True),
    sa.Column("before", sa.JSON(none_as_null=True)),
    sa.Column("after", sa.JSON, nullable=False),
)


def import_row(job: ImportJob) -> dict[str, Any]:
    """The row of `imports` for an import."""
    return {
        "id": job.id,
        "filename": job.filename,
        "author": job.author,
        "at": job.at,
        "wishes": asdict(job.wishes),
        "status": job.status.value,
        "done": job.done,
        "total": job.total,
        "report": asdict(job.report) if job.report else None,
        "problem": asdict(job.problem) if job.problem else None,
        "undone": asdict(job.undone) if job.undone else None,
    }


def to_import(row: sa.RowMapping) -> ImportJob:
    """The import in a row."""
    wishes = row["wishes"]
    return ImportJob(
        id=row["id"],
        filename=row["filename"],
        author=row["author"],
        at=row["at"],
        wishes=Wishes(wishes["dry_run"], wishes["skip_invalid"], OnDuplicate(wishes["on_duplicate"])),
        status=ImportStatus(row["status"]),
        done=row["done"],
        total=row["total"],
        report=_report(row["report"]) if row["report"] else None,
        problem=Problem(**row["problem"]) if row["problem"] else None,
        undone=_undone(row["undone"]) if row["undone"] else None,
    )


def trace_row(import_id: str, trace: Trace) -> dict[str, Any]:
    """The row of `import_traces` for what an import did to one article."""
    return {
        "import_id": import_id,
        "article_id": trace.article_id,
        "before": _plain(trace.before) if trace.before else None,
        "after": _plain(trace.after),
    }


def to_trace(row: sa.RowMapping) -> Trace:
    """What an import did to the article in a row."""
    before = Footing(**row["before"]) if row["before"] else None
    return Trace(row["article_id"], before, Footing(**row["after"]))


def _plain(stand: Footing) -> dict[str, Any]:
    # By hand: there are two of these for each of ten thousand articles, and others wait to write.
    return {
        "latest": stand.latest,
        "live": stand.live,
        "archived": stand.archived,
        "deleted": stand.deleted,
    }


def _report(data: dict[str, Any]) -> ImportReport:
    return ImportReport(
        created=tuple(data["created"]),
        updated=tuple(data["updated"]),
        unchanged=tuple(data["unchanged"]),
        faults=tuple(RowFault(**fault) for fault in data["faults"]),
        duplicates=tuple(map(_duplicate, data["duplicates"])),
        notes=tuple(data["notes"]),
        dry_run=data["dry_run"],
        golden=data["golden"],
    )


def _duplicate(data: dict[str, Any]) -> Duplicate:
    return Duplicate(**data | {"by": Likeness(data["by"]), "outcome": OnDuplicate(data["outcome"])})


def _undone(data: dict[str, Any]) -> UndoReport:
    kept = tuple(Kept(**each) for each in data["kept"])
    return UndoReport(tuple(data["restored"]), tuple(data["removed"]), kept)
