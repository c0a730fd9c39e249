"""`frontdesk bench`: measurements over the real socket, for comparing versions and machines."""

import asyncio
import importlib.util
import json
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from handoff.bench.help_centres import LARGEST, PASSAGES
from handoff.bench.knowledge import Figures, measure_apart
from handoff.bench.knowledge_report import HEADINGS, page, row
from handoff.bench.peers import PeerFigures, measure_stock_rasa
from handoff.bench.reply import Report, Sizes, Waits, measure
from handoff.bench.service import serving
from handoff.cli.common import CommandFailed, DataDir, err, out, read_settings
from handoff.cli.relaying import relay
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


bench.command()(relay)


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


@bench.command()
def knowledge(
    sizes: Annotated[
        str, typer.Option(help="Numbers of passages, separated by commas.")
    ] = "1000,10000,100000",
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Measure growing knowledge bases; vectors are kept, so that only the first run takes long."""
    settings = read_settings(data_dir)
    folder = settings.data_dir.resolve() / "bench"
    shown = err if as_json else out
    measured = [_measured(size, settings, folder, shown) for size in _sizes(sizes)]
    data = {"sizes": [asdict(figures) for figures in measured]}
    (folder / "knowledge.json").write_text(json.dumps(data, indent=1), encoding="utf-8")
    (folder / "knowledge.html").write_text(page(measured), encoding="utf-8")
    if as_json:
        typer.echo(json.dumps(data))
        return
    table = Table(*HEADINGS, box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for figures in measured:
        table.add_row(*row(figures))
    out.print(table)
    out.print(f"Plots: {folder / 'knowledge.html'}")


def _measured(size: int, settings: Settings, folder: Path, shown: Console) -> Figures:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=shown, transient=True) as progress:
        task = progress.add_task(f"{size:,} passages", total=None)

        def note(work: str, done: int, total: int) -> None:
            words = (
                f"{size:,} passages: {work} {done:,} of {total:,}" if total else f"{size:,} passages: {work}"
            )
            progress.update(task, description=words, completed=done, total=total or None)

        figures = measure_apart(size, settings.encoder_dir.resolve(), folder, note)
    shown.print(f"  [green]✓[/green] {size:,} passages, {figures.vectors:,} vectors")
    return figures


def _sizes(text: str) -> list[int]:
    try:
        wanted = sorted({int(part.replace("_", "")) for part in text.split(",")})
    except ValueError as error:
        raise CommandFailed(f"'{text}' is no list of numbers.", "--sizes 1000,10000") from error
    if not PASSAGES <= wanted[0] <= wanted[-1] <= LARGEST:
        raise CommandFailed(f"Sizes are from {PASSAGES} to {LARGEST:,} passages.", "--sizes 1000,10000")
    return wanted


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
