"""What a turn is about: the dialogue's view and the words together."""

import pytest

from bot.domain.directives import (
    CallPerson,
    DialogueTurn,
    Directive,
    Json,
    LeaveMessage,
    Parse,
    Perform,
    Say,
    SearchArticles,
)
from bot.domain.intention import (
    accepted_offer,
    answers_form,
    begins_job,
    broken_by,
    confirmed_by,
    fallback_occasion,
    said_by,
    wish_of,
)
from bot.domain.turn import Advice, DecisionKind, TurnSignals, Wish
from tests.fakes_bot import understood

OFFERED = TurnSignals("sat phones?", decision="offer", reason="low_confidence")
ANSWERED = TurnSignals("returns?", decision="answer", article_ids=("returns",))
CLARIFIED = TurnSignals("the tent", decision="clarify")


@pytest.mark.parametrize(
    ("intent", "text", "advice", "last", "wish"),
    [
        pytest.param("ask_article", "how do I return it", "answer", None, "search", id="a question"),
        pytest.param(
            "ask_article", "Hello there!", "answer", None, "say", id="a question that is only a greeting"
        ),
        pytest.param("ask_person", "a human please", "answer", None, "person", id="a person"),
        pytest.param("leave_message", "ann@example.org", None, None, "message", id="a message left"),
        pytest.param("frustrated", "this is so annoying", "answer", None, "vent", id="frustration"),
        pytest.param("greeting", "hi", "answer", None, "say", id="a greeting"),
        pytest.param(
            "out_of_scope", "is my dog welcome", "answer", None, "search", id="not beyond us after all"
        ),
        pytest.param("out_of_scope", "who wins the cup", "escalate", None, "say", id="beyond us"),
        pytest.param(
            "greeting", "hi, where is my parcel", "answer", None, "search", id="greeting with a question"
        ),
        pytest.param(
            "greeting", "hi, where is my parcel", "clarify", None, "say", id="greeting, no sure answer"
        ),
        pytest.param(
            "greeting", "hi, where is my parcel", None, None, "say", id="greeting, articles out of reach"
        ),
        pytest.param(
            "thanks", "thanks, how do I wash it?", "answer", None, "search", id="thanks with a question"
        ),
        pytest.param(
            "thanks", "thanks for the returns label", "answer", None, "say", id="thanks for something"
        ),
        pytest.param("deny", "no, where do I send it?", "answer", OFFERED, "search", id="no, but a question"),
        pytest.param("affirm", "yes, how do I get one?", "answer", OFFERED, "say", id="yes stays a yes"),
        pytest.param(
            "deny", "no, that's not what I asked", "escalate", ANSWERED, "search", id="rejects the answer"
        ),
        pytest.param("deny", "no, that's not what I asked", "escalate", None, "say", id="nothing to reject"),
    ],
)
def test_wish(intent: str, text: str, advice: Advice | None, last: TurnSignals | None, wish: Wish) -> None:
    assert wish_of(understood(intent), text, advice, last) == wish


@pytest.mark.parametrize(
    ("directives", "wish"),
    [
        pytest.param((), "search", id="nothing to say"),
        pytest.param((Say("And your e-mail?"),), "say", id="a form asks on"),
        pytest.param((SearchArticles(), Say("And your e-mail?")), "search", id="a question within a form"),
        pytest.param((LeaveMessage(), Say("Thank you.")), "message", id="a form is complete"),
    ],
)
def test_wish_within_a_form(directives: tuple[Directive, ...], wish: Wish) -> None:
    turn = DialogueTurn(Parse("greeting", 0.4), directives, active_form="contact_form")
    assert wish_of(turn, "the parcel that I sent to you", "answer", None) == wish


@pytest.mark.parametrize(
    ("intent", "last", "reason"),
    [
        pytest.param("affirm", OFFERED, "low_confidence", id="takes the offer"),
        pytest.param("deny", OFFERED, None, id="declines it"),
        pytest.param("affirm", ANSWERED, None, id="nothing was offered"),
        pytest.param("affirm", None, None, id="first turn"),
        pytest.param(
            "affirm", TurnSignals("x", decision="offer"), "low_confidence", id="offer without a reason"
        ),
    ],
)
def test_accepted_offer(intent: str, last: TurnSignals | None, reason: str | None) -> None:
    assert accepted_offer(intent, last) == reason


@pytest.mark.parametrize(
    ("intent", "decision", "occasion"),
    [
        ("deny", "offer", "rephrase"),
        ("affirm", "clarify", "which"),
        ("affirm", "answer", None),
        ("deny", "clarify", None),
        ("thanks", "offer", None),
    ],
)
def test_fallback_occasion(intent: str, decision: DecisionKind, occasion: str | None) -> None:
    assert fallback_occasion(intent, TurnSignals("x", decision=decision)) == occasion


def test_no_fallback_on_the_first_turn() -> None:
    assert fallback_occasion("affirm", None) is None


def test_said_by_joins_sentences_and_leaves_directives_out() -> None:
    turn = DialogueTurn(Parse(None, 0.0), (Say("One."), SearchArticles(), Say("Two.")))
    assert said_by(turn) == "One.\n\nTwo."


def test_a_confirmed_job_is_found_among_what_is_said() -> None:
    job = Perform("cancel_order", {}, ("Done.",), "No.", "cancel it")
    both = DialogueTurn(Parse("affirm", 1.0), (Say("Right."), job))

    assert confirmed_by(both) is job
    assert wish_of(both, "yes", None, None) == "say"
    assert confirmed_by(None) is None


@pytest.mark.parametrize(("reason", "known"), [("form_failed", "form_failed"), ("made up", None)])
def test_only_a_reason_that_is_known_calls_a_person(reason: str, known: str | None) -> None:
    assert broken_by(DialogueTurn(Parse("inform", 1.0), (CallPerson(reason),))) == known


IN_FORM = TurnSignals("cancel it", active_form="flow_form")
SAID = (Say("Shall I?"),)


@pytest.mark.parametrize(
    ("directives", "slots", "last", "taken"),
    [
        (SAID, {"flow_notes": {"misses": 0}}, IN_FORM, True),
        (SAID, {}, IN_FORM, True),
        (SAID, {"flow_notes": {"misses": 1}}, IN_FORM, False),
        ((SearchArticles(), *SAID), {}, IN_FORM, False),
        (SAID, {}, ANSWERED, False),
        (SAID, {}, None, False),
    ],
    ids=["answer", "stop", "in vain", "question", "no form before", "first message"],
)
def test_what_a_form_took_up_is_an_answer(
    directives: tuple[Directive, ...], slots: dict[str, Json], last: TurnSignals | None, taken: bool
) -> None:
    assert answers_form(DialogueTurn(Parse("inform", 0.9), directives, slots), last) is taken


@pytest.mark.parametrize(
    ("intent", "directives", "before", "begins"),
    [
        ("cancel_order", (Say("Shall I?"),), "greeting", True),
        ("cancel_order", (Say("Shall I?"),), "cancel_order", False),
        ("cancel_order", (SearchArticles(),), "greeting", False),
        ("cancel_order", (CallPerson("commerce_unavailable"),), "greeting", False),
        ("thanks", (Say("My pleasure."),), "greeting", False),
    ],
    ids=["a new job", "the same again", "looked up instead", "the shop is down", "small talk"],
)
def test_begins_job(intent: str, directives: tuple[Directive, ...], before: str, begins: bool) -> None:
    said = DialogueTurn(Parse(intent, 0.9), directives)
    assert begins_job(said, (TurnSignals("hello", intent=before),)) is begins
