"""A message read while it is being stored is not read again, and nothing stale is ever used."""

from dataclasses import dataclass, field

from bot.reading import Reading
from bot.reading_ahead import ReadingAhead
from tests.fakes_bot import RETURN_IT, FoundArticles, SmallLibrary, converse, small_bot, small_library, turn


@dataclass
class CountingLibrary(SmallLibrary):
    """Remembers what it was searched for."""

    searched: list[str] = field(default_factory=list)

    def search(self, question: str) -> FoundArticles:
        self.searched.append(question)
        return super().search(question)


def reading(negative: float) -> Reading:
    return Reading(None, negative)


async def test_what_was_begun_is_given_once() -> None:
    ahead = ReadingAhead()
    ahead.begin(turn("hi"), lambda: reading(0.2))
    taken = ahead.take(turn("hi"))
    assert taken is not None
    assert await taken == reading(0.2)
    assert ahead.take(turn("hi")) is None


async def test_nothing_is_given_for_other_words_or_after_other_turns() -> None:
    memory = [reply.evidence.turn for reply in await converse(small_bot(), "hi")]
    ahead = ReadingAhead()
    for changed in (turn("hello"), turn("hi", *memory), turn("hi", message_id="m2")):
        ahead.begin(turn("hi"), lambda: reading(0.2))
        assert ahead.take(changed) is None


async def test_what_nobody_asks_for_makes_room_for_newer_messages() -> None:
    ahead = ReadingAhead(most=1)
    for name in ("m1", "m2"):
        ahead.begin(turn("hi", message_id=name), lambda: reading(0.2))
    assert ahead.take(turn("hi", message_id="m1")) is None
    assert ahead.take(turn("hi", message_id="m2")) is not None


async def test_a_message_read_ahead_is_answered_without_reading_it_again() -> None:
    articles = CountingLibrary(small_library().found)
    bot = small_bot(articles=articles)
    bot.begin(turn(RETURN_IT))
    assert (await bot.answer(turn(RETURN_IT))).decision == "answer"
    assert articles.searched == [RETURN_IT]


async def test_a_try_over_other_articles_uses_nothing_read_over_these() -> None:
    bot = small_bot()
    bot.begin(turn(RETURN_IT))
    assert (await bot.knowing(SmallLibrary()).answer(turn(RETURN_IT))).decision != "answer"


async def test_a_pointed_choice_is_not_read_ahead() -> None:
    articles = CountingLibrary(small_library().found)
    bot = small_bot(articles=articles)
    (offered,) = await converse(bot, "the tent")
    bot.begin(turn("the second one", offered.evidence.turn, message_id="m2"))
    assert articles.searched == ["the tent"]
