"""The report of a cross-validation: `python -m unittest tests.rasa.check_crossval` in Rasa's environment."""

# scikit-learn lives in another environment than mypy.
# mypy: ignore-errors

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np

from bot.rasa.crossval import cross_validated, write_report
from bot.rasa.regression import Regression

INTENTS = ["greeting"] * 10 + ["thanks"] * 10
TEXTS = [f"text {n}" for n in range(20)]
FEATURES = np.array([[1.0, 0.0]] * 10 + [[0.0, 1.0]] * 10, dtype=np.float32) * 8


def learn(rows, intents):
    regression = Regression.learn(rows, intents, 50)

    def understand(_text, row):
        best = regression.ranking(regression.likely(row))[0]
        return best["name"], best["confidence"]

    return understand


class CrossValidationChecks(unittest.TestCase):
    def test_every_text_is_understood_by_a_model_that_has_not_seen_it(self) -> None:
        seen = []

        def remember(rows, intents):
            seen.append(len(rows))
            return learn(rows, intents)

        guesses = cross_validated(TEXTS, FEATURES, INTENTS, remember)

        assert seen == [16] * 5
        assert [name for name, _ in guesses] == INTENTS

    def test_the_files_are_those_of_rasa_test_nlu(self) -> None:
        guesses = [(name, 0.9) for name in INTENTS]
        guesses[3] = ("thanks", 0.7)
        with tempfile.TemporaryDirectory() as folder:
            write_report(Path(folder) / "new", TEXTS, INTENTS, guesses)
            report = json.loads((Path(folder) / "new" / "intent_report.json").read_text())
            errors = json.loads((Path(folder) / "new" / "intent_errors.json").read_text())

        assert report["greeting"]["confused_with"] == {"thanks": 1}
        assert report["thanks"]["confused_with"] == {}
        assert report["accuracy"] == 0.95
        assert {"precision", "recall", "f1-score", "support"} <= set(report["macro avg"])
        prediction = {"name": "thanks", "confidence": 0.7}
        assert errors == [{"text": "text 3", "intent": "greeting", "intent_prediction": prediction}]

    def test_an_intent_with_too_few_phrasings_is_named(self) -> None:
        with self.assertRaisesRegex(  # noqa: PT027 -- there is no pytest in that environment
            ValueError, "rare has 2 phrasings"
        ):
            cross_validated(["a", "b", *TEXTS], np.zeros((22, 2)), ["rare", "rare", *INTENTS], learn)

    def test_a_regression_is_the_same_after_it_was_kept(self) -> None:
        regression = Regression.learn(FEATURES, INTENTS, 50)
        with tempfile.TemporaryDirectory() as folder:
            regression.save(Path(folder) / "r.npz")
            again = Regression.load(Path(folder) / "r.npz")

        assert again.intents == regression.intents
        assert np.allclose(again.likely(FEATURES[0]), regression.likely(FEATURES[0]))


if __name__ == "__main__":
    unittest.main()
