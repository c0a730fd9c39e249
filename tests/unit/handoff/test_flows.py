"""The openings: every flow of the dialogue has one, and nothing else has."""

from bot.actions.flows import FLOWS
from handoff.domain.flows import OPENINGS, opening_of


def test_every_flow_the_bot_knows_has_words_that_begin_it() -> None:
    assert set(OPENINGS) == set(FLOWS)
    assert len(set(OPENINGS.values())) == len(OPENINGS)


def test_there_are_no_words_for_a_flow_that_does_not_exist() -> None:
    assert opening_of("order_status") == "Where is my order?"
    assert opening_of("fly_to_the_moon") is None
