"""What is kept of a turn is enough to make its decision again."""

import json
from dataclasses import fields

import pytest

from bot.domain.caller import Caller
from bot.domain.complexity import Complexity
from bot.domain.desk import DeskState
from bot.domain.escalation import assess
from bot.domain.facts import Confidence, Facts
from bot.domain.language import Language
from bot.domain.policy import Policy
from bot.domain.record import differences, facts_to_record, read_facts, recompute
from bot.domain.risk import Risk
from bot.domain.situation import situate
from bot.domain.turn import TurnSignals
from bot.errors import InvalidRecord
from tests.fakes_bot import RETURN_IT, SAT_PHONE, TENT, Mood, converse, small_bot, turn

BEFORE = TurnSignals("where is it", negative=0.3, decision="offer", reason="low_confidence")
FULL = Facts(
    wish="search",
    negative=0.123456789012345,
    unease=0.3,
    trouble=0.25,
    signs=("own", "loud"),
    risks=(Risk("press", "journalist"),),
    complexity=Complexity(questions=2, money=1),
    similarities=(0.9123456,),
    stretch=(BEFORE,),
    accepted="low_confidence",
    asks=False,
    confidence=Confidence("clarify", "Returns", 0.4, 0.7, fresh=False),
    chosen=True,
    dialogue_available=False,
    message={"email": "ann@example.org"},
    language=Language("de"),
    failed_form=2,
    broken="commerce_unavailable",
    caller=Caller("Ann", "a@b.example", "x1", verified=True, attributes={"tier": "gold"}),
    desk=DeskState(0, open_now=False, wait_p50_s=60.0, wait_p90_s=120.0),
    pause_s=2.5,
    rejected=1,
    unsettled=1,
)


def stored(facts: Facts) -> dict[str, object]:
    record: dict[str, object] = json.loads(json.dumps(facts_to_record(facts)))
    return record


def test_every_fact_comes_back_exactly() -> None:
    unlike = [
        field.name
        for field in fields(Facts)
        if getattr(FULL, field.name) == getattr(Facts("say"), field.name)
    ]
    assert unlike == ["text"], "every field must be tried with another value than the usual one"
    assert read_facts(stored(FULL), (BEFORE,)) == FULL


def test_what_is_as_usual_takes_no_room() -> None:
    assert stored(Facts("say")) == {"wish": "say"}
    assert read_facts({"wish": "say"}, ()) == Facts("say")


@pytest.mark.parametrize(
    "texts",
    [[RETURN_IT, SAT_PHONE, TENT, "yes"], ["this is so annoying"] * 3, [SAT_PHONE, "yes", "hi", RETURN_IT]],
)
async def test_recorded_decisions_come_out_the_same(texts: list[str]) -> None:
    memory: list[TurnSignals] = []
    for reply in await converse(small_bot(mood=Mood({RETURN_IT: 0.7})), *texts):
        evidence = json.loads(json.dumps(reply.evidence.to_dict()))
        decision = recompute(evidence, memory, Policy())
        assert differences(evidence, decision) == ()
        assert (decision.kind, decision.reason, decision.lines) == (
            reply.decision,
            reply.reason,
            reply.evidence.lines,
        )
        memory.append(reply.evidence.turn)


async def test_pressed_buttons_are_recorded_too() -> None:
    for choice in ("person", "rephrase", "article:returns", "article:none"):
        reply = await small_bot().pick(turn(RETURN_IT), choice)
        evidence = json.loads(json.dumps(reply.evidence.to_dict()))
        assert differences(evidence, recompute(evidence, (), Policy())) == ()


async def test_another_policy_decides_otherwise_and_the_difference_is_named() -> None:
    reply = await small_bot(mood=Mood({RETURN_IT: 0.7})).answer(turn(RETURN_IT))
    evidence = json.loads(json.dumps(reply.evidence.to_dict()))
    found = differences(evidence, recompute(evidence, (), Policy(strong_negative=0.6, own_matter=0.0)))
    assert found[0] == "decision was answer, is escalate"
    assert any("signal negative_message was 0 of 0.97, is 0.7 of 0.6" in words for words in found)


@pytest.mark.parametrize(
    "evidence",
    [
        {},
        {"facts": None},
        {"facts": {"wish": "say", "colour": "red"}},
        {"facts": {"wish": "say", "risks": [1]}},
    ],
)
def test_a_record_that_does_not_fit_is_refused(evidence: dict[str, object]) -> None:
    with pytest.raises(InvalidRecord):
        recompute(evidence, (), Policy())


def test_the_record_holds_neither_the_text_nor_the_turns_before() -> None:
    facts = Facts("say", text="my secret", stretch=(BEFORE,))
    assert "secret" not in json.dumps(facts_to_record(facts))
    assert assess(situate(facts, Policy()), Policy()).kind == "say"
