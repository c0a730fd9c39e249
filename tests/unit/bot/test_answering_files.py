"""Files that come with a message: the bot says that it cannot read them, and answers the words."""

from dataclasses import replace

from bot.domain.turn import TurnSignals
from bot.domain.voice import PERSON
from tests.fakes_bot import RETURN_IT, RETURNS, small_bot, turn


async def test_the_words_are_answered_and_the_file_is_said_to_be_unread() -> None:
    bare = await small_bot().answer(turn(RETURN_IT))
    reply = await small_bot().answer(replace(turn(RETURN_IT), files=2))
    assert reply.decision == "answer"
    assert reply.text.startswith(bare.text)
    assert "can't" in reply.text.removeprefix(bare.text)
    assert [source.article_id for source in reply.sources] == [RETURNS.article_id]


async def test_a_message_without_files_hears_nothing_of_files() -> None:
    assert "file" not in (await small_bot().answer(turn("hi"))).text


async def test_a_file_without_words_gets_the_offer_of_a_person() -> None:
    reply = await small_bot().answer(replace(turn(""), files=1))
    assert (reply.decision, reply.reason, reply.choices) == ("offer", "attachment", (PERSON,))
    assert "can't" in reply.text
    assert reply.evidence.lines == ("The customer sent a file without words; the bot cannot read files.",)


async def test_whoever_takes_the_offer_gets_a_person_for_that_reason() -> None:
    bot = small_bot()
    offer = await bot.answer(replace(turn(""), files=1))
    picked = await bot.pick(replace(turn(PERSON.label), memory=(offer.evidence.turn,)), PERSON.id)
    assert (picked.decision, picked.reason) == ("escalate", "attachment")


async def test_a_form_under_way_goes_on_after_a_file() -> None:
    before = TurnSignals("return it", slots={"order": "1"}, active_form="return_form")
    reply = await small_bot().answer(replace(turn(""), files=1, memory=(before,)))
    assert (reply.evidence.turn.slots, reply.evidence.turn.active_form) == ({"order": "1"}, "return_form")
