"""What to write next: questions that belong together and have no article, named, ranked, and made a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from knowledge_base.domain.article import DEFAULT_CATEGORY, Draft
from knowledge_base.domain.asked import Asked, HumanReply
from knowledge_base.domain.masking import mask, mask_reply
from knowledge_base.domain.validation import DRAFT_NOTE, QUESTION_MAX, TITLE_MAX

GapStatus: TypeAlias = Literal["open", "drafted", "published", "dismissed"]

MINUTES_EACH = 2.0
"""What a question costs that no article answers, beside the agent's time: the customer's own."""
PHRASINGS = 40
LONGEST_REPLY = 1_000

HINT_REPLY = (
    f"{DRAFT_NOTE} this is what a colleague wrote to one customer. Check that it is true for everybody, take "
    "out what is not, and delete this note."
)
HINT_EMPTY = f"{DRAFT_NOTE} nobody has answered this yet. Write the answer and delete this note."

_ORDER: tuple[GapStatus, ...] = ("open", "drafted", "published", "dismissed")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The article that comes nearest now, right with `probability`."""

    id: str
    title: str
    probability: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions of one kind, the newest first; `answered_since` counts what the article settled since."""

    id: str
    name: str
    questions: tuple[Asked, ...]
    status: GapStatus = "open"
    article_id: str | None = None
    answered_since: int | None = None
    nearest: Nearest | None = None

    @property
    def agent_minutes(self) -> float:
        """The colleagues' time that these questions took."""
        return round(sum(asked.agent_minutes for asked in self.questions), 1)

    @property
    def best_reply(self) -> HumanReply | None:
        """The reply to start from."""
        return best_reply(self.questions)


def worth(questions: Sequence[Asked]) -> float:
    """How much an article would save, in minutes."""
    return sum(asked.agent_minutes for asked in questions) + MINUTES_EACH * len(questions)


def in_order(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """Open gaps first, then the others by status; the dearest first of each."""
    return tuple(sorted(gaps, key=lambda g: (_ORDER.index(g.status), -worth(g.questions), g.id)))


def best_reply(questions: Sequence[Asked]) -> HumanReply | None:
    """Give the reply after which customers were content, if known; then the fullest; then the newest."""
    replied = [asked for asked in questions if asked.reply]
    best = max(replied, key=_merit, default=None)
    return best.reply if best else None


def _merit(asked: Asked) -> tuple[int, int, str]:
    reply = asked.reply
    if reply is None:
        return -1, 0, ""
    content = {True: 2, None: 1, False: 0}[reply.liked]
    return content, min(len(reply.text), LONGEST_REPLY), asked.at.isoformat()


def phrasings(texts: Sequence[str]) -> tuple[str, ...]:
    """Masked questions on one line, without repeats whatever their case and marks, at most `PHRASINGS`."""
    first: dict[str, str] = {}
    for text in texts:
        line = " ".join(mask(text).split())
        if 0 < len(line) <= QUESTION_MAX:
            first.setdefault(essence(line), line)
    return tuple(first.values())[:PHRASINGS]


def essence(text: str) -> str:
    """What two texts share that differ only in case, spaces and marks."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def draft_of(gap: Gap, category: str | None = None) -> Draft:
    """Make the draft that an editor starts from: the name as title, the questions, the best human reply."""
    reply = gap.best_reply
    body = f"{HINT_REPLY}\n\n{mask_reply(reply.text)}" if reply else HINT_EMPTY
    asked = (gap.name, *(question.text for question in gap.questions))
    return Draft(
        title=headline(gap.name), body=body, questions=phrasings(asked), category=category or DEFAULT_CATEGORY
    )


def headline(question: str) -> str:
    """Make a title of a question: masked, one line, a capital first, no longer than a title may be."""
    line = " ".join(mask(question).split())
    short = line if len(line) <= TITLE_MAX else f"{line[: TITLE_MAX - 1].rsplit(' ', 1)[0]}\u2026"
    return short[:1].upper() + short[1:]
