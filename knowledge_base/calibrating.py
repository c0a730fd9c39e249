"""Rehearse a knowledge base on its own articles, and learn how far its answers can be trusted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration, fit_fusion, fit_judgement
from knowledge_base.domain.defaults import GENERAL
from knowledge_base.domain.label import Lesson
from knowledge_base.domain.promise import Tried, draw_curve, make_promise
from knowledge_base.domain.ranking import DEFAULT_WEIGHTS, Ranked, rank, traits
from knowledge_base.domain.rehearsal import Rehearsed, Source, plan
from knowledge_base.retrieval import SnapshotBuilder
from knowledge_base.snapshot import Asked

Array = npt.NDArray[np.float32]
Wide = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Kind = Literal["answerable", "near", "outside"]

_MIX: dict[Kind, float] = {"answerable": 0.66, "near": 0.08, "outside": 0.26}
"""How customers are assumed to ask: what is answered, what only a missing article would answer, and
anything else."""
_HARD_MIX: dict[Kind, float] = {"answerable": 0.55, "near": 0.1, "outside": 0.35}
"""What the cut-off must hold for: a day on which nearly half of the questions have no answer here."""
_LENT_WORTH = 0.01
"""Lines of an article are no customer's words, so a hundred of them count as one phrasing."""
_TRUST_IN_DEFAULTS = 200.0
_TRUST_IN_GENERAL = 10.0
_ALREADY_KNOWN = 0.68
"""An outside question this close to a phrasing is answered by this knowledge base after all."""
_EXPERT_WORTH = 3.0
"""What staff say of an answer counts as much as three phrasings; what a customer says, as one."""
_WORTH: dict[Source, float] = {"lent": _LENT_WORTH, "expert": _EXPERT_WORTH}
_REAL: frozenset[Source] = frozenset({"customer", "expert"})


@dataclass(frozen=True)
class _Take:
    """One rehearsed question: what the retrievers said, and the place of the right article among the
    candidates, or of one that is known to be wrong; each candidate with its category."""

    fold: int
    asked: Asked
    right: int | None
    kind: Kind
    source: Source
    categories: tuple[str, ...]
    refutes: bool = False
    wrong: int | None = None

    def rank(self, weights: Array) -> Ranked:
        return rank(self.asked.rows, self.asked.signals, weights)

    def tells(self, weights: Array) -> bool:
        """Whether it says anything: that an article is wrong does so only when that one comes first."""
        return not self.refutes or (self.wrong is not None and self._first(weights) == self.wrong)

    def category(self, weights: Array) -> str:
        return self.categories[self._first(weights)]

    def _first(self, weights: Array) -> int:
        return int(np.flatnonzero(self.asked.rows == self.rank(weights).rows[0])[0])


@dataclass(frozen=True)
class _Sheet:
    """The takes as columns: traits (takes, traits), whether the first article was right, how much each
    take counts."""

    traits: Array
    right: Flags
    worth: Wide

    def part(self, chosen: Flags) -> "_Sheet":
        return _Sheet(self.traits[chosen], self.right[chosen], self.worth[chosen])

    def fit(self) -> Calibration:
        return fit_judgement(self.traits, self.right, self.worth, GENERAL, _TRUST_IN_GENERAL)


def calibrate(
    articles: Sequence[Article],
    outside: Sequence[str],
    build: SnapshotBuilder,
    target_error: float = 0.05,
    confidence: float = 0.95,
    labels: Sequence[Lesson] = (),
) -> Calibration:
    """Rehearse and return the calibration; without articles, the general one.

    The cut-off is the loosest that the rehearsed phrasings prove to keep `target_error`. If they prove none,
    it is the loosest that kept the target in the rehearsal, and the calibration says that it is not proven.
    Where the questions that lead to a category prove a cut-off of its own, that one holds there; what each
    promises stands in `domain/promise.py`. `labels` are what people said of answers to real questions.
    """
    takes = list(_rehearse(articles, outside, build, labels))
    if not takes:
        return GENERAL
    weights = _fuse(takes)
    takes = [take for take in takes if take.tells(weights)]
    sheet = _look(takes, weights)
    tried = _try(takes, sheet, weights)
    promise = make_promise(tried, target_error, confidence)
    return replace(
        sheet.fit(),
        weights=tuple(float(weight) for weight in weights),
        answered_from=promise.cut_off,
        rehearsed=len(takes),
        proven=promise.proven,
        target_error=target_error,
        confidence=confidence,
        bound=promise.bound,
        coverage=promise.coverage,
        unanswerable=promise.unanswerable,
        categories=promise.categories,
        curve=draw_curve(tried),
    )


def _rehearse(
    articles: Sequence[Article],
    outside: Sequence[str],
    build: SnapshotBuilder,
    labels: Sequence[Lesson] = (),
) -> Iterator[_Take]:
    for fold, scene in enumerate(plan(articles, outside, labels)):
        if not scene.articles:
            continue
        snapshot = build(scene.articles, GENERAL)
        places = {article.id: row for row, article in enumerate(scene.articles)}
        for question in scene.questions:
            asked = snapshot.ask(question.text)
            if question.source == "outside" and float(asked.signals[:, 0].max()) > _ALREADY_KNOWN:
                continue
            yield _Take(
                fold,
                asked,
                _place(asked, places.get(question.article_id or "")),
                _kind(question),
                question.source,
                tuple(scene.articles[row].category for row in asked.rows),
                question.wrong_id is not None,
                _place(asked, places.get(question.wrong_id or "")),
            )


def _place(asked: Asked, row: int | None) -> int | None:
    found = np.flatnonzero(asked.rows == row)
    return int(found[0]) if row is not None and len(found) else None


def _kind(question: Rehearsed) -> Kind:
    if question.article_id is not None:
        return "answerable"
    return "outside" if question.source == "outside" else "near"


def _fuse(takes: Sequence[_Take]) -> Array:
    known = [(take.asked.signals, take.right) for take in takes if take.right is not None]
    signals, right = [pair[0] for pair in known], [pair[1] for pair in known]
    return fit_fusion(signals, right, DEFAULT_WEIGHTS, _TRUST_IN_DEFAULTS).astype(np.float32)


def _look(takes: Sequence[_Take], weights: Array) -> _Sheet:
    seen: list[Array] = []
    right: list[bool] = []
    for take in takes:
        ranked = take.rank(weights)
        seen.append(traits(ranked, take.asked.wording))
        right.append(take.right is not None and int(ranked.rows[0]) == int(take.asked.rows[take.right]))
    worth = np.asarray([_WORTH.get(take.source, 1.0) for take in takes])
    return _Sheet(np.stack(seen), np.asarray(right), _balanced([take.kind for take in takes], worth))


def _balanced(kinds: Sequence[Kind], worth: Wide) -> Wide:
    """Scale what unanswerable takes count for, so that they mix with the answerable ones as assumed."""
    sums = {kind: float(sum(w for k, w in zip(kinds, worth, strict=True) if k == kind)) for kind in _MIX}
    total = sums["answerable"] / _MIX["answerable"]
    factor = {kind: _MIX[kind] * total / (sums[kind] or 1.0) for kind in _MIX}
    return np.asarray(worth * [factor[kind] for kind in kinds], dtype=np.float64)


def _try(takes: Sequence[_Take], sheet: _Sheet, weights: Array) -> list[Tried]:
    """Judge questions that the judging model has not seen, mixed as customers are assumed to ask; each
    counts once there, whoever labelled it, as an exact bound knows no weights."""
    folds = np.asarray([take.fold for take in takes])
    chances = np.zeros(len(takes))
    for fold in np.unique(folds):
        inside = folds == fold
        chances[inside] = sheet.part(~inside).fit().probabilities(sheet.traits[inside])
    return [
        Tried(
            float(chances[row]),
            bool(sheet.right[row]),
            takes[row].kind == "answerable",
            takes[row].category(weights),
        )
        for row in _sample(takes)
    ]


def _sample(takes: Sequence[_Take]) -> list[int]:
    """Rows of takes in the hard mix, as far as there are enough; lent lines are left out, and where there
    are too many, real questions stay before rehearsed ones."""
    rows = {
        kind: [at for at, take in enumerate(takes) if take.kind == kind and take.source != "lent"]
        for kind in _MIX
    }
    total = len(rows["answerable"]) / _HARD_MIX["answerable"]
    wanted = {kind: min(len(rows[kind]), round(total * _HARD_MIX[kind])) for kind in _MIX}
    return sorted(row for kind in _MIX for row in _keep(rows[kind], takes, wanted[kind]))


def _keep(rows: Sequence[int], takes: Sequence[_Take], wanted: int) -> list[int]:
    real = [row for row in rows if takes[row].source in _REAL]
    rest = [row for row in rows if takes[row].source not in _REAL]
    kept = _thin(real, min(len(real), wanted))
    return kept + _thin(rest, wanted - len(kept))


def _thin(rows: Sequence[int], wanted: int) -> list[int]:
    return [rows[at * len(rows) // wanted] for at in range(wanted)] if wanted else []
