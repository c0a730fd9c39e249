"""Rehearse a knowledge base on its own articles, and learn how far its answers can be trusted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration, fit_fusion, fit_judgement
from knowledge_base.domain.defaults import GENERAL
from knowledge_base.domain.ranking import DEFAULT_WEIGHTS, rank, traits
from knowledge_base.domain.rehearsal import Rehearsed, Source, plan
from knowledge_base.domain.risk_control import NEVER, choose_cut_off, estimate_cut_off
from knowledge_base.retrieval import SnapshotBuilder
from knowledge_base.snapshot import Asked

Array = npt.NDArray[np.float32]
Wide = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Kind = Literal["answerable", "near", "outside"]

_MIX: dict[Kind, float] = {"answerable": 0.63, "near": 0.13, "outside": 0.24}
"""How customers are assumed to ask: what is answered, what only a missing article would answer, and
anything else."""
_HARD_MIX: dict[Kind, float] = {"answerable": 0.5, "near": 0.2, "outside": 0.3}
"""What the cut-off must hold for: a day on which half of the questions have no answer here."""
_LENT_WORTH = 0.01
"""Lines of an article are no customer's words, so a hundred of them count as one phrasing."""
_TRUST_IN_DEFAULTS = 40.0
_TRUST_IN_GENERAL = 5.0
_ALREADY_KNOWN = 0.75
"""An outside question this close to a phrasing is answered by this knowledge base after all."""
_LEAST_SURE = 0.5
"""However good the rehearsal, an answer more likely wrong than right is never given."""


@dataclass(frozen=True)
class _Take:
    """One rehearsed question: what the retrievers said, and the place of the right article among the
    candidates."""

    fold: int
    asked: Asked
    right: int | None
    kind: Kind
    source: Source


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
) -> Calibration:
    """Rehearse and return the calibration; without articles, the general one.

    The cut-off is the loosest that the rehearsed phrasings prove to keep `target_error`. If they prove none,
    it is the loosest that kept the target in the rehearsal, and the calibration says that it is not proven.
    """
    takes = list(_rehearse(articles, outside, build))
    if not takes:
        return GENERAL
    weights = _fuse(takes)
    sheet = _look(takes, weights)
    cut_off, proven = _choose(takes, sheet, target_error, confidence)
    return replace(
        sheet.fit(),
        weights=tuple(float(weight) for weight in weights),
        answered_from=1.0 - target_error if cut_off == NEVER else max(cut_off, _LEAST_SURE),
        rehearsed=len(takes),
        proven=proven,
    )


def _rehearse(articles: Sequence[Article], outside: Sequence[str], build: SnapshotBuilder) -> Iterator[_Take]:
    for fold, scene in enumerate(plan(articles, outside)):
        if not scene.articles:
            continue
        snapshot = build(scene.articles, GENERAL)
        places = {article.id: row for row, article in enumerate(scene.articles)}
        for question in scene.questions:
            asked = snapshot.ask(question.text)
            if question.source == "outside" and float(asked.signals[:, 0].max()) > _ALREADY_KNOWN:
                continue
            right = _place(asked, places.get(question.article_id or ""))
            yield _Take(fold, asked, right, _kind(question), question.source)


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
        ranked = rank(take.asked.rows, take.asked.signals, weights)
        seen.append(traits(ranked, take.asked.wording))
        right.append(take.right is not None and int(ranked.rows[0]) == int(take.asked.rows[take.right]))
    worth = np.asarray([_LENT_WORTH if take.source == "lent" else 1.0 for take in takes])
    return _Sheet(np.stack(seen), np.asarray(right), _balanced([take.kind for take in takes], worth))


def _balanced(kinds: Sequence[Kind], worth: Wide) -> Wide:
    """Scale what unanswerable takes count for, so that they mix with the answerable ones as assumed."""
    sums = {kind: float(sum(w for k, w in zip(kinds, worth, strict=True) if k == kind)) for kind in _MIX}
    total = sums["answerable"] / _MIX["answerable"]
    factor = {kind: _MIX[kind] * total / (sums[kind] or 1.0) for kind in _MIX}
    return np.asarray(worth * [factor[kind] for kind in kinds], dtype=np.float64)


def _choose(takes: Sequence[_Take], sheet: _Sheet, target: float, confidence: float) -> tuple[float, bool]:
    """Choose the cut-off on phrasings that the judging model has not seen, mixed as customers are assumed
    to ask."""
    folds = np.asarray([take.fold for take in takes])
    chances = np.zeros(len(takes))
    for fold in np.unique(folds):
        inside = folds == fold
        chances[inside] = sheet.part(~inside).fit().probabilities(sheet.traits[inside])
    sample = _sample(takes)
    probabilities, right = chances[sample].tolist(), sheet.right[sample].tolist()
    proven = choose_cut_off(probabilities, right, target, confidence).probability
    if proven != NEVER:
        return proven, True
    return estimate_cut_off(probabilities, right, target), False


def _sample(takes: Sequence[_Take]) -> list[int]:
    """Rows of takes in the hard mix, as far as there are enough; lent lines are left out."""
    rows = {
        kind: [at for at, take in enumerate(takes) if take.kind == kind and take.source != "lent"]
        for kind in _MIX
    }
    total = len(rows["answerable"]) / _HARD_MIX["answerable"]
    thinned = {kind: _thin(rows[kind], min(len(rows[kind]), round(total * _HARD_MIX[kind]))) for kind in _MIX}
    return sorted(row for kept in thinned.values() for row in kept)


def _thin(rows: Sequence[int], wanted: int) -> list[int]:
    return [rows[at * len(rows) // wanted] for at in range(wanted)] if wanted else []
