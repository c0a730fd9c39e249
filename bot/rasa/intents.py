"""Tell a message's intent, and the several matters that it may be about.

A customer who asked something and is greeted back has been failed; a greeting that is looked up costs little.
So the classes keep their true sizes (most messages are questions), and `decision.py` asks more of any other.
"""

# ruff: noqa: ARG003 -- Rasa calls `create` and `load` with these names

import os
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Text, Tuple

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

from bot.rasa.clauses import located_clauses
from bot.rasa.crossval import cross_validated, write_report
from bot.rasa.decision import Decision, Meaning, read_limits
from bot.rasa.regression import Regression

PARTS = "parts"
REPORT_FOLDER = "FRONTDESK_UNDERSTANDING"
_FILE = "intents.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CautiousClassifier(IntentClassifier, GraphComponent):
    """Logistic regression over the sentence features, and a decision that leans towards a question.

    The rules see every question as `question`; which one it is stands beside it as `topic`. An intent of
    `heard_anywhere` is also chosen when one clause alone reaches the probability given there. Unlike Rasa's
    own it does not weigh rare intents up, and it is kept as plain numbers, not as an object.
    """

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._regression = Regression([], np.zeros((0, 0)), np.zeros(0))
        self._decision = Decision([], read_limits(config))

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return which intent means a question, and the probabilities that others need."""
        return {"question": "ask_article", "heard_anywhere": {}, "iterations": 100}

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
        with model_storage.read_from(resource) as folder:
            classifier._use(Regression.load(folder / _FILE))
        return classifier

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples, and keep that in the model. Raises: ValueError if there are too few.

        With the environment variable FRONTDESK_UNDERSTANDING, also write there how well they are told apart.
        """
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        if len({example.get(INTENT) for example in examples}) < 2:
            raise ValueError("there must be examples of at least two intents in data/dialogue")
        features = np.stack([features_of(e) for e in examples])
        intents = [e.get(INTENT) for e in examples]
        self._use(Regression.learn(features, intents, self._config["iterations"]))
        with self._model_storage.write_to(self._resource) as folder:
            self._regression.save(folder / _FILE)
        if os.environ.get(REPORT_FOLDER):
            self._report(Path(os.environ[REPORT_FOLDER]), [e.get(TEXT) for e in examples], features, intents)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Give every message with features its intent, its matters, and the ranking behind the intent."""
        for message in messages:
            if message.get(TEXT):
                self._understand(message)
        return messages

    def _use(self, regression: Regression) -> None:
        self._regression = regression
        self._decision = Decision(regression.intents, read_limits(self._config))

    def _understand(self, message: Message) -> None:
        text = message.get(TEXT)
        likely = self._regression.likely(features_of(message))
        heard = self._heard_in_a_clause(message)
        matters = [] if heard else self._matters(message)
        job = self._decision.first_job(matters)
        meaning = heard or job or self._decision.meaning(text, likely)
        message.set(INTENT, as_intent(meaning), add_to_output=True)
        message.set(PARTS, [vars(matter) for matter in matters], add_to_output=True)
        message.set(INTENT_RANKING_KEY, self._regression.ranking(likely), add_to_output=True)

    def _matters(self, message: Message) -> List[Any]:
        parts = located_clauses(message.get(TEXT))
        return self._decision.matters(parts, self._likely_of_rows(message)) if len(parts) > 1 else []

    def _heard_in_a_clause(self, message: Message) -> Optional[Meaning]:
        for likely in self._likely_of_rows(message):
            best = int(likely.argmax())
            name, probability = self._regression.intents[best], float(likely[best])
            if probability >= self._config["heard_anywhere"].get(name, np.inf):
                return Meaning(name, probability, name)
        return None

    def _likely_of_rows(self, message: Message) -> np.ndarray:
        sequence, _ = message.get_dense_features(TEXT)
        return np.stack([self._regression.likely(row) for row in sequence.features])

    def _report(
        self, folder: Path, texts: Sequence[Text], features: np.ndarray, intents: Sequence[Text]
    ) -> None:
        def learn(rows: np.ndarray, names: Sequence[Text]) -> Any:  # noqa: ANN401 -- what crossval calls Learn
            regression = Regression.learn(rows, names, self._config["iterations"])
            decision = Decision(regression.intents, read_limits(self._config))

            def understand(text: Text, row: np.ndarray) -> Tuple[Text, float]:
                meaning = decision.meaning(text, regression.likely(row))
                return meaning.topic, meaning.probability

            return understand

        write_report(folder, texts, intents, cross_validated(texts, features, intents, learn))

    @classmethod
    def required_components(cls) -> List[Any]:
        """Name what must come before this component."""
        return [Featurizer]

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Check the configuration; Rasa asks for it."""


def as_intent(meaning: Meaning) -> Dict[Text, Any]:
    """Return an intent as Rasa has it, with the kind of question beside it."""
    return {"name": meaning.intent, "confidence": meaning.probability, "topic": meaning.topic}


def features_of(message: Message) -> np.ndarray:
    """Return a message's sentence features as one row."""
    _, sentence = message.get_dense_features(TEXT)
    return sentence.features[0]
