"""The exported encoder agrees with the model it was made from, stays what it is, and refuses to be worse."""

import json
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.adapters.encoder import Encoder, EncoderMissing
from knowledge_base.adapters.encoder_export import (
    LIMIT,
    SAMPLES,
    Fidelity,
    compare,
    export_encoder,
)
from knowledge_base.adapters.encoder_source import DEFAULT_SOURCE, ExportFailed
from knowledge_base.adapters.encoder_tuning import REQUESTS

EXPORTED = Path(__file__).parents[2] / "var" / "models" / "encoder"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the export that set-up made if it is there, else one of its own."""
    target = tmp_path_factory.mktemp("models") / "encoder"
    if EXPORTED.is_dir():
        shutil.copytree(EXPORTED, target)
    export_encoder(DEFAULT_SOURCE, target, Encoder, correction=REQUESTS)
    return target


@pytest.fixture(scope="module")
def encoder(folder: Path) -> Encoder:
    return Encoder(folder)


def test_it_agrees_with_the_original(folder: Path) -> None:
    fidelity = Fidelity(**json.loads((folder / "manifest.json").read_text())["fidelity"])
    assert fidelity.satisfies(LIMIT)


def test_vectors_have_length_1_and_their_form(encoder: Encoder) -> None:
    vectors = encoder.encode(SAMPLES)
    assert vectors.shape == (len(SAMPLES), encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_vector_does_not_depend_on_its_neighbours(folder: Path) -> None:
    together = Encoder(folder).encode(SAMPLES)
    alone = np.stack([Encoder(folder).encode([text])[0] for text in SAMPLES[::10]])
    assert (together[::10] == alone).all()


def test_meaning_is_near(encoder: Encoder) -> None:
    back, refund, weather = encoder.encode(
        ["I want my money back", "How do I get a refund?", "Will it rain?"]
    )
    assert back @ refund > 0.5 > back @ weather


@pytest.mark.parametrize("text", ["", " ", "word " * 5000, "\x00", "🙂", "Ü ñ 漢字"])
def test_any_text_has_a_vector(encoder: Encoder, text: str) -> None:
    assert np.isfinite(encoder.encode([text])).all()


def test_no_texts_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_threads_get_the_same_vectors(folder: Path) -> None:
    expected = Encoder(folder).encode(SAMPLES)
    shared, results = Encoder(folder, remembered=5), []

    def encode() -> None:
        results.append(shared.encode(SAMPLES))

    threads = [threading.Thread(target=encode) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert all((result == expected).all() for result in results)


def test_exporting_again_changes_nothing(folder: Path) -> None:
    before = (folder / "model.onnx").stat().st_mtime_ns
    export_encoder(DEFAULT_SOURCE, folder, Encoder, correction=REQUESTS)
    assert (folder / "model.onnx").stat().st_mtime_ns == before


def test_an_incomplete_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match=r"model\.onnx"):
        Encoder(tmp_path)


def test_a_worse_export_is_refused(tmp_path: Path) -> None:
    perfect = Fidelity(mean_cosine=1.0, min_cosine=1.0, same_neighbour=1.0)
    with pytest.raises(ExportFailed, match="agrees with the original"):
        export_encoder(DEFAULT_SOURCE, tmp_path / "encoder", Encoder, limit=perfect)
    assert not (tmp_path / "encoder").exists()


def test_compare_sees_a_changed_neighbour() -> None:
    original = np.asarray([[1, 0], [0.9, np.sqrt(1 - 0.81)], [0, 1]], np.float32)
    swapped = original[[0, 2, 1]]
    assert compare(original, original).same_neighbour == 1
    assert compare(original, original).min_cosine == pytest.approx(1)
    assert compare(original, swapped).same_neighbour < 1
