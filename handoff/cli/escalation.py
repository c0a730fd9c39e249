"""`frontdesk escalation`: make recorded decisions again, and try what another policy would have done."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from handoff.adapters.database import Database, migrate
from handoff.adapters.past_store import SqlPastConversations
from handoff.adapters.policy_store import SqlPolicyStore
from handoff.cli.common import CommandFailed, DataDir, err, out, read_settings
from handoff.cli.logs import open_log
from handoff.governance.policies import Policies
from handoff.governance.replaying import Replayed, Replaying
from handoff.governance.what_if import Job, Result, WhatIfs, Wish
from handoff.house.governing import stored_aim
from handoff.settings import Settings

SHOWN = 30
Last = Annotated[
    int, typer.Option("--last", min=1, max=100_000, help="How many of the newest conversations.")
]

escalation = typer.Typer(no_args_is_help=True, help="Look again at when the bot called a person.")


@escalation.command()
def replay(
    conversation: Annotated[str | None, typer.Option(help="The id of one conversation.")] = None,
    last: Last = 1000,
    data_dir: DataDir = None,
) -> None:
    """Make recorded decisions again from their evidence; exit code 1 if any comes out otherwise."""
    done = asyncio.run(_replay(read_settings(data_dir), conversation, last))
    _tell_replay(done)
    if done.differences:
        raise typer.Exit(1)


@escalation.command("what-if")
def what_if(
    policy: Annotated[
        Path | None, typer.Option(help="A JSON file of values; what is left out stays as it is.")
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="One value, such as strong_negative=0.9; repeatable.")
    ] = None,
    target_error: Annotated[
        float | None, typer.Option(min=0.001, max=0.999, help="Another largest share of wrong answers.")
    ] = None,
    last: Last = 1000,
    data_dir: DataDir = None,
) -> None:
    """Say which recorded turns would end otherwise under another policy or target; nothing is changed."""
    values = {**(_read_values(policy) if policy else {}), **dict(map(_value, set_ or []))}
    _tell_what_if(asyncio.run(_what_if(read_settings(data_dir), values, target_error, last)))


async def _replay(settings: Settings, conversation: str | None, last: int) -> Replayed:
    async with _database(settings) as database:
        replaying = Replaying(SqlPastConversations(database), SqlPolicyStore(database))
        with _bar("Replaying") as report:
            if conversation is not None:
                return await replaying.chosen([conversation], report)
            return await replaying.newest(last, report)


async def _what_if(
    settings: Settings, values: dict[str, Any], target_error: float | None, last: int
) -> Result:
    async with _database(settings) as database:
        policies = Policies(
            SqlPolicyStore(database), lambda: datetime.now(UTC), lambda _policy: None, open_log()
        )
        wish = Wish(await policies.complete(values), target_error, last)
        what_ifs = WhatIfs(SqlPastConversations(database), await stored_aim(settings, database), str)
        job = Job("", wish)
        with _bar("Deciding again") as report:
            await what_ifs.run(job, report)
    if job.result is None:
        raise CommandFailed("The what-if did not come to an end.")
    return job.result


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[Database]:
    await asyncio.to_thread(migrate, settings.database)
    database = Database.open(settings.database)
    try:
        yield database
    finally:
        await database.close()


@contextmanager
def _bar(title: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _tell_replay(done: Replayed) -> None:
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(done.kinds.items()))
    out.print(f"{done.conversations:,} conversations, {done.decisions:,} decisions ({kinds or 'none'}).")
    if done.without_facts:
        out.print(f"{done.without_facts:,} more were recorded without their facts and cannot be made again.")
    if not done.differences:
        out.print("[green]Every one of them comes out the same.[/green]")
        return
    table = Table("conversation", "seq", "policy", "was", "what differs")
    for one in done.differences[:SHOWN]:
        table.add_row(one.conversation_id, str(one.seq), one.policy, one.was, "\n".join(one.found[:3]))
    out.print(table)
    out.print(f"[red]{len(done.differences):,} come out otherwise.[/red]")


def _tell_what_if(result: Result) -> None:
    told = result.to_dict()
    minutes = told["agent_minutes"]
    out.print(f"{told['turns']:,} turns decided again; {told['flips_total']:,} would end otherwise.")
    counts = Table("from -> to", "turns")
    for change, count in told["counts"].items():
        counts.add_row(change.replace("->", " -> "), f"{count:,}")
    if told["counts"]:
        out.print(counts)
        flips = Table("conversation", "seq", "message", "from -> to", "because")
        for flip in told["flips"][:SHOWN]:
            change = f"{flip['from']} -> {flip['to']}"
            flips.add_row(
                flip["conversation_id"], str(flip["seq"]), flip["text"][:60], change, flip["reason"]
            )
        out.print(flips)
    basis = "assumed, as too few handoffs were seen" if minutes["assumed"] else "measured"
    out.print(
        f"Agent minutes: {minutes['before']:,} before, {minutes['after']:,} after "
        f"({minutes['difference']:+,}; {minutes['per_handoff']} a handoff, {basis})."
    )


def _read_values(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandFailed(f"{path} cannot be read: {error}", "write a JSON object of values") from error
    if not isinstance(values, dict):
        raise CommandFailed(f"{path} holds no JSON object", 'write {"strong_negative": 0.9}')
    known = values.get("values", values)
    return {name: value for name, value in known.items() if name != "version"}


def _value(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise CommandFailed(f"--set {text} names no value", "write --set strong_negative=0.9")
    try:
        return name.strip(), json.loads(value)
    except ValueError:
        return name.strip(), value.strip()
