"""A difference names exactly what must change."""

from dataclasses import replace

import pytest

from knowledge_base.domain.difference import Difference, compare, difference
from tests.unit.knowledge_base.word_encoder import shop

RETURNS, DELIVERY, WARRANTY = shop()
PRESENT = {article.id: article for article in shop()}


def test_what_is_new_other_or_gone_is_named() -> None:
    other, new = replace(DELIVERY, title="Arrival"), replace(RETURNS, id="new")
    assert compare(PRESENT, [RETURNS, other, new]) == Difference((other, new), ("warranty",))


def test_nothing_differs_from_itself() -> None:
    assert not compare(PRESENT, [WARRANTY, RETURNS, DELIVERY])
    assert not difference(PRESENT, [WARRANTY], ["never-there"])


def test_of_two_texts_the_last_counts_and_a_removal_wins() -> None:
    first, last = replace(DELIVERY, title="Arrival"), replace(DELIVERY, title="Parcels")
    assert difference(PRESENT, [first, last, RETURNS], []) == Difference((last,))
    assert difference(PRESENT, [last], ["delivery", "delivery"]) == Difference((), ("delivery",))


@pytest.mark.parametrize(("changes", "present", "small"), [(1, 19, False), (1, 20, True), (6, 122, True)])
def test_little_is_little_beside_what_there_is(changes: int, present: int, small: bool) -> None:
    assert Difference((RETURNS,) * changes).is_small(present) == small
