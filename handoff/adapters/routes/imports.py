"""Whole files of articles over HTTP: taken in behind the request, watched, taken back, and taken out."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, Protocol

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from handoff.contract.wire import Payload
from handoff.people.accounts import Staff
from knowledge_base.domain.duplicates import OnDuplicate
from knowledge_base.domain.import_job import ImportJob, Wishes
from knowledge_base.domain.import_plan import Duplicate, ImportReport
from knowledge_base.domain.import_undo import UndoReport
from knowledge_base.domain.imports import ImportRow
from knowledge_base.import_queue import ImportQueue
from knowledge_base.importing import Importing

# In a list, only the beginning of what one import has to say at length.
SHOWN_IN_LIST = 20

Admission = Callable[[Request], Awaitable[Staff]]
Writer = Callable[[Sequence[ImportRow]], bytes]
Format = Literal["jsonl", "csv", "zip"]


class Gate(Protocol):
    """Who may come in: gives a dependency that admits the named roles, and an admin always."""

    def __call__(self, *roles: str) -> Admission:
        """Give the dependency that answers with the person, or refuses."""


class ImportQuery(Payload, strict=False):
    """`POST /api/v1/imports`; the kind of file is known by the ending of its name."""

    filename: str = Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")
    dry_run: bool = False
    skip_invalid: bool = False
    on_duplicate: OnDuplicate = OnDuplicate.UPDATE

    def to_wishes(self) -> Wishes:
        """Give the wishes in the knowledge base's words."""
        return Wishes(self.dry_run, self.skip_invalid, self.on_duplicate)


def imports_router(importing: Importing, queue: ImportQueue, gate: Gate) -> APIRouter:
    """Serve `/api/v1/imports` to editors."""
    router = APIRouter(prefix="/api/v1/imports", tags=["imports"])
    editor = gate("editor")

    @router.post("", status_code=202)
    async def take_in(
        request: Request,
        response: Response,
        query: Annotated[ImportQuery, Query()],
        person: Annotated[Staff, Depends(editor)],
    ) -> dict[str, Any]:
        name = PurePosixPath(query.filename.replace("\\", "/")).name or query.filename
        job = await queue.add(await request.body(), name, person.name, query.to_wishes())
        response.headers["Location"] = f"{router.prefix}/{job.id}"
        return _view(job)

    @router.get("", dependencies=[Depends(editor)])
    async def recent() -> dict[str, Any]:
        return {"imports": [_view(job, SHOWN_IN_LIST) for job in await importing.recent()]}

    @router.get("/{import_id}", dependencies=[Depends(editor)])
    async def watch(import_id: str) -> dict[str, Any]:
        return _view(await importing.get(import_id))

    @router.post("/{import_id}/undo")
    async def take_back(import_id: str, person: Annotated[Staff, Depends(editor)]) -> dict[str, Any]:
        return _undo_view(await importing.undo(import_id, person.name))

    return router


def exports_router(
    importing: Importing, writers: Mapping[str, Writer], media_types: Mapping[str, str], gate: Gate
) -> APIRouter:
    """Serve `/api/v1/articles/export`; it has to stand before the routes of single articles."""
    router = APIRouter(prefix="/api/v1/articles", tags=["imports"])

    @router.get("/export", dependencies=[Depends(gate("editor"))])
    async def take_out(format: Format = "jsonl") -> Response:  # noqa: A002 -- the name in the address
        rows = await importing.export()
        content = await asyncio.to_thread(writers[format], rows)
        headers = {"content-disposition": f'attachment; filename="articles.{format}"'}
        return Response(content, media_type=media_types[format], headers=headers)

    return router


def _view(job: ImportJob, shown: int | None = None) -> dict[str, Any]:
    return {
        "id": job.id,
        "status": job.status.value,
        "done": job.done,
        "total": job.total,
        "dry_run": job.wishes.dry_run,
        "skip_invalid": job.wishes.skip_invalid,
        "on_duplicate": job.wishes.on_duplicate.value,
        "filename": job.filename,
        "author": job.author,
        "at": job.at.isoformat(),
        "report": _report_view(job.report, shown) if job.report else None,
        "problem": job.problem.message if job.problem else None,
        "problem_code": job.problem.code if job.problem else None,
        "undone": _undo_view(job.undone) if job.undone else None,
    }


def _report_view(report: ImportReport, shown: int | None) -> dict[str, Any]:
    return {
        "created": report.created,
        "updated": report.updated,
        "unchanged": len(report.unchanged),
        "faults": [asdict(fault) for fault in report.faults[:shown]],
        "fault_count": len(report.faults),
        "duplicates": [_duplicate_view(each) for each in report.duplicates[:shown]],
        "duplicate_count": len(report.duplicates),
        "skipped": sum(each.outcome is OnDuplicate.SKIP for each in report.duplicates),
        "notes": report.notes,
        "golden": report.golden,
    }


def _duplicate_view(duplicate: Duplicate) -> dict[str, Any]:
    return {
        "row": duplicate.row,
        "source": duplicate.source,
        "title": duplicate.title,
        "of": {"id": duplicate.of_id, "title": duplicate.of_title},
        "by": duplicate.by.value,
        "similarity": duplicate.similarity,
        "outcome": duplicate.outcome.value,
    }


def _undo_view(report: UndoReport) -> dict[str, Any]:
    return {
        "undone": [*report.restored, *report.removed],
        "restored": report.restored,
        "removed": report.removed,
        "kept": [asdict(kept) for kept in report.kept],
    }
