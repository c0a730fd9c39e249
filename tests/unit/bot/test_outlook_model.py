"""The layer over the encoder of conversations, with a stand-in for that encoder."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from bot.adapters.outlook_model import OutlookModel


def encode(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Give a text that mentions a lawyer one direction, any other the other one."""
    return np.asarray([[1, 0] if "lawyer" in text else [0, 1] for text in texts], dtype=np.float32)


@pytest.fixture
def model(tmp_path: Path) -> OutlookModel:
    np.savez(tmp_path / "outlook.npz", head=np.asarray([4.0, -4.0]), bias=0.5)
    return OutlookModel.load(encode, tmp_path / "outlook.npz")


def test_unease_is_a_probability_of_the_whole_conversation(model: OutlookModel) -> None:
    assert model.unease("my lawyer will write", []) == pytest.approx(0.989, abs=1e-3)
    assert model.unease("thanks", []) == pytest.approx(0.029, abs=1e-3)
    assert model.unease("well", [("my lawyer will write", "Noted.")]) > 0.9


def test_a_damaged_layer_is_an_error(tmp_path: Path) -> None:
    np.savez(tmp_path / "outlook.npz", bias=0.5)
    with pytest.raises(KeyError):
        OutlookModel.load(encode, tmp_path / "outlook.npz")
