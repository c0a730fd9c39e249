"""A service of its own for one measurement: a fresh data folder, the demo shop, and no limits on messages."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx2

from handoff.errors import NotReady
from handoff.processes.spawning import free_port

PATIENCE_S = 300.0
READY = {"ok", "off"}
BOUNDLESS = {"FRONTDESK_MESSAGE_RATE": "100000/second", "FRONTDESK_VISITOR_RATE": "100000/second"}


@contextmanager
def serving() -> Iterator[str]:
    """Start the service, give its address once every component is ok, and stop it."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as folder, started(Path(folder)) as url:
        yield url


@contextmanager
def started(data_dir: Path, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run the service over a data folder, with further settings by their FRONTDESK_* names."""
    port = free_port()
    log_path = data_dir / "service.log"
    args = [sys.executable, "-m", "handoff.cli", "serve", "--demo"]
    args += ["--host", "127.0.0.1", "--port", str(port), "--data-dir", str(data_dir)]
    environment = {**os.environ, **BOUNDLESS, **(settings or {})}
    with log_path.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 -- our own command
            args, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(url, process, log_path)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], log_path: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NotReady(f"The service ended early:\n{log_path.read_text(errors='replace')[-2000:]}")
        components = set(_components(url).values())
        if components and components <= READY:
            return
        time.sleep(0.2)
    raise NotReady(f"The service did not become ready: {_components(url)}")


def _components(url: str) -> dict[str, str]:
    try:
        answer = httpx2.get(f"{url}/readyz", timeout=2, trust_env=False)
        return dict(answer.json()["components"])
    except (httpx2.HTTPError, ValueError, KeyError):
        return {}
