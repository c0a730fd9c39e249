"""Fuse what several retrievers say about each article into one order, and describe how sure that order looks.

All arrays are float32. A question's *signals* are a matrix (articles, len(SIGNALS)); fusing is a weighted sum
of them.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

SIGNALS = ("nearest", "neighbourhood", "body", "classifier", "spelling", "lexical", "verbatim")
"""Cosine to the nearest title or phrasing; their smooth mean; cosine to the nearest passage or sentence;
the classifier's claim; cosine in groups of letters; share of the question's words that one document
has; 1 if it is a title or phrasing word for word."""

DEFAULT_WEIGHTS = (1.5, 2.0, 6.0, 1.0, 0.5, 5.0, 3.0)

TRAITS = (
    "log_odds",
    "lead",
    "nearest",
    "neighbourhood",
    "body",
    "classifier",
    "spelling",
    "lexical",
    "verbatim",
    "agreement",
    "closest_of_all",
    "missing",
    "unknown",
    "length",
)
"""What calibration looks at; see `traits`."""

CANDIDATES = 30
_SHARPNESS = 12.0


@dataclass(frozen=True)
class Ranked:
    """The best candidates of one question: rows of articles, their fused scores and their signals, best
    first."""

    rows: Rows
    scores: Array
    shares: Array
    signals: Array


@dataclass(frozen=True, slots=True)
class Wording:
    """How the question itself is worded: shares 0 to 1, and its number of words."""

    missing: float
    unknown: float
    length: int


def best_by_article(scores: Array, owners: Rows, articles: int) -> Array:
    """The highest score of each article's units, 0 for an article that has none, shape (articles,)."""
    best = np.zeros(articles, np.float32)
    np.maximum.at(best, owners, scores)
    return best


def smooth_by_article(scores: Array, owners: Rows, counts: Array) -> Array:
    """A smooth mean of each article's scores that leans to the highest (a Parzen estimate), shape
    (articles,)."""
    summed = np.bincount(owners, np.exp(_SHARPNESS * scores), len(counts))
    return np.asarray(np.log(np.maximum(summed / np.maximum(counts, 1), 1e-3)) / _SHARPNESS, dtype=np.float32)


def shortlist(signals: Array, limit: int = CANDIDATES) -> Rows:
    """Rows of the articles worth ranking, by the default weights."""
    plain = signals @ np.asarray(DEFAULT_WEIGHTS, np.float32)
    if len(plain) <= limit:
        return np.arange(len(plain))
    return np.sort(np.argpartition(-plain, limit - 1)[:limit])


def rank(rows: Rows, signals: Array, weights: Array) -> Ranked:
    """Order candidates by their weighted signals; equal scores keep the articles' order."""
    scores = signals @ weights
    order = np.argsort(-scores, kind="stable")
    scores = scores[order]
    shares = np.exp(scores - scores[0]) if len(scores) else scores
    return Ranked(rows[order], scores, shares / max(float(shares.sum()), 1e-9), signals[order])


def traits(ranked: Ranked, wording: Wording) -> Array:
    """Describe the hit list in numbers that tell a right first article from a wrong one, in the order of
    TRAITS."""
    first, share = ranked.signals[0], float(np.clip(ranked.shares[0], 1e-4, 1 - 1e-4))
    lead = float(ranked.scores[0] - ranked.scores[1]) if len(ranked.scores) > 1 else 8.0
    return np.asarray(
        [
            np.log(share / (1 - share)),
            min(lead, 8.0),
            *first,
            float(np.mean(first >= ranked.signals.max(axis=0))),
            ranked.signals[:, : SIGNALS.index("body") + 1].max(),
            wording.missing,
            wording.unknown,
            np.log(max(1, min(wording.length, 25))),
        ],
        dtype=np.float32,
    )


def spread(probability: float, shares: Array) -> Array:
    """Give every hit a probability: the first its calibrated one, the others their share of what is left."""
    if not len(shares):
        return shares
    scaled = shares * (probability / max(float(shares[0]), 1e-9))
    rest = float(scaled[1:].sum())
    if rest > 0:
        scaled[1:] *= min(1.0, (1.0 - probability) / rest)
    scaled[0] = probability
    return np.asarray(np.minimum(scaled, probability), dtype=np.float32)
