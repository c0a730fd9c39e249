"""How a turn's situation is put together."""

import pytest

from bot.domain.policy import Policy
from bot.domain.situation import Confidence, Found, confidence_in, situate
from bot.domain.turn import DecisionKind, HitRecord, TurnSignals
from tests.fakes_bot import understood

HIT = HitRecord("returns", "Returning an item", "60 days", "How long", 0.8, 0.9)
FOUND = Found((HIT,), "answer", 0.7)


@pytest.mark.parametrize(
    ("decision", "article_ids", "heading", "fresh"),
    [
        pytest.param("answer", ("returns",), "How long", False, id="shown before"),
        pytest.param("answer", ("returns",), "Where to", True, id="another passage shown"),
        pytest.param("answer", ("delivery",), "How long", True, id="another article shown"),
        pytest.param("clarify", ("returns",), None, True, id="only offered as a choice"),
    ],
)
def test_fresh(
    decision: DecisionKind, article_ids: tuple[str, ...], heading: str | None, fresh: bool
) -> None:
    shown = TurnSignals("x", decision=decision, article_ids=article_ids, heading=heading)
    later = TurnSignals("y", decision="offer")
    expected = Confidence("answer", "Returning an item", 0.9, 0.7, fresh)
    assert confidence_in(FOUND, (shown, later)) == expected


def test_no_hits_means_no_answer_whatever_is_advised() -> None:
    assert confidence_in(Found((), "answer", 0.7), ()) == Confidence("escalate", needed=0.7)


def test_articles_out_of_reach() -> None:
    assert confidence_in(None, ()) is None


def test_everything_is_put_together() -> None:
    earlier = TurnSignals("how do I return it", negative=0.5, decision="answer", article_ids=("returns",))
    alike = Found((HIT,), "answer", 0.7, (0.9,))
    situation = situate(
        "my lawyer asks: returns?", (earlier,), understood("ask_article"), alike, 0.7, Policy()
    )
    assert situation.wish == "search"
    assert situation.course.curve == pytest.approx((0.5, 0.59))
    assert [risk.topic for risk in situation.risks] == ["legal_threat"]
    assert situation.repetition.rephrased == 1
    assert situation.complexity.questions == 1


def test_small_talk_is_not_weighed_for_complexity() -> None:
    situation = situate("hi, if you are there?", (), understood("greeting"), None, 0.1, Policy())
    assert (situation.wish, situation.complexity.words) == ("say", 0)


def test_left_message_is_kept() -> None:
    situation = situate("ann@example.org", (), understood("leave_message"), FOUND, 0.1, Policy())
    assert situation.message == {"name": "Ann", "email": "ann@example.org"}


def test_dialogue_down() -> None:
    situation = situate("hello", (), None, FOUND, 0.1, Policy())
    assert (situation.wish, situation.dialogue_available) == ("search", False)
