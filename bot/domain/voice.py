"""The bot's own sentences: plain words, the feeling acknowledged before the fact, no promise it cannot keep.

Variants are chosen by the message's id, so the same message always gets the same sentence, and never one
that was used for the turn before.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.domain.turn import Choice

PERSON = Choice("person", "Talk to a person")
REPHRASE = Choice("rephrase", "Let me rephrase")
ARTICLE = "article:"

_DEFAULT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "acknowledge": (
            "I'm sorry about the trouble.",
            "I understand that this is frustrating.",
            "I can see why that is annoying, and I'm sorry.",
        ),
        "greet": (
            "Hello! What can I help you with?",
            "Hi there! How can I help?",
            "Hello! Tell me what you need.",
        ),
        "clarify": (
            "I want to get this right. Which of these do you mean?",
            "I found a few things that may fit. Which one is it?",
            "Is it one of these?",
        ),
        "offer:low_confidence": (
            "I'm not sure about the answer. I can bring in a person, or you can put it in other words.",
            "I couldn't find a sure answer to that. Would you like to talk to a person?",
            "I don't want to guess. Shall I get a person, or would you like to ask it another way?",
        ),
        "offer:negative_sentiment": (
            "I'm sorry that this is going badly. Would you like to talk to a person?",
            "That sounds frustrating, and I'm sorry. I can get a person, or you tell me what went wrong.",
            "I hear you, and I'm sorry. Shall I bring in a person?",
        ),
        "prompt": (
            "What else can I help you with?",
            "Is there anything I can do for you?",
            "Tell me what you need, and I'll have a look.",
        ),
        "which": (
            "Which one do you mean? Pick one above, or tell me in other words.",
            "Please pick the one that fits, or put it in other words.",
        ),
        "rephrase": (
            "All right. Please tell me in other words what you need.",
            "No problem. How would you put it instead?",
            "Sure, try it once more in your own words.",
        ),
        "gone": (
            "That article has just been taken down. Please ask me again in your own words.",
            "I can't open that article any more. Tell me what you need and I'll look again.",
        ),
        "escalate:customer_asked": (
            "Of course. A person will take over here; they can read what you have written so far.",
            "Sure, I'm passing you to a person. You won't have to repeat anything.",
            "I'm handing this over to a person now. They see our whole conversation.",
        ),
        "escalate:low_confidence": (
            "I can't answer this well enough, so a person will take over. They can read everything above.",
            "This is one for a person. I'm passing our conversation on to them.",
            "I'd rather not guess, so I'm bringing in a person. You won't have to repeat anything.",
        ),
        "escalate:negative_sentiment": (
            "I'm sorry about this experience. A person will take over and can read everything above.",
            "You have every reason to be annoyed, and I'm sorry. I'm passing this to a person now.",
            "I'm sorry that I couldn't make this better. A person will take it from here.",
        ),
        "escalate:complex_matter": (
            "There are several things to settle here, so a person will look at all of it together.",
            "This deserves a closer look than I can give. I'm passing everything you wrote to a person.",
            "So that nothing gets lost, a person will take care of this. You won't have to repeat it.",
        ),
        "escalate:risk_topic": (
            "Thank you for telling us. This is important, so a person will take over.",
            "This should not wait for a bot. I'm passing it to a person now.",
            "A person needs to look at this. I'm handing over our conversation.",
        ),
        "escalate:repeated_failure": (
            "I'm sorry, I keep missing the point. A person will take over; they can read everything above.",
            "I'm not helping you here, and I'm sorry. I'm passing this to a person.",
            "Sorry for going in circles. A person will take it from here.",
        ),
        "escalate:dialogue_unavailable": (
            "I can't answer by myself right now, so a person will read your message and reply here.",
            "Your message has gone to a person, who will answer you here.",
            "I'm having trouble at the moment. A person will reply to you in this conversation.",
        ),
        "escalate:retrieval_unavailable": (
            "I can't look things up right now, so a person will answer you here.",
            "My articles are out of reach at the moment. A person will reply to you in this conversation.",
            "Something is not working on my side. I've passed your question to a person.",
        ),
        "escalate:message_left": (
            "Thank you, I've passed your message on. A person will reply to you.",
            "Got it. Your message is with our team now, and a person will reply.",
        ),
        "escalate:self_harm": (
            "I'm very sorry you feel this way. A person will read this. In danger, call emergency help.",
            "Thank you for telling me. A person takes over. If you are in danger, call emergency help.",
        ),
        "escalate:urgent": (
            "I'm sorry to hear this. If anyone is hurt, call emergency help first. A person takes over.",
            "Your safety comes first: in danger, call emergency help. I'm bringing in a person.",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence with the id under which it is remembered."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Sentences by occasion; an occasion without an entry here uses the built-in ones."""

    sentences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def say(self, occasion: str, message_id: str, last_said: str | None = None) -> Utterance:
        """Choose the sentence for an occasion; `last_said` is the id that was used for the turn before.

        Raises: KeyError for an occasion that does not exist.
        """
        variants = self.sentences.get(occasion) or _DEFAULT[occasion]
        first = int.from_bytes(hashlib.sha256(message_id.encode()).digest()[:4]) % len(variants)
        if f"{occasion}.{first}" == last_said:
            first = (first + 1) % len(variants)
        return Utterance(f"{occasion}.{first}", variants[first])


OCCASIONS: tuple[str, ...] = tuple(_DEFAULT)
