"""Visitors: strangers start afresh, verified customers find their conversation again."""

from datetime import timedelta

import pytest

from handoff.conversation.visitors import TOKEN_LIFE, Visitor, Visitors
from handoff.errors import InvalidIdentity
from handoff.people.accounts import digest
from tests.fakes_handoff import Clock, MemoryConversations, MemoryCustomers, SpokenIdentities, counter


class Door:
    """Visitors, and hands on everything around them."""

    def __init__(self) -> None:
        self.customers, self.conversations, self.clock = MemoryCustomers(), MemoryConversations(), Clock()
        self.visitors = Visitors(
            self.customers,
            self.conversations,
            SpokenIdentities(),
            self.clock,
            counter("id"),
            counter("token"),
        )


@pytest.fixture
def door() -> Door:
    return Door()


async def test_a_stranger_gets_a_token_and_a_conversation(door: Door) -> None:
    admission = await door.visitors.admit(None, "en-GB", "https://shop.example/tents")
    assert admission.customer.to_wire() == {"id": "id1", "name": "Visitor", "email": None, "verified": False}
    assert door.customers.known["id1"].locale == "en-GB"
    assert door.conversations.pages == {admission.conversation_id: "https://shop.example/tents"}
    assert await door.visitors.authenticate(admission.token) == Visitor("id1", admission.conversation_id)


async def test_two_strangers_share_nothing(door: Door) -> None:
    one = await door.visitors.admit(None, None, None)
    two = await door.visitors.admit(None, None, None)
    assert one.customer.id != two.customer.id
    assert one.conversation_id != two.conversation_id
    assert one.token != two.token


async def test_a_verified_customer_finds_their_conversation_on_another_device(door: Door) -> None:
    desktop = await door.visitors.admit("u7:Robin", None, None)
    phone = await door.visitors.admit("u7:Robin", None, None)
    assert phone.customer == desktop.customer
    assert phone.customer.to_wire()["verified"] is True
    assert phone.conversation_id == desktop.conversation_id
    assert phone.token != desktop.token
    assert await door.visitors.authenticate(desktop.token) == await door.visitors.authenticate(phone.token)


async def test_another_identity_is_another_customer(door: Door) -> None:
    robin = await door.visitors.admit("u7", None, None)
    kim = await door.visitors.admit("u8", None, None)
    assert robin.conversation_id != kim.conversation_id


async def test_a_forged_identity_leaves_nothing_behind(door: Door) -> None:
    with pytest.raises(InvalidIdentity):
        await door.visitors.admit("forged", None, None)
    assert door.customers.known == {}
    assert door.conversations.states == {}
    assert door.customers.tokens == {}


async def test_the_token_is_not_stored_and_ends(door: Door) -> None:
    admission = await door.visitors.admit(None, None, None)
    assert list(door.customers.tokens) == [digest(admission.token)]
    door.clock.pass_by(TOKEN_LIFE - timedelta(seconds=1))
    assert await door.visitors.authenticate(admission.token) is not None
    door.clock.pass_by(timedelta(seconds=1))
    assert await door.visitors.authenticate(admission.token) is None


@pytest.mark.parametrize("token", ["", "token1", "id1"])
async def test_an_unknown_token_is_nobody(door: Door, token: str) -> None:
    assert await door.visitors.authenticate(token) is None


async def test_a_customer_without_a_conversation_is_not_let_in(door: Door) -> None:
    admission = await door.visitors.admit(None, None, None)
    door.conversations.newest.clear()
    assert await door.visitors.authenticate(admission.token) is None
