"""Flow: where is my money?"""

from datetime import date

import pytest

from bot.domain.commerce import Money, Refund, RefundStatus
from tests.fakes_commerce import CANCELLED, NOW, Chat, FakeCommerce

AMOUNT = Money(24900)
NUMBER = CANCELLED.number


@pytest.mark.parametrize(
    ("refunds", "sentence"),
    [
        ((), "utter_refund_none"),
        ((Refund(NUMBER, AMOUNT, RefundStatus.AWAITING_PARCEL),), "utter_refund_awaiting"),
        ((Refund(NUMBER, AMOUNT, RefundStatus.PENDING, date(2026, 11, 24)),), "utter_refund_pending"),
        ((Refund(NUMBER, AMOUNT, RefundStatus.PENDING),), "utter_refund_on_its_way"),
        ((Refund(NUMBER, AMOUNT, RefundStatus.PAID, None, NOW),), "utter_refund_paid"),
    ],
    ids=["none", "awaiting", "pending", "no day", "paid"],
)
async def test_every_state_of_a_refund_has_its_sentence(refunds: tuple[Refund, ...], sentence: str) -> None:
    chat = Chat(shop=FakeCommerce(refunds={NUMBER: refunds}))

    assert await chat.say("where is my refund", "refund_status") == [sentence]
    assert chat.gaps["order"] == NUMBER
