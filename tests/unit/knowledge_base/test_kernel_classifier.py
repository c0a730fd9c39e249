"""Examples that come later change the kernel classifier exactly as if they had been there from the start."""

import numpy as np
import pytest

from knowledge_base.adapters import kernel_classifier
from tests.unit.knowledge_base.test_classifier import LETTERS, NOTHING, groups


def test_the_same_examples_give_the_same_votes() -> None:
    first, second = (kernel_classifier.fit(*groups(4), 4, LETTERS) for _ in range(2))
    assert (first.votes == second.votes).all()


def test_an_own_example_is_claimed_almost_whole_and_a_strange_one_hardly() -> None:
    features, owners = groups(12)
    fitted = kernel_classifier.fit(features, owners, 12, LETTERS)
    own = fitted.scores(features)[np.arange(len(owners)), owners]
    assert own.min() > 6.0
    strange = np.random.default_rng(9).standard_normal((1, 40)).astype(np.float32)
    assert fitted.scores(strange / np.linalg.norm(strange)).max() < own.min() / 2


def test_later_articles_are_known_as_if_they_were_always_there() -> None:
    features, owners = groups(12)
    known = owners < 10
    fitted = kernel_classifier.fit(features[known], owners[known], 10, LETTERS)
    grown = fitted.extended(features[~known], owners[~known] - 10, 2, NOTHING)
    whole = kernel_classifier.fit(features, owners, 12, LETTERS)
    assert grown.scores(features) == pytest.approx(whole.scores(features), abs=1e-3)


def test_what_is_gone_is_forgotten() -> None:
    features, owners = groups(12)
    same = owners == 3
    fitted = kernel_classifier.fit(features, owners, 12, LETTERS)
    changed = fitted.extended(features[same] * 0.9, np.zeros(int(same.sum()), np.int64), 1, np.asarray([3]))
    rest = np.where(owners == 3, 12, owners)
    whole = kernel_classifier.fit(np.where(same[:, None], features * 0.9, features), rest, 13, LETTERS)
    assert changed.scores(features) == pytest.approx(whole.scores(features), abs=1e-3)


def test_a_later_article_may_go_as_well() -> None:
    features, owners = groups(6)
    known = owners < 4
    fitted = kernel_classifier.fit(features[known], owners[known], 4, LETTERS)
    grown = fitted.extended(features[owners == 4], np.zeros(6, np.int64), 1, NOTHING)
    moved = grown.extended(features[owners == 5], np.zeros(6, np.int64), 1, np.asarray([4]))
    rest = owners != 4
    whole = kernel_classifier.fit(features[rest], owners[rest], 6, LETTERS)
    assert moved.scores(features) == pytest.approx(whole.scores(features), abs=1e-3)
