"""What came of a confirmed job, in words."""

from bot.domain.directives import Perform
from bot.domain.performed import UNAVAILABLE, fill, told, worded
from bot.domain.turn import BotReply, Evidence, TurnSignals

WANTED = Perform("cancel_order", {}, ("Done: {reference}.",), "No: {because}.", "cancel order FH-1")


def a_reply(text: str = "") -> BotReply:
    return BotReply("say", text, Evidence("1", TurnSignals("yes")))


def test_gaps_are_filled_once_and_never_looked_at_again() -> None:
    assert fill("a {x} {y} {", {"x": "{y}"}) == "a {y} {y} {"


def test_a_result_is_told_before_what_else_is_said() -> None:
    performed = worded(WANTED, "done", "k", {"reference": "R-1"})

    reply = told(a_reply("Anything else?"), performed)

    assert reply.text == "Done: R-1.\n\nAnything else?"
    assert reply.decision == "say"
    assert reply.performed is not None
    assert "R-1" in str(reply.performed["note"])


def test_a_refusal_says_why() -> None:
    performed = worded(WANTED, "refused", "k", {"because": "it is on its way"})

    assert performed.text == "No: it is on its way."
    assert "it is on its way" in performed.note


def test_an_uncertain_outcome_calls_a_person() -> None:
    reply = told(a_reply(), worded(WANTED, "unavailable", "k", {}))

    assert (reply.decision, reply.reason) == ("escalate", "commerce_unavailable")
    assert reply.text == UNAVAILABLE
    assert "check whether this happened" in reply.evidence.lines[0]
