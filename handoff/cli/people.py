"""`frontdesk user`: the people of the company."""

import asyncio
import sys
import uuid
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated

import structlog
import typer

from handoff.adapters.database import Database, migrate
from handoff.chance import CHANCE
from handoff.cli.common import CommandFailed, DataDir, out, read_settings
from handoff.domain.audit import COMMAND_LINE
from handoff.domain.rights import strongest
from handoff.house.staffing import Staffing, open_staffing
from handoff.operations.sealing import keep_sealed
from handoff.people.accounts import Role, Staff
from handoff.settings import Settings

user = typer.Typer(no_args_is_help=True, help="The people of the company.")


@user.command()
def add(
    email: Annotated[str, typer.Option(help="What they sign in with.")],
    role: Annotated[
        list[Role], typer.Option(help="What they may do, given more than once for more; an admin may all.")
    ],
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
    first = Staff(uuid.uuid4().hex, email.strip().lower(), shown, strongest(role), may_override)
    person = first.with_roles(role)
    add_person = partial(_add, person=person, password=password)
    asyncio.run(_with_staffing(read_settings(data_dir), add_person))
    out.print(f"Added {' and '.join(person.roles)} {person.name} <{person.email}>.", markup=False)


def _read_password(*, from_stdin: bool) -> str:
    if not from_stdin:
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CommandFailed(
            "No password came in on standard input", "printf '%s\\n' PASSWORD | frontdesk user add ..."
        )
    return password


async def _add(staffing: Staffing, person: Staff, password: str) -> None:
    await staffing.accounts.add(person, password)


@user.command()
def reset(
    email: Annotated[str, typer.Option(help="What they sign in with.")],
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the new password from standard input.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Give somebody a new password and take their second factor away; all their sessions end."""
    password = _read_password(from_stdin=password_stdin)
    asyncio.run(_with_staffing(read_settings(data_dir), lambda staffing: _reset(staffing, email, password)))
    out.print(f"{email} signs in with the new password only.", markup=False)


async def _reset(staffing: Staffing, email: str, password: str) -> None:
    person = await staffing.accounts.reset(email, password)
    if person.second_factor:
        await staffing.factor.reset(COMMAND_LINE, person.id)
    await staffing.sessions.end_all(person.id)


async def _with_staffing(settings: Settings, act: Callable[[Staffing], Awaitable[None]]) -> None:
    await asyncio.to_thread(migrate, settings.database)
    database = Database.open(settings.database)
    try:
        await keep_sealed(settings, database)
        await act(open_staffing(settings, database, CHANCE, structlog.get_logger()))
    finally:
        await database.close()
