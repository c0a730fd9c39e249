"""The real dialogue process, trained from the repository's files and started on a free port."""

import os
import secrets
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from bot.adapters.training import ActionsDoor, rasa_command, train
from bot.dialogue_files import CODE, DialogueFiles
from handoff.processes.spawning import free_port

MODELS = Path(os.environ.get("FRONTDESK_TEST_MODELS", CODE / "var" / "models"))
START_LIMIT_S = 120.0

FILES = DialogueFiles(
    home=CODE,
    models=MODELS / "dialogue",
    encoder=MODELS / "encoder",
    python=CODE / ".venv-rasa" / "bin" / "python",
)


@dataclass(frozen=True)
class RunningDialogue:
    """A dialogue process that answers, and how to talk to it as its only client does."""

    url: str
    secret: str
    pid: int
    http: httpx2.Client

    def turn(self, conversation_id: str, message_id: object, text: str, **more: object) -> dict[str, Any]:
        """Take one turn and return the channel's answer."""
        body = {"conversation_id": conversation_id, "message_id": str(message_id), "text": text, **more}
        response = self.http.post("/webhooks/frontdesk/turn", json=body)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer


@pytest.fixture(scope="module")
def dialogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDialogue]:
    """A process for the tests of one module; to be imported by name."""
    with running_dialogue(tmp_path_factory.mktemp("rasa") / "rasa.log") as running:
        yield running


@pytest.fixture
def conversation() -> str:
    """A conversation that nobody has seen yet."""
    return uuid.uuid4().hex


@contextmanager
def running_dialogue(log: Path, actions: ActionsDoor | None = None) -> Iterator[RunningDialogue]:
    """Train if need be, start the process, and end it afterwards; `actions` is where its flows ask."""
    train(FILES)
    port, secret = free_port(), secrets.token_urlsafe(24)
    command = rasa_command(FILES, port, secret, actions)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FRONTDESK_")}
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command.args, env={**inherited, **command.env}, cwd=command.cwd, stdout=output, stderr=output
        ) as process,
    ):
        try:
            url = f"http://127.0.0.1:{port}"
            with httpx2.Client(
                base_url=url, headers={"Authorization": f"Bearer {secret}"}, timeout=10.0, trust_env=False
            ) as http:
                wait_until_healthy(http, process, log)
                yield RunningDialogue(url, secret, process.pid, http)
        finally:
            process.kill()


def wait_until_healthy(http: httpx2.Client, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait for the health route. Raises: AssertionError, with the log, if it does not come up."""
    give_up = time.monotonic() + START_LIMIT_S
    while time.monotonic() < give_up:
        if process.poll() is not None:
            break
        try:
            if http.get("/webhooks/frontdesk/health").status_code == httpx2.codes.OK:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"the dialogue did not come up:\n{log.read_text(errors='replace')[-4000:]}")
