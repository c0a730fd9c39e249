"""Measure the bot on labelled data: how well it feels a mood, and whether it calls a person in time.

Reads and writes the files of `frontdesk evaluate sentiment` and `frontdesk evaluate escalation`, one JSON
object a line. Labels are only used for the figures, after everything has been predicted.
"""

import json
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.answering import Answering, Knowledge, SentimentModel
from bot.domain.lexicon import phrases
from bot.domain.outlook import REPLY, clip
from bot.domain.turn import MEMORY_TURNS, BotReply, Turn, TurnSignals
from bot.errors import InvalidInput

_UNSURE = phrases(r"""
    not sure|(?:could not|couldn'?t|can'?t|cannot) (?:find|answer|help|understand)
    (?:do not|don'?t|did not|didn'?t) (?:know|understand)|rephrase|other words
    (?:talk|speak) to (?:a person|someone|an agent)
""")


@dataclass(frozen=True, slots=True)
class SentimentFigures:
    """`auroc` is None when the messages carry no labels (`negative`: true or false)."""

    messages: int
    auroc: float | None


@dataclass(frozen=True, slots=True)
class EscalationFigures:
    """Figures over labelled conversations; None where there is nothing to measure.

    `recall` counts conversations that need a person and get one at the breaking point or before;
    `false_alarms` those that need none and get one; `median_lead` is how many customer turns before the
    breaking point the call comes, over the conversations that do not break at their first message.
    """

    conversations: int
    recall: float | None
    false_alarms: float | None
    median_lead: float | None
    missed: tuple[str, ...]
    alarmed: tuple[str, ...]


def evaluate_sentiment(
    messages: Path, predictions: Path, knowledge: Knowledge, model: SentimentModel
) -> SentimentFigures:
    """Write each message's negativity, 0 to 1, in the order of the messages. Raises: InvalidInput."""
    rows = list(_read(messages, {"text"}))
    scores = [model.negative(row["text"], knowledge.encode([row["text"]])[0]) for row in rows]
    _write(
        predictions,
        ({"text": row["text"], "negative": score} for row, score in zip(rows, scores, strict=True)),
    )
    if not rows or any("negative" not in row for row in rows):
        return SentimentFigures(len(rows), None)
    return SentimentFigures(len(rows), auroc([bool(row["negative"]) for row in rows], scores))


async def evaluate_escalation(
    conversations: Path, predictions: Path, answering: Answering
) -> EscalationFigures:
    """Walk each conversation and write what the bot would have done at each turn. Raises: InvalidInput."""
    rows = list(_read(conversations, {"id", "turns"}))
    walked = [await walk(row, answering) for row in rows]
    _write(predictions, ({"id": row["id"], "turns": turns} for row, turns in zip(rows, walked, strict=True)))
    return figures(rows, walked)


async def walk(conversation: Mapping[str, Any], answering: Answering) -> list[dict[str, Any]]:
    """Predict every customer turn, remembering each as the transcript shows that it was answered."""
    predicted: list[dict[str, Any]] = []
    memory: tuple[TurnSignals, ...] = ()
    said: set[str] = set()
    for index, line in enumerate(conversation["turns"]):
        if line["author"] == "customer":
            message_id = f"{conversation['id']}:{index}"
            # The dialogue meets each message as its first: a form of ours is none of the transcript's.
            turn = Turn(message_id, message_id, line["text"], memory=memory)
            reply = await answering.answer(turn)
            memory = (*memory, reply.evidence.turn)[-MEMORY_TURNS:]
            predicted.append(_prediction(index, reply))
        elif memory:
            memory = (*memory[:-1], as_transcribed(memory[-1], line["text"], repeated=line["text"] in said))
            said.add(line["text"])
    return predicted


def as_transcribed(turn: TurnSignals, said: str, *, repeated: bool = False) -> TurnSignals:
    """Correct what is remembered of a turn by what the transcript's bot said.

    It had no answer when it says so or says again what it had said before (`repeated`); else it answered.
    A form that our dialogue began is taken for an answer too, and forgotten: the transcript's bot has none.
    """
    in_form = turn.active_form is not None
    turn = replace(turn, slots={}, active_form=None, reply=clip(said, REPLY))
    if turn.decision == "escalate" or (turn.decision == "say" and not in_form):
        return turn
    if repeated or _UNSURE.search(said):
        return replace(turn, decision="offer", reason=turn.reason or "low_confidence")
    return replace(turn, decision="answer", reason=None)


def figures(
    rows: Sequence[Mapping[str, Any]], walked: Sequence[Sequence[Mapping[str, Any]]]
) -> EscalationFigures:
    """Compare predictions with the labels of those conversations that carry them."""
    labelled = [(row, turns) for row, turns in zip(rows, walked, strict=True) if "needs_person" in row]
    needing = [(row, lead_of(row, turns)) for row, turns in labelled if row["needs_person"]]
    calm = [(row, turns) for row, turns in labelled if not row["needs_person"]]
    called = [(row, lead) for row, lead in needing if lead is not None]
    leads = [lead for row, lead in called if row.get("breaking_point") != 0]
    alarmed = [str(row["id"]) for row, turns in calm if any(turn["escalate"] for turn in turns)]
    return EscalationFigures(
        conversations=len(rows),
        recall=len(called) / len(needing) if needing else None,
        false_alarms=len(alarmed) / len(calm) if calm else None,
        median_lead=statistics.median(leads) if leads else None,
        missed=tuple(str(row["id"]) for row, lead in needing if lead is None),
        alarmed=tuple(alarmed),
    )


def lead_of(row: Mapping[str, Any], turns: Sequence[Mapping[str, Any]]) -> int | None:
    """Count the customer turns from the first call to the breaking point; None if it came late."""
    breaking = row.get("breaking_point")
    last = int(turns[-1]["index"]) if breaking is None else int(breaking)
    due = [bool(turn["escalate"]) for turn in turns if int(turn["index"]) <= last]
    return len(due) - 1 - due.index(True) if True in due else None


def auroc(labels: Sequence[bool], scores: Sequence[float]) -> float | None:
    """Area under the ROC curve by ranks, ties counted half (Mann & Whitney 1947); None with one class."""
    positive = np.asarray(labels, dtype=bool)
    count, others = int(positive.sum()), int((~positive).sum())
    if count == 0 or others == 0:
        return None
    _, inverse, sizes = np.unique(np.asarray(scores), return_inverse=True, return_counts=True)
    ranks = (np.cumsum(sizes) - (sizes - 1) / 2)[inverse]
    return float((ranks[positive].sum() - count * (count + 1) / 2) / (count * others))


def _prediction(index: int, reply: BotReply) -> dict[str, Any]:
    return {
        "index": index,
        "escalate": reply.decision == "escalate",
        "reason": reply.reason if reply.decision == "escalate" else None,
        "evidence": reply.evidence.to_dict(),
    }


def _read(path: Path, required: set[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InvalidInput(f"{path}, line {number}: not JSON ({error})") from error
        if not isinstance(row, dict) or not required <= set(row) or not _well_formed(row):
            raise InvalidInput(f"{path}, line {number}: expected the fields {sorted(required)}")
        yield row


def _well_formed(row: Mapping[str, Any]) -> bool:
    turns = row.get("turns", ())
    return isinstance(row.get("text", ""), str) and all(
        isinstance(turn, dict) and isinstance(turn.get("author"), str) and isinstance(turn.get("text"), str)
        for turn in turns
    )


def _write(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
