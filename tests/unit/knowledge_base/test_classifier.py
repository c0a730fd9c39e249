"""Either way of fitting separates what can be separated, takes later articles in, and can be stored."""

import numpy as np
import pytest

from knowledge_base.adapters import classifier
from knowledge_base.adapters.class_means import ClassMeans
from knowledge_base.adapters.kernel_classifier import KernelClassifier

NOTHING = np.empty(0, np.int64)
LETTERS = 10
either_way = pytest.mark.parametrize("largest", [4_000, 0], ids=["kernel", "means"])


def groups(articles: int, each: int = 6) -> tuple[np.ndarray, np.ndarray]:
    """Examples of 40 features, in turn those of one article, of length 1 as sentence vectors are."""
    generator = np.random.default_rng(5)
    owners = np.repeat(np.arange(articles), each)
    features = generator.standard_normal((articles, 40))[owners] + 0.3 * generator.standard_normal(
        (len(owners), 40)
    )
    return (features / np.linalg.norm(features, axis=1, keepdims=True)).astype(np.float32), owners


@either_way
def test_new_examples_go_to_their_own_article(largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifier, "_LARGEST", largest)
    features, owners = groups(12)
    fitted = classifier.fit(features[::2], owners[::2], 12, LETTERS)
    assert (fitted.scores(features[1::2]).argmax(axis=1) == owners[1::2]).mean() > 0.95


def test_many_examples_are_fitted_by_means_and_few_by_a_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifier, "_LARGEST", 24)
    assert isinstance(classifier.fit(*groups(4), 4, LETTERS), KernelClassifier)
    assert isinstance(classifier.fit(*groups(5), 5, LETTERS), ClassMeans)


@either_way
def test_an_article_without_examples_is_never_chosen(largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifier, "_LARGEST", largest)
    features, owners = groups(3)
    assert not (classifier.fit(features, owners, 4, LETTERS).scores(features).argmax(axis=1) == 3).any()


def test_no_examples_no_opinion() -> None:
    fitted = classifier.fit(np.empty((0, 40), np.float32), NOTHING, 0, LETTERS)
    assert fitted.scores(np.ones((2, 40), np.float32)).shape == (2, 0)


def test_the_first_examples_may_come_later() -> None:
    features, owners = groups(3)
    empty = classifier.fit(features[:0], NOTHING, 0, LETTERS)
    grown = empty.extended(features, owners, 3, NOTHING)
    assert (grown.scores(features).argmax(axis=1) == owners).all()


@either_way
def test_some_articles_can_be_asked_alone(largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifier, "_LARGEST", largest)
    features, owners = groups(12)
    fitted = classifier.fit(features, owners, 12, LETTERS)
    rows = np.asarray([11, 0, 4])
    assert fitted.scores(features, rows) == pytest.approx(fitted.scores(features)[:, rows], abs=1e-4)


@either_way
def test_what_was_stored_scores_as_before(largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifier, "_LARGEST", largest)
    features, owners = groups(6)
    fitted = classifier.fit(features, owners, 6, LETTERS)
    kept = classifier.to_arrays(fitted)
    again = classifier.from_arrays(kept.__getitem__, kernel=bool(largest))
    assert (again.scores(features) == fitted.scores(features)).all()
