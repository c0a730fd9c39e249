"""What all commands share: the data folder, the settings in force, and errors in plain words."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape

from bot.errors import BotError
from handoff.domain.refusals import Refusal
from handoff.errors import FrontdeskError
from handoff.settings import Settings
from knowledge_base.errors import KnowledgeBaseError

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", help="Folder of database, models, index and secrets.", show_default="var"),
]

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class CommandFailed(Exception):
    """A command cannot do what was asked; `advice` says what to do next."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


def read_settings(data_dir: Path | None = None, **given: object) -> Settings:
    """Read the settings; what was given on the command line wins over the environment."""
    chosen = {name: value for name, value in {"data_dir": data_dir, **given}.items() if value is not None}
    try:
        return Settings.model_validate(chosen)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, f['loc']))}: {f['msg']}" for f in error.errors())
        raise CommandFailed(
            f"A setting does not fit: {faults}", "correct the FRONTDESK_* variable"
        ) from error


def run_guarded(command: Callable[[], None]) -> None:
    """Run the command line; a foreseen error becomes one line on stderr and exit code 1."""
    try:
        command()
    except CommandFailed as error:
        _complain(str(error), error.advice)
    except (BotError, FrontdeskError, KnowledgeBaseError, Refusal) as error:
        _complain(str(error), "")
    except KeyboardInterrupt:
        sys.exit(130)


def _complain(message: str, advice: str) -> None:
    err.print(f"[red]Error:[/red] {escape(message)}")
    if advice:
        err.print(f"Next: {escape(advice)}")
    sys.exit(1)
