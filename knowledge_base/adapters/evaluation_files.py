"""Read articles and labelled questions for an evaluation, write the predictions, and show the figures as a
table."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from rich.table import Table

from knowledge_base.domain.article import Article
from knowledge_base.evaluation import Evaluation, LabelledQuestion, evaluate_answers
from knowledge_base.retrieval import Retrieval

Item = TypeVar("Item")

_MOST_FAULTS = 20


class EvaluationInputInvalid(ValueError):
    """Rows of a file cannot be used; the message names file, line and fault of each."""

    code = "evaluation_input_invalid"


def evaluate_files(articles: Path, questions: Path, predictions: Path, retrieval: Retrieval) -> Evaluation:
    """Evaluate with the articles and questions of two JSON Lines files and write the predictions to a third.

    Raises:
        EvaluationInputInvalid: a row is broken; nothing was written.
    """
    known = read_articles(articles)
    asked = read_questions(questions, {article.id for article in known})
    evaluation = evaluate_answers(retrieval, known, asked)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in evaluation.predictions)
    predictions.write_text("".join(lines), encoding="utf-8")
    return evaluation


def read_articles(path: Path) -> tuple[Article, ...]:
    """Read `{"id", "title", "body", "questions"}` a line; ids must differ."""
    seen: set[str] = set()

    def article(row: dict[str, Any]) -> Article:
        item = Article(_text(row, "id"), _text(row, "title"), _text(row, "body"), _texts(row, "questions"))
        if not item.id or item.id in seen:
            raise ValueError(f"id {item.id!r} is empty or was used before")
        seen.add(item.id)
        return item

    return tuple(_read(path, article))


def read_questions(path: Path, known: set[str]) -> tuple[LabelledQuestion, ...]:
    """Read `{"text", "article_id"}` a line; `article_id` is null or the id of one of the articles."""

    def question(row: dict[str, Any]) -> LabelledQuestion:
        if "article_id" not in row:
            raise ValueError("article_id is missing; use null if no article answers the question")
        label = row["article_id"]
        if label is not None and label not in known:
            raise ValueError(f"article_id {label!r} is not among the articles")
        return LabelledQuestion(_text(row, "text"), label)

    return tuple(_read(path, question))


def table(evaluation: Evaluation) -> Table:
    """The figures, ready to print."""
    shown = Table("figure", "value", title="Answers")
    for name, value in asdict(evaluation.figures).items():
        shown.add_row(name.replace("_", " "), _shown(value))
    shown.add_row("build", f"{evaluation.seconds_to_build:.2f} s")
    shown.add_row("calibration", f"{evaluation.seconds_to_calibrate:.2f} s")
    shown.add_row("time a question", f"{evaluation.milliseconds_a_question:.2f} ms")
    return shown


def _shown(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.4f}"


def _read(path: Path, make: Callable[[dict[str, Any]], Item]) -> Iterator[Item]:
    """Turn each line into an item; collect the faults of all lines before complaining."""
    items: list[Item] = []
    faults: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        try:
            items.append(make(_object(line)))
        except ValueError as error:
            faults.append(f"{path.name}:{number}: {error}")
    if faults:
        hidden = len(faults) - _MOST_FAULTS
        more = [f"... and {hidden} more"] if hidden > 0 else []
        raise EvaluationInputInvalid("\n".join(faults[:_MOST_FAULTS] + more))
    yield from items


def _object(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from None
    if not isinstance(row, dict):
        raise ValueError(f"expected a JSON object, got {type(row).__name__}")  # noqa: TRY004
    return row


def _text(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise ValueError(f"{key} must be a text, got {json.dumps(value)[:40]}")  # noqa: TRY004
    return value


def _texts(row: dict[str, Any], key: str) -> tuple[str, ...]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{key} must be a list of texts")
    return tuple(value)
