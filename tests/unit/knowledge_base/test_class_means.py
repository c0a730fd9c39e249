"""Later articles leave what is known of the others untouched when every article has only its own mean."""

import numpy as np

from knowledge_base.adapters import class_means
from tests.unit.knowledge_base.test_classifier import NOTHING, groups


def test_later_articles_change_nothing_for_the_others() -> None:
    features, owners = groups(12)
    known = owners < 10
    fitted = class_means.fit(features[known], owners[known], 10)
    grown = fitted.extended(features[~known], owners[~known] - 10, 2, NOTHING)
    assert (grown.scores(features)[:, :10] == fitted.scores(features)).all()
    assert (grown.scores(features).argmax(axis=1) == owners).mean() > 0.95


def test_an_earlier_text_does_not_speak_against_its_successor() -> None:
    features, owners = groups(12)
    same = owners == 3
    fitted = class_means.fit(features, owners, 12)
    twice = fitted.extended(features[same], np.zeros(int(same.sum()), np.int64), 1, np.asarray([3]))
    own = twice.scores(features[same])
    assert (np.delete(own, 3, axis=1).argmax(axis=1) == 11).all()
