"""Knowing a gap again after its questions were grouped anew."""

from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.gap_ledger import Group, Settled, name_of, recognise
from tests.fakes_questions import asked

NOW = datetime(2026, 11, 22, tzinfo=UTC)
EAST = np.asarray([1, 0, 0], np.float32)
NORTH = np.asarray([0, 1, 0], np.float32)


def settled(gap_id: str, ids: str) -> Settled:
    return Settled(gap_id, "dismissed", None, frozenset(ids), "Lena", NOW)


def group(ids: str, centre: npt.NDArray[np.float32] = NORTH) -> Group:
    return Group(frozenset(ids), centre)


def test_shared_questions_count_more_than_meaning() -> None:
    known = [(settled("one", "abcd"), EAST), (settled("two", "wxyz"), NORTH)]
    assert recognise([group("abcdef", NORTH)], known) == ["one"]


def test_a_gap_that_took_in_many_new_questions_is_known_by_meaning() -> None:
    known = [(settled("one", "ab"), EAST)]
    grown = group("abcdefghij", np.asarray([0.9, 0.4, 0], np.float32))
    assert recognise([grown], known) == ["one"]
    assert recognise([group("abcdefghij", NORTH)], known) == [None]


def test_both_parts_of_a_gap_that_fell_apart_are_that_gap() -> None:
    known = [(settled("one", "abcdef"), EAST)]
    assert recognise([group("abcd"), group("efg")], known) == ["one", "one"]


def test_a_gap_whose_questions_are_gone_is_known_by_nothing() -> None:
    assert recognise([group("ab", EAST)], [(settled("one", "xy"), None)]) == [None]
    assert recognise([group("ab")], []) == [None]


def test_meaning_looks_at_direction_alone() -> None:
    assert recognise([group("ab", 0.1 * EAST)], [(settled("one", "xy"), 5 * EAST)]) == ["one"]


def test_the_name_stays_while_later_questions_join() -> None:
    first, second, third = asked("a", 1), asked("b", 2), asked("c", 3)
    assert name_of([second, first]) == name_of([first, third, second])
    assert name_of([second]) != name_of([first])
