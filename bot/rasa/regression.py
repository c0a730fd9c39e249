"""The classifier's numbers: a logistic regression, kept as plain arrays and not as an object.

numpy and scikit-learn only.
"""

import warnings
from pathlib import Path
from typing import Any, Dict, List, Sequence, Text

import numpy as np


class Regression:
    """Weights of shape (intents, features) and one bias an intent."""

    def __init__(self, intents: Sequence[Text], weights: np.ndarray, bias: np.ndarray) -> None:
        self.intents: List[Text] = list(intents)
        self._weights = weights
        self._bias = bias

    @classmethod
    def learn(cls, features: np.ndarray, intents: Sequence[Text], iterations: int) -> "Regression":
        """Learn from one row of features an example.

        The solver is stopped early: after a hundred steps the probabilities move in the third digit only.
        """
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.linear_model import LogisticRegression

        learner = LogisticRegression(max_iter=iterations)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            learner.fit(features, intents)
        names = [str(name) for name in learner.classes_]
        weights, bias = learner.coef_, learner.intercept_
        if len(names) == 2:
            # Of two classes scikit-learn keeps one row: how much the second is likelier than the first.
            weights, bias = np.vstack([-weights, weights]) / 2, np.hstack([-bias, bias]) / 2
        return cls(names, weights.astype(np.float32), bias.astype(np.float32))

    @classmethod
    def load(cls, path: Path) -> "Regression":
        """Read what `save` wrote. Raises: OSError, ValueError or KeyError if there is none."""
        with np.load(path) as stored:
            intents = [str(intent) for intent in stored["intents"]]
            return cls(intents, stored["weights"], stored["bias"])

    def save(self, path: Path) -> None:
        """Write the numbers."""
        np.savez(path, intents=np.array(self.intents, dtype="U"), weights=self._weights, bias=self._bias)

    def likely(self, features: np.ndarray) -> np.ndarray:
        """Return one probability an intent."""
        scores = self._weights @ features + self._bias
        likely = np.exp(scores - scores.max())
        return likely / likely.sum()

    def ranking(self, likely: np.ndarray) -> List[Dict[Text, Any]]:
        """Return all intents, most likely first, as Rasa has them."""
        order = np.argsort(-likely, kind="stable")
        return [{"name": self.intents[i], "confidence": float(likely[i])} for i in order]
