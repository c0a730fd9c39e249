"""What was seen at a turn, before any policy weighs it: plain values, which a record can keep as JSON.

Must never hold a weight or a threshold: the same facts can be judged again under another policy
(`situation.situate`, then `escalation.assess`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain import complexity, signs
from bot.domain.caller import Caller
from bot.domain.complexity import Complexity
from bot.domain.desk import DeskState
from bot.domain.directives import DialogueTurn, LeaveMessage
from bot.domain.intention import accepted_offer, answers_form, begins_job, broken_by, wish_of
from bot.domain.language import Language
from bot.domain.repetition import failed_form
from bot.domain.risk import Risk, find_risks
from bot.domain.strain import STAKES
from bot.domain.turn import UNKNOWN_UNEASE, Advice, HitRecord, Reason, Turn, TurnSignals, Wish
from bot.domain.wording import asks, is_furious, squeeze, words

_CALM = 0.3
_SHORT = 4
_IDLE, _IDLEST = 0.15, 0.06
_OF_THE_MATTER = frozenset({"states", "unsolved"})
_COMMANDS = frozenset({"affirm", "cancel_form", "deny", "inform"})


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
class Facts:
    """A turn as it was seen.

    `wish` is what the dialogue wants done and `asks` whether the text reads as a question; `negative` is the
    message's negativity, `trouble` the probability that it reports some and `unease` that of a conversation
    going wrong, as the models gave them; `signs`
    are the names of the signs in its words; `confidence` is None when the articles could not be asked;
    `accepted` is the reason of an offer of a person that the customer took; `chosen` says that the customer
    picked the article; `stretch` are the turns since the bot last called a person, `similarities` the cosines
    with the latest of them; `failed_form` counts how often in a row a form asked for the same thing in vain;
    `broken` is the reason that the dialogue itself gave for calling a person; `language` is None when the
    message is in one that is served.
    """

    wish: Wish
    text: str = ""
    negative: float = 0.0
    trouble: float = 0.0
    unease: float = UNKNOWN_UNEASE
    signs: tuple[str, ...] = ()
    risks: tuple[Risk, ...] = ()
    complexity: Complexity = field(default_factory=Complexity)
    similarities: tuple[float, ...] = ()
    stretch: tuple[TurnSignals, ...] = ()
    accepted: Reason | None = None
    asks: bool = True
    confidence: Confidence | None = None
    chosen: bool = False
    dialogue_available: bool = True
    message: Mapping[str, str] = field(default_factory=dict)
    language: Language | None = None
    failed_form: int = 0
    broken: Reason | None = None
    caller: Caller = field(default_factory=Caller)
    desk: DeskState = field(default_factory=DeskState)
    pause_s: float | None = None
    rejected: int = 0
    unsettled: int = 0


def gather(
    turn: Turn,
    stretch: tuple[TurnSignals, ...],
    dialogue: DialogueTurn | None,
    found: Found | None,
    negative: float,
    *,
    language: Language | None = None,
    trouble: float = 0.0,
    unease: float = UNKNOWN_UNEASE,
) -> Facts:
    """Gather what is known of a turn; `dialogue` or `found` is None when that part did not answer."""
    text = squeeze(turn.text)
    last = stretch[-1] if stretch else None
    wish = wish_of(dialogue, text, found.advice if found else None, last) if dialogue else "search"
    if wish == "person" and _means_anybody(text, unease):
        wish = "search"
    kinds = {entity.entity for entity in dialogue.parse.entities} if dialogue else set()
    facts = Facts(
        wish=wish,
        text=text,
        negative=negative,
        trouble=trouble,
        unease=unease,
        signs=signs.read(text),
        risks=find_risks(text),
        complexity=complexity.measure(text, len(kinds)) if wish in ("search", "vent") else Complexity(),
        similarities=found.similarities if found else (),
        stretch=stretch,
        accepted=accepted_offer(dialogue.parse.intent if dialogue else None, last),
        asks=asks(text),
        confidence=confidence_in(found, stretch),
        dialogue_available=dialogue is not None,
        message=_message(dialogue),
        language=language,
        failed_form=failed_form(dialogue, stretch),
        broken=broken_by(dialogue) if dialogue else None,
        caller=turn.caller,
        desk=turn.desk,
        pause_s=turn.pause_s,
        rejected=turn.rejected,
        unsettled=turn.unsettled,
    )
    return _in_its_place(facts, dialogue, last) if dialogue else facts


def _means_anybody(text: str, unease: float) -> bool:
    """Whether "can somebody tell me when you open" asks for an answer and not for a person."""
    return words(text) > _SHORT and unease < (_IDLE if asks(text) else _IDLEST)


def _in_its_place(facts: Facts, dialogue: DialogueTurn, last: TurnSignals | None) -> Facts:
    """Take the words for what they are: an answer in a form, a short command, the matter of a job.

    Real fury still counts, and so does every risk.
    """
    if answers_form(dialogue, last):
        return replace(_calmed(facts), trouble=0.0, unease=0.0, signs=(), similarities=(), language=None)
    if dialogue.parse.intent in _COMMANDS and words(facts.text) <= _SHORT:
        return _calmed(facts)
    if begins_job(dialogue, facts.stretch):
        # What went wrong is what the job is for; it says nothing yet of how the job goes.
        left = tuple(name for name in facts.signs if name not in STAKES | _OF_THE_MATTER)
        return replace(facts, trouble=0.0, unease=0.0, signs=left)
    return facts


def _calmed(facts: Facts) -> Facts:
    return facts if is_furious(facts.text) else replace(facts, negative=min(facts.negative, _CALM))


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
