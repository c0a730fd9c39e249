"""`frontdesk user`: the people of the company."""

import asyncio
import sys
import uuid
from typing import Annotated

import typer

from handoff.accounts import Role, Staff
from handoff.adapters.database import Database, migrate
from handoff.app import open_accounts
from handoff.cli.common import CommandFailed, DataDir, out, read_settings
from handoff.settings import Settings

user = typer.Typer(no_args_is_help=True, help="The people of the company.")


@user.command()
def add(
    email: Annotated[str, typer.Option(help="What they sign in with.")],
    role: Annotated[Role, typer.Option(help="What they may do; an admin may do everything.")],
    name: Annotated[
        str | None, typer.Option(help="What customers see; the e-mail's first part if unset.")
    ] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
    may_override: Annotated[
        bool, typer.Option("--may-override", help="Let an editor publish although golden questions break.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Add one person; without --password-stdin the password is asked for."""
    password = _read_password(from_stdin=password_stdin)
    shown = name or email.partition("@")[0]
    person = Staff(uuid.uuid4().hex, email.strip().lower(), shown, role, may_override)
    asyncio.run(_add(read_settings(data_dir), person, password))
    out.print(f"Added {person.role} {person.name} <{person.email}>.", markup=False)


def _read_password(*, from_stdin: bool) -> str:
    if not from_stdin:
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CommandFailed(
            "No password came in on standard input", "printf '%s\\n' PASSWORD | frontdesk user add ..."
        )
    return password


async def _add(settings: Settings, person: Staff, password: str) -> None:
    await asyncio.to_thread(migrate, settings.database)
    database = Database.open(settings.database)
    try:
        await open_accounts(settings, database).add(person, password)
    finally:
        await database.close()
