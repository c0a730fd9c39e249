"""Read a message: what the articles have for it, how it sounds, what it repeats and in which language it is.

Everything here takes time and runs in a worker thread; a broken part leaves its share unknown, never raises.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt
import structlog

from bot.domain.facts import Found
from bot.domain.language import Language
from bot.domain.repetition import question_before
from bot.domain.turn import UNKNOWN_UNEASE, Advice, HitRecord, TurnSignals
from bot.domain.wording import leans_back, negativity

COMPARED_TURNS = 5
Vector = npt.NDArray[np.float32]

log = structlog.get_logger(__name__)


class Hit(Protocol):
    """An article, with the passage of it that answers (Markdown)."""

    @property
    def article_id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def passage(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def score(self) -> float: ...
    @property
    def probability(self) -> float: ...


class Findings(Protocol):
    """What a search found, best first; `needed` is the probability from which the first is sure enough."""

    @property
    def hits(self) -> Sequence[Hit]: ...
    @property
    def advice(self) -> Advice: ...
    @property
    def needed(self) -> float: ...


class Calibration(Protocol):
    """`answered_from` is the probability from which an article is sure enough."""

    @property
    def answered_from(self) -> float: ...


class Knowledge(Protocol):
    """The articles; every call is synchronous and safe from any thread."""

    @property
    def calibration(self) -> Calibration: ...
    def search(self, question: str) -> Findings: ...
    def encode(self, texts: Sequence[str]) -> Vector: ...


class SentimentModel(Protocol):
    """How negative a message is and how likely it reports trouble; each 0 to 1, from its text and unit
    vector."""

    def negative(self, text: str, embedding: Vector) -> float: ...
    def trouble(self, text: str, embedding: Vector) -> float: ...


class OutlookModel(Protocol):
    """How likely it is, 0 to 1, that somebody should step in at a message, after the exchanges `before` it:
    message and reply, oldest first."""

    def unease(self, text: str, before: Sequence[tuple[str, str | None]]) -> float: ...


class LanguageGuess(Protocol):
    """The language of a message that is in none of the served ones."""

    def foreign(self, text: str, before: str | None, *, ours: bool) -> Language | None: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read; `found` is None when the articles failed, `lexicon_only` when the mood is a guess."""

    found: Found | None
    negative: float
    trouble: float = 0.0
    unease: float = UNKNOWN_UNEASE
    lexicon_only: bool = False
    language: Language | None = None


class Reader:
    """Reads messages; without a guess of languages every message counts as one that is served, without a
    model of the outlook the unease stays unknown."""

    def __init__(
        self,
        knowledge: Knowledge,
        sentiment_model: SentimentModel,
        outlook: OutlookModel | None = None,
        languages: LanguageGuess | None = None,
    ) -> None:
        self.knowledge = knowledge
        self._sentiment_model = sentiment_model
        self._outlook = outlook
        self._languages = languages

    def over(self, knowledge: Knowledge) -> "Reader":
        """Give the same reader over other articles."""
        return Reader(knowledge, self._sentiment_model, self._outlook, self._languages)

    def read(self, text: str, stretch: Sequence[TurnSignals]) -> Reading:
        """Read a message that comes after these turns."""
        # One after the other: dialogue and articles share two small cores, and a third worker delays both.
        unease = self._foresee(text, stretch)
        return replace(self._read(text, stretch), unease=unease)

    def _read(self, text: str, stretch: Sequence[TurnSignals]) -> Reading:
        language = self._guess(text, stretch)
        try:
            findings = self._search(text, stretch)
            embedding = self.knowledge.encode([text])[0]
            found = _found(findings, self._compare(embedding, stretch))
        except Exception:
            log.exception("retrieval failed")
            return Reading(None, negativity(text), lexicon_only=True, language=language)
        try:
            negative = self._sentiment_model.negative(text, embedding)
            trouble = self._sentiment_model.trouble(text, embedding)
            return Reading(found, negative, trouble, language=language)
        except Exception:
            log.exception("sentiment model failed")
            return Reading(found, negativity(text), lexicon_only=True, language=language)

    def find(self, text: str) -> Found | None:
        """Search for one matter of a message; None when the articles are out of reach."""
        try:
            return _found(self.knowledge.search(text), ())
        except Exception:
            log.exception("retrieval failed")
            return None

    def find_chosen(self, questions: Sequence[str], article_id: str) -> HitRecord | None:
        """Find an article by the questions it was offered for, so that the passage fits the question."""
        for question in dict.fromkeys(questions):
            for hit in self.knowledge.search(question).hits:
                if hit.article_id == article_id:
                    return _record(hit)
        return None

    def _foresee(self, text: str, stretch: Sequence[TurnSignals]) -> float:
        if self._outlook is None:
            return UNKNOWN_UNEASE
        try:
            return self._outlook.unease(text, [(turn.text, turn.reply) for turn in stretch])
        except Exception:
            log.exception("outlook failed")
            return UNKNOWN_UNEASE

    def _search(self, text: str, stretch: Sequence[TurnSignals]) -> Findings:
        """Search for the message; one that leans on the question before is also searched together with it."""
        alone = self.knowledge.search(text)
        asked = question_before(stretch)
        if alone.advice == "answer" or asked is None or not leans_back(text):
            return alone
        together = self.knowledge.search(f"{asked} {text}")
        return together if together.advice == "answer" else alone

    def _compare(self, embedding: Vector, stretch: Sequence[TurnSignals]) -> tuple[float, ...]:
        texts = [earlier.text for earlier in stretch[-COMPARED_TURNS:]]
        if not texts:
            return ()
        return tuple(float(cosine) for cosine in self.knowledge.encode(texts) @ embedding)

    def _guess(self, text: str, stretch: Sequence[TurnSignals]) -> Language | None:
        if self._languages is None:
            return None
        before = stretch[-1].language if stretch else None
        ours = any(turn.language is None for turn in stretch)
        try:
            return self._languages.foreign(text, before, ours=ours)
        except Exception:
            log.exception("language not told")
            return None


def _found(findings: Findings, similarities: tuple[float, ...]) -> Found:
    return Found(tuple(map(_record, findings.hits)), findings.advice, findings.needed, similarities)


def _record(hit: Hit) -> HitRecord:
    return HitRecord(hit.article_id, hit.title, hit.passage, hit.heading, hit.score, hit.probability)
