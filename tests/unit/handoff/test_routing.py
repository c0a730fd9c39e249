"""Offers: one agent at a time, in turn, by skill and load; never more than an agent has room for."""

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from handoff.domain.routing import (
    REST,
    Offer,
    Seat,
    Waiter,
    free_places,
    in_order,
    may_accept,
    next_offers,
    people_in,
)
from handoff.domain.teams import Team
from tests.fakes_handoff import NINE

AUTO = Team("t1", "Auto", mode="auto", offer_s=20)
EXPERTS = Team("t2", "Experts", mode="auto", members=("a2",))
PULL = Team("t3", "Pull")
TEAMS = {team.id: team for team in (AUTO, EXPERTS, PULL)}
LATER = NINE + timedelta(seconds=20)


def waits(name: str, team: str = "t1", minute: int = 0, priority: int = 0) -> Waiter:
    return Waiter(name, team, NINE + timedelta(minutes=minute), priority)


def test_the_least_loaded_agent_is_asked_for_the_time_the_team_gives() -> None:
    seats = [Seat("a1", 4, load=2), Seat("a2", 4, load=1)]
    assert next_offers([waits("c1")], seats, TEAMS, [], NINE) == (Offer("c1", "a2", LATER),)


def test_load_is_measured_by_what_an_agent_can_bear() -> None:
    seats = [Seat("a1", 2, load=1), Seat("a2", 10, load=3)]
    assert next_offers([waits("c1")], seats, TEAMS, [], NINE)[0].agent_id == "a2"


def test_several_waiting_go_to_several_agents_and_the_urgent_one_first() -> None:
    seats = [Seat("a1", 1), Seat("a2", 1)]
    queue = [waits("early", minute=1), waits("late", minute=2), waits("urgent", minute=3, priority=10)]
    made = next_offers(queue, seats, TEAMS, [], NINE)
    assert [offer.conversation_id for offer in made] == ["urgent", "early"]
    assert {offer.agent_id for offer in made} == {"a1", "a2"}


def test_only_members_are_asked_and_teams_that_pull_are_left_to_it() -> None:
    seats = [Seat("a1", 5), Seat("a2", 5, load=4)]
    made = next_offers([waits("c1", "t2"), waits("c2", "t3")], seats, TEAMS, [], NINE)
    assert [(offer.conversation_id, offer.agent_id) for offer in made] == [("c1", "a2")]


def test_who_is_away_is_not_asked() -> None:
    assert next_offers([waits("c1")], [Seat("a1", 5, online=False)], TEAMS, [], NINE) == ()


def test_who_declined_rests_and_the_next_one_is_asked() -> None:
    seats = [Seat("a1", 5), Seat("a2", 5, load=1)]
    declined = Offer("c1", "a1", LATER, ended_at=NINE)
    assert next_offers([waits("c1")], seats, TEAMS, [declined], NINE)[0].agent_id == "a2"
    assert next_offers([waits("c1")], seats[:1], TEAMS, [declined], NINE) == ()
    again = next_offers([waits("c1")], seats[:1], TEAMS, [declined], NINE + REST)
    assert [offer.agent_id for offer in again] == ["a1"]


def test_a_declined_offer_does_not_keep_an_agent_from_others() -> None:
    declined = Offer("c1", "a1", LATER, ended_at=NINE)
    assert next_offers([waits("c2")], [Seat("a1", 5)], TEAMS, [declined], NINE)[0].agent_id == "a1"


def test_an_open_offer_is_not_made_twice_and_an_expired_one_goes_on() -> None:
    seats = [Seat("a1", 5), Seat("a2", 5)]
    asked = Offer("c1", "a1", LATER)
    assert next_offers([waits("c1")], seats, TEAMS, [asked], NINE) == ()
    assert next_offers([waits("c1")], seats, TEAMS, [asked], LATER)[0].agent_id == "a2"


def test_only_an_open_offer_with_room_left_can_be_accepted() -> None:
    offer, seat = Offer("c1", "a1", LATER), Seat("a1", 2, load=1)
    assert may_accept(offer, seat, NINE)
    assert not may_accept(offer, seat, LATER)
    assert not may_accept(offer, Seat("a1", 2, load=2), NINE)
    assert not may_accept(offer, Seat("a1", 2, online=False), NINE)
    assert not may_accept(offer, None, NINE)
    assert not may_accept(None, seat, NINE)


def test_free_places_are_those_of_the_team_alone() -> None:
    seats = [Seat("a1", 1), Seat("a2", 2, load=2), Seat("a3", 1, online=False)]
    assert free_places(seats, AUTO) == 1
    assert free_places(seats, EXPERTS) == 0


def test_who_is_busy_is_here_and_who_is_away_is_not() -> None:
    seats = [Seat("a1", 1, 1), Seat("a2", 2, online=False)]
    assert (people_in(seats, AUTO), free_places(seats, AUTO)) == (1, 0)
    assert people_in([], AUTO) == 0


seats_drawn = st.lists(
    st.builds(
        Seat,
        st.sampled_from(["a1", "a2", "a3", "a4"]),
        st.integers(0, 3),
        st.integers(0, 4),
        st.booleans(),
    ),
    unique_by=lambda seat: seat.agent_id,
)
waiters_drawn = st.lists(
    st.builds(waits, st.integers(0, 9).map("c{}".format), st.sampled_from(sorted(TEAMS)), st.integers(0, 9)),
    unique_by=lambda waiter: waiter.conversation_id,
)
offers_drawn = st.lists(
    st.builds(
        Offer,
        st.integers(0, 9).map("c{}".format),
        st.sampled_from(["a1", "a2", "a3", "a4"]),
        st.integers(-90, 30).map(lambda s: NINE + timedelta(seconds=s)),
        st.sampled_from([None, NINE - timedelta(seconds=5)]),
    ),
    unique_by=lambda offer: offer.conversation_id,
)


@given(waiters_drawn, seats_drawn, offers_drawn)
def test_nobody_is_ever_offered_more_than_they_have_room_for(
    queue: list[Waiter], seats: list[Seat], earlier: list[Offer]
) -> None:
    made = next_offers(queue, seats, TEAMS, earlier, NINE)
    still_open = [offer for offer in earlier if offer.open_at(NINE)]
    held = Counter(offer.agent_id for offer in [*still_open, *made])
    room = {seat.agent_id: seat.capacity - seat.load for seat in seats if seat.online}
    for offer in made:
        assert held[offer.agent_id] <= room[offer.agent_id]
    assert len({offer.conversation_id for offer in made}) == len(made)
    assert not {o.conversation_id for o in made} & {o.conversation_id for o in still_open}


@given(waiters_drawn, seats_drawn)
def test_everybody_is_asked_once_and_nobody_more_urgent_is_passed_over(
    queue: list[Waiter], seats: list[Seat]
) -> None:
    """Whoever takes every offer is never above capacity, whatever the order of rounds."""
    load = {seat.agent_id: seat.load for seat in seats}
    left = list(queue)
    for _ in range(12):
        now = [Seat(s.agent_id, s.capacity, load[s.agent_id], s.online) for s in seats]
        made = next_offers(left, now, TEAMS, [], NINE)
        for offer in made:
            load[offer.agent_id] += 1
        left = [w for w in left if w.conversation_id not in {o.conversation_id for o in made}]
        if not made:
            break
    for seat in seats:
        assert load[seat.agent_id] <= max(seat.capacity, seat.load)
    for waiter in in_order(left):
        team = TEAMS[waiter.team_id]
        free = free_places([Seat(s.agent_id, s.capacity, load[s.agent_id], s.online) for s in seats], team)
        assert team.mode == "pull" or free == 0
