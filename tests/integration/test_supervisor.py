"""The supervisor with real small programs that answer, die, freeze, dawdle or never start."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs

from handoff.processes.supervisor import DialogueProcess, Patience
from tests.waiting import is_alive, until

ANSWERS = """
import os, signal, socket, sys, time
port, delay, deaf = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3] == "deaf"
if deaf:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("hello from", os.getpid(), os.environ.get("FRONTDESK_IDENTITY_SECRET"), flush=True)
time.sleep(delay)
listener = socket.create_server(("127.0.0.1", port))
while True:
    peer, _ = listener.accept()
    peer.sendall(b"ok")
    peer.close()
"""
BRISK = Patience(
    probe_every=0.03, probe_timeout=0.2, misses=2, start=20, first_pause=0.01, longest_pause=0.05, stop=0.3
)


@dataclass(frozen=True)
class Program:
    """A command as the training module gives it."""

    args: tuple[str, ...]
    cwd: Path
    env: dict[str, str] = field(default_factory=dict)


@dataclass
class House:
    """A supervised program and everything a test may turn about it."""

    folder: Path
    code: str = ANSWERS
    delay: float = 0.0
    manner: str = "obedient"
    refusal: str | None = None
    patience: Patience = BRISK
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    clock: Callable[[], float] = time.monotonic

    @property
    def log_path(self) -> Path:
        return self.folder / "log" / "program.log"

    def process(self) -> DialogueProcess:
        self.made = DialogueProcess(
            command=self.command,
            verify=self.verify,
            probe=self.probe,
            log_path=self.log_path,
            logger=structlog.get_logger(),
            patience=self.patience,
            sleep=self.sleep,
            clock=self.clock,
        )
        return self.made

    def command(self, port: int, secret: str) -> Program:
        assert len(secret) >= 32
        return Program(
            (sys.executable, "-c", self.code, str(port), str(self.delay), self.manner), self.folder
        )

    def verify(self) -> None:
        if self.refusal:
            raise ValueError(self.refusal)

    async def probe(self) -> bool:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.made.port)
        try:
            return await reader.read(2) == b"ok"
        finally:
            writer.close()


@asynccontextmanager
async def running(house: House) -> AsyncIterator[DialogueProcess]:
    process = house.process()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(process.stop)
        await process.start()
        yield process


async def test_a_healthy_program_is_ok_and_listens_where_url_says(tmp_path: Path) -> None:
    house = House(tmp_path)
    async with running(house) as process:
        assert process.state() == "starting"
        await until(lambda: process.state() == "ok")
        assert process.url == f"http://127.0.0.1:{process.port}"
        assert f"hello from {process.pid}" in house.log_path.read_text()
        assert process.restarts == 0


async def test_its_own_secrets_stay_with_the_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_IDENTITY_SECRET", "classified")
    house = House(tmp_path)
    async with running(house) as process:
        await until(lambda: process.state() == "ok")
        assert "classified" not in house.log_path.read_text()


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "frozen"])
async def test_a_lost_program_comes_back(tmp_path: Path, blow: signal.Signals) -> None:
    async with running(House(tmp_path)) as process:
        await until(lambda: process.state() == "ok")
        first = process.pid
        assert first is not None
        os.kill(first, blow)
        await until(lambda: process.state() == "ok" and process.pid not in (first, None))
        assert process.restarts == 1
        assert not is_alive(first)


async def test_a_dawdling_program_is_starting_until_it_answers(tmp_path: Path) -> None:
    house = House(tmp_path, delay=0.5)
    async with running(house) as process:
        await until(lambda: house.log_path.exists() and house.log_path.read_text())
        assert process.state() == "starting"
        await until(lambda: process.state() == "ok")
        assert process.restarts == 0


async def test_a_program_that_never_answers_is_ended_and_tried_again(tmp_path: Path) -> None:
    patience = Patience(probe_every=0.01, probe_timeout=0.1, start=0.2, first_pause=0.01)
    async with running(House(tmp_path, delay=60, patience=patience)) as process:
        await until(lambda: process.restarts >= 2)


@pytest.mark.parametrize("manner", ["obedient", "deaf"])
async def test_stopping_ends_the_program(tmp_path: Path, manner: str) -> None:
    process = House(tmp_path, manner=manner).process()
    await process.start()
    await until(lambda: process.state() == "ok")
    pid = process.pid
    assert pid is not None
    await process.stop()
    assert not is_alive(pid)
    assert (process.state(), process.pid) == ("off", None)


async def test_starting_and_stopping_twice_changes_nothing(tmp_path: Path) -> None:
    process = House(tmp_path).process()
    await process.stop()
    await process.start()
    await process.start()
    await until(lambda: process.state() == "ok")
    await process.stop()
    await process.stop()
    assert process.state() == "off"


async def test_an_unknown_model_is_refused_until_it_is_known(tmp_path: Path) -> None:
    house = House(tmp_path, refusal="model.tar.gz is not in the manifest")
    with capture_logs() as logs:
        async with running(house) as process:
            await until(lambda: process.state() == "down")
            assert not house.log_path.exists()
            house.refusal = None
            await until(lambda: process.state() == "ok")
    refused = [entry for entry in logs if entry["event"] == "dialogue_model_refused"]
    assert [entry["why"] for entry in refused] == ["model.tar.gz is not in the manifest"]


async def test_pauses_grow_up_to_the_longest(tmp_path: Path) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        if seconds != BRISK.probe_every:
            pauses.append(seconds)
        await asyncio.sleep(0 if seconds != BRISK.probe_every else seconds)

    async with running(House(tmp_path, code="raise SystemExit(3)", sleep=sleep)):
        await until(lambda: len(pauses) >= 5)
    assert pauses[:5] == [0.01, 0.02, 0.04, 0.05, 0.05]


async def test_after_a_healthy_minute_the_pauses_begin_anew(tmp_path: Path) -> None:
    pauses: list[float] = []
    now = 0.0

    async def sleep(seconds: float) -> None:
        if seconds != BRISK.probe_every:
            pauses.append(seconds)
        await asyncio.sleep(0.005)

    async def kill_when_ok(process: DialogueProcess, times: int) -> None:
        await until(lambda: process.state() == "ok" and process.restarts == times - 1)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        await until(lambda: len(pauses) == times)

    async with running(House(tmp_path, sleep=sleep, clock=lambda: now)) as process:
        await kill_when_ok(process, 1)
        await kill_when_ok(process, 2)
        await until(lambda: process.state() == "ok" and process.restarts == 2)
        now += BRISK.healthy_again
        await kill_when_ok(process, 3)
    assert pauses == [0.01, 0.02, 0.01]


async def test_the_log_of_the_previous_life_is_kept_once(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.log_path.parent.mkdir()
    house.log_path.write_text("yesterday")
    async with running(house) as process:
        await until(lambda: process.state() == "ok")
    assert house.log_path.with_name("program.log.1").read_text() == "yesterday"
    assert "yesterday" not in house.log_path.read_text()


def test_two_houses_have_different_ports_and_secrets(tmp_path: Path) -> None:
    one, other = House(tmp_path).process(), House(tmp_path).process()
    assert one.secret != other.secret
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", one.port))


class Answering(House):
    """A program whose answer comes when a test says so."""

    asked: asyncio.Future[bool]

    async def probe(self) -> bool:
        self.asked = asyncio.get_running_loop().create_future()
        return await self.asked


async def test_a_stop_in_the_moment_of_an_answer_is_not_lost(tmp_path: Path) -> None:
    house = Answering(tmp_path)
    process = house.process()
    await process.start()
    await until(lambda: hasattr(house, "asked"))
    house.asked.set_result(True)
    async with asyncio.timeout(10):
        await process.stop()
    assert process.state() == "off"
