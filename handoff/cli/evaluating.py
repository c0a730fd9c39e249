"""`frontdesk evaluate`: predictions and figures over labelled files, one JSON object a line."""

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from handoff.cli.common import DataDir, err, out, read_settings
from handoff.cli.logs import open_log
from handoff.operations import evaluating
from handoff.operations.evaluating import AnswerFiles
from handoff.operations.preparing import prepare_missing
from handoff.progress import Steps
from handoff.settings import Settings

Predictions = Annotated[Path, typer.Option(help="The file to write.")]

SHOWN = 10

WORDS = {
    "accuracy": "intent understood (accuracy)",
    "outcome_accuracy": "led to the right place, all kinds of questions being one",
    "macro_f1": "F1, mean over the intents",
    "recall_at_1": "right article first (recall@1)",
    "recall_at_5": "right article among five (recall@5)",
    "mrr": "mean reciprocal rank",
    "coverage": "answered (coverage)",
    "error_among_answered": "wrong among the answered",
    "coverage_at_95": "could be answered at 95 % right",
    "auroc_unanswerable": "tells questions without an article (AUROC)",
    "calibration_error": "calibration error (ECE)",
    "auroc": "upset told from calm (AUROC)",
    "recall": "people called in time",
    "false_alarms": "people called in vain",
    "median_lead": "turns before the breaking point, median",
}

evaluate = typer.Typer(no_args_is_help=True, help="Measure on labelled files.")


@evaluate.command()
def answers(
    articles: Annotated[Path, typer.Option(help="id, title, body, questions on each line.")],
    questions: Annotated[Path, typer.Option(help="text and article_id (null: none answers it).")],
    predictions: Predictions,
    target_error: Annotated[
        float, typer.Option(min=0.001, max=0.999, help="Largest share of wrong answers.")
    ] = 0.05,
    data_dir: DataDir = None,
) -> None:
    """Answer the questions from a throw-away knowledge base of the articles."""
    settings = _settings(data_dir)
    done = evaluating.answers(settings, AnswerFiles(articles, questions, predictions), target_error)
    figures = asdict(done.figures)
    _print(figures, {"time a question": f"{done.milliseconds_a_question:.1f} ms"})
    out.print(
        f"Built in {done.seconds_to_build:.1f} s, rehearsed in {done.seconds_to_calibrate:.1f} s. "
        f"Predictions: {predictions}"
    )


@evaluate.command()
def sentiment(
    messages: Annotated[Path, typer.Option(help="text on each line.")],
    predictions: Predictions,
    data_dir: DataDir = None,
) -> None:
    """Judge how negative each message is."""
    figures = asdict(evaluating.sentiment(_settings(data_dir), messages, predictions))
    _print(figures, {})
    out.print(f"Predictions: {predictions}")


@evaluate.command()
def escalation(
    conversations: Annotated[Path, typer.Option(help="id and turns on each line.")],
    predictions: Predictions,
    data_dir: DataDir = None,
) -> None:
    """Walk conversations and say at which turn the bot would have called a person."""
    settings = _settings(data_dir)
    figures = asdict(asyncio.run(evaluating.escalation(settings, conversations, predictions, open_log())))
    _print(figures, {})
    out.print(f"Predictions: {predictions}")


@evaluate.command()
def understanding(data_dir: DataDir = None) -> None:
    """Tell how well the phrasings of the intents are told apart, each by a model that has not seen it."""
    done = evaluating.understanding(_settings(data_dir))
    figures: dict[str, object] = {
        name: value for name, value in asdict(done.figures).items() if isinstance(value, float)
    }
    _print(figures, {"phrasings": f"{done.phrasings:,} of {len(done.figures.intents)} intents"})
    for confusion in done.figures.confusions[:SHOWN]:
        out.print(f"{confusion.intended} taken for {confusion.understood}: {confusion.text}", markup=False)
    out.print(f"Report: {done.folder}")


def _settings(data_dir: Path | None) -> Settings:
    settings = read_settings(data_dir)
    prepare_missing(settings, Steps(out), lambda words: err.print(words, markup=False))
    return settings


def _print(figures: dict[str, object], besides: dict[str, str]) -> None:
    table = Table.grid(padding=(0, 3))
    for name, value in figures.items():
        if isinstance(value, float):
            table.add_row(WORDS.get(name, name.replace("_", " ")), f"{value:.3f}")
        elif isinstance(value, int):
            table.add_row(name.replace("_", " "), f"{value:,}")
        elif isinstance(value, tuple | list) and value:
            table.add_row(name, ", ".join(map(str, value)))
    for words, value in besides.items():
        table.add_row(words, value)
    out.print(table)
