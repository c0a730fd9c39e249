"""Two matters in one message, and choices named in words, through the front door."""

from bot.domain.directives import DialogueTurn, Json, Parse, Part, Say, SearchArticles
from bot.domain.turn import TurnSignals
from tests.fakes_bot import (
    DELIVERY,
    RETURN_IT,
    RETURNS,
    TENT,
    ScriptedDialogue,
    converse,
    small_bot,
    small_library,
    turn,
)

CANCEL = "cancel my order please"
HOW_LONG = "how long is delivery"
BOTH = f"{CANCEL} and {HOW_LONG}"
TWO = f"{RETURN_IT} and {HOW_LONG}"
FORM: dict[str, Json] = {"requested_slot": "order_number"}


def parts(*texts: tuple[str, str]) -> tuple[Part, ...]:
    return tuple(Part(text, 0, len(text), intent, 0.9) for text, intent in texts)


def flow_turn(*found: Part) -> DialogueTurn:
    parse = Parse("cancel_order", 0.9, parts=found)
    return DialogueTurn(parse, (Say("Which order?"),), FORM, active_form="cancel_order_form")


async def test_a_flow_begins_and_the_question_is_answered_first() -> None:
    dialogue = flow_turn(*parts((CANCEL, "cancel_order"), (HOW_LONG, "ask_article")))
    articles = small_library()
    articles.found[HOW_LONG] = ("answer", (DELIVERY,))
    reply = await small_bot(talk=ScriptedDialogue({BOTH: dialogue}), articles=articles).answer(turn(BOTH))
    assert reply.text == f"{DELIVERY.passage}\n\nWhich order?"
    assert reply.evidence.turn.active_form == "cancel_order_form"


async def test_a_question_comes_first_and_the_flow_begins_after_it() -> None:
    asked = Parse("ask_article", 0.9, parts=parts((RETURN_IT, "ask_article"), (CANCEL, "cancel_order")))
    talk = ScriptedDialogue(
        {BOTH: DialogueTurn(asked, (SearchArticles(),)), CANCEL: flow_turn()},
    )
    reply = await small_bot(talk=talk).answer(turn(BOTH))
    assert reply.text == f"{RETURNS.passage}\n\nWhich order?"


async def test_two_sure_questions_are_both_answered() -> None:
    asked = Parse("ask_article", 0.9, parts=parts((RETURN_IT, "ask_article"), (HOW_LONG, "ask_article")))
    articles = small_library()
    articles.found[HOW_LONG] = ("answer", (DELIVERY,))
    talk = ScriptedDialogue({TWO: DialogueTurn(asked, (SearchArticles(),))})
    reply = await small_bot(talk=talk, articles=articles).answer(turn(TWO))
    assert reply.text == f"{RETURNS.passage}\n\n{DELIVERY.passage}"
    assert [source.article_id for source in reply.sources] == ["returns", "delivery"]


async def test_the_unsure_one_of_two_questions_is_left_to_the_customer() -> None:
    asked = Parse("ask_article", 0.9, parts=parts((RETURN_IT, "ask_article"), (HOW_LONG, "ask_article")))
    articles = small_library()
    articles.found[HOW_LONG] = ("clarify", (DELIVERY,))
    talk = ScriptedDialogue({TWO: DialogueTurn(asked, (SearchArticles(),))})
    reply = await small_bot(talk=talk, articles=articles).answer(turn(TWO))
    assert reply.text.startswith(RETURNS.passage)
    assert HOW_LONG in reply.text
    assert [choice.id for choice in reply.choices] == ["article:delivery", "person"]


async def test_the_second_one_is_the_second_choice() -> None:
    replies = await converse(small_bot(), TENT, "the second one")
    assert (replies[0].decision, replies[1].decision) == ("clarify", "answer")
    assert replies[1].sources[0].article_id == "returns"


async def test_a_number_without_choices_is_an_ordinary_message() -> None:
    said = TurnSignals(RETURN_IT, decision="answer", article_ids=("returns",))
    assert (await small_bot().answer(turn("the second one", said))).decision != "answer"
