"""The values of a turn survive their JSON form, and a damaged record is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.directives import Entity, Parse
from bot.domain.turn import KINDS, REASONS, Evidence, HitRecord, Sentiment, Signal, TurnSignals
from bot.errors import InvalidRecord

SIGNALS = st.builds(
    TurnSignals,
    text=st.text(max_size=40),
    intent=st.none() | st.sampled_from(["ask_article", "greeting"]),
    negative=st.floats(0, 1),
    decision=st.sampled_from(KINDS),
    reason=st.none() | st.sampled_from(REASONS),
    probability=st.none() | st.floats(0, 1),
    article_ids=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    heading=st.none() | st.text(max_size=5),
    said=st.none() | st.text(max_size=10),
    slots=st.dictionaries(st.text(max_size=5), st.none() | st.booleans() | st.text(max_size=5), max_size=2),
    active_form=st.none() | st.just("contact_form"),
)


@given(SIGNALS)
def test_turn_signals_survive_json(signals: TurnSignals) -> None:
    assert TurnSignals.from_dict(json.loads(json.dumps(signals.to_dict()))) == signals


def test_absent_fields_take_their_default() -> None:
    assert TurnSignals.from_dict({"text": "hello"}) == TurnSignals("hello")


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({}, id="no text"),
        pytest.param({"text": 3}, id="text is a number"),
        pytest.param({"text": "a", "decision": "shout"}, id="unknown decision"),
        pytest.param({"text": "a", "reason": "bad_mood"}, id="unknown reason"),
        pytest.param({"text": "a", "negative": "very"}, id="negative is a word"),
        pytest.param({"text": "a", "article_ids": "returns"}, id="ids are one text"),
        pytest.param({"text": "a", "article_ids": [1]}, id="ids are numbers"),
        pytest.param({"text": "a", "slots": []}, id="slots are a list"),
        pytest.param({"text": "a", "colour": "red"}, id="unknown field"),
    ],
)
def test_damaged_turn_signals_are_refused(record: dict[str, object]) -> None:
    with pytest.raises(InvalidRecord):
        TurnSignals.from_dict(record)


@pytest.mark.parametrize(("decision", "unsure"), [(kind, kind in ("clarify", "offer")) for kind in KINDS])
def test_unsure(decision: str, unsure: bool) -> None:
    assert TurnSignals.from_dict({"text": "a", "decision": decision}).unsure is unsure


def test_evidence_is_plain_json() -> None:
    evidence = Evidence(
        policy="1",
        turn=TurnSignals("where is it"),
        reason="low_confidence",
        lines=("No article is a sure answer.",),
        signals=(Signal("search", 1.0, 1.0, fired=True),),
        parse=Parse("ask_article", 0.8, (Entity("order_number", "48213", 9, 14),)),
        sentiment=Sentiment(0.2, (0.1, 0.2)),
        hits=(HitRecord("returns", "Returning", "60 days", "How long", 0.4, 0.3),),
    )
    record = evidence.to_dict()
    assert json.loads(json.dumps(record)) == record
    assert record["parse"] == {
        "intent": "ask_article",
        "probability": 0.8,
        "entities": [{"entity": "order_number", "value": "48213"}],
    }
    assert record["sentiment"] == {"negative": 0.2, "curve": [0.1, 0.2], "lexicon_only": False}
    assert record["turn"] == evidence.turn.to_dict()


def test_evidence_without_a_parse() -> None:
    assert Evidence("1", TurnSignals("a")).to_dict()["parse"] is None
