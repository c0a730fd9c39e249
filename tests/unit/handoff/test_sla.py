"""Promises to customers: what runs, when it is due in business hours, and when it is in danger or broken."""

from datetime import datetime, time, timedelta

import pytest

from handoff.domain.events import (
    AgentAssigned,
    ConversationResolved,
    Event,
    HandoffRequested,
    MessagePosted,
    Recorded,
    ReturnedToBot,
)
from handoff.domain.hours import Schedule, Window
from handoff.domain.sla import Standing, Targets, Watch, next_change, standings, watch
from tests.fakes_handoff import NINE

ALWAYS = Schedule()
TARGETS = Targets(first_response_s=100, next_response_s=50, resolution_s=1000)
HANDOFF = HandoffRequested(reason="customer_asked")
CLAIM = AgentAssigned(agent={"id": "a1", "name": "Alice"})


def says(author: str) -> Event:
    return MessagePosted(message_id="m", author=author, text="x")


def after(seconds: float) -> datetime:
    return NINE + timedelta(seconds=seconds)


def log(*events: tuple[float, Event]) -> list[Recorded]:
    return [Recorded("c", n, after(at), event) for n, (at, event) in enumerate(events, 1)]


def test_nothing_is_promised_before_a_person_is_asked_for() -> None:
    assert watch(log((0, says("customer")), (1, says("bot")))) == Watch()


def test_the_first_response_is_due_from_the_handoff_on() -> None:
    now = watch(log((0, says("customer")), (5, HANDOFF), (6, says("customer")), (9, CLAIM)))
    assert now == Watch(first_response=after(5), resolution=after(5))


def test_a_claim_is_no_answer_but_a_message_is() -> None:
    now = watch(log((5, HANDOFF), (9, CLAIM), (10, says("agent"))))
    assert now == Watch(resolution=after(5))


def test_the_next_response_counts_from_the_oldest_unanswered_message() -> None:
    answered = log((5, HANDOFF), (10, says("agent")))
    now = watch(log((20, says("customer")), (30, says("customer"))), watch(answered))
    assert now.next_response == after(20)
    assert watch(log((40, says("agent"))), now).next_response is None


@pytest.mark.parametrize("end", [ConversationResolved(), ReturnedToBot()], ids=lambda e: e.type)
def test_the_end_ends_every_promise(end: Event) -> None:
    assert watch(log((5, HANDOFF), (6, end))) == Watch()


@pytest.mark.parametrize(("at", "state"), [(79, "ok"), (80, "warned"), (99, "warned"), (100, "breached")])
def test_at_four_fifths_there_is_a_warning(at: float, state: str) -> None:
    now = Watch(first_response=NINE)
    (standing,) = standings(now, Targets(first_response_s=100), ALWAYS, after(at))
    assert standing == Standing("first_response", after(100), state)  # type: ignore[arg-type]


def test_the_most_urgent_promise_comes_first() -> None:
    now = Watch(first_response=None, next_response=after(960), resolution=NINE)
    found = standings(now, TARGETS, ALWAYS, after(1001))
    assert [(s.target, s.state) for s in found] == [("resolution", "breached"), ("next_response", "warned")]


def test_the_night_does_not_count() -> None:
    office = Schedule("UTC", (Window((0, 1, 2, 3, 4, 5, 6), time(9), time(10)),))
    evening = NINE + timedelta(minutes=50)
    (standing,) = standings(Watch(first_response=evening), Targets(first_response_s=1200), office, evening)
    assert standing.due_at == NINE + timedelta(days=1, minutes=10)


def test_without_a_target_nothing_is_promised() -> None:
    assert standings(Watch(NINE, NINE, NINE), Targets(), ALWAYS, after(9999)) == ()


def test_the_next_change_is_the_next_warning_or_breach() -> None:
    now, targets = Watch(first_response=NINE), Targets(first_response_s=100)
    assert next_change(now, targets, ALWAYS, NINE) == after(80)
    assert next_change(now, targets, ALWAYS, after(80)) == after(100)
    assert next_change(now, targets, ALWAYS, after(100)) is None
