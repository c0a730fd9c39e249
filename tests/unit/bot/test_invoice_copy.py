"""Flow: a copy of the invoice."""

from tests.fakes_commerce import CANCELLED, PLACED, VISITOR, Chat, FakeCommerce


async def test_the_invoice_is_linked() -> None:
    chat = Chat(shop=FakeCommerce([PLACED]))

    assert await chat.say("invoice please", "invoice_copy") == ["utter_invoice"]
    assert chat.gaps["link"].endswith(PLACED.number)


async def test_a_cancelled_order_has_none() -> None:
    chat = Chat(shop=FakeCommerce([CANCELLED]))

    assert await chat.say("invoice please", "invoice_copy") == ["utter_invoice_refused"]


async def test_nobody_gets_an_invoice_without_proof() -> None:
    chat = Chat(VISITOR)

    said = await chat.say("invoice of FH-100001", "invoice_copy", order_number="FH-100001")

    assert said == ["utter_want_order_email"]
