"""The checker finds every fault that is planted, and none in a history without one."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

import pytest

from tests.faults.checker import Broken, Story, check
from tests.faults.history import Kind, Line, Record, Side, Window

CUSTOMER, ALICE, BOB = "customer 1", "Alice", "Bob"


def said(seq: int, author: str, text: str, key: str | None = None, name: str | None = None) -> Line:
    return Line(seq, "message_posted", author, name, text, key)


LOG = [
    said(1, "customer", "hello", "k1"),
    Line(2, "message_posted", "bot", None, "Hi!", None, in_reply_to=1),
    said(3, "customer", "a person please", "k2"),
    Line(4, "handoff_requested"),
    Line(5, "agent_assigned", name=ALICE),
    said(6, "agent", "I am Alice.", "k3", ALICE),
    Line(7, "note_posted", text="among us", client_id="n1", name=ALICE),
    Line(8, "agent_assigned", name=BOB, former=ALICE),
    said(9, "agent", "Now Bob.", "k4", BOB),
    Line(10, "returned_to_bot"),
    said(11, "customer", "thanks", "k5"),
    Line(12, "message_posted", "bot", None, "Bye!", None, in_reply_to=11),
]


def record(kind: Kind, who: str, key: str, **more: object) -> Record:
    return Record(kind, who, "send", "c1", key, **more)  # type: ignore[arg-type]


def sent(who: str, key: str, text: str, seq: int) -> list[Record]:
    return [record("invoke", who, key, text=text), record("ok", who, key, seq=seq)]


RECORDS = [
    *sent(CUSTOMER, "k1", "hello", 1),
    record("invoke", CUSTOMER, "k2", text="a person please"),
    record("info", CUSTOMER, "k2"),
    record("invoke", CUSTOMER, "k2", text="a person please"),
    record("ok", CUSTOMER, "k2", seq=3),
    Record("ok", ALICE, "claim", "c1", "claim1", seq=5),
    *sent(ALICE, "k3", "I am Alice.", 6),
    *sent(BOB, "k4", "Now Bob.", 9),
    *sent(CUSTOMER, "k5", "thanks", 11),
    record("invoke", ALICE, "k6", text="too late"),
    record("fail", ALICE, "k6", code="not_owner"),
]


def customers_view(line: Line) -> Line:
    return Line(line.seq, "hidden") if line.type == "note_posted" else replace(line, former=None)


def window(name: str, side: Side, lines: list[Line], *, still_open: bool = True) -> Window:
    return Window(name, side, "c1", lines, still_open)


def good() -> Story:
    seen = [customers_view(line) for line in LOG]
    windows = [
        window("robin 1", "customer", list(seen)),
        window("robin 2", "customer", seen[:5], still_open=False),
        window("alice", "agent", list(LOG)),
        window("bob", "agent", LOG[:9], still_open=False),
    ]
    return deepcopy(Story(RECORDS, windows, {"c1": LOG}, {"c1": ("state", "state")}))


def with_log(story: Story, log: list[Line]) -> Story:
    """Give the story over another log that every window shows as it is."""
    seen = [customers_view(line) for line in log]
    windows = [window("robin", "customer", seen), window("alice", "agent", log)]
    return replace(story, logs={"c1": log}, windows=windows)


def change(log: list[Line], seq: int, **values: object) -> list[Line]:
    return [replace(line, **values) if line.seq == seq else line for line in log]  # type: ignore[arg-type]


def numbered(lines: list[Line]) -> list[Line]:
    return [replace(line, seq=place) for place, line in enumerate(lines, 1)]


def test_a_history_without_a_fault_has_none() -> None:
    assert check(good()) == []


def lost(story: Story) -> Story:
    return with_log(story, change(LOG, 9, type="hidden", author=None, text=None, client_id=None))


def misplaced(story: Story) -> Story:
    records = [replace(r, seq=2) if r.key == "k1" and r.kind == "ok" else r for r in story.records]
    return replace(story, records=records)


def altered(story: Story) -> Story:
    return with_log(story, change(LOG, 9, text="Not what Bob wrote."))


def doubled(story: Story) -> Story:
    return with_log(story, [*LOG, replace(LOG[10], seq=13)])


def doubled_under_another_id(story: Story) -> Story:
    return with_log(story, [*LOG, replace(LOG[10], seq=13, client_id="k9")])


def reordered(story: Story) -> Story:
    first, last = sent(CUSTOMER, "k1", "hello", 1), sent(CUSTOMER, "k5", "thanks", 11)
    others = [r for r in story.records if r.key not in {"k1", "k5"}]
    return replace(story, records=[*last, *first, *others])


def undecided(story: Story) -> Story:
    return replace(story, records=[*story.records, record("invoke", BOB, "k7", text="and?")])


def denied(story: Story) -> Story:
    return replace(story, records=[*story.records, record("fail", BOB, "k4", code="not_owner")])


def hole(story: Story) -> Story:
    return with_log(story, [line for line in LOG if line.seq != 7])


def gap(story: Story) -> Story:
    del story.windows[1].lines[2]
    return story


def seen_twice(story: Story) -> Story:
    story.windows[1].lines.append(story.windows[1].lines[-1])
    return story


def disagreement(story: Story) -> Story:
    lines = story.windows[3].lines
    lines[0], lines[1] = replace(lines[1], seq=1), replace(lines[0], seq=2)
    return story


def untrue(story: Story) -> Story:
    for one in story.windows[2:]:
        one.lines[5] = replace(one.lines[5], text="What Alice never wrote.")
    return story


def unreached(story: Story) -> Story:
    del story.windows[0].lines[-1]
    return story


def bot_over_a_person(story: Story) -> Story:
    bot = Line(7, "message_posted", "bot", None, "Me again!", None)
    return with_log(story, change(LOG, 7, **{f: getattr(bot, f) for f in ("type", "author", "name", "text")}))


def late_bot(story: Story) -> Story:
    return with_log(story, change(LOG, 12, in_reply_to=3))


def stranger(story: Story) -> Story:
    return with_log(story, change(LOG, 9, name=ALICE))


def two_owners(story: Story) -> Story:
    return with_log(story, change(LOG, 8, former=None))


def claim_of_what_another_has(story: Story) -> Story:
    claim = Record("ok", BOB, "claim", "c1", "claim2", seq=6)
    return replace(story, records=[*story.records, claim])


def state(story: Story) -> Story:
    return replace(story, states={"c1": ("stored", "folded")})


PLANTED: list[tuple[Callable[[Story], Story], str]] = [
    (lost, "lost"),
    (misplaced, "misplaced"),
    (altered, "altered"),
    (doubled, "doubled"),
    (doubled_under_another_id, "doubled"),
    (reordered, "reordered"),
    (undecided, "undecided"),
    (denied, "denied"),
    (hole, "hole"),
    (gap, "gap"),
    (seen_twice, "gap"),
    (disagreement, "disagreement"),
    (untrue, "untrue"),
    (unreached, "unreached"),
    (bot_over_a_person, "bot over a person"),
    (late_bot, "late bot"),
    (stranger, "stranger"),
    (two_owners, "two owners"),
    (claim_of_what_another_has, "two owners"),
    (state, "state"),
]


@pytest.mark.parametrize(("plant", "name"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_a_planted_fault_is_found(plant: Callable[[Story], Story], name: str) -> None:
    found: list[Broken] = check(plant(good()))
    assert name in {broken.what for broken in found}
    assert all(broken.words for broken in found)


def test_what_is_shown_as_not_sent_for_now_may_be_stored_or_not() -> None:
    story = good()
    unknown = [record("invoke", BOB, "k8", text="never came"), record("info", BOB, "k8")]
    stored = [record("invoke", BOB, "k4", text="Now Bob."), record("info", BOB, "k4")]
    others = [r for r in story.records if r.key != "k4"]
    assert check(replace(story, records=[*others, *unknown, *stored])) == []
