"""`frontdesk articles`: bring articles in from files, take an import back, and take articles out again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from structlog import get_logger

from handoff.adapters.database import Database, migrate
from handoff.cli.common import CommandFailed, DataDir, err, out, read_settings
from handoff.house.importing import join_imports
from handoff.settings import Settings
from knowledge_base.adapters.encoder import Encoder, EncoderMissing
from knowledge_base.adapters.exporters import FORMATS, write_articles
from knowledge_base.adapters.importers import read_articles
from knowledge_base.comparing import MeaningComparison, NoComparison
from knowledge_base.domain.duplicates import OnDuplicate
from knowledge_base.domain.import_job import ImportJob, ImportStatus, Wishes
from knowledge_base.domain.import_plan import ImportReport
from knowledge_base.domain.import_undo import UndoReport
from knowledge_base.importing import Importing
from knowledge_base.imports import Comparison

SHOWN = 30

articles = typer.Typer(no_args_is_help=True, help="Bring articles in and take them out.")


@articles.command("import")
def bring_in(
    path: Annotated[
        Path, typer.Argument(help="A folder of Markdown files, or a .csv, .jsonl, .md, .zip or .html file.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, change nothing.")
    ] = False,
    skip_invalid: Annotated[
        bool, typer.Option("--skip-invalid", help="Leave faulty articles out instead of refusing all.")
    ] = False,
    on_duplicate: Annotated[
        OnDuplicate, typer.Option(help="What becomes of articles that are here already.")
    ] = OnDuplicate.UPDATE,
    author: Annotated[str, typer.Option(help="The name on the new revisions.")] = "Import",
    data_dir: DataDir = None,
) -> None:
    """Create and update articles; all of them, or none if one is faulty."""
    wishes = Wishes(dry_run, skip_invalid, on_duplicate)
    job = asyncio.run(_bring_in(read_settings(data_dir), path, author, wishes))
    report = job.report or ImportReport()
    _tell(report, dry_run=dry_run)
    if report.faults and not skip_invalid:
        raise CommandFailed("Nothing was imported.", "mend the lines above, or add --skip-invalid")
    if job.status is ImportStatus.DONE and not dry_run and (report.created or report.updated):
        out.print(f"To take it back: frontdesk articles undo-import {job.id}")


@articles.command("undo-import")
def take_back(
    import_id: Annotated[str, typer.Argument(help="The id that the import printed.")],
    author: Annotated[str, typer.Option(help="The name on the new revisions.")] = "Import",
    data_dir: DataDir = None,
) -> None:
    """Put every article back to where it was before an import, but those that were changed since."""
    report = asyncio.run(_take_back(read_settings(data_dir), import_id, author))
    for kept in report.kept[:SHOWN]:
        err.print(f"{kept.id}: kept, because {kept.author} changed it since.", markup=False)
    out.print(f"{len(report.restored)} restored, {len(report.removed)} removed, {len(report.kept)} kept.")


@articles.command("export")
def take_out(
    path: Annotated[Path, typer.Argument(help="The .jsonl, .csv or .zip file to write.")],
    data_dir: DataDir = None,
) -> None:
    """Write every article that is not deleted; importing the file gives the same articles."""
    if path.suffix.removeprefix(".") not in FORMATS:
        raise CommandFailed(
            f"{path} is not a .jsonl, .csv or .zip file.", f"name it {path.with_suffix('.jsonl')}"
        )
    count = asyncio.run(_take_out(read_settings(data_dir), path))
    out.print(f"{count} articles written to {path}.", markup=False)


def _tell(report: ImportReport, *, dry_run: bool) -> None:
    for fault in report.faults[:SHOWN]:
        err.print(f"{fault.source}: {fault.field}: {fault.message}", markup=False)
    for each in report.duplicates[:SHOWN]:
        words = f"like '{each.of_title}' ({each.of_id}) by {each.by}, {each.similarity:.2f}: {each.outcome}"
        out.print(f"{each.source}: '{each.title}' is {words}", markup=False)
    for note in report.notes:
        out.print(note, markup=False)
    verb = "would be " if dry_run else ""
    skipped = sum(each.outcome is OnDuplicate.SKIP for each in report.duplicates)
    left_out = f"{skipped} skipped, " if skipped else ""
    out.print(
        f"{len(report.created)} {verb}created, {len(report.updated)} {verb}updated, "
        f"{len(report.unchanged)} unchanged, {left_out}{len(report.faults)} faults."
    )


@asynccontextmanager
async def open_importing(settings: Settings) -> AsyncIterator[Importing]:
    """Give the imports without the rest of the service, which looks for changes itself."""
    await asyncio.to_thread(migrate, settings.database)
    database = Database.open(settings.database)
    try:
        yield join_imports(
            database, _comparison(settings), _leave_to_the_service, lambda: datetime.now(UTC), get_logger()
        ).importing
    finally:
        await database.close()


def _comparison(settings: Settings) -> Comparison:
    """Without trained models only ids and titles are compared."""
    try:
        return MeaningComparison(Encoder(settings.encoder_dir))
    except EncoderMissing:
        return NoComparison()


async def _leave_to_the_service() -> None:
    """Do nothing."""


async def _bring_in(settings: Settings, path: Path, author: str, wishes: Wishes) -> ImportJob:
    source = await asyncio.to_thread(read_articles, path)
    async with open_importing(settings) as importing:
        job = await importing.begin(path.name, author, wishes)
        return await importing.carry_out(job, source)


async def _take_back(settings: Settings, import_id: str, author: str) -> UndoReport:
    async with open_importing(settings) as importing:
        return await importing.undo(import_id, author)


async def _take_out(settings: Settings, path: Path) -> int:
    async with open_importing(settings) as importing:
        rows = await importing.export()
    await asyncio.to_thread(write_articles, path, rows)
    return len(rows)
