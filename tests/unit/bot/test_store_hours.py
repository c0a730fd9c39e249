"""Flow: when are the stores open?"""

from tests.fakes_commerce import Chat, FakeCommerce


async def test_all_stores_are_told_with_todays_hours() -> None:
    chat = Chat()

    assert await chat.say("when are you open", "store_hours") == ["utter_store_hours"]
    assert chat.gaps["hours"].splitlines() == [
        "- Fernhollow Leeds: today from 09:00 to 17:30",
        "- Fernhollow York: today from 09:00 to 17:30",
    ]


async def test_the_named_store_and_day_are_told() -> None:
    chat = Chat()

    await chat.say("is the York store open on Saturday?", "store_hours")

    assert chat.gaps["hours"] == "- Fernhollow York: closed on Saturday 21 November"


async def test_without_the_shop_a_person_is_called() -> None:
    assert await Chat(shop=FakeCommerce(down=True)).say("open?", "store_hours") == ["utter_call_person"]
