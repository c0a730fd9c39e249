"""Whether a message reports trouble: logistic regression over its embedding.

It knows no tone, only the matter: "the heating is cold" is trouble, said however calmly. Trained at set-up
from messages written for this project (data/sentiment).
"""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.domain.wording import asks

Array = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Array]

ASKING_SCALE = 0.3
ASKING_FEATURES = 2
AT_ONCE = 64
FREEDOM = 1.0
FILE = "trouble.jsonl"


@dataclass(frozen=True, slots=True)
class Message:
    """What a customer wrote, and whether it reports trouble."""

    text: str
    trouble: bool


@dataclass(frozen=True, slots=True)
class TroubleModel:
    """The trained model; safe to share between threads."""

    weights: Array
    bias: float

    def probability(self, text: str, embedding: Array) -> float:
        """Return the probability, 0 to 1, that a message reports trouble; `embedding` is its unit vector."""
        logit = float(np.concatenate((embedding, _asking(text))) @ self.weights) + self.bias
        return 1.0 / (1.0 + math.exp(-logit))


def read(data: Path) -> tuple[Message, ...]:
    """Read the labelled messages."""
    rows = (json.loads(line) for line in (data / FILE).read_text(encoding="utf-8").splitlines())
    return tuple(Message(row["text"], row["trouble"]) for row in rows)


def train(messages: Sequence[Message], encode: Encode) -> TroubleModel:
    """Fit the model; the same messages always give the same weights."""
    from sklearn.linear_model import LogisticRegression  # only needed at set-up

    texts = [message.text for message in messages]
    vectors = np.vstack([encode(texts[start : start + AT_ONCE]) for start in range(0, len(texts), AT_ONCE)])
    inputs = np.hstack((vectors, np.asarray([_asking(text) for text in texts])))
    labels = np.asarray([message.trouble for message in messages])
    regression = LogisticRegression(C=FREEDOM, max_iter=2000, class_weight="balanced")
    regression.fit(inputs, labels)
    return TroubleModel(regression.coef_[0].astype(np.float32), float(regression.intercept_[0]))


def _asking(text: str) -> Array:
    return np.asarray([asks(text), "?" in text], dtype=np.float32) * np.float32(ASKING_SCALE)
