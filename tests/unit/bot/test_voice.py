"""The bot's sentences: the same for the same message, never twice in a row, and in the operator's words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.turn import REASONS
from bot.domain.voice import NAMED, OCCASIONS, TONES, Setting, Tone, Voice, first_name
from bot.errors import InvalidVoice

THANKS = {"utter_thanks": ("You're welcome!", "Glad I could help!", "My pleasure.")}
PARCEL = {"utter_parcel": ("Parcel {number} is {state}.", "It is {state} ({number}).")}
EVERYTHING = {
    "wait": "5 minutes",
    "agent": "Jonas",
    "settled": '"it"',
    "question": '"it"',
    "name": "Ann",
    "shop": "Shop",
}
KNOWING = ("returned", "wait:known", "other:")
"""Only said when their placeholders are known."""


def at(message_id: str = "m1", *said: str, **facts: str) -> Setting:
    return Setting(message_id, said, facts)


@given(st.sampled_from(OCCASIONS), st.sampled_from(TONES), st.lists(st.text(max_size=9), min_size=2))
def test_a_conversation_never_hears_a_sentence_twice_in_a_row(
    occasion: str, tone: Tone, message_ids: list[str]
) -> None:
    voice = Voice(tone=tone)
    said: list[str] = []
    texts: list[str] = []
    for message_id in message_ids:
        utterance = voice.say(occasion, Setting(message_id, tuple(said), EVERYTHING))
        assert utterance == voice.say(occasion, Setting(message_id, tuple(said), EVERYTHING))
        said.append(utterance.id)
        texts.append(utterance.text)
    assert all(one != other for one, other in pairwise(texts))


def test_variants_take_turns() -> None:
    said: list[str] = []
    for number in range(3):
        said.append(Voice().say("clarify", at(f"m{number}", *said)).id)
    assert len(set(said)) == 3


def test_sentences_vary_between_conversations() -> None:
    assert len({Voice().say("greet", at(f"m{number}")).text for number in range(30)}) == 3


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("tone", TONES)
def test_every_reason_has_its_sentence(reason: str, tone: Tone) -> None:
    assert "person" in Voice(tone=tone).say(f"escalate:{reason}", at()).text


@pytest.mark.parametrize("occasion", OCCASIONS)
@pytest.mark.parametrize("tone", TONES)
def test_nothing_known_is_enough_to_speak(occasion: str, tone: Tone) -> None:
    text = Voice(tone=tone).say(occasion, at()).text
    assert text
    if not occasion.startswith(
        ("returned", "wait:known", "other:")
    ):  # only said when their placeholders are known
        assert "{" not in text


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_built_in_sentences_pass_the_check_that_the_operators_pass(occasion: str) -> None:
    for tone in TONES:
        Voice().edited(tone, {occasion: list(Voice(tone=tone).defaults(occasion))})


def test_operator_replaces_an_occasion_and_keeps_the_others() -> None:
    voice = Voice({"greet": ("Ahoy!", "Ahoy there!")})
    assert voice.say("greet", at()).text.startswith("Ahoy")
    assert voice.say("rephrase", at()) == Voice().say("rephrase", at())


def test_a_built_in_sentence_steps_in_for_a_single_one_that_was_just_said() -> None:
    voice = Voice({"clarify": ("Which?",)})
    first = voice.say("clarify", at("m1"))
    second = voice.say("clarify", at("m2", first.id))
    third = voice.say("clarify", at("m3", first.id, second.id))
    assert [first.text, third.text] == ["Which?", "Which?"]
    assert second.text in Voice().defaults("clarify")


def test_tones_differ() -> None:
    warm, neutral, brief = (Voice(tone=tone).say("greet", at()).text for tone in TONES)
    assert "!" in warm
    assert "!" not in neutral
    assert len(brief) < len(warm)


def test_the_name_is_used_now_and_then_only() -> None:
    said: list[str] = []
    named: list[bool] = []
    for number in range(7):
        utterance = Voice({"prompt": ("Yes, {name}?", "And, {name}?")}).say(
            "prompt", at(f"m{number}", *said, name="Ann")
        )
        said.append(utterance.id)
        named.append("Ann" in utterance.text)
    assert named == [True, False, False, False, False, True, False]
    assert said[0].endswith(NAMED)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Ann Lee", "Ann"),
        ("Jean-Luc", "Jean-Luc"),
        ("Zoë", "Zoë"),
        ("Visitor", None),
        ("Dr. Who", None),
        ("A", None),
        ("<b>x</b>", None),
        ("a@b.example", None),
        (None, None),
        ("", None),
    ],
)
def test_first_name(name: str | None, first: str | None) -> None:
    assert first_name(name) == first


def test_the_wait_is_only_spoken_of_when_it_is_known() -> None:
    told = {Voice().say("offer:later", at(f"m{n}", wait="4 to 9 minutes")).text for n in range(20)}
    assert any("4 to 9 minutes" in text for text in told)
    assert not any("wait is" in Voice().say("offer:later", at(f"m{n}")).text for n in range(20))


def test_what_the_dialogue_says_is_said_in_the_operators_words() -> None:
    voice = Voice({"utter_parcel": ("{shop} says: {state}!",)}, responses=PARCEL)
    setting = at("m1", shop="Fernhollow")
    assert voice.reword("utter_parcel", "Parcel 12 is on its way.", setting).text == (
        "Fernhollow says: on its way!"
    )


def test_a_name_that_the_dialogue_said_is_not_left_out() -> None:
    voice = Voice(responses={"utter_booked": ("Booked for {name}.", "It is booked for {name}.")})
    setting = at("m2", f"greet.0{NAMED}", name="Ann")
    assert "Bob" in voice.reword("utter_booked", "Booked for Bob.", setting).text


def test_without_own_words_the_variants_of_the_dialogue_take_turns() -> None:
    voice = Voice(responses=THANKS)
    first = voice.reword("utter_thanks", "My pleasure.", at("m1"))
    second = voice.reword("utter_thanks", "My pleasure.", at("m2", first.id))
    assert {first.text, second.text} < set(THANKS["utter_thanks"])
    assert first.text != second.text


def test_what_cannot_be_said_in_other_words_stays_as_it_came() -> None:
    voice = Voice({"utter_parcel": ("It is {state}.",)}, responses=PARCEL)
    assert voice.reword("utter_parcel", "Something else.", at()).text == "Something else."
    assert voice.reword("utter_unknown", "Hello.", at()).text == "Hello."


@pytest.mark.parametrize(
    ("tone", "sentences", "complaint"),
    [
        ("loud", {}, "tone"),
        ("warm", {"birthday": ["Hooray"]}, "birthday"),
        ("warm", {"greet": ["Hi {surname}"]}, r"greet: unknown placeholder \{surname\}; known are \{name\}"),
        ("warm", {"greet": ["  "]}, "empty"),
        ("warm", {"greet": [7]}, "empty"),
        ("warm", {"greet": ["Hi { name"]}, "brace"),
        ("warm", {"greet": ["x" * 601]}, "characters"),
        ("warm", {"greet": "Hi"}, "list"),
        ("warm", ["Hi"], "map"),
    ],
)
def test_words_that_do_not_fit_are_refused(tone: str, sentences: object, complaint: str) -> None:
    with pytest.raises(InvalidVoice, match=complaint):
        Voice().edited(tone, sentences)


def test_an_empty_list_gives_an_occasion_back_to_the_built_in_sentences() -> None:
    assert Voice({"greet": ("Ahoy",)}).edited("warm", {"greet": []}).sentences == {}


def test_unknown_occasion_is_refused() -> None:
    with pytest.raises(KeyError):
        Voice().say("birthday", at())
