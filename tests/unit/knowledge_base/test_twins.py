"""Near-duplicate articles among vectors of words."""

import numpy as np

from knowledge_base.domain.twins import Contents, middle, twins
from tests.unit.knowledge_base.word_encoder import WordEncoder

ENCODE = WordEncoder().encode
QUESTIONS = ("send a tent back", "return my tent please", "tent does not fit")
TEXT = ("Bring the tent to any shop.", "We pay the money back in a week.")
OTHER_QUESTIONS = ("opening hours today", "when do you close", "open on sundays")
OTHER_TEXT = ("Every store opens at nine.", "On holidays they stay shut.")
BOTH = np.asarray([[0, 1], [1, 0]])


def article(questions: tuple[str, ...], text: tuple[str, ...]) -> Contents:
    return Contents(ENCODE(questions), ENCODE(text))


def test_the_same_questions_make_twins() -> None:
    (found,) = twins([article(QUESTIONS, TEXT), article(QUESTIONS, OTHER_TEXT)], BOTH)
    assert (found.first, found.second, found.by) == (0, 1, "questions")
    assert found.similarity > 0.99


def test_a_text_that_is_part_of_another_makes_twins() -> None:
    longer = article(OTHER_QUESTIONS, (*TEXT, "Members have ninety days.", "Keep the receipt."))
    (found,) = twins([article(QUESTIONS, TEXT), longer], BOTH)
    assert found.by == "text"


def test_different_articles_are_none() -> None:
    assert twins([article(QUESTIONS, TEXT), article(OTHER_QUESTIONS, OTHER_TEXT)], BOTH) == ()


def test_one_shared_title_is_not_enough() -> None:
    title = ("tents",)
    assert twins([article(title, TEXT), article(title, OTHER_TEXT)], BOTH) == ()


def test_only_neighbours_are_compared() -> None:
    alone = np.asarray([[0], [1]])
    assert twins([article(QUESTIONS, TEXT), article(QUESTIONS, TEXT)], alone) == ()


def test_the_middle_is_a_unit_vector() -> None:
    assert np.linalg.norm(middle(ENCODE(QUESTIONS))) == np.float32(1.0) or np.isclose(
        np.linalg.norm(middle(ENCODE(QUESTIONS))), 1.0
    )
