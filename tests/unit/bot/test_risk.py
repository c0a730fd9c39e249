"""Risk topics: what must reach a person at once, and the look-alikes that must not."""

import pytest

from bot.domain.risk import TOPICS, find_risks

RISKY = {
    "privacy": (
        "there was a data breach at your company",
        "I can see another customer's invoice in my account",
        "my address was published online by you",
    ),
    "self_harm": (
        "I want to kill myself",
        "i don't want to live anymore",
        "everyone would be better off dead",
    ),
    "injury": (
        "the stove burned my hand",
        "I got burned by it when I lit the stove",
        "I got burnt before I could let go of the pan",
        "I was hurt by it at the campsite",
        "she was injured once the strap snapped",
        "My son got badly burnt by your lantern",
        "I broke my wrist when the chair folded",
        "it gave me an electric shock",
        "he was hospitalised after using it",
        "the wire hurt my daughter",
    ),
    "safety": (
        "the power bank caught fire",
        "My cartridge is leaking gas in the tent",
        "the battery is swollen",
        "it exploded on the table",
        "the lamp head exploded in my tent",
        "the service van is on fire",
        "the carabiner snapped while I was hanging on it",
        "somebody could have been killed",
        "the lamp started smoking",
    ),
    "medical": (
        "I had an allergic reaction to the fabric",
        "she can't breathe properly",
        "my dog swallowed a peg",
    ),
    "legal_threat": (
        "You will hear from my lawyer",
        "I'm going to sue",
        "see you in court",
        "then I'll take legal action",
        "my solicitor says you owe me",
    ),
    "fraud": (
        "someone used my credit card",
        "I want to make a fraud report",
        "there is a fraud alert on my account",
        "what is your fraud number, my card is gone",
        "I have a fraud case open with you and nobody answers",
        "my account was hacked",
        "there is a fraudulent charge",
        "I never placed this order",
        "unauthorised payment of 80 euros",
        "somebody logged into my account",
        "someone ordered two tents with my card",
    ),
    "press": ("I'm a journalist working on a story", "I'll go to the newspapers", "a request for comment"),
    "regulator": (
        "I have informed trading standards",
        "the ombudsman has my letter",
        "I'll report you to the authorities",
        "I'm going to the police",
    ),
}

HARMLESS = (
    "is this legal to use on campsites?",
    "do you have a first aid kit for burns",
    "how do I light a fire with this stove",
    "can the cartridge explode in the sun?",
    "which regulator fits the butane bottle",
    "a new pressure regulator for my stove",
    "press the button to switch it on",
    "is the rash guard in stock",
    "no double bill? I was burned by that with my old provider",
    "I've been burned before by a cheap tent",
    "haha the bot is on fire today",
    "is there an exploded view of the stove's parts",
    "how many fraud cases did you have last year",
    "what counts as fraud in your terms",
    "does the tent come with a smoke detector",
    "my bike was stolen, which lock is the safest",
    "that climb was a killer",
    "I'm dying to get that jacket",
    "someone used the tent before me, can I return it",
    "someone ordered it for me as a gift",
    "I cut my fabric too short",
    "lost my head torch on the trail",
    "the arm of the chair broke",
    "is smoking allowed in your store",
    "how do you protect my data",
    "how do you protect customers against fraud",
    "can I pay by card on delivery",
    "where is the food court near your store",
    "I was charged twice",
    "the parcel is lost",
    "please report this to the courier",
    "how long is the warranty",
    "is the sleeping bag allergy-free",
    "what a killer deal",
    "these sandals are a crime against fashion",
    "my name is Sue Miller, where is my order",
    "my sister Sue will collect it",
    "I could kill myself for forgetting the poles",
    "a coat for my lawyer, he is tall",
    "when is the suicide squad film shown",
    "the voice reporter feature on my watch",
    "my data was used up after a week",
)


@pytest.mark.parametrize(
    ("topic", "text"),
    [pytest.param(topic, text, id=text) for topic, texts in RISKY.items() for text in texts],
)
def test_risk_is_found(topic: str, text: str) -> None:
    assert topic in {risk.topic for risk in find_risks(text)}


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_look_alike(text: str) -> None:
    assert find_risks(text) == ()


def test_every_topic_is_tried() -> None:
    assert set(RISKY) == set(TOPICS)


def test_the_words_that_show_it_are_kept() -> None:
    assert find_risks("Well, I\u2019ll see you in court!")[0].words == "see you in court"


def test_gravest_topic_comes_first() -> None:
    found = find_risks("my lawyer knows that the stove burned my hand")
    assert [risk.topic for risk in found] == ["injury", "legal_threat"]


@pytest.mark.parametrize(
    ("text", "team"),
    [
        ("someone hacked my account", "fraud"),
        ("I gave them the code from my phone", "fraud"),
        ("there are payments on my card that I never made", "fraud"),
        ("the lamp exploded", "safety"),
        ("I had an allergic reaction", "medical"),
        ("my lawyer will write to you", "legal"),
        ("I will go to the ombudsman", "legal"),
        ("I am a journalist", "press"),
        ("I got another customer's invoice", "privacy"),
    ],
)
def test_each_topic_has_its_team(text: str, team: str) -> None:
    assert [risk.team for risk in find_risks(text)][:1] == [team]
