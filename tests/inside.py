"""A real Frontdesk within the tests' own process, for what has to be scripted or looked at from inside."""

import asyncio
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
import structlog
import uvicorn
from structlog.stdlib import BoundLogger
from structlog.typing import Processor

from bot.answering import Answering
from bot.domain.turn import Choice, Source
from handoff.adapters.database import Database
from handoff.adapters.people_store import SqlStaffStore
from handoff.adapters.secrets import Argon2Hasher
from handoff.cli.serving import Server
from handoff.house.app import House, open_house
from handoff.house.brain import Brain, open_brain
from handoff.operations.demo import fill_people
from handoff.settings import Settings
from tests.fakes_handoff import ScriptedBot, reply
from tests.live import MODELS, Place

SECRET = "a shared secret of at least thirty-two bytes"
UNSAFE = "**Bold** <img src=x onerror=alert(1)> [link](javascript:alert(1))"
SCRIPT = {
    "which one": reply("Which one?", "clarify", choices=(Choice("a", "A tent"), Choice("b", "A bag"))),
    "where from": reply("From here.", sources=(Source("returns", "Returns", ""),)),
    "something unsafe": reply(UNSAFE),
    "help me": reply("A person will help.", "escalate", "risk_topic"),
}


@dataclass
class Inside(Place):
    """A service on a thread of this process; its bot says what the script says, and repeats all else."""

    bot: ScriptedBot
    house: House
    settings: Settings
    loop: asyncio.AbstractEventLoop

    def sockets(self) -> dict[str, set[str]]:
        """Give the sockets that each namespace knows, those that only begin to connect among them."""
        manager = cast("Any", self.house.app).app.engineio_server.manager
        known: dict[str, set[str]] = {}
        for namespace, rooms in list(manager.rooms.items()):
            known[namespace] = {sid for room in list(rooms.values()) for sid in list(room)}
        for namespace, sids in list(manager.pending_connect.items()):
            known[namespace] = known.get(namespace, set()) | set(sids)
        return {namespace: sids for namespace, sids in known.items() if sids}

    async def comes_true(self, holds: Callable[[], bool], patience_s: float = 20) -> None:
        """Wait for a condition that nothing announces."""
        async with asyncio.timeout(patience_s):
            while not holds():  # noqa: ASYNC110 -- the state lives in another thread
                await asyncio.sleep(0.01)


@dataclass
class _Opening:
    data_dir: Path
    given: dict[str, object]
    bot: ScriptedBot = field(default_factory=lambda: ScriptedBot(SCRIPT))
    ready: threading.Event = field(default_factory=threading.Event)
    inside: Inside | None = None
    server: Server | None = None
    failure: BaseException | None = None


@contextmanager
def opened(data_dir: Path, **settings: object) -> Iterator[Inside]:
    """Run a service on a thread for as long as the block lasts."""
    opening = _Opening(data_dir, settings)
    opening.bot.gate.set()
    _give_models(data_dir / "models")
    thread = threading.Thread(target=_run, args=(opening,), name="inside")
    thread.start()
    opening.ready.wait()
    try:
        if opening.inside is None:
            raise RuntimeError("the service did not start") from opening.failure
        yield opening.inside
    finally:
        if opening.server is not None:
            opening.server.should_exit = True
        thread.join()


def _give_models(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in ("encoder", "outlook", "sentiment.npz"):
        (folder / name).symlink_to(MODELS / name)


def _run(opening: _Opening) -> None:
    try:
        asyncio.run(_serve(opening))
    except BaseException as error:
        opening.failure = error
    finally:
        opening.ready.set()


async def _serve(opening: _Opening) -> None:
    settings = Settings.model_validate({"data_dir": opening.data_dir, "dialogue": False, **opening.given})
    with pytest.MonkeyPatch.context() as patch, socket.create_server(("127.0.0.1", 0)) as listener:
        patch.setattr("handoff.house.app.open_brain", _with(opening.bot))
        async with open_house(settings, _plain_log()) as house:
            await fill_people(
                house.accounts, SqlStaffStore(house.database), Argon2Hasher(), settings.data_dir
            )
            port = int(listener.getsockname()[1])
            opening.inside = Inside(
                settings.data_dir, port, opening.bot, house, settings, asyncio.get_running_loop()
            )
            config = uvicorn.Config(
                house.app,
                lifespan="off",
                ws="websockets-sansio",
                access_log=False,
                log_config=None,
                timeout_graceful_shutdown=2,
            )
            opening.server = Server(config, opening.ready.set)
            await opening.server.serve(sockets=[listener])


def _plain_log() -> BoundLogger:
    """Give a log that shows traces without the values of variables, which takes seconds.

    It goes past `sys.stdout`, which other tests of this process catch meanwhile.
    """
    processors: list[Processor] = [
        structlog.processors.format_exc_info,
        structlog.processors.KeyValueRenderer(),
    ]
    log: BoundLogger = structlog.wrap_logger(
        structlog.PrintLogger(sys.__stderr__), processors=processors, wrapper_class=BoundLogger
    )
    return log


def _with(bot: ScriptedBot) -> Callable[..., Any]:
    @asynccontextmanager
    async def open_scripted(
        settings: Settings, database: Database, clock: Callable[[], datetime], log: BoundLogger
    ) -> AsyncIterator[Brain]:
        async with open_brain(settings, database, clock, log) as brain:
            yield replace(brain, answering=cast("Answering", bot), forget=bot.forget)

    return open_scripted
