"""Waits: how they end, what later estimates may learn from them, and what was told against what came true."""

from datetime import timedelta

from handoff.domain.commands import AgentRef
from handoff.domain.conversation import Conversation, Status
from handoff.domain.estimate import Estimate, PastWait
from handoff.domain.waits import Wait, history, outcome_of, told_and_true
from tests.fakes_handoff import NINE

BEGUN = Wait("c1", NINE, "t1", 2, 9, True, 30.0, 90.0)
SERVED = Wait("c2", NINE, "t1", 1, 9, True, 30.0, 90.0, NINE + timedelta(seconds=50), "assigned")
LEFT = Wait("c3", NINE, "t1", 1, 9, True, 30.0, 90.0, NINE + timedelta(seconds=5), "left")
NIGHT = Wait("c4", NINE, "t1", 1, 9, False, None, None, NINE + timedelta(hours=9), "assigned")


def test_a_wait_has_no_length_while_it_lasts() -> None:
    assert BEGUN.seconds is None
    assert SERVED.seconds == 50


def test_who_has_an_agent_was_served_and_everybody_else_left() -> None:
    assert outcome_of(Conversation("c", "cu", Status.ASSIGNED, agent=AgentRef("a", "A"))) == "assigned"
    assert outcome_of(Conversation("c", "cu", Status.RESOLVED)) == "left"


def test_only_served_waits_of_open_hours_teach() -> None:
    at = NINE + timedelta(seconds=60)
    assert history([BEGUN, SERVED, LEFT, NIGHT], at) == [PastWait(1, 9, 50.0, 10.0)]


def test_only_what_was_told_and_served_is_judged() -> None:
    assert told_and_true([BEGUN, SERVED, LEFT, NIGHT]) == [(Estimate(30.0, 90.0), 50.0)]
