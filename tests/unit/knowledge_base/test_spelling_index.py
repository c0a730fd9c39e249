"""Groups of letters find misspelt words, exactly as the library's own product of matrices would."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge_base.adapters.spelling_index import build

TEXTS = ("return my shoes", "where is my parcel", "cancel the subscription", "reset the password")


@pytest.mark.parametrize(
    ("question", "row"), [("retrn shoess", 0), ("wheres the parcle", 1), ("cancle subscripton", 2)]
)
def test_misspelt_questions_find_their_text(question: str, row: int) -> None:
    assert int(np.argmax(build(TEXTS).similarities(question))) == row


@pytest.mark.parametrize("question", ["return a parcel", "PASSWORD", "zzz", ""])
def test_similarities_equal_the_matrix_product(question: str) -> None:
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    texts = vectorizer.fit_transform(TEXTS)
    product = (vectorizer.transform([question]) @ texts.T).toarray()[0]
    assert build(TEXTS).similarities(question) == pytest.approx(product, abs=1e-5)


def test_a_texts_own_features_are_those_of_its_words() -> None:
    index = build(TEXTS)
    assert index.features(TEXTS[1]) == pytest.approx(index.own_features()[1], abs=1e-5)


@pytest.mark.parametrize("texts", [(), ("one",), ("same", "same")])
def test_hardly_any_texts_will_do(texts: tuple[str, ...]) -> None:
    index = build(texts)
    assert index.similarities("one").shape == (len(texts),)
    assert index.own_features().shape == (len(texts), len(index.features("one")))


def test_texts_that_come_later_are_found_in_their_own_rows() -> None:
    grown = build(TEXTS).extended(["return my parcel"]).extended(["password for the app", "hire a kayak"])
    similar = grown.similarities("retrun my parcell")
    assert similar.shape == (7,)
    assert int(np.argmax(similar)) == 4
    assert int(np.argmax(grown.similarities("pasword for the app"))) == 5
    assert similar[:4] == pytest.approx(build(TEXTS).similarities("retrun my parcell"))


@pytest.mark.parametrize("rows", [[0, 5, 2], [4], [1, 3], []])
def test_some_rows_are_as_similar_as_among_all(rows: list[int]) -> None:
    grown = build(TEXTS).extended(["return my parcel", "hire a kayak"])
    some = grown.similarities("return the kayak", np.asarray(rows, np.int64))
    assert some == pytest.approx(grown.similarities("return the kayak")[rows], abs=1e-6)


def test_the_likely_texts_share_rare_groups_and_fresh_ones_are_always_among_them() -> None:
    many = build([*(f"where is parcel number {n}" for n in range(300)), "reset the password"])
    likely = many.extended(["hire a kayak"]).likely("pasword reset", 20)
    assert {300, 301} <= set(likely.tolist())
    assert len(likely) <= 21
    assert many.likely("§§§", 20).tolist() == []
