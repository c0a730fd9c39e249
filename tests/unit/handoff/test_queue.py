"""The queue of each team: priority, then the longest wait; ties the same for everybody, nobody else in it."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handoff.domain.conversation import Conversation, Status
from handoff.domain.queue import positions, spoken_language, team_of, waiter, wanted_teams
from handoff.domain.routing import Waiter
from handoff.domain.teams import DEFAULT, Team
from tests.fakes_handoff import NINE

RETURNS = Team("t1", "Returns", topics=("returns",))


def waiting(name: str, minute: int, team: str = "default", priority: int = 0) -> Waiter:
    return Waiter(name, team, NINE + timedelta(minutes=minute), priority)


def test_who_waits_longest_comes_first_and_ties_are_broken_by_id() -> None:
    queue = [waiting("late", 9), waiting("b", 1), waiting("a", 1)]
    assert positions(queue) == {"a": 1, "b": 2, "late": 3}


def test_priority_goes_before_patience() -> None:
    assert positions([waiting("early", 1), waiting("urgent", 5, priority=10)]) == {"urgent": 1, "early": 2}


def test_every_team_has_a_queue_of_its_own() -> None:
    assert positions([waiting("a", 1), waiting("b", 2, "t1"), waiting("c", 3)]) == {"a": 1, "b": 1, "c": 2}


def test_only_a_waiting_conversation_has_an_entry() -> None:
    queued = Conversation("c", "cu", Status.QUEUED, waiting_since=NINE, priority=3)
    assert waiter(queued, DEFAULT) == Waiter("c", "default", NINE, 3)
    for status in (Status.BOT, Status.ASSIGNED, Status.RESOLVED):
        assert waiter(Conversation("c", "cu", status), DEFAULT) is None


def test_what_was_named_tells_more_than_the_reason_and_that_more_than_the_intent() -> None:
    memory: tuple[dict[str, Any], ...] = ({"parse": {"intent": "returns"}}, {"parse": None})
    conversation = Conversation("c", "cu", team="legal", reason="risk", memory=memory)
    assert wanted_teams(conversation) == ("legal", "risk", "returns")


def test_the_last_intent_finds_the_team_when_nothing_else_does() -> None:
    memory: tuple[dict[str, Any], ...] = ({"parse": {"intent": "returns"}},)
    conversation = Conversation("c", "cu", reason="customer_asked", memory=memory)
    assert team_of(conversation, [DEFAULT, RETURNS]) == RETURNS


def test_what_was_written_says_more_of_the_language_than_the_browser() -> None:
    memory: tuple[dict[str, Any], ...] = ({"language": "de"}, {"language": None})
    assert spoken_language(Conversation("c", "cu", memory=memory), "en-GB") == "de"
    assert spoken_language(Conversation("c", "cu"), "en-GB") == "en-GB"


@given(st.lists(st.integers(0, 5), max_size=12), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_they_are_found(minutes: list[int], chance: object) -> None:
    queue = [waiting(f"c{number:02}", minute) for number, minute in enumerate(minutes)]
    shuffled = list(queue)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert positions(shuffled) == positions(queue)
    assert sorted(positions(shuffled).values()) == list(range(1, len(queue) + 1))
