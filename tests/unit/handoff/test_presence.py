"""Presence: an agent is here as long as one of their windows is open."""

import pytest

from handoff.people.accounts import Role, Staff
from handoff.queue.presence import DEFAULT_CAPACITY, PresenceBoard

ANN = Staff("s1", "ann@shop.example", "Ann", Role.AGENT)
BO = Staff("s2", "bo@shop.example", "Bo", Role.AGENT)


@pytest.fixture
def board() -> PresenceBoard:
    return PresenceBoard()


def names(board: PresenceBoard) -> list[str]:
    return [agent["name"] for agent in board.to_wire()["agents"]]


def test_who_arrives_is_online_with_the_usual_capacity(board: PresenceBoard) -> None:
    board.arrive("w1", ANN)
    here = {"id": "s1", "name": "Ann", "status": "online", "capacity": DEFAULT_CAPACITY}
    assert board.to_wire() == {"agents": [here]}
    assert board.find("s1") == ANN
    assert board.find("s2") is None


def test_agents_are_listed_by_name(board: PresenceBoard) -> None:
    board.arrive("w1", BO)
    board.arrive("w2", ANN)
    assert names(board) == ["Ann", "Bo"]


def test_an_agent_leaves_with_the_last_window(board: PresenceBoard) -> None:
    board.arrive("w1", ANN)
    board.arrive("w2", ANN)
    board.arrive("w3", BO)
    board.leave("w1")
    assert names(board) == ["Ann", "Bo"]
    board.leave("w2")
    assert names(board) == ["Bo"]
    assert board.find("s1") is None


def test_a_window_that_never_came_or_already_went_is_no_matter(board: PresenceBoard) -> None:
    board.arrive("w1", ANN)
    board.leave("unknown")
    board.leave("w1")
    board.leave("w1")
    assert names(board) == []


def test_a_second_window_keeps_what_was_set(board: PresenceBoard) -> None:
    board.arrive("w1", ANN)
    board.set(ANN, "away", 2)
    board.arrive("w2", ANN)
    assert board.to_wire()["agents"] == [{"id": "s1", "name": "Ann", "status": "away", "capacity": 2}]


def test_leaving_says_whether_the_agent_is_gone(board: PresenceBoard) -> None:
    board.arrive("w1", ANN)
    board.arrive("w2", ANN)
    assert [board.leave(window) for window in ("w1", "unknown", "w2", "w2")] == [False, False, True, False]


def test_what_is_set_by_a_window_that_just_went_is_no_matter(board: PresenceBoard) -> None:
    board.arrive("w1", ANN)
    board.leave("w1")
    board.set(ANN, "away", 1)
    assert names(board) == []


def test_coming_back_starts_afresh(board: PresenceBoard) -> None:
    board.arrive("w1", ANN)
    board.set(ANN, "away", 0)
    board.leave("w1")
    board.arrive("w2", ANN)
    assert board.to_wire()["agents"][0]["status"] == "online"


def test_who_is_away_is_here_but_takes_nothing(board: PresenceBoard) -> None:
    board.arrive("w1", ANN)
    board.arrive("w2", BO)
    board.set(BO, "away", 5)
    assert board.ids() == ("s1", "s2")
    assert [board.is_online(staff_id) for staff_id in ("s1", "s2", "s3")] == [True, False, False]
    board.leave("w1")
    assert board.ids() == ("s2",)
