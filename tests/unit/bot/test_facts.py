"""What is gathered of a turn before it is weighed."""

import pytest

from bot.domain.caller import Caller
from bot.domain.directives import DialogueTurn, Parse, Say
from bot.domain.facts import Confidence, Found, confidence_in, gather
from bot.domain.turn import DecisionKind, HitRecord, Turn, TurnSignals
from tests.fakes_bot import understood

HIT = HitRecord("returns", "Returning an item", "60 days", "How long", 0.8, 0.9)
FOUND = Found((HIT,), "answer", 0.7)


def turn(text: str) -> Turn:
    return Turn("c1", "m1", text, caller=Caller("Ann"), pause_s=2.0, rejected=1, unsettled=2)


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


def test_everything_is_gathered() -> None:
    facts = gather(turn("my lawyer asks: returns?"), (), understood("ask_article"), FOUND, 0.7)
    assert (facts.wish, facts.negative, facts.confidence) == ("search", 0.7, confidence_in(FOUND, ()))
    assert [risk.topic for risk in facts.risks] == ["legal_threat"]
    assert facts.complexity.questions == 1
    assert (facts.caller.name, facts.pause_s, facts.rejected, facts.unsettled) == ("Ann", 2.0, 1, 2)


def test_small_talk_is_not_weighed_for_complexity() -> None:
    facts = gather(turn("hi, if you are there?"), (), understood("greeting"), None, 0.1)
    assert (facts.wish, facts.complexity.words) == ("say", 0)


def test_left_message_is_kept() -> None:
    facts = gather(turn("ann@example.org"), (), understood("leave_message"), FOUND, 0.1)
    assert facts.message == {"name": "Ann", "email": "ann@example.org"}


def test_dialogue_down() -> None:
    facts = gather(turn("hello"), (), None, FOUND, 0.1)
    assert (facts.wish, facts.dialogue_available) == ("search", False)


@pytest.mark.parametrize(
    ("text", "felt"),
    [
        ("no, that is wrong, never mind, my lawyer", 0.3),
        ("it's rubbish and it leaks, ask my lawyer", 0.3),
        ("YOU LIARS, I HATE THIS DISGUSTING COMPANY, my lawyer", 0.95),
    ],
)
def test_an_answer_in_a_form_is_no_reproach_unless_it_is_rage(text: str, felt: float) -> None:
    in_form = TurnSignals("book it", active_form="flow_form")
    said = DialogueTurn(Parse("change_answer", 0.9), (Say("Which day?"),))

    facts = gather(turn(text), (in_form,), said, FOUND, 0.95)

    assert (facts.signs, facts.negative) == ((), felt)
    assert facts.risks, "a risk counts wherever it is said"


def test_a_short_command_has_no_mood() -> None:
    said = DialogueTurn(Parse("cancel_form", 0.9), (Say("All right."),))

    assert gather(turn("stop"), (), said, FOUND, 0.98).negative == pytest.approx(0.3)


def test_what_went_wrong_is_the_matter_of_a_job_the_first_time_only() -> None:
    said = DialogueTurn(Parse("order_status", 0.9), (Say("It is on its way."),))
    text = "my parcel still hasn't arrived"

    first = gather(turn(text), (), said, FOUND, 0.1, trouble=0.9)
    again = gather(turn(text), (TurnSignals(text, intent="order_status"),), said, FOUND, 0.1, trouble=0.9)

    assert (first.trouble, again.trouble) == (0.0, 0.9)


@pytest.mark.parametrize(
    ("text", "unease", "wish"),
    [
        pytest.param("can somebody tell me when you open?", 0.05, "search", id="any answer will do"),
        pytest.param("can somebody help me with this?", 0.6, "person", id="it does not go well"),
        pytest.param("a human please?", 0.05, "person", id="too short to be mistaken"),
        pytest.param("get me one of your colleagues now", 0.1, "person", id="no question"),
    ],
)
def test_somebody_is_not_always_a_person(text: str, unease: float, wish: str) -> None:
    assert gather(turn(text), (), understood("ask_person"), FOUND, 0.1, unease=unease).wish == wish
