"""`frontdesk conversations`: what was said, for other programs."""

import asyncio
import json
import sys
from datetime import UTC, datetime
from typing import Annotated, TextIO

import structlog
import typer

from handoff.adapters.audit_store import SqlAuditStore
from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database, migrate
from handoff.adapters.whole_store import SqlWholes
from handoff.chance import utc_now
from handoff.cli.common import CommandFailed, DataDir, err, read_settings
from handoff.conversation.exporting import Exporting
from handoff.domain.audit import COMMAND_LINE
from handoff.people.audit import Audit
from handoff.settings import Settings

conversations = typer.Typer(no_args_is_help=True, help="What was said, for other programs.")


@conversations.callback()
def _group() -> None:
    # With a callback, a command keeps its name even when it is the only one.
    return


@conversations.command()
def export(
    start: Annotated[str, typer.Option("--from", help="A day or moment, such as 2026-11-01; UTC if unsaid.")],
    end: Annotated[str, typer.Option("--to", help="The day or moment at which to stop, not included.")],
    data_dir: DataDir = None,
) -> None:
    """Write every conversation in which something happened then, one JSON object a line, to standard output.

    The service may run meanwhile.
    """
    written = asyncio.run(_export(read_settings(data_dir), _moment(start), _moment(end), sys.stdout))
    err.print(f"{written} conversations written.")


async def _export(settings: Settings, start: datetime, end: datetime, file: TextIO) -> int:
    await asyncio.to_thread(migrate, settings.database)
    database = Database.open(settings.database)
    written = 0
    try:
        exporting = Exporting(SqlWholes(database), SqlConversationStore(database))
        async for conversation in exporting.between(start, end):
            file.write(json.dumps(conversation, ensure_ascii=False) + "\n")
            written += 1
        audit = Audit(SqlAuditStore(database), utc_now, structlog.get_logger())
        span: dict[str, str | int | float | bool | None] = {
            "from": start.isoformat(),
            "to": end.isoformat(),
            "conversations": written,
        }
        await audit.note(COMMAND_LINE, "conversations_exported", "conversations", span)
    finally:
        await database.close()
    return written


def _moment(words: str) -> datetime:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError as error:
        raise CommandFailed(f"{words!r} is no day or moment", "write it as 2026-11-22") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
