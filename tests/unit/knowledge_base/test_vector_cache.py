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
    vectors = cache.encode(["two", "three", "one", "two", "three"])
    assert encoder.encoded == ["one", "two", "three"]
    assert (vectors == WordEncoder().encode(["two", "three", "one", "two", "three"])).all()


def test_a_restart_reads_what_was_saved(tmp_path: Path) -> None:
    first = VectorCache(WordEncoder(), tmp_path)
    vectors = first.encode(["one", "two"])
    first.save()
    encoder = WordEncoder()
    assert (VectorCache(encoder, tmp_path).encode(["one", "two"]) == vectors).all()
    assert encoder.encoded == []


def test_many_saves_leave_few_files_and_lose_nothing(tmp_path: Path) -> None:
    cache = VectorCache(WordEncoder(), tmp_path)
    texts = [f"text {at}" for at in range(40)]
    for text in texts:
        cache.encode([text])
        cache.save()
    assert len(list(tmp_path.rglob("*.keys.npy"))) < 10
    encoder = WordEncoder()
    assert (VectorCache(encoder, tmp_path).encode(texts) == WordEncoder().encode(texts)).all()
    assert encoder.encoded == []


def test_long_work_says_how_far_it_is() -> None:
    heard: list[tuple[int, int]] = []
    VectorCache(WordEncoder()).encode(
        [f"text {at}" for at in range(300)], lambda done, total: heard.append((done, total))
    )
    assert heard == [(256, 300), (300, 300)]


@pytest.mark.parametrize("damage", [b"", b"not an array"], ids=["empty", "foreign"])
@pytest.mark.parametrize("kind", ["keys", "vectors"])
def test_a_file_that_cannot_be_read_counts_as_none(tmp_path: Path, kind: str, damage: bytes) -> None:
    first = VectorCache(WordEncoder(), tmp_path)
    vectors = first.encode(["one"])
    first.save()
    for path in tmp_path.rglob(f"*.{kind}.npy"):
        path.write_bytes(damage)
    again = VectorCache(WordEncoder(), tmp_path)
    assert (again.encode(["one"]) == vectors).all()
    again.save()
    assert (VectorCache(WordEncoder(), tmp_path).encode(["one"]) == vectors).all()


def test_vectors_of_another_encoder_are_not_used(tmp_path: Path) -> None:
    first = VectorCache(WordEncoder(), tmp_path)
    first.encode(["one"])
    first.save()
    other = WordEncoder()
    other.fingerprint = "another"
    VectorCache(other, tmp_path).encode(["one"])
    assert other.encoded == ["one"]


def test_nothing_in_nothing_out() -> None:
    assert VectorCache(WordEncoder()).encode([]).dtype == np.float32
