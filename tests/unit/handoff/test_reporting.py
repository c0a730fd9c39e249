"""Reporting: figures counted by hand from small logs."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from handoff.domain.estimate import Coverage
from handoff.domain.events import (
    AgentAssigned,
    ContactLeft,
    ConversationReopened,
    ConversationResolved,
    Event,
    HandoffRequested,
    MessagePosted,
    RatingGiven,
    Recorded,
    ReturnedToBot,
    ReturnedToQueue,
    SlaBreached,
    SlaWarned,
    SurveySubmitted,
)
from handoff.governance.reporting import Reporting, summarise_events
from tests.fakes_handoff import NINE

ALICE = {"id": "a1", "name": "Alice"}
BOB = {"id": "a2", "name": "Bob"}
ASKED = HandoffRequested(reason="customer_asked")
UNSURE = HandoffRequested(reason="low_confidence")
CLAIMED = AgentAssigned(agent=ALICE)
KEPT = {target: {"warned": 0, "breached": 0} for target in ("first_response", "next_response", "resolution")}


def says(author: str) -> Event:
    return MessagePosted(message_id="m", author=author, text="words")


def log(conversation_id: str, *timed: tuple[int, Event]) -> list[Recorded]:
    """Give events at seconds after nine."""
    return [
        Recorded(conversation_id, seq, NINE + timedelta(seconds=second), event)
        for seq, (second, event) in enumerate(timed, start=1)
    ]


def test_nothing_happened() -> None:
    assert summarise_events([]) == {
        "conversations": 0,
        "messages": {},
        "handed_off": 0,
        "handoff_rate": None,
        "handoff_reasons": {},
        "resolved": 0,
        "wait_s_median": None,
        "sla": KEPT,
        "contacts_left": 0,
        "answers_rated": 0,
        "answers_helpful": 0,
        "csat_mean": None,
    }


def test_a_busy_morning() -> None:
    answered = log(
        "c1",
        (0, says("customer")),
        (1, says("bot")),
        (2, RatingGiven(message_id="m", helpful=True)),
        (3, RatingGiven(message_id="m", helpful=False)),
        (4, SurveySubmitted(csat=5)),
    )
    handed = log(
        "c2",
        (0, says("customer")),
        (5, ASKED),
        (5, says("system")),
        (20, ContactLeft(email="eve@home.example")),
        (25, SlaWarned(target="first_response", due_at="soon")),
        (26, SlaWarned(target="first_response", due_at="later")),
        (30, SlaBreached(target="first_response", due_at="soon")),
        (35, CLAIMED),
        (40, says("agent")),
        (50, ConversationResolved()),
        (60, SurveySubmitted(csat=2)),
    )
    opened_only = log("c3", (7, says("bot")))
    assert summarise_events([*answered, *handed, *opened_only]) == {
        "conversations": 2,
        "messages": {"customer": 2, "bot": 2, "system": 1, "agent": 1},
        "handed_off": 1,
        "handoff_rate": 0.5,
        "handoff_reasons": {"customer_asked": 1},
        "resolved": 1,
        "wait_s_median": 30.0,
        "sla": {**KEPT, "first_response": {"warned": 2, "breached": 1}},
        "contacts_left": 1,
        "answers_rated": 2,
        "answers_helpful": 1,
        "csat_mean": 3.5,
    }


WAITS: dict[str, tuple[list[tuple[int, Event]], float | None]] = {
    "claimed without being asked for": ([(9, CLAIMED)], None),
    "nobody came": ([(1, ASKED)], None),
    "a transfer is no second wait": ([(1, ASKED), (4, CLAIMED), (90, AgentAssigned(agent=BOB))], 3.0),
    "a release is no second wait": ([(1, ASKED), (4, CLAIMED), (5, ReturnedToQueue()), (90, CLAIMED)], 3.0),
    "returned unclaimed, later taken over": ([(1, ASKED), (2, ReturnedToBot()), (900, CLAIMED)], None),
    "resolved unclaimed, later taken over": (
        [(1, ASKED), (2, ConversationResolved()), (800, ConversationReopened()), (900, CLAIMED)],
        None,
    ),
    "asked twice": ([(0, ASKED), (10, CLAIMED), (20, ReturnedToBot()), (30, UNSURE), (50, CLAIMED)], 15.0),
}


@pytest.mark.parametrize(("timed", "median"), WAITS.values(), ids=WAITS.keys())
def test_how_long_people_waited(timed: list[tuple[int, Event]], median: float | None) -> None:
    assert summarise_events(log("c1", (0, says("customer")), *timed))["wait_s_median"] == median


def test_a_conversation_handed_over_twice_counts_once_but_gives_both_reasons() -> None:
    twice = log("c1", (0, says("customer")), (1, ASKED), (2, ReturnedToBot()), (3, UNSURE))
    figures = summarise_events(twice)
    assert (figures["handed_off"], figures["handoff_rate"]) == (1, 1.0)
    assert figures["handoff_reasons"] == {"customer_asked": 1, "low_confidence": 1}


async def test_a_period_is_asked_for_as_given() -> None:
    class Log:
        async def events_between(self, start: datetime, end: datetime) -> Sequence[Recorded]:
            return [r for r in log("c1", (0, says("customer")), (60, says("bot"))) if start <= r.at < end]

    class Waits:
        async def coverage(self, start: datetime, end: datetime) -> Coverage:
            return Coverage(10, 5, int((end - start).total_seconds() // 6))

    summary = await Reporting(Log(), Waits()).summary(NINE, NINE + timedelta(seconds=54))
    assert summary["messages"] == {"customer": 1}
    assert summary["wait_estimates"] == {"told": 10, "within_p50": 0.5, "within_p90": 0.9}
