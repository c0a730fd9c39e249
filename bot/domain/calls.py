"""The bot's own sentences when a person is called: who takes over, why, and how long it may take.

Every occasion says when it is used, and has sentences for a warm and for a brief tone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Occasion:
    """When something is said (`meaning`, in plain words) and how: `warm` and `brief` sentences."""

    meaning: str
    warm: tuple[str, ...]
    brief: tuple[str, ...]


_WAITS: Mapping[str, Occasion] = {
    "wait:known": Occasion(
        "Put after the words that call a person, when nobody is free and the usual wait is known.",
        ("The usual wait is {wait} at the moment.", "Right now that takes {wait} as a rule."),
        ("Usual wait: {wait}.", "That takes {wait} as a rule."),
    ),
    "wait:unknown": Occasion(
        "Put after the words that call a person, when all who are in are busy and nobody knows for how long.",
        (
            "Everybody is busy at the moment, so it may take a while; you can leave this page and come back.",
            "Nobody is free just now, so please bear with us. What you write stays in this conversation.",
        ),
        ("All are busy; it may take a while.", "Nobody is free yet; it may take a while."),
    ),
    "wait:nobody": Occasion(
        "Put after the words that call a person, when the hours are on but nobody is signed in.",
        (
            "Nobody of our team is signed in right now; they read this as soon as they are here.",
            "There is nobody here at this moment, and I can't say for how long. Your message waits for them.",
        ),
        (
            "Nobody is signed in yet; it waits for the team.",
            "Nobody is here yet; they read it when they are.",
        ),
    ),
    "wait:closed": Occasion(
        "Put after the words that call a person, outside the hours.",
        (
            "Our team is not in at the moment; they read this when they are back.",
            "Nobody is here right now. Your message waits for the team, and they reply here.",
        ),
        ("The team is out; they read it when they are back.", "Nobody is in now; it waits for the team."),
    ),
}

_GRAVE = (
    "I'm very sorry you feel this way. A person will read this. In danger, call emergency help.",
    "Thank you for telling me. A person takes over. If you are in danger, call emergency help.",
)
_REASONS: Mapping[str, Occasion] = {
    "escalate:customer_asked": Occasion(
        "A person is called because the customer asked for one.",
        (
            "Of course, {name}. A person will take over here; they can read what you have written so far.",
            "Sure, I'm passing you to a person. You won't have to repeat anything.",
            "I'm handing this over to a person now. They see our whole conversation.",
        ),
        ("A person will take over here.", "I'm passing you to a person."),
    ),
    "escalate:low_confidence": Occasion(
        "A person is called because the bot has no sure answer.",
        (
            "I can't answer this well enough, so a person will take over. They can read everything above.",
            "This is one for a person. I'm passing our conversation on to them.",
            "I'd rather not guess, so I'm bringing in a person. You won't have to repeat anything.",
        ),
        ("I have no sure answer; a person takes over.", "This is one for a person."),
    ),
    "escalate:negative_sentiment": Occasion(
        "A person is called because the customer is upset.",
        (
            "I'm sorry about this experience, {name}. A person will take over and can read everything above.",
            "You have every reason to be annoyed, and I'm sorry. I'm passing this to a person now.",
            "I'm sorry that I couldn't make this better. A person will take it from here.",
        ),
        ("I'm sorry. A person takes over.", "Sorry about this. I'm getting a person."),
    ),
    "escalate:complex_matter": Occasion(
        "A person is called because there is more to it than one article can settle.",
        (
            "There are several things to settle here, so a person will look at all of it together.",
            "This deserves a closer look than I can give. I'm passing everything you wrote to a person.",
            "So that nothing gets lost, a person will take care of this. You won't have to repeat it.",
        ),
        ("A person will look at all of it.", "This needs a closer look; a person takes over."),
    ),
    "escalate:risk_topic": Occasion(
        "A person is called because the topic is for people only.",
        (
            "Thank you for telling us. This is important, so a person will take over.",
            "This should not wait for a bot. I'm passing it to a person now.",
            "A person needs to look at this. I'm handing over our conversation.",
        ),
        ("This is important; a person takes over.", "A person will look at this."),
    ),
    "escalate:repeated_failure": Occasion(
        "A person is called because the bot keeps missing the point.",
        (
            "I'm sorry, I keep missing the point. A person will take over; they can read everything above.",
            "I'm not helping you here, and I'm sorry. I'm passing this to a person.",
            "Sorry for going in circles, {name}. A person will take it from here.",
        ),
        ("Sorry, I'm not helping. A person takes over.", "Sorry. I'm getting a person."),
    ),
    "escalate:dialogue_unavailable": Occasion(
        "A person is called because the dialogue does not answer.",
        (
            "I can't answer by myself right now, so a person will read your message and reply here.",
            "Your message has gone to a person, who will answer you here.",
            "I'm having trouble at the moment. A person will reply to you in this conversation.",
        ),
        ("A person will reply here.", "I can't answer now; a person will."),
    ),
    "escalate:retrieval_unavailable": Occasion(
        "A person is called because the articles cannot be searched.",
        (
            "I can't look things up right now, so a person will answer you here.",
            "My articles are out of reach at the moment. A person will reply to you in this conversation.",
            "Something is not working on my side. I've passed your question to a person.",
        ),
        ("I can't look things up; a person will answer.", "A person will reply here."),
    ),
    "escalate:commerce_unavailable": Occasion(
        "A person is called because orders cannot be looked up.",
        (
            "I can't reach our order system right now, so a person will look into it and reply here.",
            "Looking up orders is not working at the moment. I'm passing this to a person.",
        ),
        ("I can't reach orders; a person will look.", "Orders are out of reach. A person takes over."),
    ),
    "escalate:unsupported_language": Occasion(
        "A person is called because the bot does not speak the customer's language.",
        (
            "I only speak English, so a person will read your message and reply here.",
            "I'm sorry, I can't answer in your language. I'm passing your message to a person.",
        ),
        ("I only speak English; a person will reply.", "A person will read your message."),
    ),
    "escalate:vip": Occasion(
        "A person is called because this customer is to be served by people.",
        (
            "Thank you for writing, {name}. A person will look after you here.",
            "I'm bringing in a person to look after this. They can read what you have written so far.",
        ),
        ("A person will look after you.", "I'm getting a person for you."),
    ),
    "escalate:form_failed": Occasion(
        "A person is called because a job could not be finished with the bot.",
        (
            "I can't get this done by myself, and I'm sorry. A person will finish it; they see all of it.",
            "Let's not go on like this. A person will take it from here, with everything you told me.",
        ),
        ("I can't finish this; a person will.", "A person will finish it."),
    ),
    "escalate:attachment": Occasion(
        "A person is called because the customer sent a file without words.",
        (
            "I'm passing you to a person, who can open what you sent and read what you have written so far.",
            "Thank you, {name}. A person will look at what you sent and answer you here.",
        ),
        ("A person will look at your file.", "I'm getting a person who can open it."),
    ),
    "escalate:identity_failed": Occasion(
        "A person is called because the bot could not make sure who writes.",
        (
            "I couldn't confirm that with what we have on file, so a person will help you from here.",
            "To keep your data safe, a person will check the details with you here.",
        ),
        ("I couldn't confirm it; a person will help.", "A person will check that with you."),
    ),
    "escalate:message_left": Occasion(
        "The customer left a message for the team.",
        (
            "Thank you, {name}, I've passed your message on. A person will reply to you.",
            "Got it. Your message is with our team now, and a person will reply.",
        ),
        ("Your message is passed on; a person will reply.", "Thank you. A person will reply."),
    ),
    "escalate:self_harm": Occasion(
        "A person is called because the customer may be in danger from themselves.", _GRAVE, _GRAVE
    ),
    "escalate:urgent": Occasion(
        "A person is called because somebody is or may get hurt.",
        (
            "I'm sorry to hear this. If anyone is hurt, call emergency help first. A person takes over.",
            "Your safety comes first: in danger, call emergency help. I'm bringing in a person.",
        ),
        (
            "If anyone is hurt, call emergency help first. A person takes over.",
            "In danger, call emergency help. I'm bringing in a person.",
        ),
    ),
}

CALLS: Mapping[str, Occasion] = MappingProxyType({**_WAITS, **_REASONS})
