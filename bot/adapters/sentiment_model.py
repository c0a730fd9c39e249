"""How negative a message is: logistic regression over its embedding, VADER's scores and its wording's cues.

Trained at set-up from the phrases in data/sentiment and stored as plain arrays with the hash of what it was
trained from. Must never learn from customers' messages.
"""

import hashlib
import json
import math
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from bot.adapters import trouble_model
from bot.adapters.trouble_model import TroubleModel
from bot.domain.lexicon import MOOD_WORDS
from bot.domain.wording import CUES, cues, squeeze
from bot.errors import InvalidModel

Array = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Array]

FORMAT = "3"
FILES = ("upset.jsonl", "calm.jsonl", "frames.json", trouble_model.FILE)
FRAME_REPEATS = 6
FRAME_WEIGHT = 1.0
LEXICAL_SCALE = 0.15
REGULARISATION = 0.1
JUDGED_CHARACTERS = 1000
LEXICAL_FEATURES = 7 + len(CUES)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence to learn from; `weight` says how much it counts."""

    text: str
    upset: bool
    weight: float = 1.0


class LexicalFeatures:
    """What the words alone tell: VADER's scores (Hutto & Gilbert 2014, ICWSM) and the wording's cues."""

    def __init__(self) -> None:
        self._vader = SentimentIntensityAnalyzer()

    def __call__(self, text: str) -> list[float]:
        judged = squeeze(text)[:JUDGED_CHARACTERS]
        scores = self._vader.polarity_scores(judged)
        valences = [
            self._vader.lexicon.get(word.strip(".,!?\"'").lower(), 0.0) for word in judged.split()
        ] or [0.0]
        return [
            scores["neg"],
            scores["pos"],
            scores["compound"],
            min(0.0, *valences),
            max(0.0, *valences),
            float(sum(valence < 0 for valence in valences)),
            float(sum(valence > 0 for valence in valences)),
            *cues(judged),
        ]


class SentimentModel:
    """The trained model of the mood, and with it that of trouble; safe to share between threads."""

    def __init__(
        self,
        weights: Array,
        bias: float,
        mean: Array,
        spread: Array,
        trouble_model: TroubleModel,
        fingerprint: str,
    ) -> None:
        self.fingerprint = fingerprint
        self._trouble_model = trouble_model
        self._weights = weights
        self._bias = bias
        self._mean = mean
        self._spread = spread
        self._lexical = LexicalFeatures()

    def negative(self, text: str, embedding: Array) -> float:
        """Return the probability, 0 to 1, that a message is upset; `embedding` is its unit vector."""
        lexical = (np.asarray(self._lexical(text), dtype=np.float32) - self._mean) / self._spread
        logit = float(np.concatenate((embedding, lexical * LEXICAL_SCALE)) @ self._weights) + self._bias
        return 1.0 / (1.0 + math.exp(-logit))

    def trouble(self, text: str, embedding: Array) -> float:
        """Return the probability, 0 to 1, that a message reports that something has gone wrong."""
        return self._trouble_model.probability(text, embedding)

    def save(self, path: Path) -> None:
        """Write the model in one step."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial.npz")
        np.savez(
            partial,
            weights=self._weights,
            bias=np.float32(self._bias),
            mean=self._mean,
            spread=self._spread,
            trouble_weights=self._trouble_model.weights,
            trouble_bias=np.float32(self._trouble_model.bias),
            fingerprint=np.array(self.fingerprint),
        )
        partial.replace(path)

    @classmethod
    def load(cls, path: Path) -> "SentimentModel":
        """Read a stored model. Raises: InvalidModel if it is missing, damaged or made for other features."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                weights, mean, spread = stored["weights"], stored["mean"], stored["spread"]
                bias, fingerprint = float(stored["bias"]), str(stored["fingerprint"])
                trouble = TroubleModel(stored["trouble_weights"], float(stored["trouble_bias"]))
        except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
            raise InvalidModel(f"no usable sentiment model in {path}: {error}") from error
        if mean.shape != (LEXICAL_FEATURES,) or spread.shape != mean.shape:
            raise InvalidModel(f"{path} was made for other features; run `frontdesk train`")
        if trouble.weights.shape != (len(weights) - LEXICAL_FEATURES + trouble_model.ASKING_FEATURES,):
            raise InvalidModel(f"{path} was made for another encoder; run `frontdesk train`")
        return cls(weights, bias, mean, spread, trouble, fingerprint)


def prepare(data: Path, path: Path, encode: Encode, encoder_fingerprint: str) -> SentimentModel:
    """Load the model of these phrases and encoder; train and store it first when anything has changed."""
    fingerprint = fingerprint_of(data, encoder_fingerprint)
    stored = _stored(path)
    if stored is not None and stored.fingerprint == fingerprint:
        return stored
    trouble = trouble_model.train(trouble_model.read(data), encode)
    model = train(tuple(read_phrases(data)), encode, trouble, fingerprint)
    model.save(path)
    return model


def _stored(path: Path) -> SentimentModel | None:
    try:
        return SentimentModel.load(path)
    except InvalidModel:
        return None  # trained anew by the caller


def fingerprint_of(data: Path, encoder_fingerprint: str) -> str:
    """Hash everything that the trained model depends on."""
    settings = (FORMAT, encoder_fingerprint, FRAME_REPEATS, FRAME_WEIGHT, LEXICAL_SCALE, REGULARISATION)
    digest = hashlib.sha256("\0".join((*map(str, settings), *CUES, *MOOD_WORDS.values())).encode())
    for name in FILES:
        digest.update((data / name).read_bytes())
    return digest.hexdigest()


def read_phrases(data: Path) -> Iterator[Phrase]:
    """Read the hand-written phrases and fill each sentence frame with a few topics, in a fixed rotation."""
    for name, upset in (("upset.jsonl", True), ("calm.jsonl", False)):
        for line in (data / name).read_text(encoding="utf-8").splitlines():
            yield Phrase(json.loads(line)["text"], upset)
    frames = json.loads((data / "frames.json").read_text(encoding="utf-8"))
    topics = frames["topics"]
    for name, upset in (("upset", True), ("calm", False)):
        for row, frame in enumerate(frames[name]):
            for repeat in range(FRAME_REPEATS):
                topic = topics[(7 * row + 11 * repeat) % len(topics)]
                yield Phrase(frame.replace("{x}", topic), upset, FRAME_WEIGHT)


def train(
    phrases: Sequence[Phrase], encode: Encode, trouble: TroubleModel, fingerprint: str
) -> SentimentModel:
    """Fit the model of the mood beside that of trouble; the same phrases always give the same weights."""
    from sklearn.linear_model import LogisticRegression  # only needed at set-up
    from sklearn.model_selection import cross_val_predict

    lexical_of = LexicalFeatures()
    texts = [phrase.text for phrase in phrases]
    lexical = np.asarray([lexical_of(text) for text in texts], dtype=np.float32)
    mean, spread = lexical.mean(axis=0), np.maximum(lexical.std(axis=0), 1e-6)
    inputs = np.hstack((encode(texts), (lexical - mean) / spread * LEXICAL_SCALE))
    labels = np.asarray([phrase.upset for phrase in phrases])
    weights = np.asarray([phrase.weight for phrase in phrases])
    regression = LogisticRegression(C=REGULARISATION, max_iter=2000, class_weight="balanced")
    held_out = cross_val_predict(
        regression, inputs, labels, cv=5, method="decision_function", params={"sample_weight": weights}
    )
    # Platt scaling on held-out scores: a regularised fit alone is far too timid to be read as a probability.
    platt = LogisticRegression(C=1e6).fit(held_out.reshape(-1, 1), labels, weights)
    regression.fit(inputs, labels, weights)
    slope, offset = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    return SentimentModel(
        (regression.coef_[0] * slope).astype(np.float32),
        float(regression.intercept_[0]) * slope + offset,
        mean.astype(np.float32),
        spread.astype(np.float32),
        trouble,
        fingerprint,
    )
