"""Reading what a training's cross-validation wrote."""

import json
from pathlib import Path

import pytest

from bot.adapters.nlu_report import NluReport
from bot.domain.understanding import IntentFigures

FIGURES = {"precision": 1.0, "recall": 0.5, "f1-score": 0.67, "support": 2, "confused_with": {}}
REPORT = {
    "ask_size": FIGURES,
    "start_return": {**FIGURES, "f1-score": 0.5},
    "accuracy": 0.5,
    "macro avg": {"precision": 1.0, "recall": 0.5, "f1-score": 0.585, "support": 4},
    "weighted avg": {"precision": 1.0, "recall": 0.5, "f1-score": 0.585, "support": 4},
}


def error(text: str, intent: str, understood: str, confidence: float) -> dict[str, object]:
    return {
        "text": text,
        "intent": intent,
        "intent_prediction": {"name": understood, "confidence": confidence},
    }


ERRORS = [
    error("a", "ask_size", "ask_stock", 0.9),
    error("b", "start_return", "ask_return_policy", 0.7),
]


def test_before_the_first_training_there_is_no_report(tmp_path: Path) -> None:
    assert NluReport(tmp_path / "nothing").read() is None


def test_the_report_tells_accuracy_of_intents_and_of_outcomes(tmp_path: Path) -> None:
    (tmp_path / "intent_report.json").write_text(json.dumps(REPORT))
    (tmp_path / "intent_errors.json").write_text(json.dumps(ERRORS))

    report = NluReport(tmp_path).read()

    assert report is not None
    assert report.accuracy == pytest.approx(0.5)
    assert report.outcome_accuracy == pytest.approx(0.75)
    assert report.macro_f1 == pytest.approx(0.585)
    assert report.intents == (IntentFigures("ask_size", 2, 0.67), IntentFigures("start_return", 2, 0.5))
    assert [confusion.text for confusion in report.confusions] == ["b", "a"]


def test_a_report_without_its_errors_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "intent_report.json").write_text(json.dumps(REPORT))

    with pytest.raises(FileNotFoundError):
        NluReport(tmp_path).read()
