"""The model of the outlook: how likely it is that somebody should step into a conversation.

A second copy of the sentence encoder, corrected so that it reads a conversation instead of a question
(`outlook_tuning`), under one linear layer. Correction and layer come with the project.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.domain.outlook import prospect
from knowledge_base.adapters.encoder import Encoder

Array = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Array]

STORED = Path(__file__).parents[1] / "tuning" / "outlook.npz"
"""The correction of the encoder's weights, and the layer over it: `head` and `bias`."""


@dataclass(frozen=True, slots=True)
class OutlookModel:
    """Reads conversations; `encode` is the corrected encoder's. Safe to share between threads."""

    encode: Encode
    weights: Array
    bias: float

    @classmethod
    def load(cls, encode: Encode, stored: Path = STORED) -> "OutlookModel":
        """Put the stored layer over the corrected encoder."""
        with np.load(stored) as kept:
            return cls(encode, kept["head"].astype(np.float32), float(kept["bias"]))

    def unease(self, text: str, before: Sequence[tuple[str, str | None]]) -> float:
        """Give the probability, 0 to 1, that a message after these exchanges needs somebody to step in."""
        vector = self.encode([prospect(text, before)])[0]
        return 1.0 / (1.0 + math.exp(-float(vector @ self.weights) - self.bias))


def open_outlook(folder: Path) -> OutlookModel:
    """Open the model over the corrected encoder in a folder; no conversation is read twice, so none is kept.

    Raises:
        EncoderMissing: it was not exported yet.
    """
    return OutlookModel.load(Encoder(folder, remembered=0).encode)
