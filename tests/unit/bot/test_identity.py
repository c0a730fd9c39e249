"""Who may see which order, and that no answer tells whether an order exists."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.caller import Caller
from bot.domain.commerce import Address, Money, Order, OrderStatus
from bot.domain.identity import (
    MOST_WRONG_NEARBY,
    MOST_WRONG_TRIES,
    Access,
    Claim,
    Proofs,
    Tally,
    check,
    may_see,
    owns,
    plain_email,
    plain_number,
    plain_postcode,
)
from bot.errors import InvalidRecord

VISITOR = Caller("Somebody", "robin@example.com", "C-1")
ROBIN = replace(VISITOR, verified=True)
FRESH = Proofs("c1")
ORDER = Order(
    number="FH-204518",
    customer_id="C-1",
    email="robin@example.com",
    placed_at=datetime(2026, 11, 1, tzinfo=UTC),
    status=OrderStatus.SHIPPED,
    lines=(),
    total=Money(100),
    address=Address("Robin", "3 Mill Bank", "Kendal", "LA9 4QT"),
)
FOREIGN = replace(ORDER, customer_id="C-2", email="priya@example.com")
BY_EMAIL = Claim("fh 204518", email=" Robin@Example.COM ")
BY_POSTCODE = Claim("204518", postcode="la94qt")


def test_a_verified_caller_sees_their_own_orders() -> None:
    assert check(ROBIN, FRESH, Claim("FH-204518"), ORDER) == (Access.GRANTED, FRESH)
    assert may_see(ROBIN, FRESH, "any", ORDER)


@pytest.mark.parametrize(
    ("caller", "owner"),
    [
        (Caller(external_id="C-1", verified=True), True),
        (Caller(email="ROBIN@example.com ", verified=True), True),
        (Caller(email="eve@example.com", external_id="C-9", verified=True), False),
        (Caller(email="", external_id="", verified=True), False),
        (Caller(verified=True), False),
        (VISITOR, False),
    ],
    ids=["by id", "by e-mail", "somebody else", "empty", "nothing", "unverified"],
)
def test_what_others_say_of_themselves_counts_for_nothing(caller: Caller, owner: bool) -> None:
    assert owns(caller, ORDER) is owner


def test_an_order_without_an_owner_is_nobodys() -> None:
    nobodys = replace(ORDER, customer_id="", email="")
    assert not owns(Caller(email="", external_id="", verified=True), nobodys)


@pytest.mark.parametrize("claim", [BY_EMAIL, BY_POSTCODE, replace(BY_EMAIL, postcode="LA9 4QT")])
def test_number_and_one_thing_more_prove_an_order(claim: Claim) -> None:
    access, proofs = check(VISITOR, FRESH, claim, ORDER)
    assert (access, proofs.orders, proofs.wrong) == (Access.GRANTED, ("FH-204518",), 0)
    assert may_see(VISITOR, proofs, "c1", ORDER)
    assert check(VISITOR, proofs, Claim("FH-204518"), ORDER) == (Access.GRANTED, proofs)


def test_a_proof_holds_for_that_order_and_that_conversation_only() -> None:
    _, proofs = check(VISITOR, FRESH, BY_EMAIL, ORDER)
    assert not may_see(VISITOR, proofs, "c2", ORDER)
    assert not may_see(VISITOR, proofs, "c1", replace(ORDER, number="FH-204519"))
    assert check(VISITOR, proofs, Claim("FH-204519"), replace(ORDER, number="FH-204519"))[0] == (
        Access.ASK_DETAILS
    )
    assert Proofs.from_json(proofs.to_json(), "c1") == proofs
    assert Proofs.from_json(proofs.to_json(), "c2") == Proofs("c2")


@pytest.mark.parametrize(
    "claim",
    [
        Claim("FH-204518", email="eve@example.com"),
        Claim("FH-204518", postcode="LA9 4QU"),
        Claim("FH-204518", email="robin@example.com", postcode="M1 1AA"),
        Claim("FH-999999", email="robin@example.com"),
        Claim("FH-204518", email="no order has this"),
    ],
    ids=["wrong e-mail", "wrong postcode", "one of two wrong", "wrong number", "the stand-in"],
)
def test_what_is_wrong_is_never_told(claim: Claim) -> None:
    there = check(VISITOR, FRESH, claim, ORDER)
    missing = check(VISITOR, FRESH, claim, None)
    assert there == missing == (Access.NO_MATCH, Proofs("c1", wrong=1))


def test_a_missing_order_asks_for_the_same_details() -> None:
    for caller in (VISITOR, ROBIN):
        foreign = check(caller, FRESH, Claim("FH-204518", email=" "), FOREIGN)
        assert foreign == check(caller, FRESH, Claim("FH-204518"), None) == (Access.ASK_DETAILS, FRESH)


def test_after_too_many_wrong_tries_a_person_decides() -> None:
    proofs, wrong = FRESH, Claim("FH-204518", email="eve@example.com")
    seen = []
    for _ in range(MOST_WRONG_TRIES):
        access, proofs = check(VISITOR, proofs, wrong, ORDER)
        seen.append(access)
    assert seen == [Access.NO_MATCH, Access.NO_MATCH, Access.CALL_PERSON]
    assert check(VISITOR, proofs, BY_EMAIL, ORDER) == (Access.CALL_PERSON, proofs)
    assert check(VISITOR, proofs, BY_EMAIL, None) == (Access.CALL_PERSON, proofs)
    assert check(ROBIN, proofs, BY_EMAIL, ORDER)[0] is Access.GRANTED


@pytest.mark.parametrize(
    "tally", [Tally(own=MOST_WRONG_TRIES), Tally(nearby=MOST_WRONG_NEARBY)], ids=["own", "nearby"]
)
def test_a_fresh_conversation_does_not_begin_with_fresh_tries(tally: Tally) -> None:
    for order in (ORDER, None):
        assert check(VISITOR, FRESH, BY_EMAIL, order, tally) == (Access.CALL_PERSON, FRESH)
    assert check(ROBIN, FRESH, BY_EMAIL, ORDER, tally)[0] is Access.GRANTED


def test_the_last_wrong_try_of_a_neighbourhood_calls_a_person_too() -> None:
    eve = Claim("FH-204518", email="eve@example.com")
    tries = [check(VISITOR, FRESH, eve, ORDER, Tally(nearby=n))[0] for n in (8, 9)]
    assert tries == [Access.NO_MATCH, Access.CALL_PERSON]


def test_what_was_proved_here_is_not_lost_to_guesses_nearby() -> None:
    proved = Proofs("c1", ("FH-204518",))
    around, own = Tally(nearby=MOST_WRONG_NEARBY), Tally(own=MOST_WRONG_TRIES)
    assert check(VISITOR, proved, Claim("FH-204518"), ORDER, around)[0] is Access.GRANTED
    assert check(VISITOR, proved, Claim("FH-204518"), ORDER, own)[0] is Access.CALL_PERSON


def test_what_was_proved_is_gone_when_locked() -> None:
    locked = Proofs("c1", ("FH-204518",), MOST_WRONG_TRIES)
    assert not may_see(VISITOR, locked, "c1", ORDER)


def test_stored_proofs_must_be_proofs() -> None:
    assert Proofs.from_json(None, "c1") == FRESH
    with pytest.raises(InvalidRecord):
        Proofs.from_json({"conversation_id": "c1", "orders": "FH-204518", "wrong": 0}, "c1")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("fh 204518", "FH-204518"),
        ("FH\u2013204518", "FH-204518"),
        ("#204518", "FH-204518"),
        ("\uff26\uff28204518", "FH-204518"),
        ("FH-2045189", "FH-2045189"),
        (" AB-1 ", "AB-1"),
    ],
)
def test_numbers_are_written_one_way(typed: str, plain: str) -> None:
    assert plain_number(typed) == plain


def test_details_are_compared_whatever_their_case_and_spaces() -> None:
    assert plain_email(" A.B@Example.com") == "a.b@example.com"
    assert plain_email(None) == ""
    assert plain_postcode("la9 4qt") == plain_postcode("LA9-4QT") == "LA94QT"
