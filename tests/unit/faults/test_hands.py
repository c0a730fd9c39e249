"""Who has a conversation follows from its log alone."""

from tests.faults.hands import hands_broken, owner_after
from tests.faults.history import Line

TAKEN = Line(1, "agent_assigned", name="Alice")


def test_whoever_was_assigned_has_it_until_it_changes_hands() -> None:
    assert owner_after(None, TAKEN) == "Alice"
    assert owner_after("Alice", Line(2, "message_posted", "customer", text="hello")) == "Alice"
    assert owner_after("Alice", Line(2, "returned_to_queue")) is None
    assert owner_after("Alice", Line(2, "agent_assigned", name="Bob", former="Alice")) == "Bob"


def test_the_bot_may_answer_what_gave_it_the_conversation() -> None:
    back = Line(2, "returned_to_bot")
    opening = Line(3, "message_posted", "bot", text="Where were we?", in_reply_to=2)
    assert list(hands_broken([TAKEN, back, opening])) == []


def test_a_person_who_takes_it_again_after_letting_go_is_no_second_owner() -> None:
    again = Line(3, "agent_assigned", name="Bob")
    assert list(hands_broken([TAKEN, Line(2, "returned_to_queue"), again])) == []
    assert [what for what, _ in hands_broken([TAKEN, again])] == ["two owners"]
