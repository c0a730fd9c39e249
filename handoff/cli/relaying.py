"""`frontdesk bench relay`: the rate of stored messages beside a relay that stores nothing."""

import asyncio
import importlib.util
import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from handoff.bench.relay import Comparison, Passed, compare
from handoff.bench.relay_pairs import bare_pairs, bare_relay, our_pairs
from handoff.bench.service import started
from handoff.cli.common import CommandFailed, err, out
from handoff.operations.demo import SIGN_INS, SignIn, read_sign_ins
from handoff.progress import Steps

PEER = Path("../shared/measure/peers")
UNHURRIED = {"FRONTDESK_DIALOGUE": "false"}
WORDS = {
    "per_second": "messages a second",
    "heard_p50_ms": "heard by the other, median, ms",
    "heard_p99_ms": "heard by the other, p99, ms",
    "acked_p50_ms": "acknowledged, median, ms",
    "acked_p99_ms": "acknowledged, p99, ms",
}


def relay(
    peer: Annotated[Path, typer.Option(help="Folder of the bare relay's relay_server.py.")] = PEER,
    pairs: Annotated[int, typer.Option(min=1, help="Customers, and as many agents' windows.")] = 20,
    per_pair: Annotated[int, typer.Option(min=10, help="Messages of each pair in each round.")] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure messages between customers and agents, in turn with a relay that only passes them on."""
    if importlib.util.find_spec("aiohttp") is None:
        raise CommandFailed("The measuring client needs aiohttp.", "make setup")
    if not (peer / "relay_server.py").is_file():
        raise CommandFailed(f"There is no relay_server.py in {peer}.", "name its folder with --peer")
    steps = Steps(err if as_json else out)
    with steps.step(f"{pairs} pairs, {per_pair} messages each, in turn with a bare relay"):
        found = _measured(peer, pairs, per_pair)
    if as_json:
        typer.echo(json.dumps(_data(found)))
    else:
        out.print(_table(found))


def _measured(peer: Path, pairs: int, per_pair: int) -> Comparison:
    with (
        tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as folder,
        started(Path(folder), UNHURRIED) as ours,
        bare_relay(peer) as bare,
    ):
        agent = next(one for one in read_sign_ins(Path(folder) / SIGN_INS) if one.role == "agent")
        return asyncio.run(_compare(bare, ours, agent, pairs, per_pair))


async def _compare(bare: str, ours: str, agent: SignIn, pairs: int, per_pair: int) -> Comparison:
    async with (
        bare_pairs(bare, pairs) as theirs,
        our_pairs(ours, agent.email, agent.password, pairs) as own,
    ):
        return await compare(theirs, own, per_pair)


def _data(found: Comparison) -> dict[str, object]:
    return {
        "bare": _rounded(found.bare),
        "ours": _rounded(found.ours),
        "share_of_rate": round(found.share_of_rate, 3),
        "times_p99": round(found.times_p99, 2),
    }


def _rounded(figures: Passed) -> dict[str, float]:
    return {name: round(value, 2) for name, value in asdict(figures).items()}


def _table(found: Comparison) -> Table:
    table = Table("", "bare relay", "ours", "ratio", box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for name, words in WORDS.items():
        bare, ours = getattr(found.bare, name), getattr(found.ours, name)
        table.add_row(words, f"{bare:,.1f}", f"{ours:,.1f}", f"{ours / bare:.2f}")
    return table
