"""Groups of letters find misspelt words, exactly as the library's own product of matrices would."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge_base.adapters.spelling_index import SpellingIndex

TEXTS = ("return my shoes", "where is my parcel", "cancel the subscription", "reset the password")


@pytest.mark.parametrize(
    ("question", "row"), [("retrn shoess", 0), ("wheres the parcle", 1), ("cancle subscripton", 2)]
)
def test_misspelt_questions_find_their_text(question: str, row: int) -> None:
    assert int(np.argmax(SpellingIndex(TEXTS).similarities(question))) == row


@pytest.mark.parametrize("question", ["return a parcel", "PASSWORD", "zzz", ""])
def test_similarities_equal_the_matrix_product(question: str) -> None:
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    texts = vectorizer.fit_transform(TEXTS)
    product = (vectorizer.transform([question]) @ texts.T).toarray()[0]
    assert SpellingIndex(TEXTS).similarities(question) == pytest.approx(product, abs=1e-5)


def test_a_texts_own_features_are_those_of_its_words() -> None:
    index = SpellingIndex(TEXTS)
    assert index.features(TEXTS[1]) == pytest.approx(index.own_features()[1], abs=1e-5)


@pytest.mark.parametrize("texts", [(), ("one",), ("same", "same")])
def test_hardly_any_texts_will_do(texts: tuple[str, ...]) -> None:
    index = SpellingIndex(texts)
    assert index.similarities("one").shape == (len(texts),)
    assert index.own_features().shape == (len(texts), len(index.features("one")))
