"""Find the articles that answer a question, with the probability that the first of them is right.

Searching is synchronous and may be called from any number of threads; a change of the articles swaps one
reference.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.ranking import spread
from knowledge_base.snapshot import SentenceEncoder, Snapshot

Array = npt.NDArray[np.float32]
Advice = Literal["answer", "clarify", "escalate"]

_CLARIFIED = 3


class SnapshotBuilder(Protocol):
    """Makes articles searchable; without a calibration, cautious general values are used."""

    def __call__(self, articles: Sequence[Article], calibration: Calibration | None) -> Snapshot:
        """Return a finished snapshot."""
        ...


class Calibrator(Protocol):
    """Rehearses questions on the articles of a snapshot; takes seconds."""

    def __call__(self, articles: Sequence[Article]) -> Calibration:
        """Return what the rehearsal taught."""
        ...


@dataclass(frozen=True, slots=True)
class Hit:
    """One article; `probability` is the chance, 0 to 1, that it is the one that answers. `passage` is
    Markdown."""

    article_id: str
    title: str
    passage: str
    heading: str
    score: float
    probability: float


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found: `embedding` is the question's unit vector; `hits`, best first, one an article."""

    question: str
    embedding: Array
    hits: tuple[Hit, ...]
    advice: Advice


class Retrieval:
    """The searchable state of all published articles."""

    def __init__(
        self,
        encoder: SentenceEncoder,
        build: SnapshotBuilder,
        calibrate: Calibrator,
        calibration: Calibration | None = None,
    ) -> None:
        self._encoder = encoder
        self._build = build
        self._calibrate = calibrate
        self._snapshot = build((), calibration)
        self._changing = threading.Lock()

    @property
    def calibration(self) -> Calibration:
        """The calibration in force."""
        return self._snapshot.calibration

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles that are searchable now."""
        return self._snapshot.corpus.articles

    def encode(self, texts: Sequence[str]) -> Array:
        """Return unit vectors, float32, shape (texts, dimension)."""
        return self._encoder.encode(texts)

    def replace(self, articles: Sequence[Article]) -> None:
        """Make exactly these articles searchable, in one step, under the calibration in force."""
        with self._changing:
            self._snapshot = self._build(tuple(articles), self._snapshot.calibration)

    def recalibrate(self) -> Calibration:
        """Rehearse on the present articles and use the result from then on; meant for a background thread."""
        calibration = self._calibrate(self.articles)
        with self._changing:
            self._snapshot = self._snapshot.recalibrated(calibration)
        return calibration

    def search(self, question: str, limit: int = 10) -> Findings:
        """Return at most `limit` articles and what to do with them; a blank question finds nothing."""
        snapshot = self._snapshot
        if not question.strip() or not snapshot.corpus.articles:
            return Findings(question, self._encoder.encode([question])[0], (), "escalate")
        asked = snapshot.ask(question)
        ranked, probability = asked.judge(snapshot.calibration)
        probabilities = spread(probability, ranked.shares)
        hits = tuple(
            _hit(snapshot, asked.vector, int(row), float(score), float(chance))
            for row, score, chance in list(zip(ranked.rows, ranked.scores, probabilities, strict=True))[
                :limit
            ]
        )
        return Findings(question, asked.vector, hits, advise(probabilities, snapshot.calibration))


def advise(probabilities: Array, calibration: Calibration) -> Advice:
    """Answer if the first hit is safe enough, clarify if the first few are together, else escalate."""
    if float(probabilities[0]) >= calibration.answered_from:
        return "answer"
    together = float(probabilities[:_CLARIFIED].sum())
    return "clarify" if together >= calibration.clarified_from else "escalate"


def _hit(snapshot: Snapshot, vector: Array, row: int, score: float, probability: float) -> Hit:
    article = snapshot.corpus.articles[row]
    passage = snapshot.passage(row, vector)
    text, heading = (passage.text, passage.heading) if passage else ("", "")
    return Hit(article.id, article.title, text, heading, score, probability)
