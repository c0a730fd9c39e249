"""Misspelt words are read as the words of the articles; words that are known are left alone."""

import pytest

from knowledge_base.domain.spelling import learn, slips

SPELLER = learn(
    ["return the package", "the delivery address", "cancel my subscription", "blue password", "cancel"],
    {"where": 0, "clear": 1, "blender": 9000},
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("retrun the packge", "return the package", id="swapped-and-missing"),
        pytest.param("delivvery adress", "delivery address", id="extra-and-missing"),
        pytest.param("subscirptoin", "subscription", id="two-slips-in-a-long-word"),
        pytest.param("cancelmy package", "cancel my package", id="two-words-joined"),
        pytest.param("wher", "where", id="from-the-language"),
        pytest.param("Passwrod!", "password!", id="punctuation-stays"),
        pytest.param("dont cancel", "dont cancel", id="missing-apostrophe"),
        pytest.param("cancelled packages", "cancelled packages", id="inflected"),
        pytest.param("slender", "slender", id="rare-word-is-not-forced"),
        pytest.param("bat", "bat", id="too-short-to-judge"),
        pytest.param("Zmnqrx 4711-B", "Zmnqrx 4711-B", id="names-and-numbers"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_correct(written: str, read: str) -> None:
    assert SPELLER.correct(written) == read


def test_a_word_of_the_articles_goes_before_one_of_the_language() -> None:
    assert learn(["clean"], {"clear": 0}).correct("cleam") == "clean"


def test_the_first_letter_is_not_mistaken() -> None:
    assert SPELLER.correct("bancel") == "bancel"


def test_unknown_is_a_share_of_the_words() -> None:
    assert SPELLER.unknown("return the qwxzy") == pytest.approx(1 / 3)
    assert SPELLER.unknown("123") == 0.0


@pytest.mark.parametrize(
    ("left", "right", "count"),
    [("same", "same", 0), ("ab", "ba", 1), ("abc", "ac", 1), ("kitten", "sitting", 3), ("", "abc", 3)],
)
def test_slips(left: str, right: str, count: int) -> None:
    assert slips(left, right) == slips(right, left) == count


def test_words_of_texts_that_come_later_are_known_as_well() -> None:
    grown = SPELLER.extended(["hire a kayak by the lagoon", "lagoon tours"])
    assert SPELLER.correct("kayakk on the lagooon") == "kayakk on the lagooon"
    assert grown.correct("kayakk on the lagooon") == "kayak on the lagoon"
    assert grown.knows("lagoon")
    assert not SPELLER.knows("lagoon")
    whole = learn(["hire a kayak by the lagoon"]).extended(["lagoon tours"])
    assert whole.corpus == learn(["hire a kayak by the lagoon", "lagoon tours"]).corpus
