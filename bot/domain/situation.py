"""Everything that is known about a turn when it is decided, as one value, and how it is put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain import complexity, repetition
from bot.domain.complexity import Complexity
from bot.domain.directives import DialogueTurn, LeaveMessage
from bot.domain.intention import accepted_offer, wish_of
from bot.domain.policy import Policy
from bot.domain.repetition import Repetition
from bot.domain.risk import Risk, find_risks
from bot.domain.sentiment import Course, follow
from bot.domain.turn import Advice, HitRecord, Reason, TurnSignals, Wish
from bot.domain.wording import asks, squeeze


@dataclass(frozen=True, slots=True)
class Found:
    """What the articles had for a message: hits best first, the advice, and the probability `needed` to
    answer.

    `similarities` are the cosines of the message with the latest turns before it, in their order.
    """

    hits: tuple[HitRecord, ...]
    advice: Advice
    needed: float
    similarities: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Confidence:
    """What the best article is worth; `fresh` is False when the customer was shown that passage before."""

    advice: Advice
    title: str | None = None
    probability: float = 0.0
    needed: float = 1.0
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Situation:
    """A turn about to be decided.

    `wish` is what the dialogue wants done and `asks` whether the text reads as a question; `confidence` is
    None when the articles could not be asked; `accepted` is the reason of an offer of a person that the
    customer took; `chosen` says that the customer picked the article; `stretch` are the turns since the bot
    last called a person.
    """

    wish: Wish
    negative: float = 0.0
    course: Course = field(default_factory=Course)
    risks: tuple[Risk, ...] = ()
    complexity: Complexity = field(default_factory=Complexity)
    repetition: Repetition = field(default_factory=Repetition)
    stretch: tuple[TurnSignals, ...] = ()
    accepted: Reason | None = None
    asks: bool = True
    confidence: Confidence | None = None
    chosen: bool = False
    dialogue_available: bool = True
    message: Mapping[str, str] = field(default_factory=dict)


def situate(
    text: str,
    stretch: tuple[TurnSignals, ...],
    dialogue: DialogueTurn | None,
    found: Found | None,
    negative: float,
    policy: Policy,
) -> Situation:
    """Put together what is known; `dialogue` or `found` is None when that part did not answer.

    What the dialogue takes for frustration counts as at least a feeling, however the words alone may sound.
    """
    text = squeeze(text)
    last = stretch[-1] if stretch else None
    wish = wish_of(dialogue, text, found.advice if found else None, last) if dialogue else "search"
    felt = max(negative, policy.feeling) if wish == "vent" else negative
    kinds = {entity.entity for entity in dialogue.parse.entities} if dialogue else set()
    return Situation(
        wish=wish,
        negative=felt,
        course=follow([*(turn.negative for turn in stretch), felt], policy.sensitivity),
        risks=find_risks(text),
        complexity=complexity.measure(text, len(kinds)) if wish in ("search", "vent") else Complexity(),
        repetition=repetition.observe(text, stretch, found.similarities if found else (), policy.alike),
        stretch=stretch,
        accepted=accepted_offer(dialogue.parse.intent if dialogue else None, last),
        asks=asks(text),
        confidence=confidence_in(found, stretch),
        dialogue_available=dialogue is not None,
        message=_message(dialogue),
    )


def confidence_in(found: Found | None, stretch: Sequence[TurnSignals]) -> Confidence | None:
    """Say what the best hit is worth; without hits nothing can be answered."""
    if found is None:
        return None
    if not found.hits:
        return Confidence("escalate", needed=found.needed)
    best = found.hits[0]
    shown = {(*turn.article_ids, turn.heading) for turn in stretch if turn.decision == "answer"}
    fresh = (best.article_id, best.heading) not in shown
    return Confidence(found.advice, best.title, best.probability, found.needed, fresh)


def _message(dialogue: DialogueTurn | None) -> Mapping[str, str]:
    left = [item for item in dialogue.directives if isinstance(item, LeaveMessage)] if dialogue else []
    return left[-1].fields if left else {}
