"""A real Frontdesk in a process of its own, as an operator starts it, and real clients to talk to it."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import socketio

from handoff.operations.rehearsing import CALIBRATION
from handoff.processes.spawning import free_port

ROOT = Path(__file__).resolve().parent.parent
MODELS = Path(os.environ.get("FRONTDESK_TEST_MODELS", ROOT / "var" / "models"))
PATIENCE_S = 120.0


@dataclass
class Place:
    """Where a service listens and keeps its things, and how people come in."""

    data_dir: Path
    port: int

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def visitor(self) -> dict[str, Any]:
        """Come in as a new customer."""
        answer = httpx2.post(f"{self.url}/api/v1/visitors", json={}, timeout=10)
        assert answer.status_code == 201, answer.text
        admission: dict[str, Any] = answer.json()
        return admission

    def account(self, role: str) -> dict[str, str]:
        """Give the e-mail and the password of a demo account."""
        accounts = json.loads((self.data_dir / "demo-signins.json").read_text())
        found = next(account for account in accounts if account["email"].startswith(f"{role}@"))
        return {name: found[name] for name in ("email", "password")}

    def sign_in(self, role: str) -> dict[str, Any]:
        """Sign in with a demo account: "admin", "agent", "agent2" or "editor"."""
        answer = httpx2.post(f"{self.url}/api/v1/login", json=self.account(role), timeout=10)
        assert answer.status_code == 200, answer.text
        session: dict[str, Any] = answer.json()
        return session


@dataclass
class LiveService(Place):
    """A service in a process of its own."""

    process: subprocess.Popen[bytes]
    environment: Mapping[str, str] = field(default_factory=dict)

    def readiness(self) -> dict[str, Any]:
        """Give what /readyz says; empty while nobody listens."""
        try:
            answer = httpx2.get(f"{self.url}/readyz", timeout=5)
        except httpx2.TransportError:
            return {}
        components: dict[str, Any] = answer.json()["components"]
        return components

    def wait_until(self, holds: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
        """Wait for a condition; the end of the process or of patience is a failure with the log's tail."""
        deadline = time.monotonic() + patience_s
        while not holds():
            assert self.process.poll() is None, f"the service ended early:\n{self.log_tail()}"
            assert time.monotonic() < deadline, f"never came true: {what}\n{self.log_tail()}"
            time.sleep(0.05)

    def wait_ready(self, dialogue: str | None = "ok", patience_s: float = PATIENCE_S) -> None:
        """Wait until everything works; `dialogue=None` does not wait for the dialogue."""

        def ready() -> bool:
            parts = self.readiness()
            fine = parts.get("database") == "ok" and parts.get("index") == "ok"
            return fine and (dialogue is None or parts.get("dialogue") == dialogue)

        self.wait_until(ready, f"ready with dialogue {dialogue}", patience_s)

    def log_tail(self) -> str:
        """Give the last lines the service wrote."""
        return (self.data_dir / "service.log").read_text(errors="replace")[-4_000:]

    def stop(self) -> None:
        """Stop it as an operator would."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.kill()
                raise

    def kill(self) -> None:
        """Pull the plug."""
        self.process.kill()
        self.process.wait(timeout=30)


def start(data_dir: Path, settings: Mapping[str, str], port: int | None = None) -> LiveService:
    """Start `frontdesk serve --demo` over `data_dir`; the models are the ones `frontdesk train` made."""
    data_dir.mkdir(parents=True, exist_ok=True)
    _lend_models(data_dir / "models")
    port = port or free_port()
    arguments = ["serve", "--demo", "--port", str(port), "--data-dir", str(data_dir)]
    environment = {**os.environ, "FRONTDESK_MESSAGE_RATE": "1000/second", **settings}
    with (data_dir / "service.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", "from handoff.cli import main; main()", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    return LiveService(data_dir, port, process, settings)


def _lend_models(folder: Path) -> None:
    """Put the trained models there, and a copy of the vectors of the demo's articles.

    The calibration is the service's own: a demo begins with what was learnt at set-up.
    """
    if folder.exists():
        return
    folder.mkdir()
    for model in MODELS.iterdir():
        if model.name != CALIBRATION:
            (folder / model.name).symlink_to(model)
    vectors = MODELS.parent / "index" / "vectors"
    if vectors.is_dir():
        shutil.copytree(vectors, folder.parent / "index" / "vectors", dirs_exist_ok=True)


@contextmanager
def running(data_dir: Path, **settings: str) -> Iterator[LiveService]:
    """Run a service for as long as the block lasts."""
    service = start(data_dir, settings)
    try:
        yield service
    finally:
        service.stop()


class Client:
    """One socket of a customer or an agent that writes down all it hears."""

    def __init__(self, place: Place, namespace: str, auth: object) -> None:
        self._place = place
        self._namespace = namespace
        self._auth = auth
        self._changed = asyncio.Condition()
        self.events: list[dict[str, Any]] = []
        self.notices: list[tuple[str, Any]] = []
        self.sio = socketio.AsyncClient(reconnection=False)
        self.sio.on("*", self._on_notice, namespace=namespace)
        self.sio.on("event", self._on_event, namespace=namespace)

    async def __aenter__(self) -> "Client":
        """Open the socket."""
        await self.sio.connect(
            self._place.url,
            namespaces=[self._namespace],
            auth=self._auth,
            transports=["websocket"],
            wait_timeout=15,
        )
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Close the socket."""
        await self.sio.disconnect()

    async def emit(self, event: str, payload: object = None) -> dict[str, Any]:
        """Emit one event and give its acknowledgement."""
        ack: dict[str, Any] = await self.sio.call(
            event, {} if payload is None else payload, namespace=self._namespace, timeout=15
        )
        return ack

    async def heard(self, fits: Callable[[dict[str, Any]], bool], patience_s: float = 20) -> dict[str, Any]:
        """Wait for an event that fits, among all heard so far and to come."""
        async with asyncio.timeout(patience_s), self._changed:
            while True:
                found = next((event for event in self.events if fits(event)), None)
                if found is not None:
                    return found
                await self._changed.wait()

    async def reply_to(self, text: str) -> dict[str, Any]:
        """Post a message and give the data of the bot's reply to it."""
        ack = await self.emit("message:post", {"client_id": os.urandom(8).hex(), "text": text})
        assert ack["ok"], ack
        reply = await self.heard(lambda e: e["data"].get("in_reply_to") == ack["message_id"])
        data: dict[str, Any] = reply["data"]
        return data

    async def _on_event(self, event: dict[str, Any]) -> None:
        async with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    async def noticed(
        self, name: str, fits: Callable[[Any], bool] = lambda _payload: True, patience_s: float = 20
    ) -> Any:
        """Wait for something that is told but not stored, among all heard so far and to come."""
        async with asyncio.timeout(patience_s), self._changed:
            while True:
                for heard, payload in self.notices:
                    if heard == name and fits(payload):
                        return payload
                await self._changed.wait()

    async def _on_notice(self, name: str, payload: object = None) -> None:
        async with self._changed:
            self.notices.append((name, payload))
            self._changed.notify_all()


def customer(place: Place, admission: dict[str, Any] | None = None, **auth: object) -> Client:
    """Give the socket of a customer, a new one unless told; `auth` goes along with the token."""
    return Client(place, "/customer", {"token": (admission or place.visitor())["token"], **auth})


def agent(place: Place, role: str = "agent") -> Client:
    """Give the socket of a signed-in agent."""
    return Client(place, "/agent", {"token": place.sign_in(role)["token"]})
