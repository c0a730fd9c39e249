"""Answer labelled questions with a throw-away knowledge base, without looking at the labels, and work out
the figures."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge_base.domain.article import Article
from knowledge_base.domain.metrics import Figures, Outcome, summarise
from knowledge_base.retrieval import Findings, Retrieval

_HITS = 10


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question and the article that answers it; None: no article does."""

    text: str
    article_id: str | None


@dataclass(frozen=True)
class Evaluation:
    """Predictions in the questions' order, in the contract's form, and what they amount to."""

    predictions: tuple[dict[str, Any], ...]
    figures: Figures
    seconds_to_build: float
    seconds_to_calibrate: float
    milliseconds_a_question: float


def evaluate_answers(
    retrieval: Retrieval,
    articles: Sequence[Article],
    questions: Sequence[LabelledQuestion],
    clock: Callable[[], float] = time.perf_counter,
) -> Evaluation:
    """Fill `retrieval`, which must be a throw-away one, rehearse, and ask every question once."""
    start = clock()
    retrieval.replace(articles)
    built = clock()
    retrieval.recalibrate()
    calibrated = clock()
    found = [retrieval.search(question.text, _HITS) for question in questions]
    asked = clock()
    outcomes = [_outcome(q, f) for q, f in zip(questions, found, strict=True)]
    return Evaluation(
        predictions=tuple(prediction(findings) for findings in found),
        figures=summarise(outcomes),
        seconds_to_build=built - start,
        seconds_to_calibrate=calibrated - built,
        milliseconds_a_question=1000 * (asked - calibrated) / max(1, len(questions)),
    )


def prediction(findings: Findings) -> dict[str, Any]:
    """One line of the predictions file."""
    hits = [
        {"article_id": h.article_id, "score": h.score, "probability": h.probability} for h in findings.hits
    ]
    return {"text": findings.question, "hits": hits, "decision": findings.advice}


def _outcome(question: LabelledQuestion, findings: Findings) -> Outcome:
    return Outcome(
        expected=question.article_id,
        found=tuple(hit.article_id for hit in findings.hits),
        probability=findings.hits[0].probability if findings.hits else 0.0,
        answered=findings.advice == "answer",
    )
