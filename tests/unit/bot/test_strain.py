"""Stakes and friction over a conversation: both together strain, neither alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.policy import Policy
from bot.domain.signs import SIGNS
from bot.domain.strain import Moment, Strain, follow, odds

WEIGHTS = Policy().strain
LIMIT = Policy().strain_limit


def test_a_calm_conversation_strains_nobody() -> None:
    assert follow([Moment(), Moment(attempted=True)], WEIGHTS) == Strain()


def test_stakes_alone_are_no_strain() -> None:
    first = Moment(("money", "overdue", "urgent"), trouble=0.9)
    assert follow([first], WEIGHTS).value == 0.0


def test_a_rejected_answer_in_a_matter_of_weight_calls() -> None:
    first = Moment(("money", "states"), trouble=0.8, unease=0.93)
    second = Moment(("states",), trouble=0.6, unease=0.93, attempted=True)
    assert follow([first, second], WEIGHTS).value >= LIMIT


def test_a_rejected_answer_in_a_light_matter_does_not() -> None:
    moments = [Moment(trouble=0.2), Moment(("states", "unsolved"), trouble=0.4, attempted=True)]
    assert follow(moments, WEIGHTS).value < LIMIT


def test_two_rejected_answers_call_in_any_trouble() -> None:
    moments = [Moment(("states",), trouble=0.7, unease=0.9)]
    moments += [Moment(("states", "unsolved"), trouble=0.5, unease=0.9, attempted=True)] * 2
    assert follow(moments, WEIGHTS).value >= LIMIT


def test_a_statement_before_any_answer_rejects_nothing() -> None:
    assert follow([Moment(("states",), trouble=0.9)], WEIGHTS).friction == 0.0


def test_what_is_settled_starts_afresh() -> None:
    strained = [Moment(("irritated", "money"), trouble=0.9, attempted=True)]
    assert follow([*strained, Moment(("settled",), attempted=True)], WEIGHTS) == Strain()


def test_thanks_for_nothing_settle_nothing() -> None:
    moments = [Moment(("settled", "irritated"), attempted=True)]
    assert follow(moments, WEIGHTS).friction > 0.0


def test_accepting_an_answer_eases_faster_than_time() -> None:
    rubbed = Moment(("irritated",), attempted=True)
    eased = follow([rubbed, Moment(("accepts",), attempted=True)], WEIGHTS)
    assert eased.friction < follow([rubbed, Moment(attempted=True)], WEIGHTS).friction


@given(
    st.lists(
        st.builds(
            Moment,
            st.lists(st.sampled_from([s for s in SIGNS if s not in ("settled", "accepts")])).map(tuple),
            st.floats(0, 1),
            st.floats(0, 1),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_strain_is_never_negative_and_stakes_are_capped(moments: list[Moment]) -> None:
    strain = follow(moments, WEIGHTS)
    assert strain.friction >= 0.0
    assert 0.0 <= strain.stakes <= WEIGHTS.most


@pytest.mark.parametrize("sign", ["fast", "rejected", "form", "identical", "rephrased"])
def test_signs_from_outside_the_words_count(sign: str) -> None:
    assert follow([Moment((sign,), attempted=True)], WEIGHTS).friction > 0.0


def test_the_surer_the_more_a_step_counts() -> None:
    assert (odds(0.0), odds(0.5), odds(1.0)) == pytest.approx((0.0, 0.5, 1.0))
    assert odds(0.97) - odds(0.92) > 3 * (odds(0.55) - odds(0.5))


def test_a_first_message_strains_less_than_one_that_lasts() -> None:
    once = follow([Moment(unease=0.9)], WEIGHTS)
    assert once.value < follow([Moment(unease=0.9), Moment(unease=0.9, attempted=True)], WEIGHTS).value
