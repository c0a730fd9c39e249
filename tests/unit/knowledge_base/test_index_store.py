"""A stored index answers as the built one; what is damaged, foreign or half written is never used."""

from pathlib import Path

import pytest

from knowledge_base.adapters import article_index
from knowledge_base.adapters.article_index import BuiltIndex
from knowledge_base.adapters.index_store import CURRENT, MANIFEST, IndexDamaged, IndexStore
from knowledge_base.adapters.vector_cache import VectorCache
from knowledge_base.domain.article import Article
from knowledge_base.domain.defaults import GENERAL
from knowledge_base.domain.difference import Difference
from knowledge_base.snapshot import Snapshot
from tests.unit.knowledge_base.word_encoder import WordEncoder, shop

QUESTIONS = ("how do i return shoes", "my parcel did not arrive", "retrun a jackett", "word3 topic3")
KAYAK = Article("kayak", "Kayaks", "Paddle.", ("rent a kayak", "kayak for a day", "hire kayaks"))


def built(copies: int = 30) -> BuiltIndex:
    return article_index.build(shop(copies), VectorCache(WordEncoder()), WordEncoder().words())


def stored(store: IndexStore) -> BuiltIndex | None:
    return store.current(VectorCache(WordEncoder()), WordEncoder().words())


def put(store: IndexStore, index: BuiltIndex) -> str:
    name = store.add(index)
    store.put_in_force(name)
    return name


def answers(index: BuiltIndex) -> list[tuple[list[int], list[float]]]:
    snapshot = Snapshot(index, WordEncoder(), GENERAL)
    asked = [snapshot.ask(question) for question in QUESTIONS]
    return [(one.rows.tolist(), one.signals.ravel().tolist()) for one in asked]


@pytest.mark.parametrize("largest", [4_000_000, 0], ids=["fitted", "by-class-means"])
def test_what_was_stored_answers_as_before(
    tmp_path: Path, largest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge_base.adapters.classifier._LARGEST", largest)
    index = built()
    put(IndexStore(tmp_path, "words"), index)
    again = stored(IndexStore(tmp_path, "words"))
    assert again
    assert again.articles == index.articles
    for (rows, signals), (wanted, expected) in zip(answers(again), answers(index), strict=True):
        assert rows == wanted
        assert signals == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("largest", [4_000_000, 0], ids=["fitted", "by-class-means"])
def test_a_stored_index_can_be_extended(
    tmp_path: Path, largest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge_base.adapters.classifier._LARGEST", largest)
    put(IndexStore(tmp_path, "words"), built())
    index = stored(IndexStore(tmp_path, "words"))
    assert index
    snapshot = Snapshot(index, WordEncoder(), GENERAL).amended(Difference((KAYAK,), ("returns",)))
    ranked, _ = snapshot.ask("hire a kayak").judge(GENERAL)
    assert snapshot.article(int(ranked.rows[0])) == KAYAK


def test_only_the_index_in_force_is_kept(tmp_path: Path) -> None:
    store = IndexStore(tmp_path, "words")
    put(store, built(4))
    name = put(store, built(5))
    assert [path.parent.name for path in tmp_path.glob(f"*/{MANIFEST}")] == [name]


def test_an_index_that_is_not_in_force_yet_changes_nothing(tmp_path: Path) -> None:
    store = IndexStore(tmp_path, "words")
    put(store, built(4))
    store.add(built(5))
    found = stored(store)
    assert found
    assert found.articles == shop(4)


def test_the_same_articles_may_be_stored_twice(tmp_path: Path) -> None:
    store = IndexStore(tmp_path, "words")
    assert put(store, built(4)) != put(store, built(4))
    assert stored(store)


@pytest.mark.parametrize("part", ["body.npy", "articles.jsonl", "classifier_kernel_votes.npy"])
@pytest.mark.parametrize("damage", ["cut", "flipped", "gone"])
def test_a_damaged_index_is_not_used(tmp_path: Path, part: str, damage: str) -> None:
    store = IndexStore(tmp_path, "words")
    path = tmp_path / put(store, built(4)) / part
    whole = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(whole[:-1] if damage == "cut" else whole[:-1] + bytes([whole[-1] ^ 1]))
    assert stored(store) is None


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"format": 99}'])
def test_an_index_without_its_manifest_is_not_used(tmp_path: Path, manifest: str) -> None:
    store = IndexStore(tmp_path, "words")
    name = put(store, built(4))
    (tmp_path / name / MANIFEST).write_text(manifest)
    assert stored(store) is None
    with pytest.raises(IndexDamaged, match=name):
        store.load(name, VectorCache(WordEncoder()), {})


def test_an_index_of_another_encoder_is_not_used(tmp_path: Path) -> None:
    put(IndexStore(tmp_path, "words"), built(4))
    assert stored(IndexStore(tmp_path, "other words")) is None


@pytest.mark.parametrize("name", [None, "", "nowhere-1", "../elsewhere"])
def test_without_an_index_in_force_there_is_none(tmp_path: Path, name: str | None) -> None:
    if name is not None:
        (tmp_path / CURRENT).write_text(name)
    assert stored(IndexStore(tmp_path, "words")) is None


def test_tidying_leaves_what_is_in_force_and_the_vectors(tmp_path: Path) -> None:
    store = IndexStore(tmp_path, "words")
    name = put(store, built(4))
    store.add(built(5))
    for left in (tmp_path / "77.building", tmp_path / "vectors"):
        left.mkdir()
        (left / "part.npy").touch()
    (tmp_path / "CURRENT.77.tmp").touch()
    store.tidy()
    assert {path.name for path in tmp_path.iterdir()} == {name, CURRENT, "vectors"}
