"""`frontdesk articles`: bring articles in from files and take them out again."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from handoff.adapters.database import Database, migrate
from handoff.cli.common import CommandFailed, DataDir, err, out, read_settings
from handoff.settings import Settings
from knowledge_base.adapters.article_store import SqlArticleStore
from knowledge_base.adapters.exporters import write_articles
from knowledge_base.adapters.importers import read_articles
from knowledge_base.domain.article import Article
from knowledge_base.domain.imports import ImportReport
from knowledge_base.publishing import Publishing

SHOWN_FAULTS = 30

articles = typer.Typer(no_args_is_help=True, help="Bring articles in and take them out.")


class NoIndex:
    """Stands for the index of the running service, which looks for changes itself."""

    async def refresh(self, published: Sequence[Article]) -> None:
        """Do nothing."""


@articles.command("import")
def bring_in(
    path: Annotated[Path, typer.Argument(help="A folder of Markdown files, one .md or one .jsonl file.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, change nothing.")
    ] = False,
    skip_invalid: Annotated[
        bool, typer.Option("--skip-invalid", help="Leave faulty articles out instead of refusing all.")
    ] = False,
    author: Annotated[str, typer.Option(help="The name on the new revisions.")] = "Import",
    data_dir: DataDir = None,
) -> None:
    """Create and update articles; all of them, or none if one is faulty."""
    report = asyncio.run(_bring_in(read_settings(data_dir), path, author, dry_run, skip_invalid))
    for fault in report.faults[:SHOWN_FAULTS]:
        err.print(f"{fault.source}: {fault.field}: {fault.message}", markup=False)
    verb = "would be " if dry_run else ""
    out.print(
        f"{len(report.created)} {verb}created, {len(report.updated)} {verb}updated, "
        f"{len(report.unchanged)} unchanged, {len(report.faults)} faults."
    )
    if report.faults and not skip_invalid:
        raise CommandFailed("Nothing was imported.", "mend the lines above, or add --skip-invalid")


@articles.command("export")
def take_out(
    path: Annotated[Path, typer.Argument(help="The .jsonl file to write.")], data_dir: DataDir = None
) -> None:
    """Write every article that is not deleted; importing the file gives the same articles."""
    if path.suffix != ".jsonl":
        raise CommandFailed(f"{path} is not a .jsonl file.", f"name it {path.with_suffix('.jsonl')}")
    count = asyncio.run(_take_out(read_settings(data_dir), path))
    out.print(f"{count} articles written to {path}.", markup=False)


@asynccontextmanager
async def open_publishing(settings: Settings) -> AsyncIterator[Publishing]:
    """Give the desk of the editors without the rest of the service."""
    await asyncio.to_thread(migrate, settings.database)
    database = Database.open(settings.database)
    store = SqlArticleStore(database.write, database.read)
    try:
        yield Publishing(
            store, NoIndex(), lambda: datetime.now(UTC), lambda: f"article-{uuid.uuid4().hex[:8]}"
        )
    finally:
        await database.close()


async def _bring_in(
    settings: Settings, path: Path, author: str, dry_run: bool, skip_invalid: bool
) -> ImportReport:
    source = read_articles(path)
    async with open_publishing(settings) as publishing:
        faulty = await publishing.import_articles(source, author, dry_run=True)
        if dry_run or (faulty.faults and not skip_invalid):
            return faulty
        return await publishing.import_articles(source, author, skip_invalid=skip_invalid)


async def _take_out(settings: Settings, path: Path) -> int:
    async with open_publishing(settings) as publishing:
        rows = await publishing.export()
    await asyncio.to_thread(write_articles, path, rows)
    return len(rows)
