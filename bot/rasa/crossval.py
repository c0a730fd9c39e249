"""How well the phrasings are told apart, by cross-validation, in the files that `rasa test nlu` writes.

Every phrasing is understood by a model that has not seen it, with the same decision as in a conversation.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any, Callable, Dict, List, Sequence, Text, Tuple

import numpy as np
from sklearn.metrics import classification_report
from sklearn.model_selection import StratifiedKFold

FOLDS = 5
SEED = 7
REPORT = "intent_report.json"
ERRORS = "intent_errors.json"

Guess = Tuple[Text, float]
Learn = Callable[[np.ndarray, Sequence[Text]], Callable[[Text, np.ndarray], Guess]]


def cross_validated(
    texts: Sequence[Text], features: np.ndarray, intents: Sequence[Text], learn: Learn
) -> List[Guess]:
    """Return what each text is taken for by a model learnt from the other four fifths.

    Raises: ValueError if an intent has fewer phrasings than there are folds.
    """
    fewest = min(Counter(intents).items(), key=lambda item: item[1])
    if fewest[1] < FOLDS:
        raise ValueError(f"{fewest[0]} has {fewest[1]} phrasings; at least {FOLDS} are needed")
    guesses: List[Guess] = [("", 0.0)] * len(texts)
    for learnt, held in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(features, intents):
        understand = learn(features[learnt], [intents[i] for i in learnt])
        for i in held:
            guesses[i] = understand(texts[i], features[i])
    return guesses


def write_report(
    folder: Path, texts: Sequence[Text], intents: Sequence[Text], guesses: Sequence[Guess]
) -> None:
    """Write `intent_report.json` and `intent_errors.json` as `rasa test nlu` does."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / REPORT, intent_report(intents, [name for name, _ in guesses]))
    _write(folder / ERRORS, intent_errors(texts, intents, guesses))


def intent_report(intents: Sequence[Text], understood: Sequence[Text]) -> Dict[Text, Any]:
    """Return precision, recall, F1 and confusions of every intent, and the averages."""
    report: Dict[Text, Any] = classification_report(intents, understood, output_dict=True, zero_division=0)
    confused = Counter(
        (meant, taken) for meant, taken in zip(intents, understood, strict=True) if meant != taken
    )
    for intent in sorted(set(intents)):
        others = {taken: n for (meant, taken), n in confused.most_common() if meant == intent}
        report[intent]["confused_with"] = others
    return report


def intent_errors(
    texts: Sequence[Text], intents: Sequence[Text], guesses: Sequence[Guess]
) -> List[Dict[Text, Any]]:
    """Return every phrasing that was taken for something else."""
    return [
        {"text": text, "intent": meant, "intent_prediction": {"name": name, "confidence": confidence}}
        for text, meant, (name, confidence) in zip(texts, intents, guesses, strict=True)
        if meant != name
    ]


def _write(path: Path, content: Any) -> None:  # noqa: ANN401 -- any JSON
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
