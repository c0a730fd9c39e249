"""Both ways of fitting separate what can be separated, and the same examples give the same model."""

import numpy as np
import pytest

from knowledge_base.adapters import classifier


def groups(articles: int, each: int = 6) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(5)
    centres = generator.standard_normal((articles, 40))
    owners = np.repeat(np.arange(articles), each)
    return (centres[owners] + 0.3 * generator.standard_normal((len(owners), 40))).astype(np.float32), owners


@pytest.mark.parametrize("largest", [4_000_000, 0], ids=["softmax", "means"])
def test_new_examples_go_to_their_own_article(largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifier, "_LARGEST", largest)
    features, owners = groups(12)
    fitted = classifier.fit(features[::2], owners[::2], 12)
    assert (fitted.scores(features[1::2]).argmax(axis=1) == owners[1::2]).mean() > 0.95


def test_the_same_examples_give_the_same_model() -> None:
    first, second = (classifier.fit(*groups(4), 4) for _ in range(2))
    assert (first.weights == second.weights).all()


def test_an_article_without_examples_is_never_chosen() -> None:
    features, owners = groups(3)
    assert not (classifier.fit(features, owners, 4).scores(features).argmax(axis=1) == 3).any()


def test_no_examples_no_opinion() -> None:
    fitted = classifier.fit(np.empty((0, 40), np.float32), np.empty(0, np.int64), 0)
    assert fitted.scores(np.ones((2, 40), np.float32)).shape == (2, 0)
