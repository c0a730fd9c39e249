"""Hand-written stand-ins for what the bot talks to, and short ways to make its values."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bot.answering import Answering
from bot.domain.directives import (
    AskPerson,
    DialogueTurn,
    Directive,
    ExpressFrustration,
    Json,
    LeaveMessage,
    Parse,
    Say,
    SearchArticles,
)
from bot.domain.policy import Policy
from bot.domain.turn import Advice, BotReply, Turn, TurnSignals
from bot.errors import DialogueUnavailable
from bot.reading import LanguageGuess

Vector = npt.NDArray[np.float32]

DIRECTIVES: Mapping[str, Directive] = {
    "ask_article": SearchArticles(),
    "ask_person": AskPerson(),
    "frustrated": ExpressFrustration(),
    "leave_message": LeaveMessage({"name": "Ann", "email": "ann@example.org"}),
    "out_of_scope": Say("I can help with the shop."),
    "greeting": Say("Hello, what can I do for you?"),
    "thanks": Say("You're welcome."),
    "affirm": Say("All right."),
    "deny": Say("No problem."),
}


def understood(intent: str, *, form: str | None = None) -> DialogueTurn:
    """What the dialogue answers to a message of this intent."""
    return DialogueTurn(Parse(intent, 0.9), (DIRECTIVES[intent],), active_form=form)


@dataclass
class ScriptedDialogue:
    """Answers with what is put on it for a text, else takes the message for a question to the articles."""

    script: dict[str, DialogueTurn] = field(default_factory=dict)
    broken: Exception | None = None
    heard: list[tuple[str, Mapping[str, Json] | None, str | None]] = field(default_factory=list)

    async def turn(
        self,
        conversation_id: str,
        message_id: str,
        text: str,
        *,
        slots: Mapping[str, Json] | None = None,
        active_form: str | None = None,
    ) -> DialogueTurn:
        self.heard.append((text, slots, active_form))
        if self.broken:
            raise self.broken
        return self.script.get(text, understood("ask_article"))


def silent_dialogue() -> ScriptedDialogue:
    """A dialogue that is down."""
    return ScriptedDialogue(broken=DialogueUnavailable("connection refused"))


@dataclass(frozen=True)
class FoundHit:
    article_id: str
    title: str
    passage: str
    heading: str = ""
    score: float = 1.0
    probability: float = 0.9


@dataclass(frozen=True)
class FoundArticles:
    hits: Sequence[FoundHit]
    advice: Advice
    needed: float


@dataclass(frozen=True)
class CutOff:
    answered_from: float = 0.7


RETURNS = FoundHit("returns", "Returning an item", "You have **60 days**.", "How long", 0.8, 0.9)
DELIVERY = FoundHit("delivery", "Delivery times", "Two to four days.", "", 0.5, 0.4)


@dataclass
class SmallLibrary:
    """Finds what is put on it for a text; everything else is far from every article."""

    found: dict[str, tuple[Advice, tuple[FoundHit, ...]]] = field(default_factory=dict)
    calibration: CutOff = field(default_factory=CutOff)
    alike: dict[str, int] = field(default_factory=dict)
    broken: Exception | None = None

    def search(self, question: str) -> FoundArticles:
        if self.broken:
            raise self.broken
        advice, hits = self.found.get(question, ("escalate", (DELIVERY,)))
        return FoundArticles(hits, advice, self.calibration.answered_from)

    def encode(self, texts: Sequence[str]) -> Vector:
        """Texts given the same number in `alike` get the same vector; all others are at right angles."""
        vectors = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row, self.alike.get(text, 8 + sum(text.encode()) % 56)] = 1.0
        return vectors


@dataclass
class Mood:
    """A sentiment model that feels what it is told to."""

    negatives: dict[str, float] = field(default_factory=dict)
    troubles: dict[str, float] = field(default_factory=dict)
    broken: Exception | None = None

    def negative(self, text: str, embedding: Vector) -> float:
        if self.broken:
            raise self.broken
        return self.negatives.get(text, 0.1)

    def trouble(self, text: str, embedding: Vector) -> float:
        """How likely the text reports trouble; nothing does unless it was put in."""
        return self.troubles.get(text, 0.0)


def turn(text: str, *memory: TurnSignals, message_id: str = "m1") -> Turn:
    """A customer's message after these earlier turns."""
    return Turn("c1", message_id, text, memory=memory)


RETURN_IT = "how do I return it"
SAT_PHONE = "do you rent sat phones"
TENT = "the tent"


def small_library() -> SmallLibrary:
    return SmallLibrary(
        {
            RETURN_IT: ("answer", (RETURNS, DELIVERY)),
            "hi, how do I return it": ("answer", (RETURNS,)),
            "how the hell do I return it": ("answer", (RETURNS,)),
            TENT: ("clarify", (DELIVERY, RETURNS)),
        }
    )


def small_talk() -> ScriptedDialogue:
    return ScriptedDialogue(
        {
            "hi": understood("greeting"),
            "hi, how do I return it": understood("greeting"),
            "yes": understood("affirm"),
            "no": understood("deny"),
            "a person please": understood("ask_person"),
            "ann@example.org": understood("leave_message"),
            "this is so annoying": understood("frustrated"),
            "how the hell do I return it": understood("frustrated"),
        }
    )


def small_bot(
    *,
    talk: ScriptedDialogue | None = None,
    articles: SmallLibrary | None = None,
    mood: Mood | None = None,
    policy: Policy | None = None,
    languages: LanguageGuess | None = None,
) -> Answering:
    return Answering(
        talk or small_talk(),
        articles or small_library(),
        mood or Mood(),
        policy=policy,
        languages=languages,
    )


async def converse(bot: Answering, *texts: str) -> list[BotReply]:
    """Let a customer write these messages, each remembered as the event log would."""
    memory: list[TurnSignals] = []
    replies: list[BotReply] = []
    for number, text in enumerate(texts):
        reply = await bot.answer(turn(text, *memory, message_id=f"m{number}"))
        stored = json.loads(json.dumps(reply.evidence.to_dict()["turn"]))
        memory.append(TurnSignals.from_dict(stored))
        replies.append(reply)
    return replies
