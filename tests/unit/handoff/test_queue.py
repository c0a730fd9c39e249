"""The queue: longest waiting first, ties the same for everybody, nobody else in it."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from handoff.domain.conversation import Conversation, Status
from handoff.domain.queue import positions, waiting_order
from tests.fakes_handoff import NINE


def waiting(conversation_id: str, minute: int) -> Conversation:
    since = NINE + timedelta(minutes=minute)
    return Conversation(conversation_id, "cu", status=Status.QUEUED, waiting_since=since)


def test_who_waits_longest_comes_first() -> None:
    queue = waiting_order([waiting("late", 9), waiting("early", 1), waiting("middle", 5)])
    assert [conversation.id for conversation in queue] == ["early", "middle", "late"]


def test_ties_are_broken_by_id() -> None:
    assert positions([waiting("b", 1), waiting("c", 1), waiting("a", 1)]) == {"a": 1, "b": 2, "c": 3}


def test_only_waiting_conversations_have_a_place() -> None:
    others = [Conversation(status.value, "cu", status=status) for status in Status if status != "queued"]
    assert positions([*others, waiting("w", 1)]) == {"w": 1}
    assert positions([]) == {}


@given(st.lists(st.integers(0, 5), max_size=12), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_they_are_found(minutes: list[int], chance: object) -> None:
    queue = [waiting(f"c{number:02}", minute) for number, minute in enumerate(minutes)]
    shuffled = list(queue)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert waiting_order(shuffled) == waiting_order(queue)
    assert sorted(positions(shuffled).values()) == list(range(1, len(queue) + 1))
