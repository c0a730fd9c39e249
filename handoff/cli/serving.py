"""`frontdesk serve`: one process that answers customers and staff, and everything it needs to begin."""

import asyncio
import gc
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
import uvicorn
import uvloop
from rich.markup import escape
from rich.table import Table

from handoff.adapters.canned_store import SqlCannedStore
from handoff.adapters.people_store import SqlStaffStore
from handoff.adapters.secrets import Argon2Hasher
from handoff.chance import utc_now
from handoff.cli.common import CommandFailed, DataDir, err, out, read_settings
from handoff.cli.logs import open_log
from handoff.house.app import House, open_house
from handoff.operations.demo import SignIn, fill_articles, fill_canned, fill_golden, fill_people, read_golden
from handoff.operations.occupancy import occupy
from handoff.operations.preparing import prepare_missing
from handoff.operations.rehearsing import lend_rehearsal
from handoff.progress import Steps
from handoff.settings import Settings

MAX_FRAME_BYTES = 65_536
GRACE_S = 5
PAGES = {"/demo": "Demo shop with the widget", "/console": "Agent console", "/editor": "Article editor"}


def serve(
    data_dir: DataDir = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes any free one.")] = None,
    demo: Annotated[
        bool | None, typer.Option("--demo", help="Fill an empty data folder with the demo shop.")
    ] = None,
) -> None:
    """Run the service until it is stopped with Ctrl-C."""
    began = time.monotonic()
    settings = read_settings(data_dir, host=host, port=port, demo=demo)
    with occupy(settings.data_dir), listening(settings) as listener:
        prepare_missing(settings, Steps(out), lambda words: err.print(f"[yellow]{escape(words)}[/yellow]"))
        if settings.demo:
            lend_rehearsal(settings)
        # Threads that read messages compute in Python too; the loop must not wait 5 ms for its turn.
        sys.setswitchinterval(0.001)
        uvloop.run(run(settings, listener, began))


@contextmanager
def listening(settings: Settings) -> Iterator[socket.socket]:
    """Open the port first: if it is taken, that is better known before everything else is started."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family, backlog=512)
    except OSError as error:
        raise CommandFailed(
            f"{settings.host}:{settings.port} cannot be listened on: {error.strerror}",
            f"stop what uses it, or choose another: --port {settings.port + 1} (make serve: PORT=...)",
        ) from error
    with listener:
        # asyncio does this only for sockets that it opened itself; without it small frames wait 40 ms.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield listener


async def run(settings: Settings, listener: socket.socket, began: float) -> None:
    """Serve until asked to stop, then take everything down in order."""
    # The port may have been left to the system; the dialogue is told where to ask.
    settings = settings.model_copy(update={"port": int(listener.getsockname()[1])})
    async with open_house(settings, open_log()) as house:
        sign_ins = await _fill_demo(house, settings) if settings.demo else ()
        address = (settings.public_url or f"http://{_named(settings.host)}:{settings.port}").rstrip("/")
        server = Server(
            _config(house, settings), lambda: announce(address, sign_ins, settings, time.monotonic() - began)
        )
        # What was built to last need not be looked through again and again for what may go.
        gc.collect()
        gc.freeze()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, server.handle_exit, number, None)
        await server.serve(sockets=[listener])


class Server(uvicorn.Server):
    """Tells when it listens, and leaves signals to us, so that the house is closed in time."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        self._on_started()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def _config(house: House, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        house.app,
        lifespan="off",
        ws="websockets-sansio",
        ws_max_size=MAX_FRAME_BYTES,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=GRACE_S,
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
    )


async def _fill_demo(house: House, settings: Settings) -> tuple[SignIn, ...]:
    brain = house.brain
    if await fill_articles(brain.publishing, brain.imports.importing, settings.home / "data" / "articles"):
        drafts = read_golden(settings.home / "data" / "golden_questions.jsonl")
        await fill_golden(house.brain.golden, drafts)
    await fill_canned(SqlCannedStore(house.database), utc_now())
    return await fill_people(house.accounts, SqlStaffStore(house.database), Argon2Hasher(), settings.data_dir)


def announce(address: str, sign_ins: tuple[SignIn, ...], settings: Settings, elapsed: float) -> None:
    """Say where everything is."""
    out.print(f"\n[bold green]Frontdesk is ready[/bold green] after {elapsed:.1f} s: {address}\n")
    table = Table.grid(padding=(0, 3))
    for path, title in PAGES.items():
        if settings.demo or path != "/demo":
            table.add_row(f"  {title}", f"[cyan]{address}{path}[/cyan]")
    out.print(table)
    if sign_ins:
        people = Table.grid(padding=(0, 3))
        people.add_row("  [bold]Sign in as", "[bold]with password", "[bold]who is")
        for person in sign_ins:
            people.add_row(f"  {person.email}", person.password, f"{person.role} {person.name}")
        out.print("", people, sep="\n")
    words = "starting; until it answers, a person does" if settings.dialogue else "off; people answer"
    out.print(f"\n  The dialogue is {words}. Data: {settings.data_dir}. Ctrl-C stops.\n")


def _named(host: str) -> str:
    if host in ("0.0.0.0", "::"):  # noqa: S104 -- compared, not bound
        return "localhost"
    return f"[{host}]" if ":" in host else host
