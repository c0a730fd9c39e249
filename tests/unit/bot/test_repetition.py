"""Signs that the conversation goes nowhere."""

import pytest

from bot.domain.directives import DialogueTurn, Json, Parse, Say, SearchArticles
from bot.domain.repetition import (
    Repetition,
    alike_before,
    current_stretch,
    failed_form,
    observe,
    question_before,
    unsure_in_a_row,
)
from bot.domain.turn import DecisionKind, TurnSignals


def said(*decisions: DecisionKind) -> tuple[TurnSignals, ...]:
    return tuple(TurnSignals(f"message {at}", decision=decision) for at, decision in enumerate(decisions))


@pytest.mark.parametrize(
    ("decisions", "left"),
    [
        pytest.param([], 0, id="first turn"),
        pytest.param(["answer", "offer"], 2, id="no person so far"),
        pytest.param(["offer", "escalate"], 0, id="just called one"),
        pytest.param(["offer", "escalate", "answer", "offer"], 2, id="back from a person"),
        pytest.param(["escalate", "say", "escalate", "say"], 1, id="called twice"),
    ],
)
def test_current_stretch(decisions: list[DecisionKind], left: int) -> None:
    assert len(current_stretch(said(*decisions))) == left


@pytest.mark.parametrize(
    ("decisions", "count"),
    [
        pytest.param([], 0, id="nothing yet"),
        pytest.param(["offer"], 1, id="once"),
        pytest.param(["offer", "offer"], 2, id="twice"),
        pytest.param(["clarify", "offer"], 1.5, id="clarified weighs less"),
        pytest.param(["offer", "say"], 1, id="a word in between"),
        pytest.param(["offer", "answer"], 0, id="answered since"),
        pytest.param(["offer", "answer", "offer"], 1, id="unsure again after an answer"),
    ],
)
def test_unsure_in_a_row(decisions: list[DecisionKind], count: float) -> None:
    assert unsure_in_a_row(said(*decisions), 0.5) == count


@pytest.mark.parametrize(
    ("decisions", "similarities", "rephrased"),
    [
        pytest.param(["answer"], [0.9], 1, id="same question again"),
        pytest.param(["answer"], [0.8], 1, id="just alike enough"),
        pytest.param(["answer"], [0.79], 0, id="not alike enough"),
        pytest.param(["say"], [1.0], 0, id="hello twice is no repeat"),
        pytest.param(["answer", "offer"], [0.9, 0.9], 2, id="third time"),
        pytest.param(["answer", "answer", "answer"], [0.9], 1, id="only the latest were compared"),
        pytest.param(["answer"], [], 0, id="nothing compared"),
    ],
)
def test_rephrased(decisions: list[DecisionKind], similarities: list[float], rephrased: int) -> None:
    assert observe((), said(*decisions), similarities, 0.8).rephrased == rephrased


def test_all_cues_of_a_message() -> None:
    seen = observe(("missed", "giving_up", "loud"), said("offer"), [0.1], 0.8)
    assert seen == Repetition(rephrased=0, unsure=1, not_understood=1, giving_up=1, shouting=1)


@pytest.mark.parametrize(
    ("decisions", "question"),
    [([], None), (["say"], None), (["answer", "say"], "message 0"), (["answer", "offer"], "message 1")],
)
def test_question_before(decisions: list[DecisionKind], question: str | None) -> None:
    assert question_before(said(*decisions)) == question


def test_small_talk_is_alike_to_nothing() -> None:
    assert alike_before(said("say", "answer"), [1.0, 0.4]) == (0.4,)


def asking(slot: str, *directives: object) -> DialogueTurn:
    slots: dict[str, Json] = {"requested_slot": slot}
    kept = tuple(one for one in directives if isinstance(one, Say | SearchArticles))
    return DialogueTurn(
        Parse("inform", 0.9), kept or (Say("Which order?"),), slots, active_form="cancel_order"
    )


def asked(slot: str, decision: DecisionKind = "say") -> TurnSignals:
    return TurnSignals("x", decision=decision, slots={"requested_slot": slot}, active_form="cancel_order")


@pytest.mark.parametrize(
    ("now", "before", "failed"),
    [
        pytest.param(asking("order"), (), 0, id="first question"),
        pytest.param(asking("order"), (asked("order"),), 1, id="asked again"),
        pytest.param(asking("order"), (asked("order"), asked("order")), 2, id="asked a third time"),
        pytest.param(asking("email"), (asked("order"),), 0, id="went on"),
        pytest.param(asking("order"), (asked("order"), asked("email")), 0, id="another one in between"),
        pytest.param(
            asking("order"), (asked("order"), asked("order", "answer")), 1, id="a question in the middle"
        ),
        pytest.param(asking("order", SearchArticles()), (asked("order"),), 0, id="asks something itself"),
        pytest.param(None, (asked("order"),), 0, id="dialogue down"),
    ],
)
def test_failed_form(now: DialogueTurn | None, before: tuple[TurnSignals, ...], failed: int) -> None:
    assert failed_form(now, before) == failed
