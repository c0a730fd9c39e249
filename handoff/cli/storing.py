"""`frontdesk migrate`, `backup`, `restore`, `erase`, `forget-secrets`: what is done to all data at once."""

import asyncio
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from handoff.adapters.database import Database
from handoff.adapters.database import migrate as migrate_tables
from handoff.adapters.file_vault import FileVault
from handoff.cli.common import CommandFailed, DataDir, err, out, read_settings
from handoff.operations.backup import make_backup, restore_backup
from handoff.operations.erasing import Erased, erase_customer, write_audit_line
from handoff.operations.occupancy import is_occupied, occupy
from handoff.operations.sealing import forget_secrets as forget
from handoff.settings import Settings


def migrate(data_dir: DataDir = None) -> None:
    """Make the database, or bring its tables up to date; `serve` does the same by itself."""
    settings = read_settings(data_dir)
    migrate_tables(settings.database)
    out.print("The database is up to date.")


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write, such as frontdesk-2026-11-22.zip.")],
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Write everything that cannot be made again into one file; the service may run meanwhile."""
    made = make_backup(read_settings(data_dir), file, datetime.now(UTC), force=force)
    size = file.stat().st_size / 1e6
    out.print(f"{file} written: {len(made.files)} files, {size:.1f} MB. Keep it where only you can read it.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `frontdesk backup` wrote.")],
    force: Annotated[
        bool, typer.Option("--force", help="Move an existing database aside and take its place.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Put a backup in place; the service must not run."""
    settings = read_settings(data_dir)
    with occupy(settings.data_dir):
        restored = restore_backup(settings, file, datetime.now(UTC), uuid.uuid4().hex, force=force)
        migrate_tables(settings.database)
    out.print(
        f"Restored as of {restored.made_at:%Y-%m-%d %H:%M} UTC. Customers erased since: erase them again."
    )
    out.print("Next: frontdesk serve")


def erase(
    customer: Annotated[str, typer.Option(help="The id of the customer, as the console shows it.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Forget a customer: their words and what was written about them; it cannot be undone."""
    if not (yes or typer.confirm(f"Erase everything of customer {customer} for good?")):
        raise CommandFailed("Nothing was erased.")
    settings = read_settings(data_dir)
    at = datetime.now(UTC)
    erased = asyncio.run(_erase(settings, customer, at))
    write_audit_line(settings.data_dir, customer, erased, at)
    out.print(
        f"Erased: {erased.events} events in {erased.conversations} conversations. "
        "Older backups still hold them."
    )
    if is_occupied(settings.data_dir):
        err.print("Next: restart the service, so that pages which are open now forget too.")


def forget_secrets(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Go on without the key of the stored secrets, when it is lost: they are given up for good."""
    question = "Take away everybody's second factor and switch off every webhook?"
    if not (yes or typer.confirm(question)):
        raise CommandFailed("Nothing was forgotten.")
    settings = read_settings(data_dir)
    with occupy(settings.data_dir):
        migrate_tables(settings.database)
        asyncio.run(_forget_secrets(settings))
    out.print("Forgotten. Next: frontdesk serve, then give each webhook a new secret.")


async def _forget_secrets(settings: Settings) -> None:
    database = Database.open(settings.database)
    try:
        await forget(settings, database, datetime.now(UTC))
    finally:
        await database.close()


async def _erase(settings: Settings, customer: str, at: datetime) -> Erased:
    await asyncio.to_thread(migrate_tables, settings.database)
    database = Database.open(settings.database)
    try:
        remove_file = FileVault(settings.data_dir).remove
        return await erase_customer(database, customer, at, uuid.uuid4().hex, remove_file)
    finally:
        await database.close()
