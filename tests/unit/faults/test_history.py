"""A history keeps what was done and seen, for the checker and for people who read it afterwards."""

import json
from pathlib import Path

from tests.faults.history import History, Line, line_of


def test_steps_and_windows_are_written_as_json_lines(tmp_path: Path) -> None:
    history = History(tmp_path / "history.jsonl")
    history.add("invoke", "customer 1", "send", "c1", "k1", text="Grüße")
    history.add("ok", "customer 1", "send", "c1", "k1", seq=1)
    window = history.open_window("customer 1", "customer", "c1")
    window.lines.append(Line(1, "message_posted", "customer", text="Grüße", client_id="k1"))
    history.close()
    invoked, done, shown = map(json.loads, (tmp_path / "history.jsonl").read_text().splitlines())
    assert (invoked["kind"], invoked["text"], done["kind"], done["seq"]) == ("invoke", "Grüße", "ok", 1)
    assert shown["lines"][0]["client_id"] == "k1"
    assert [record.key for record in history.records] == ["k1", "k1"]


def test_windows_of_one_person_have_names_of_their_own(tmp_path: Path) -> None:
    history = History(tmp_path / "history.jsonl")
    names = {history.open_window("Agent 1", "agent", "c1").id for _ in range(3)}
    history.close()
    assert len(names) == 3


def test_a_line_keeps_what_has_to_be_the_same_for_everybody() -> None:
    given = {
        "conversation_id": "c1",
        "seq": 4,
        "type": "agent_assigned",
        "at": "2026-11-22T09:00:00+00:00",
        "data": {"agent": {"id": "a2", "name": "Bob"}, "former": {"id": "a1", "name": "Alice"}},
    }
    assert line_of(given) == Line(4, "agent_assigned", name="Bob", former="Alice")


def test_a_reply_names_the_place_of_what_it_answers() -> None:
    data = {"author": "bot", "text": "Hi!", "in_reply_to": "c1.17"}
    line = line_of({"seq": 18, "type": "message_posted", "data": data})
    assert (line.in_reply_to, line.author, line.text) == (17, "bot", "Hi!")
