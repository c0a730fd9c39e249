"""`frontdesk doctor`: is everything well, and what to do if not."""

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from handoff.cli.common import DataDir, out, read_settings
from handoff.operations.doctor import examine

MARKS = {"ok": "[green]ok[/green]", "warn": "[yellow]warn[/yellow]", "fail": "[red]fail[/red]"}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Examine the installation; the exit code is 1 if a part has failed."""
    findings = examine(read_settings(data_dir))
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        table = Table.grid(padding=(0, 2))
        for finding in findings:
            table.add_row(MARKS[finding.state], finding.part, finding.detail)
            if finding.next:
                table.add_row("", "", f"[bold]Next:[/bold] {finding.next}")
        out.print(table)
    if any(finding.state == "fail" for finding in findings):
        raise typer.Exit(1)
