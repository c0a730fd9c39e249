"""Examine an installation: one finding a part, each with what to do when it is not well; changes nothing."""

import asyncio
import json
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from bot.adapters.sentiment_model import SentimentModel
from bot.adapters.training import is_current, verify_model
from bot.errors import BotError
from handoff.adapters.database import Database
from handoff.house.commerce import commerce_state, has_demo_shop, open_commerce
from handoff.operations.backup import file_hash
from handoff.operations.occupancy import is_occupied
from handoff.processes.dialogue import dialogue_files
from handoff.settings import Settings

PAGES = ("widget.js", "widget.html", "console.html", "editor.html")
STATIC = Path(__file__).resolve().parent.parent / "static"
LITTLE_DISK, HARDLY_ANY_DISK = 2_000_000_000, 200_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """The state of one part; `next` says what to do unless it is ok."""

    part: str
    state: Literal["ok", "warn", "fail"]
    detail: str
    next: str = ""


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Examine every part; one that cannot even be examined is a failed one."""
    return tuple(_examined(check, settings) for check in CHECKS)


def check_python(_settings: Settings) -> Finding:
    """The interpreter and its environment."""
    detail = f"{sys.version.split()[0]} in {sys.prefix}"
    if sys.prefix == sys.base_prefix:
        return Finding("python", "warn", f"{detail}, not a virtual environment", "make setup")
    return Finding("python", "ok", detail)


def check_rasa(settings: Settings) -> Finding:
    """The interpreter that has Rasa."""
    if not settings.dialogue:
        return Finding("rasa", "warn", "the dialogue is switched off", "unset FRONTDESK_DIALOGUE")
    python = settings.rasa_interpreter
    question = "from importlib.metadata import version; print(version('rasa'))"
    try:
        done = subprocess.run(  # noqa: S603 -- the interpreter that the settings name
            [python, "-c", question], capture_output=True, text=True, timeout=30, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return Finding("rasa", "fail", f"{python} does not run or has no Rasa", "make setup")
    return Finding("rasa", "ok", f"rasa {done.stdout.strip()} in {python.parent.parent}")


def check_encoder(settings: Settings) -> Finding:
    """The sentence encoder against its manifest."""
    return _check_export("encoder", settings.encoder_dir)


def check_outlook(settings: Settings) -> Finding:
    """The encoder of conversations against its manifest; the layer over it comes with the project."""
    return _check_export("outlook", settings.outlook_dir)


def _check_export(part: str, folder: Path) -> Finding:
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        whole = file_hash(folder / "model.onnx") == manifest["sha256"]
    except (OSError, ValueError, KeyError):
        return Finding(part, "fail", f"no encoder in {folder}", "frontdesk train")
    if not whole:
        return Finding(part, "fail", "model.onnx is not what the manifest says", "frontdesk train")
    return Finding(part, "ok", f"{manifest.get('precision', '')}, from {manifest.get('source', '')}")


def check_sentiment(settings: Settings) -> Finding:
    """The sentiment model."""
    try:
        SentimentModel.load(settings.sentiment_file)
    except BotError as error:
        return Finding("sentiment", "fail", str(error), "frontdesk train")
    return Finding("sentiment", "ok", str(settings.sentiment_file))


def check_dialogue(settings: Settings) -> Finding:
    """The dialogue model against its manifest and its sources."""
    files = dialogue_files(settings)
    if not settings.dialogue:
        return Finding("dialogue", "warn", "switched off", "unset FRONTDESK_DIALOGUE")
    try:
        verify_model(files)
    except BotError as error:
        return Finding("dialogue", "fail", str(error), "frontdesk train")
    if not is_current(files):
        return Finding("dialogue", "warn", "trained before its files were last changed", "frontdesk train")
    return Finding("dialogue", "ok", str(files.model))


def check_database(settings: Settings) -> Finding:
    """That the database can be written to."""
    url = sa.make_url(settings.database)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return Finding("database", "warn", "not made yet", "frontdesk serve, or frontdesk migrate")
    try:
        tables = asyncio.run(_try_writing(settings.database))
    except (SQLAlchemyError, OSError) as error:
        return Finding("database", "fail", str(error).splitlines()[0], "check the disk and the file's owner")
    if "events" not in tables:
        return Finding("database", "fail", "it has no tables yet", "frontdesk migrate")
    return Finding("database", "ok", url.render_as_string(hide_password=True))


def check_disk(settings: Settings) -> Finding:
    """The free space where the data lies."""
    folder = next(
        path for path in (settings.data_dir.resolve(), *settings.data_dir.resolve().parents) if path.exists()
    )
    free = shutil.disk_usage(folder).free
    detail = f"{free / 1e9:.1f} GB free at {folder}"
    if free < HARDLY_ANY_DISK:
        return Finding("disk", "fail", detail, "free some space; new messages may not be stored")
    if free < LITTLE_DISK:
        return Finding("disk", "warn", detail, "free some space soon")
    return Finding("disk", "ok", detail)


def check_port(settings: Settings) -> Finding:
    """That the port is free, or that it is this very service that listens there."""
    where = f"{settings.host}:{settings.port}"
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        socket.create_server((settings.host, settings.port), family=family).close()
    except OSError:
        if is_occupied(settings.data_dir) and _answers(settings):
            return Finding("port", "ok", f"the service is running at {where}")
        return Finding("port", "fail", f"{where} is taken by another program", "choose another with --port")
    return Finding("port", "ok", f"{where} is free")


def check_commerce(settings: Settings) -> Finding:
    """The shop that orders are looked up in."""
    state = asyncio.run(_commerce_state(settings))
    if state == "off":
        return Finding("commerce", "ok", "no shop is connected; what is about orders goes to people")
    where = settings.commerce_url or str(settings.data_dir / "demo-shop.db")
    if state == "down":
        return Finding("commerce", "warn", f"{where} does not answer", "check FRONTDESK_COMMERCE_URL")
    return Finding("commerce", "ok", where)


def check_pages(_settings: Settings) -> Finding:
    """That the front ends are built."""
    missing = [name for name in PAGES if not (STATIC / name).exists()]
    if missing:
        return Finding("pages", "fail", f"not built: {', '.join(missing)}", "make setup")
    return Finding("pages", "ok", str(STATIC))


CHECKS: Sequence[Callable[[Settings], Finding]] = (
    check_python,
    check_rasa,
    check_encoder,
    check_outlook,
    check_sentiment,
    check_dialogue,
    check_database,
    check_disk,
    check_port,
    check_pages,
    check_commerce,
)


def _examined(check: Callable[[Settings], Finding], settings: Settings) -> Finding:
    try:
        return check(settings)
    except Exception as error:
        part = check.__name__.removeprefix("check_")
        return Finding(part, "fail", f"{type(error).__name__}: {error}", "report this with the line above")


async def _try_writing(url: str) -> set[str]:
    """Begin a write, look, and take it back."""
    database = Database.open(url)
    try:
        async with database.write.connect() as connection:
            tables = await connection.run_sync(lambda sync: set(sa.inspect(sync).get_table_names()))
            await connection.rollback()
        return tables
    finally:
        await database.close()


async def _commerce_state(settings: Settings) -> str:
    """Ask the shop; the demo's own is not made just to be looked at."""
    if has_demo_shop(settings) and not (settings.data_dir / "demo-shop.db").exists():
        return "off"
    async with open_commerce(settings) as commerce:
        return await commerce_state(commerce)


def _answers(settings: Settings) -> bool:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    try:
        with urllib.request.urlopen(f"http://{host}:{settings.port}/healthz", timeout=3) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
