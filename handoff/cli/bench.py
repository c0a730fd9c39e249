"""`frontdesk bench`: measurements over the real socket, for comparing versions and machines."""

import asyncio
import importlib.util
import json
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from handoff.bench.peers import PeerFigures, measure_stock_rasa
from handoff.bench.reply import Report, Sizes, Waits, measure
from handoff.bench.service import serving
from handoff.cli.common import CommandFailed, DataDir, out, read_settings
from handoff.progress import Steps
from handoff.settings import Settings
from knowledge_base.adapters.importers import read_articles

CANDIDATES = 60
WORDS = {
    "first": "first message of a new conversation",
    "usual": "question to answer, one customer",
    "early": "around the 10th message",
    "late": "last ten messages of a long conversation",
    "crowd": "many customers at once",
}

bench = typer.Typer(no_args_is_help=True, help="Measure a running service.")


@bench.callback()
def _group() -> None:
    """Measure a running service."""


@bench.command()
def reply(
    url: Annotated[str | None, typer.Option(help="A running demo service; one of its own if unset.")] = None,
    peer_stock: Annotated[
        Path | None, typer.Option(help="The script that measures a stock Rasa, to compare with.")
    ] = None,
    length: Annotated[int, typer.Option(min=30, help="Messages of the long conversation.")] = 300,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Measure from question to answer; a service that is named needs FRONTDESK_MESSAGE_RATE raised."""
    if importlib.util.find_spec("aiohttp") is None:
        raise CommandFailed("The measuring client needs aiohttp.", "make setup")
    settings = read_settings(data_dir)
    steps, sizes = Steps(out), Sizes(length=length)
    with nullcontext(url) if url else serving() as address, steps.step(f"Asking {address}"):
        report = asyncio.run(measure(address.rstrip("/"), questions(settings), sizes))
    peers: tuple[PeerFigures, ...] = ()
    if peer_stock:
        with steps.step("Measuring a stock Rasa"):
            peers = measure_stock_rasa(peer_stock, settings.rasa_interpreter.with_name("rasa"))
    if as_json:
        typer.echo(json.dumps({"ours": _data(report), "stock": [asdict(peer) for peer in peers]}))
    else:
        _print(report, sizes, peers)


def questions(settings: Settings) -> list[str]:
    """Give one phrasing of many demo articles."""
    rows = read_articles(settings.home / "data" / "articles").rows
    return [row.draft.questions[0] for row in rows if row.draft.questions][:CANDIDATES]


def _data(report: Report) -> dict[str, dict[str, float]]:
    found: dict[str, Waits] = {name: getattr(report, name) for name in WORDS}
    return {
        name: {"median_ms": round(waits.median_ms, 1), "p95_ms": round(waits.p95_ms, 1)}
        for name, waits in found.items()
    } | {"throughput": {"per_second": round(report.crowd.per_second, 1)}}


def _print(report: Report, sizes: Sizes, peers: tuple[PeerFigures, ...]) -> None:
    table = Table("", "median", "p95", box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for name, words in WORDS.items():
        waits: Waits = getattr(report, name)
        table.add_row(words, f"{waits.median_ms:.1f} ms", f"{waits.p95_ms:.1f} ms")
    out.print(table)
    out.print(f"{sizes.users} customers at once: {report.crowd.per_second:.0f} replies a second.")
    for peer in peers:
        ours = report.usual if peer.users == 1 else report.crowd
        times = peer.median_ms / ours.median_ms
        out.print(
            f"Stock Rasa, {peer.users} at once: median {peer.median_ms:.1f} ms, p95 {peer.p95_ms:.1f} ms, "
            f"{peer.per_second:.0f} a second. Ours is {times:.1f} times as fast."
        )
