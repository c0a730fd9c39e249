"""How long agents had conversations."""

from datetime import timedelta

from handoff.domain.events import (
    AgentAssigned,
    ConversationResolved,
    Event,
    HandoffRequested,
    MessagePosted,
    Recorded,
    ReturnedToBot,
)
from handoff.domain.handling import Handling, handling_of
from tests.fakes_handoff import NINE

JONAS = AgentAssigned(agent={"id": "a1", "name": "Jonas"})
MIRA = AgentAssigned(agent={"id": "a2", "name": "Mira"})
LINE = MessagePosted(message_id="c1.9", author="agent", text="Hello")


def log(*timed: tuple[int, Event]) -> list[Recorded]:
    return [
        Recorded("c1", seq, NINE + timedelta(minutes=minute), event)
        for seq, (minute, event) in enumerate(timed, 1)
    ]


def test_the_agents_time_counts_and_the_wait_before_does_not() -> None:
    asked = HandoffRequested(reason="x")
    events = log((0, asked), (10, JONAS), (12, LINE), (14, ConversationResolved()))
    assert handling_of(events) == Handling(1, 4 * 60.0)


def test_a_long_silence_counts_in_part() -> None:
    assert handling_of(log((0, JONAS), (300, ReturnedToBot()))) == Handling(1, 15 * 60.0)


def test_passing_it_on_is_one_handoff_and_what_goes_on_is_none() -> None:
    assert handling_of(log((0, JONAS), (2, MIRA), (4, ConversationResolved()))) == Handling(1, 4 * 60.0)
    assert handling_of(log((0, JONAS), (2, LINE))) == Handling()


def test_handlings_add_up() -> None:
    assert Handling(1, 60.0) + Handling(2, 30.0) == Handling(3, 90.0)
