"""BM25 by its formula, and shares that mean what they say."""

import math

import numpy as np
import pytest

from knowledge_base.adapters.lexical_index import build, stems

DOCUMENTS = ("Return your shoes", "Delivery of shoes abroad", "Gift cards")
INDEX = build(DOCUMENTS)


def test_the_only_document_with_the_words_wins() -> None:
    assert int(np.argmax(INDEX.scores("how do I return something"))) == 0
    assert int(np.argmax(INDEX.scores("gift card please"))) == 2


def test_scores_follow_the_formula() -> None:
    """One document of average length for one word: idf * tf / (tf + k1 * (1 - b + b * length / average))."""
    lengths = [len(stems(text)) for text in DOCUMENTS]
    norm = 1.2 * (0.5 + 0.5 * lengths[2] / (sum(lengths) / 3))
    assert INDEX.scores("cards")[2] == pytest.approx(1 / (1 + norm), rel=1e-4)


def test_unknown_words_lower_every_score() -> None:
    assert 0 < INDEX.scores("shoes zebra")[0] < INDEX.scores("shoes")[0]


@pytest.mark.parametrize("question", ["", "how do I", "zebra crossing", "???"])
def test_nothing_in_common_scores_0(question: str) -> None:
    assert INDEX.scores(question).tolist() == [0, 0, 0]
    assert INDEX.missing(question) == 1.0


def test_missing_weighs_words_by_rarity() -> None:
    assert INDEX.missing("return shoes") == 0.0
    rare, known = math.log1p(3.5), math.log1p(1.5 / 2.5)
    assert INDEX.missing("zebra shoes") == pytest.approx(rare / (rare + known))


def test_inflections_meet() -> None:
    assert INDEX.scores("returning a shoe")[0] == pytest.approx(INDEX.scores("return shoes")[0])


def test_no_documents_no_scores() -> None:
    assert build(()).scores("anything").shape == (0,)


def test_documents_that_come_later_are_scored_as_if_they_were_always_there() -> None:
    whole = ("Return your shoes", "Delivery of shoes abroad", "Gift cards", "Kayak hire", "Return a kayak")
    grown = build(whole[:3]).extended(whole[3:4]).extended(whole[4:])
    for question in ("return a kayak", "shoes", "gift cards", "zebra"):
        assert grown.scores(question) == pytest.approx(build(whole).scores(question), abs=0.05)
        assert grown.missing(question) == pytest.approx(build(whole).missing(question))
    assert build(whole[:3]).missing("kayak") == 1.0
