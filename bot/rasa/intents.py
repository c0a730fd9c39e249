"""Tell a message's intent; when in doubt, it is a question for the articles.

A customer who asked something and is greeted back has been failed; a greeting that is looked up costs little.
So the classes keep their true sizes (most messages are questions), and any other intent needs a probability.
"""

# ruff: noqa: ARG003 -- Rasa calls `create` and `load` with these names

from typing import Any, Dict, List, Optional, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

_FILE = "intents.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CautiousClassifier(IntentClassifier, GraphComponent):
    """Logistic regression over the sentence features; below `needed`, the intent becomes `question`.

    An intent of `heard_anywhere` is also chosen when one clause alone reaches the probability given there.
    Unlike Rasa's own it does not weigh rare intents up, and it is kept as plain numbers, not as an object.
    """

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._intents: List[Text] = []
        self._weights = np.zeros((0, 0))
        self._bias = np.zeros(0)

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return which intent means a question, and the probabilities that others need."""
        return {"question": "ask_article", "needed": 0.5, "heard_anywhere": {}, "iterations": 1000}

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "CautiousClassifier":
        """Build the untrained component for Rasa's graph."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: object,
    ) -> "CautiousClassifier":
        """Build the trained component. Raises: ValueError if the model holds none."""
        classifier = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder, np.load(folder / _FILE) as stored:
            classifier._intents = [str(intent) for intent in stored["intents"]]
            classifier._weights, classifier._bias = stored["weights"], stored["bias"]
        return classifier

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples, and keep that in the model. Raises: ValueError if there are too few."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        if len({example.get(INTENT) for example in examples}) < 2:
            raise ValueError("there must be examples of at least two intents in data/dialogue")
        learner = LogisticRegression(max_iter=self._config["iterations"])
        learner.fit(np.stack([features_of(e) for e in examples]), [e.get(INTENT) for e in examples])
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(
                folder / _FILE,
                intents=learner.classes_.astype("U"),
                weights=learner.coef_.astype(np.float32),
                bias=learner.intercept_.astype(np.float32),
            )
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Give every message with features its intent, and the ranking behind it."""
        for message in messages:
            if message.get(TEXT):
                ranking = self._rank(features_of(message))
                intent = self._heard_in_a_clause(message) or self._choose(ranking)
                message.set(INTENT, intent, add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _rank(self, features: np.ndarray) -> List[Dict[Text, Any]]:
        likely = softmax(self._weights @ features + self._bias)
        return [
            {"name": self._intents[i], "confidence": float(likely[i])}
            for i in np.argsort(-likely, kind="stable")
        ]

    def _heard_in_a_clause(self, message: Message) -> Optional[Dict[Text, Any]]:
        sequence, _ = message.get_dense_features(TEXT)
        firsts = (self._rank(row)[0] for row in sequence.features)
        heard = (
            f for f in firsts if f["confidence"] >= self._config["heard_anywhere"].get(f["name"], np.inf)
        )
        return next(heard, None)

    def _choose(self, ranking: List[Dict[Text, Any]]) -> Dict[Text, Any]:
        if ranking[0]["confidence"] >= self._config["needed"]:
            return ranking[0]
        return next(ranked for ranked in ranking if ranked["name"] == self._config["question"])

    @classmethod
    def required_components(cls) -> List[Any]:
        """Name what must come before this component."""
        return [Featurizer]

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Check the configuration; Rasa asks for it."""


def features_of(message: Message) -> np.ndarray:
    """Return a message's sentence features as one row."""
    _, sentence = message.get_dense_features(TEXT)
    return sentence.features[0]


def softmax(scores: np.ndarray) -> np.ndarray:
    """Turn scores into probabilities."""
    likely = np.exp(scores - scores.max())
    return likely / likely.sum()
