"""The front door while a part is broken, and what a customer's pick does."""

import pytest

from bot.domain.escalation import replay
from bot.domain.turn import TurnSignals
from bot.errors import InvalidChoice, InvalidDirective
from tests.fakes_bot import (
    RETURN_IT,
    RETURNS,
    SAT_PHONE,
    TENT,
    Mood,
    ScriptedDialogue,
    SmallLibrary,
    silent_dialogue,
    small_bot,
    turn,
)


async def test_dialogue_down_calls_a_person_with_what_the_articles_had() -> None:
    reply = await small_bot(talk=silent_dialogue()).answer(turn(RETURN_IT))
    assert (reply.decision, reply.reason) == ("escalate", "dialogue_unavailable")
    assert reply.evidence.hits[0].article_id == "returns"
    assert reply.evidence.parse is None


@pytest.mark.parametrize(
    "error", [InvalidDirective("unknown directive 'dance'"), RuntimeError("a fault of ours")]
)
async def test_any_fault_of_the_dialogue_counts_as_down(error: Exception) -> None:
    reply = await small_bot(talk=ScriptedDialogue(broken=error)).answer(turn(RETURN_IT))
    assert reply.reason == "dialogue_unavailable"


async def test_dialogue_state_is_remembered_while_it_is_down() -> None:
    before = TurnSignals("Ann", slots={"contact_name": "Ann"}, active_form="contact_form")
    reply = await small_bot(talk=silent_dialogue()).answer(turn("ann@example.org", before))
    assert (reply.evidence.turn.slots, reply.evidence.turn.active_form) == (before.slots, "contact_form")


async def test_articles_down_calls_a_person_for_a_question() -> None:
    reply = await small_bot(articles=SmallLibrary(broken=OSError("index gone"))).answer(turn(RETURN_IT))
    assert (reply.decision, reply.reason) == ("escalate", "retrieval_unavailable")
    assert reply.evidence.sentiment.lexicon_only


async def test_articles_down_does_not_matter_for_a_greeting() -> None:
    reply = await small_bot(articles=SmallLibrary(broken=OSError("index gone"))).answer(turn("hi"))
    assert reply.decision == "say"


async def test_sentiment_model_down_goes_by_the_words_and_says_so() -> None:
    broken = Mood(broken=ValueError("wrong shape"))
    calm = await small_bot(mood=broken).answer(turn(RETURN_IT))
    angry = await small_bot(mood=broken).answer(turn("you are useless idiots, this is a disgrace, I hate it"))
    assert (calm.decision, calm.evidence.sentiment.lexicon_only) == ("answer", True)
    assert (angry.decision, angry.reason) == ("escalate", "negative_sentiment")


async def test_both_down() -> None:
    bot = small_bot(talk=silent_dialogue(), articles=SmallLibrary(broken=OSError("index gone")))
    assert (await bot.answer(turn(RETURN_IT))).reason == "dialogue_unavailable"


async def test_pick_an_article() -> None:
    bot = small_bot()
    asked = await bot.answer(turn(TENT))
    reply = await bot.pick(turn("Returning an item", asked.evidence.turn), "article:returns")
    assert (reply.decision, reply.text) == ("answer", RETURNS.passage)
    assert reply.sources[0].article_id == "returns"
    assert reply.evidence.lines[0] == "The customer chose this article."
    assert replay(reply.evidence.to_dict()).kind == "answer"


async def test_pick_an_article_that_is_gone() -> None:
    reply = await small_bot().pick(turn("Old article"), "article:old")
    assert reply.decision == "say"
    assert "article" in reply.text


async def test_pick_while_the_articles_are_down() -> None:
    reply = await small_bot(articles=SmallLibrary(broken=OSError("gone"))).pick(turn("x"), "article:returns")
    assert reply.reason == "retrieval_unavailable"


async def test_pick_a_person_keeps_the_reason_of_the_offer() -> None:
    bot = small_bot()
    offered = await bot.answer(turn(SAT_PHONE))
    reply = await bot.pick(turn("Talk to a person", offered.evidence.turn), "person")
    assert (reply.decision, reply.reason) == ("escalate", "low_confidence")


async def test_pick_a_person_unasked() -> None:
    assert (await small_bot().pick(turn("Talk to a person"), "person")).reason == "customer_asked"


async def test_pick_rephrase() -> None:
    reply = await small_bot().pick(turn("Let me rephrase"), "rephrase")
    assert (reply.decision, reply.choices) == ("say", ())


async def test_pick_what_was_never_offered() -> None:
    with pytest.raises(InvalidChoice, match="dance"):
        await small_bot().pick(turn("x"), "dance")
