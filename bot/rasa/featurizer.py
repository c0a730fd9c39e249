"""Turn a message into the features its intent is told by: the sentence's meaning, and its spelling.

The meaning comes from the same sentence encoder that the articles are searched with; hashed character n-grams
keep misspelt words close to the right ones. Order numbers and the like are all made the same first: which one
it is says nothing about the intent. Must never learn anything: all are fixed functions of the text.
"""

# ruff: noqa: ARG003 -- Rasa calls `create` with these names

import os
from pathlib import Path
from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import HashingVectorizer

from bot.rasa.clauses import clauses
from bot.rasa.details import with_samples
from knowledge_base.adapters.encoder import Encoder

ENCODER_FOLDER = "FRONTDESK_ENCODER"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Sentence vector times `meaning`, followed by hashed n-grams times `spelling`.

    The weights say how freely the classifier may use each part: a logistic regression pays for large weights,
    so longer vectors come cheaper. The environment variable FRONTDESK_ENCODER names the encoder's folder.
    """

    # Rasa wires its graph by parameter name: `messages` and `training_data` must stay as they are.

    def __init__(self, config: Dict[Text, Any], name: Text) -> None:
        super().__init__(name, config)
        self._encoder = Encoder(Path(os.environ[ENCODER_FOLDER]))
        self._meaning = float(config["meaning"])
        self._spelling = float(config["spelling"])
        self._ngrams = HashingVectorizer(
            analyzer="char_wb", ngram_range=(2, 4), n_features=int(config["buckets"]), norm="l2"
        )

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return the weights and the number of hash buckets; chosen by cross-validation."""
        return {**DenseFeaturizer.get_default_config(), "meaning": 4.0, "spelling": 4.0, "buckets": 1024}

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceFeaturizer":
        """Build the component for Rasa's graph."""
        return cls(config, execution_context.node_name)

    def process(self, messages: List[Message]) -> List[Message]:
        """Give every message that has a text its features."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                rows = self._features([with_samples(part) for part in (text, *clauses(text))])
                # Where Rasa keeps a row a token we keep a row a clause; only our classifier reads them.
                self.add_features_to_message(rows[1:] if len(rows) > 1 else rows, rows[:1], TEXT, message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Give every training example its features."""
        self.process(training_data.training_examples)
        return training_data

    def _features(self, texts: List[Text]) -> np.ndarray:
        """Return one row a text."""
        meaning = self._encoder.encode(texts) * self._meaning
        spelling = self._ngrams.transform(texts).toarray() * self._spelling
        return np.hstack([meaning, spelling]).astype(np.float32)

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Refuse weights that would blank the features out. Raises: ValueError."""
        if config["meaning"] <= 0 or config["spelling"] < 0 or config["buckets"] < 1:
            raise ValueError(f"meaning and buckets must be above zero and spelling not below: {config}")

    @classmethod
    def required_components(cls) -> List[Any]:
        """Name what must come before this component."""
        return [Tokenizer]
