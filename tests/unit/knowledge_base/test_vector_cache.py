"""The cache never encodes a text twice, and survives a restart, a broken file and another encoder."""

from pathlib import Path

import numpy as np
import pytest

from knowledge_base.adapters.vector_cache import VectorCache
from tests.unit.knowledge_base.word_encoder import WordEncoder


def test_a_text_is_encoded_once_and_the_order_is_kept() -> None:
    encoder = WordEncoder()
    cache = VectorCache(encoder)
    cache.encode(["one", "two"])
    vectors = cache.encode(["two", "three", "one", "two"])
    assert encoder.encoded == ["one", "two", "three"]
    assert (vectors == WordEncoder().encode(["two", "three", "one", "two"])).all()


def test_a_restart_reads_what_was_saved(tmp_path: Path) -> None:
    first = VectorCache(WordEncoder(), tmp_path / "vectors.npz")
    vectors = first.encode(["one", "two"])
    first.save()
    encoder = WordEncoder()
    assert (VectorCache(encoder, tmp_path / "vectors.npz").encode(["one", "two"]) == vectors).all()
    assert encoder.encoded == []


@pytest.mark.parametrize("damage", [b"", b"not a zip file", None], ids=["empty", "foreign", "missing"])
def test_a_file_that_cannot_be_read_counts_as_none(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "vectors.npz"
    if damage is not None:
        path.write_bytes(damage)
    assert VectorCache(WordEncoder(), path).encode(["one"]).shape == (1, 384)


def test_vectors_of_another_encoder_are_not_used(tmp_path: Path) -> None:
    first = VectorCache(WordEncoder(), tmp_path / "vectors.npz")
    first.encode(["one"])
    first.save()
    other = WordEncoder()
    other.fingerprint = "another"
    VectorCache(other, tmp_path / "vectors.npz").encode(["one"])
    assert other.encoded == ["one"]


def test_nothing_in_nothing_out() -> None:
    assert VectorCache(WordEncoder()).encode([]).dtype == np.float32
