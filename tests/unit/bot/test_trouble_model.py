"""The model of trouble, over a stand-in for the sentence encoder."""

import json
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.adapters.trouble_model import Message, TroubleModel, read, train

REQUESTS = (
    *(Message(text, True) for text in ("it arrived broken", "you charged twice", "broken on arrival")),
    *(Message(text, False) for text in ("when do you open?", "how do I pay?", "do you ship abroad?")),
)


def encode(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Hash words into a short vector."""
    vectors = np.zeros((len(texts), 32), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in text.lower().split():
            vectors[row, zlib.crc32(word.encode()) % 32] += 1.0
    return vectors


def judged(model: TroubleModel, text: str) -> float:
    return model.probability(text, encode([text])[0])


def test_trouble_is_told_from_questions() -> None:
    model = train(REQUESTS, encode)
    assert judged(model, "it came broken") > 0.5 > judged(model, "when do you ship?")


def test_training_is_repeatable() -> None:
    assert np.array_equal(train(REQUESTS, encode).weights, train(REQUESTS, encode).weights)


def test_requests_are_read(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"text": one.text, "trouble": one.trouble}) + "\n" for one in REQUESTS)
    (tmp_path / "trouble.jsonl").write_text(rows, encoding="utf-8")
    assert read(tmp_path) == REQUESTS
