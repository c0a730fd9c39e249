"""The figures of an evaluation, and the files it reads and writes."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.answering import Answering
from bot.domain.turn import DecisionKind, TurnSignals
from bot.errors import InvalidInput
from bot.evaluation import as_transcribed, auroc, evaluate_escalation, evaluate_sentiment, lead_of
from tests.fakes_bot import Mood, ScriptedDialogue, SmallLibrary, understood


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("labels", "scores", "area"),
    [
        pytest.param([True, False], [0.9, 0.1], 1.0, id="right"),
        pytest.param([True, False], [0.1, 0.9], 0.0, id="upside down"),
        pytest.param([True, False], [0.5, 0.5], 0.5, id="tie"),
        pytest.param([True, False, True, False], [0.9, 0.6, 0.4, 0.1], 0.75, id="three of four pairs"),
        pytest.param([True, True], [0.9, 0.1], None, id="one class only"),
    ],
)
def test_auroc(labels: list[bool], scores: list[float], area: float | None) -> None:
    assert auroc(labels, scores) == area


@pytest.mark.parametrize(
    ("escalations", "breaking", "lead"),
    [
        pytest.param([False, True, False], 4, 1, id="one turn early"),
        pytest.param([False, False, True], 4, 0, id="at the breaking point"),
        pytest.param([False, False, True], 2, None, id="too late"),
        pytest.param([False, False, False], 4, None, id="never"),
        pytest.param([False, False, True], None, 0, id="no breaking point named"),
    ],
)
def test_lead(escalations: list[bool], breaking: int | None, lead: int | None) -> None:
    turns = [{"index": 2 * at, "escalate": escalate} for at, escalate in enumerate(escalations)]
    assert lead_of({"breaking_point": breaking}, turns) == lead


@pytest.mark.parametrize(
    ("decided", "said", "repeated", "remembered"),
    [
        pytest.param("answer", "I'm not sure that I can help.", False, "offer", id="not sure"),
        pytest.param("clarify", "I couldn't find that.", False, "offer", id="not found"),
        pytest.param("answer", "You have 60 days.", True, "offer", id="says the same again"),
        pytest.param("offer", "You have 60 days.", False, "answer", id="answered"),
        pytest.param("say", "Hello!", True, "say", id="small talk"),
        pytest.param("escalate", "You have 60 days.", False, "escalate", id="we called a person"),
    ],
)
def test_transcript_says_how_a_turn_was_answered(
    decided: DecisionKind, said: str, repeated: bool, remembered: DecisionKind
) -> None:
    turn = TurnSignals("x", decision=decided)
    assert as_transcribed(turn, said, repeated=repeated).decision == remembered


def test_sentiment_file(tmp_path: Path) -> None:
    messages = write(tmp_path / "m.jsonl", {"text": "fine"}, {"text": "awful"})
    figures = evaluate_sentiment(messages, tmp_path / "p.jsonl", SmallLibrary(), Mood({"awful": 0.9}))
    assert read(tmp_path / "p.jsonl") == [
        {"text": "fine", "negative": 0.1},
        {"text": "awful", "negative": 0.9},
    ]
    assert (figures.messages, figures.auroc) == (2, None)


def test_sentiment_figures_with_labels(tmp_path: Path) -> None:
    rows = [{"text": "fine", "negative": False}, {"text": "awful", "negative": True}]
    messages = write(tmp_path / "m.jsonl", *rows)
    figures = evaluate_sentiment(messages, tmp_path / "p.jsonl", SmallLibrary(), Mood({"awful": 0.9}))
    assert figures.auroc == 1.0


def said(*texts: str) -> list[dict[str, str]]:
    return [{"author": "bot" if at % 2 else "customer", "text": text} for at, text in enumerate(texts)]


async def test_escalation_file(tmp_path: Path) -> None:
    conversations = write(
        tmp_path / "c.jsonl",
        {"id": "wish", "needs_person": True, "breaking_point": 0, "turns": said("agent")},
        {"id": "calm", "needs_person": False, "breaking_point": None, "turns": said("hi")},
        {
            "id": "strict",
            "needs_person": False,
            "breaking_point": None,
            "turns": said("sue", "No.", "I will sue"),
        },
        {"id": "late", "needs_person": True, "breaking_point": 0, "turns": said("hi", "Hello.", "agent")},
    )
    script = {"agent": understood("ask_person"), "hi": understood("greeting"), "sue": understood("greeting")}
    bot = Answering(ScriptedDialogue(script), SmallLibrary(), Mood())
    figures = await evaluate_escalation(conversations, tmp_path / "p.jsonl", bot)
    predicted = read(tmp_path / "p.jsonl")
    assert [row["id"] for row in predicted] == ["wish", "calm", "strict", "late"]
    assert [turn["index"] for turn in predicted[2]["turns"]] == [0, 2]
    assert predicted[0]["turns"][0]["reason"] == "customer_asked"
    assert predicted[1]["turns"][0]["reason"] is None
    assert (figures.recall, figures.missed) == (0.5, ("late",))
    assert (figures.false_alarms, figures.alarmed) == (0.5, ("strict",))
    assert figures.median_lead is None


async def test_median_lead_is_over_conversations_that_could_be_caught_early(tmp_path: Path) -> None:
    rows = [
        {"id": "early", "needs_person": True, "breaking_point": 2, "turns": said("agent", "No.", "AGENT")},
        {"id": "at once", "needs_person": True, "breaking_point": 0, "turns": said("agent")},
    ]
    bot = Answering(ScriptedDialogue({"agent": understood("ask_person")}), SmallLibrary(), Mood())
    figures = await evaluate_escalation(write(tmp_path / "c.jsonl", *rows), tmp_path / "p.jsonl", bot)
    assert (figures.recall, figures.median_lead) == (1.0, 1)


async def test_unlabelled_conversations_have_no_figures(tmp_path: Path) -> None:
    conversations = write(tmp_path / "c.jsonl", {"id": "a", "turns": said("hi")})
    bot = Answering(ScriptedDialogue({"hi": understood("greeting")}), SmallLibrary(), Mood())
    figures = await evaluate_escalation(conversations, tmp_path / "p.jsonl", bot)
    assert (figures.conversations, figures.recall, figures.false_alarms) == (1, None, None)


async def test_unsure_transcript_counts_as_unsure(tmp_path: Path) -> None:
    turns = said("sat phones?", "I couldn't find that.", "a phone by satellite")
    conversations = write(tmp_path / "c.jsonl", {"id": "a", "turns": turns})
    bot = Answering(ScriptedDialogue(), SmallLibrary(), Mood())
    await evaluate_escalation(conversations, tmp_path / "p.jsonl", bot)
    assert [turn["escalate"] for turn in read(tmp_path / "p.jsonl")[0]["turns"]] == [False, True]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "3",
        '{"words": "x"}',
        '{"text": 3}',
        '{"text": "x", "turns": [3]}',
        '{"text": "x", "turns": [{"text": 1}]}',
    ],
)
def test_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    messages = tmp_path / "m.jsonl"
    messages.write_text(f'{{"text": "fine"}}\n\n{line}\n', encoding="utf-8")
    with pytest.raises(InvalidInput, match="line 3"):
        evaluate_sentiment(messages, tmp_path / "p.jsonl", SmallLibrary(), Mood())
