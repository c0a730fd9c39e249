"""Read the cross-validation that a training wrote, in the files of `rasa test nlu`."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.domain.understanding import Confusion, IntentFigures, Understanding, by_harm, outcome

REPORT = "intent_report.json"
ERRORS = "intent_errors.json"
_AVERAGES = frozenset({"accuracy", "macro avg", "weighted avg", "micro avg"})


class NluReport:
    """The report in `folder`, which is written anew by every training."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self) -> Understanding | None:
        """Return the report, or None before the first training. Raises: OSError, ValueError."""
        path = self._folder / REPORT
        if not path.is_file():
            return None
        report = json.loads(path.read_text(encoding="utf-8"))
        errors = json.loads((self._folder / ERRORS).read_text(encoding="utf-8"))
        return _read(report, errors, datetime.fromtimestamp(path.stat().st_mtime, UTC))


def _read(report: Mapping[str, Any], errors: list[Mapping[str, Any]], as_of: datetime) -> Understanding:
    intents = tuple(
        IntentFigures(name, int(figures["support"]), float(figures["f1-score"]))
        for name, figures in sorted(report.items())
        if name not in _AVERAGES
    )
    confusions = by_harm(_confusion(error) for error in errors)
    total = sum(intent.phrasings for intent in intents)
    elsewhere = sum(outcome(c.intended) != outcome(c.understood) for c in confusions)
    return Understanding(
        as_of=as_of,
        accuracy=1 - len(confusions) / total,
        outcome_accuracy=1 - elsewhere / total,
        macro_f1=float(report["macro avg"]["f1-score"]),
        intents=intents,
        confusions=confusions,
    )


def _confusion(error: Mapping[str, Any]) -> Confusion:
    understood = error["intent_prediction"]
    return Confusion(error["text"], error["intent"], understood["name"], float(understood["confidence"]))
