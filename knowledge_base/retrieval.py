"""Find the articles that answer a question, with the probability that the first of them is right.

Searching is synchronous and may be called from any number of threads; a change of the articles swaps one
reference. A small change is added to the index that is there; `compact` builds a new one from all articles
in the background, which what was learnt from all of them then fits again.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.difference import Difference, compare, difference
from knowledge_base.domain.label import Lesson
from knowledge_base.domain.ranking import spread
from knowledge_base.searchers import SentenceEncoder
from knowledge_base.snapshot import Snapshot

Array = npt.NDArray[np.float32]
Advice = Literal["answer", "clarify", "escalate"]
Report = Callable[[int, int], None]
"""Hears how much of a long work is done, of how much."""

_CLARIFIED = 3
_BUILT_HERE = 2_000
"""Articles that are indexed within seconds, so that waiting for another process would take longer."""


class SnapshotBuilder(Protocol):
    """Makes articles searchable; without a calibration, cautious general values are used."""

    def __call__(self, articles: Sequence[Article], calibration: Calibration | None) -> Snapshot:
        """Return a finished snapshot."""
        ...


class Rebuilder(Protocol):
    """Makes articles searchable out of the way of those who search, and so that a restart finds them."""

    def __call__(
        self, articles: Sequence[Article], calibration: Calibration | None, report: Report | None = None
    ) -> Snapshot:
        """Return a finished snapshot."""
        ...


class Calibrator(Protocol):
    """Rehearses questions on the articles of a snapshot; takes seconds."""

    def __call__(self, articles: Sequence[Article], /, *, labels: Sequence[Lesson] = ()) -> Calibration:
        """Return what the rehearsal taught; `labels` are what people said of answers."""
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
    """What a search found: `embedding` is the question's unit vector; `hits`, best first, one an article;
    `needed` the probability from which the first of them is shown as the answer."""

    question: str
    embedding: Array
    hits: tuple[Hit, ...]
    advice: Advice
    needed: float = 1.0


class Trial:
    """A throw-away search over one set of articles that nobody else sees; never changes, safe to share."""

    def __init__(self, encoder: SentenceEncoder, snapshot: Snapshot) -> None:
        self._encoder = encoder
        self._snapshot = snapshot

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles that are tried."""
        return tuple(self._snapshot.articles.values())

    def search(self, question: str, limit: int = 10) -> Findings:
        """Return at most `limit` articles and what to do with them; a blank question finds nothing."""
        snapshot = self._snapshot
        if not question.strip() or not len(snapshot):
            vector = self._encoder.encode([question])[0]
            return Findings(question, vector, (), "escalate", snapshot.calibration.answered_from)
        asked = snapshot.ask(question)
        ranked, probability = asked.judge(snapshot.calibration)
        probabilities = spread(probability, ranked.shares)
        hits = tuple(
            _hit(snapshot, asked.vector, int(row), float(score), float(chance))
            for row, score, chance in list(zip(ranked.rows, ranked.scores, probabilities, strict=True))[
                :limit
            ]
        )
        needed = snapshot.calibration.answers_from(snapshot.article(int(ranked.rows[0])).category)
        advice = advise(probabilities, needed, snapshot.calibration.clarified_from)
        return Findings(question, asked.vector, hits, advice, needed)


class Retrieval:
    """The searchable state of all published articles.

    `build` makes a snapshot in memory, `rebuild` one that lasts; `start` is the snapshot to begin with, by
    default one of no articles.
    """

    def __init__(
        self,
        encoder: SentenceEncoder,
        build: SnapshotBuilder,
        calibrate: Calibrator,
        calibration: Calibration | None = None,
        *,
        rebuild: Rebuilder | None = None,
        start: Snapshot | None = None,
    ) -> None:
        self._encoder = encoder
        self._build = build
        self._rebuild = rebuild
        self._calibrate = calibrate
        self._snapshot = start or build((), calibration)
        self._lasting = start is not None
        self._changing = threading.Lock()
        self._compacting = threading.Lock()

    @property
    def calibration(self) -> Calibration:
        """The calibration in force."""
        return self._snapshot.calibration

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles that are searchable now."""
        return tuple(self._snapshot.articles.values())

    @property
    def compactable(self) -> bool:
        """Whether articles came or went since the index was built, or a restart would not find it."""
        return bool(self._snapshot.since) or not (self._lasting or self._rebuild is None)

    def encode(self, texts: Sequence[str]) -> Array:
        """Return unit vectors, float32, shape (texts, dimension)."""
        return self._encoder.encode(texts)

    def replace(self, articles: Sequence[Article], report: Report | None = None) -> None:
        """Make exactly these articles searchable, in one step, under the calibration in force."""
        with self._changing:
            change = compare(self._snapshot.articles, articles)
            if change.is_small(len(self._snapshot)):
                self._snapshot = self._snapshot.amended(change)
            elif self._rebuild and len(articles) > _BUILT_HERE:
                self._snapshot = self._rebuild(tuple(articles), self._snapshot.calibration, report)
                self._lasting = True
            else:
                self._snapshot = self._build(tuple(articles), self._snapshot.calibration)
                self._lasting = False

    def amend(self, changed: Sequence[Article], removed: Sequence[str] = ()) -> None:
        """Make these articles searchable beside the others, and those of the removed ids no more."""
        change = difference(self._snapshot.articles, changed, removed)
        if not change.is_small(len(self._snapshot)):
            self.replace(amended(self.articles, changed, removed))
            return
        with self._changing:
            change = difference(self._snapshot.articles, changed, removed)
            self._snapshot = self._snapshot.amended(change)

    def compact(self, report: Report | None = None) -> None:
        """Index all articles anew and change over in one step; meant for a background thread.

        Whatever changes meanwhile is searchable at once and is so afterwards.
        """
        with self._compacting:
            articles = self.articles
            calibration = self._snapshot.calibration
            if self._rebuild:
                built = self._rebuild(articles, calibration, report)
            else:
                built = self._build(articles, calibration)
            with self._changing:
                missed = compare(built.articles, self.articles)
                self._snapshot = built.recalibrated(self._snapshot.calibration).amended(missed)
                self._lasting = self._rebuild is not None

    def recalibrate(self, labels: Sequence[Lesson] = ()) -> Calibration:
        """Rehearse on the present articles, and on what people said of answers, and use the result from then
        on; meant for a background thread."""
        calibration = self._calibrate(self.articles, labels=labels)
        with self._changing:
            self._snapshot = self._snapshot.recalibrated(calibration)
        return calibration

    def trial(self, articles: Sequence[Article]) -> Trial:
        """Try exactly these articles under the calibration in force; customers notice nothing."""
        return self._try(compare(self._snapshot.articles, articles), articles)

    def trial_with(self, changed: Sequence[Article], removed: Sequence[str] = ()) -> Trial:
        """Try the present articles with some changed or added, and some removed by id."""
        change = difference(self._snapshot.articles, changed, removed)
        return self._try(change, amended(self.articles, changed, removed))

    def search(self, question: str, limit: int = 10) -> Findings:
        """Return at most `limit` articles and what to do with them; a blank question finds nothing."""
        return Trial(self._encoder, self._snapshot).search(question, limit)

    def _try(self, change: Difference, articles: Sequence[Article]) -> Trial:
        snapshot = self._snapshot
        if change.is_small(len(snapshot)):
            return Trial(self._encoder, snapshot.amended(change))
        return Trial(self._encoder, self._build(tuple(articles), snapshot.calibration))


def amended(
    articles: Sequence[Article], changed: Sequence[Article], removed: Sequence[str] = ()
) -> tuple[Article, ...]:
    """Replace articles in their places by id, add new ones at the end, and leave out the removed."""
    gone = frozenset(removed)
    by_id = {article.id: article for article in (*articles, *changed)}
    return tuple(article for article in by_id.values() if article.id not in gone)


def advise(probabilities: Array, answered_from: float, clarified_from: float) -> Advice:
    """Answer if the first hit is safe enough, clarify if the first few are together, else escalate."""
    if float(probabilities[0]) >= answered_from:
        return "answer"
    together = float(probabilities[:_CLARIFIED].sum())
    return "clarify" if together >= clarified_from else "escalate"


def _hit(snapshot: Snapshot, vector: Array, row: int, score: float, probability: float) -> Hit:
    article = snapshot.article(row)
    passage = snapshot.passage(row, vector)
    text, heading = (passage.text, passage.heading) if passage else ("", "")
    return Hit(article.id, article.title, text, heading, score, probability)
