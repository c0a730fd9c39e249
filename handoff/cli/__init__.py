"""The command line `frontdesk`: one module a group of commands, each command a thin door to `operations`.

Only the module of the command that was asked for is imported, so that each starts as fast as it can.
"""

import importlib
import sys

import typer

from handoff.cli.common import run_guarded

COMMANDS = {
    "serve": "serving",
    "train": "training",
    "doctor": "examining",
    "user": "people",
    "articles": "articles",
    "backup": "storing",
    "restore": "storing",
    "erase": "storing",
    "forget-secrets": "storing",
    "migrate": "storing",
    "conversations": "conversations",
    "asyncapi": "describing",
    "escalation": "escalation",
    "evaluate": "evaluating",
    "bench": "bench",
}


def main() -> None:
    """Run the command line."""
    asked = [word for word in sys.argv[1:2] if word in COMMANDS]
    run_guarded(make_app(*asked))


def make_app(*names: str) -> typer.Typer:
    """Put the named commands together, or all of them."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="Frontdesk: a bot answers from your own articles, and a person takes over when it should.",
    )
    app.callback()(_whole)
    for name in names or COMMANDS:
        module = importlib.import_module(f"handoff.cli.{COMMANDS[name]}")
        command = getattr(module, name.replace("-", "_"))
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _whole() -> None:
    # With a callback, a command keeps its name even when it is the only one.
    return
