"""The outlook as it is set up: the corrected encoder and the stored layer, on words nobody learnt from."""

import pytest

from bot.adapters.outlook_model import OutlookModel, open_outlook
from tests.live import MODELS

LATE = [
    ("my tent order was due on Friday, where is it?", "You can follow your parcel under Your orders."),
    ("it says delivered. nothing came", "Most parcels arrive within three working days."),
]


@pytest.fixture(scope="module")
def model() -> OutlookModel:
    return open_outlook(MODELS / "outlook")


@pytest.mark.parametrize("text", ["where is my order?", "how much is delivery?", "do you mend zips?"])
def test_a_question_is_no_reason_to_step_in(model: OutlookModel, text: str) -> None:
    assert model.unease(text, []) < 0.3


@pytest.mark.parametrize("text", ["I want to talk to a human", "can I speak to someone?"])
def test_a_wish_for_a_person_is_one(model: OutlookModel, text: str) -> None:
    assert model.unease(text, []) > 0.5


@pytest.mark.parametrize("text", ["I want to talk to a human", "can I speak to someone?"])
def test_a_wish_for_a_person_after_answers_beside_the_point_is_a_reason(
    model: OutlookModel, text: str
) -> None:
    assert model.unease(text, LATE) > 0.8


@pytest.mark.parametrize("text", ["bye", "ok", "never mind", "still nothing"])
def test_the_same_words_weigh_by_what_led_to_them(model: OutlookModel, text: str) -> None:
    solved = [
        ("how do I find my invoice?", "Open Your orders and choose Invoice."),
        ("got it, thanks", "You are welcome!"),
    ]
    assert model.unease(text, LATE) > 0.8
    assert model.unease(text, solved) < model.unease(text, LATE) - 0.3


@pytest.mark.parametrize("text", ["", "\U0001f621" * 300, "a" * 4000, "<b>DROP TABLE;</b>"])
def test_any_text_gets_a_probability(model: OutlookModel, text: str) -> None:
    assert 0.0 <= model.unease(text, LATE * 9) <= 1.0
