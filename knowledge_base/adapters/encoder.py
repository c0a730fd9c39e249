"""Turn sentences into vectors with the exported sentence encoder, on onnxruntime and tokenizers alone.

Also imported inside Rasa's interpreter (Python 3.10), so this module stays free of everything newer and of
every other module of the project. It never loads torch and never reaches for the network.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]


class EncoderMissing(FileNotFoundError):
    """The folder holds no complete exported encoder."""

    code = "encoder_missing"


class Encoder:
    """Sentence encoder read from a folder with `model.onnx`, `tokenizer.json` and `manifest.json`.

    Safe to share between threads. Each text runs through the network alone: int8 activations are scaled over
    the whole input, so inside a batch a text's vector would depend on its neighbours, and on one core a batch
    is hardly faster.
    """

    def __init__(self, folder: Path, *, remembered: int = 4096) -> None:
        missing = [n for n in ("model.onnx", "tokenizer.json", "manifest.json") if not (folder / n).is_file()]
        if missing:
            raise EncoderMissing(
                f"no sentence encoder in {folder}: {', '.join(missing)} missing; export it first"
            )
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self.fingerprint: str = manifest["sha256"]
        self.dimension: int = manifest["dimension"]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length=min(256, manifest["max_tokens"]))
        self._session = _open_session(folder / "model.onnx")
        self._words = _whole_words(self._tokenizer)
        self._memory = _Memory(remembered)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text: float32, shape (len(texts), dimension)."""
        known = self._memory.recall(texts)
        fresh = {text: self._run(text) for text in sorted(set(texts) - known.keys(), key=len)}
        self._memory.keep(fresh.items())
        known.update(fresh)
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = known[text]
        return vectors

    def words(self) -> Mapping[str, int]:
        """The whole words that the tokenizer knows, with their ranks, 0 the commonest: a small dictionary."""
        return self._words

    def _run(self, text: str) -> Vectors:
        ids = np.asarray([self._tokenizer.encode(text).ids], dtype=np.int64)
        vector = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]
        unit: Vectors = np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)
        return unit


class _Memory:
    """The vectors of the texts seen last, at most `size` of them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, texts: Iterable[str]) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {}
        with self._lock:
            for text in texts:
                if text in self._vectors:
                    self._vectors.move_to_end(text)
                    found[text] = self._vectors[text]
        return found

    def keep(self, vectors: Iterable[tuple[str, Vectors]]) -> None:
        with self._lock:
            self._vectors.update(vectors)
            while len(self._vectors) > self._size:
                self._vectors.popitem(last=False)


def _open_session(model: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _whole_words(tokenizer: Tokenizer) -> Mapping[str, int]:
    ranked = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    whole = (word for word, _ in ranked if len(word) > 2 and word.isalpha() and word.islower())
    return {word: rank for rank, word in enumerate(whole)}
