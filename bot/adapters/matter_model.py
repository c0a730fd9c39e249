"""What a message says of its writer's matter: logistic regression over its embedding, one model a question.

`TROUBLE` knows no tone, only the matter: "the heating is cold" is trouble, said however calmly. `UNEASE`
knows how people write while a conversation goes wrong, whatever the matter. Both are trained at set-up from
messages written for this project (data/sentiment).
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


@dataclass(frozen=True, slots=True)
class Question:
    """What a model answers: the field that labels its messages, their file, and how freely it fits them."""

    field: str
    freedom: float

    @property
    def file(self) -> str:
        """Where its labelled messages stand."""
        return f"{self.field}.jsonl"


TROUBLE = Question("trouble", 1.0)
UNEASE = Question("unease", 5.0)


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a customer wrote, and the answer to the question."""

    text: str
    holds: bool


@dataclass(frozen=True, slots=True)
class MatterModel:
    """The trained model; safe to share between threads."""

    weights: Array
    bias: float

    def probability(self, text: str, embedding: Array) -> float:
        """Return the probability, 0 to 1, of a yes for a message; `embedding` is its unit vector."""
        logit = float(np.concatenate((embedding, _asking(text))) @ self.weights) + self.bias
        return 1.0 / (1.0 + math.exp(-logit))


def read(data: Path, question: Question) -> tuple[Labelled, ...]:
    """Read the labelled messages of a question."""
    rows = (json.loads(line) for line in (data / question.file).read_text(encoding="utf-8").splitlines())
    return tuple(Labelled(row["text"], row[question.field]) for row in rows)


def train(messages: Sequence[Labelled], encode: Encode, freedom: float) -> MatterModel:
    """Fit the model; the same messages always give the same weights."""
    from sklearn.linear_model import LogisticRegression  # only needed at set-up

    texts = [message.text for message in messages]
    vectors = np.vstack([encode(texts[start : start + AT_ONCE]) for start in range(0, len(texts), AT_ONCE)])
    inputs = np.hstack((vectors, np.asarray([_asking(text) for text in texts])))
    labels = np.asarray([message.holds for message in messages])
    regression = LogisticRegression(C=freedom, max_iter=2000, class_weight="balanced")
    regression.fit(inputs, labels)
    return MatterModel(regression.coef_[0].astype(np.float32), float(regression.intercept_[0]))


def _asking(text: str) -> Array:
    return np.asarray([asks(text), "?" in text], dtype=np.float32) * np.float32(ASKING_SCALE)
