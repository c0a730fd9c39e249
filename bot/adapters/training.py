"""Train the dialogue in Rasa's own interpreter, vouch for the model that came out, and say how to start it.

Runs in our process and never imports Rasa. Must never let a model be started that was not trained here from
the files that lie here: loading a foreign model runs its code.
"""

import fcntl
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bot.dialogue_files import CODE, FORMAT, MODEL, DialogueFiles, content_hash, file_hash
from bot.errors import BotError

LAST_LINES = 25
TRAINING_LIMIT_S = 900.0

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_RASA_LOG = re.compile(r"^\d{4}-\S+ \S+ (?:INFO|WARNING|ERROR)\s+\S+\s+- ")


class TrainingFailed(BotError):
    """Rasa ended without a model; the message holds its last lines and what to do next."""

    code: ClassVar[str] = "dialogue_training_failed"


class ModelRefused(BotError):
    """There is no model, or not the one that was trained here."""

    code: ClassVar[str] = "dialogue_model_refused"


@dataclass(frozen=True, slots=True)
class Command:
    """How to start a program; `env` is added to the environment."""

    args: tuple[str, ...]
    env: Mapping[str, str]
    cwd: Path


@dataclass(frozen=True, slots=True)
class ActionsDoor:
    """Where the dialogue asks for the flows' actions, and with which secret."""

    url: str
    secret: str


def train(
    files: DialogueFiles,
    tell: Callable[[str], None] = lambda _line: None,
    *,
    limit_s: float = TRAINING_LIMIT_S,
) -> bool:
    """Train unless the model at hand was made from these very files; return whether it was trained anew.

    `tell` hears of the progress, a line at a time. Another training into the same folder is waited for.
    Raises: TrainingFailed.
    """
    if is_current(files):
        return False
    _check_complete(files)
    with _alone_in(files.models):
        if is_current(files):
            return False
        _train_anew(files, tell, limit_s)
    return True


def _train_anew(files: DialogueFiles, tell: Callable[[str], None], limit_s: float) -> None:
    content = content_hash(files)
    # Rasa runs in a folder of its own, where a relative path would mean another place.
    with tempfile.TemporaryDirectory(dir=files.models.resolve(), prefix=".training-") as scratch:
        _run(training_command(files, Path(scratch)), tell, limit_s)
        trained = Path(scratch) / files.model.name
        if not trained.is_file():
            raise TrainingFailed("Rasa ended without an error, but wrote no model. " + _ADVICE)
        manifest = {"format": FORMAT, "content": content, "sha256": file_hash(trained)}
        _keep_report(Path(scratch) / files.understanding.name, files.understanding)
        trained.replace(files.model)
    _write(files.manifest, json.dumps(manifest, indent=2) + "\n")


def _keep_report(fresh: Path, kept: Path) -> None:
    """Put the report of this training in the place of the last one's; a training may write none."""
    shutil.rmtree(kept, ignore_errors=True)
    if fresh.is_dir():
        fresh.replace(kept)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, and clear away what a killed training left there."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for scratch in folder.glob(".training-*"):
            shutil.rmtree(scratch, ignore_errors=True)
        yield


def is_current(files: DialogueFiles) -> bool:
    """Say whether the model is whole and was made from the files as they are now."""
    try:
        verify_model(files)
    except ModelRefused:
        return False
    return _manifest(files).get("content") == content_hash(files)


def verify_model(files: DialogueFiles) -> Path:
    """Return the model if the manifest vouches for it. Raises: ModelRefused."""
    if not files.model.is_file():
        raise ModelRefused(f"there is no dialogue model at {files.model}; run `frontdesk train`")
    if _manifest(files).get("sha256") != file_hash(files.model):
        raise ModelRefused(
            f"{files.model} is not the model that {files.manifest.name} vouches for; run `frontdesk train`"
        )
    return files.model


def training_command(files: DialogueFiles, out: Path) -> Command:
    """Return how `rasa train` is run: from the named files only, nothing remembered, nothing sent out."""
    data = [str(path) for path in files.dialogue_data]
    args = [
        *(str(files.python), "-m", "rasa", "train", "--force"),
        *("--config", str(files.home / "config.yml"), "--domain", str(files.home / "domain.yml")),
        *("--out", str(out), "--fixed-model-name", MODEL, "--data", *data),
    ]
    report = {"FRONTDESK_UNDERSTANDING": str(out / files.understanding.name)}
    return Command(tuple(args), {**_environment(files), **report}, out)


def rasa_command(files: DialogueFiles, port: int, secret: str, actions: ActionsDoor | None = None) -> Command:
    """Return how the dialogue is started: on the loopback interface, with our channel and nothing else.

    Without the door of the `actions` a job is looked up as any question is; everything else works.
    """
    model = str(files.model.resolve())
    args = (str(files.python), "-m", "bot.rasa.serve", "--model", model, "--port", str(port))
    env = {**_environment(files), "FRONTDESK_RASA_SECRET": secret}
    if actions:
        env |= {"FRONTDESK_ACTIONS_URL": actions.url, "FRONTDESK_ACTIONS_SECRET": actions.secret}
    return Command(args, env, files.models)


def _environment(files: DialogueFiles) -> dict[str, str]:
    return {
        "PYTHONPATH": str(CODE),
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore",  # Rasa's old dependencies complain about each other at every start
        "FRONTDESK_ENCODER": str(files.encoder.resolve()),
        **({"FRONTDESK_LOOKUP": str(files.lookup.resolve())} if files.lookup.is_dir() else {}),
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_MAX_CACHE_SIZE": "0",  # its cache does not know when the encoder or our code has changed
        "LOG_LEVEL": "INFO",
        "SANIC_WORKERS": "1",
        # One turn at a time on one core: more threads only get in each other's way on small machines.
        **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"), "1"),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "",
        "MPLBACKEND": "agg",
    }


def _check_complete(files: DialogueFiles) -> None:
    needed: Sequence[tuple[Path, str]] = (
        (files.python, "Rasa's environment is missing; run `make setup`"),
        (files.encoder / "manifest.json", "the sentence encoder has not been exported; run `make setup`"),
        (files.home / "config.yml", "name the folder that holds it in FRONTDESK_HOME"),
        (files.home / "domain.yml", "name the folder that holds it in FRONTDESK_HOME"),
    )
    for path, advice in needed:
        if not path.exists():
            raise TrainingFailed(f"{path} does not exist: {advice}")
    if not files.dialogue_data:
        raise TrainingFailed(f"{files.home / 'data' / 'dialogue'} holds no .yml files to train on")


_ADVICE = (
    "If a file in data/dialogue, domain.yml or config.yml was edited, look for its name above; "
    "otherwise run `make setup` to repair Rasa's environment, then `frontdesk train`."
)


def _run(command: Command, tell: Callable[[str], None], limit_s: float) -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FRONTDESK_")}
    last: deque[str] = deque(maxlen=LAST_LINES)
    with subprocess.Popen(  # noqa: S603 -- our own command line, no shell
        command.args,
        env={**inherited, **command.env},
        cwd=command.cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        watchdog = threading.Timer(limit_s, process.kill)
        watchdog.start()
        try:
            for line in _bare(process.stdout or ()):
                last.append(line)
                if _RASA_LOG.match(line):
                    tell(_RASA_LOG.sub("", line))
        except BaseException:
            process.kill()
            raise
        finally:
            finished_in_time = watchdog.is_alive()
            watchdog.cancel()
    if process.returncode != 0:
        happened = (
            f"ended with code {process.returncode}" if finished_in_time else f"took over {limit_s:.0f} s"
        )
        raise TrainingFailed(
            "\n".join((f"Training the dialogue {happened}. Rasa's last words:", *last, _ADVICE))
        )


def _bare(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines that say something, without colours."""
    for raw in lines:
        line = _COLOUR.sub("", raw).rstrip()
        if line:
            yield line


def _manifest(files: DialogueFiles) -> Mapping[str, object]:
    try:
        manifest = json.loads(files.manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
