"""How well the dialogue tells its intents apart, and which phrasings a person may add to teach it.

A message that is taken for another kind of question is still answered from the articles: `outcome_accuracy`
counts such a mix-up as understood, `accuracy` does not.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.errors import InvalidPhrasing

LONGEST_PHRASING: Final = 300
_MARKUP = re.compile(r"\]\s*[({]|^[-#/]")
_QUESTION: Final = "ask_"
_PERSON: Final = "ask_person"


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to say an intent."""

    intent: str
    text: str


@dataclass(frozen=True, slots=True)
class IntentFigures:
    """How often an intent was practised, and how well it is told from the others (F1, 0 to 1)."""

    intent: str
    phrasings: int
    f1: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """A phrasing that was taken for something else, and how surely."""

    text: str
    intended: str
    understood: str
    probability: float


@dataclass(frozen=True, slots=True)
class Understanding:
    """The cross-validation of one training; `confusions` with those first that lead somewhere else."""

    as_of: datetime
    accuracy: float
    outcome_accuracy: float
    macro_f1: float
    intents: tuple[IntentFigures, ...]
    confusions: tuple[Confusion, ...]


def outcome(intent: str) -> str:
    """Return what an intent leads to: all kinds of questions lead to the articles."""
    return _QUESTION if intent.startswith(_QUESTION) and intent != _PERSON else intent


def by_harm(confusions: Iterable[Confusion]) -> tuple[Confusion, ...]:
    """Put confusions that lead elsewhere first, the surest of them at the top."""
    return tuple(
        sorted(confusions, key=lambda c: (outcome(c.intended) == outcome(c.understood), -c.probability))
    )


def checked(phrasing: Phrasing, known: Iterable[str]) -> Phrasing:
    """Return the phrasing on one line. Raises: InvalidPhrasing if it is none or its intent is not known."""
    if phrasing.intent not in set(known):
        raise InvalidPhrasing(f"There is no intent {phrasing.intent!r}.")
    text = " ".join(phrasing.text.split())
    if not text or len(text) > LONGEST_PHRASING:
        raise InvalidPhrasing(f"A phrasing has 1 to {LONGEST_PHRASING} characters, this one {len(text)}.")
    if _MARKUP.search(text):
        raise InvalidPhrasing(
            "A phrasing is plain text: it starts with no -, # or / and has no ]( or ]{ in it."
        )
    return Phrasing(phrasing.intent, text)


def owner(text: str, phrasings: Mapping[str, Iterable[str]]) -> str | None:
    """Return the intent that has this phrasing already, in whatever case."""
    wanted = text.casefold()
    return next((i for i, texts in phrasings.items() if wanted in {t.casefold() for t in texts}), None)
