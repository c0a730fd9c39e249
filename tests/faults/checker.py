"""Reads a history beside what was stored and says what was broken; it knows nothing of how things are done.

An acknowledged message must be stored once, as it was written, in the order of its sender; every window shows
a gapless beginning of what is stored, in the stored order (the list-append idea of Elle: Kingsbury and
Alvaro, VLDB 2020); the bot is silent while a person has the conversation; at most one person has it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.faults.hands import hands_broken, owner_after
from tests.faults.history import Line, Record, Window

Log = Sequence[Line]


@dataclass(frozen=True, slots=True)
class Story:
    """All there is to check; `states` are pairs of the stored state and the fold of the stored events."""

    records: Sequence[Record]
    windows: Sequence[Window]
    logs: Mapping[str, Log]
    states: Mapping[str, tuple[object, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken promise; `what` is its stable name."""

    what: str
    words: str


def check(story: Story) -> list[Broken]:
    """Give everything that is broken."""
    return [
        *_numbers(story),
        *_fates(story),
        *_doubled(story),
        *_reordered(story),
        *_windows(story),
        *_claims(story),
        *_hands(story),
        *_states(story),
    ]


def fates(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Give the steps of every message by its client id."""
    steps: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.what == "send":
            steps[record.key].append(record)
    return dict(steps)


def _sent(logs: Mapping[str, Log]) -> dict[tuple[str, str], list[Line]]:
    """Give the stored lines of every client id."""
    stored: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for conversation_id, log in logs.items():
        for line in log:
            if line.client_id is not None:
                stored[conversation_id, line.client_id].append(line)
    return stored


def _numbers(story: Story) -> Iterator[Broken]:
    for conversation_id, log in story.logs.items():
        if [line.seq for line in log] != list(range(1, len(log) + 1)):
            yield Broken("hole", f"the numbers of {conversation_id} are not 1, 2, 3 and so on")


def _fates(story: Story) -> Iterator[Broken]:
    stored = _sent(story.logs)
    for key, steps in fates(story.records).items():
        first, last = steps[0], steps[-1]
        lines = stored.get((first.conversation_id, key), [])
        if last.kind == "invoke":
            yield Broken("undecided", f"{first.who} never learnt what became of {key}")
        if last.kind == "fail" and lines:
            yield Broken("denied", f"{key} is shown as not sent ({last.code}) and stored at {lines[0].seq}")
        for said in (step for step in steps if step.kind == "ok"):
            yield from _kept(said, first.text, lines)


def _kept(said: Record, text: str | None, lines: Sequence[Line]) -> Iterator[Broken]:
    if not lines:
        yield Broken("lost", f"{said.key} of {said.who} was acknowledged as {said.seq} and is not stored")
    elif said.seq not in {line.seq for line in lines}:
        yield Broken("misplaced", f"{said.key} was acknowledged as {said.seq}, stored at {lines[0].seq}")
    elif lines[0].text != text:
        yield Broken("altered", f"{said.key} was {text!r} and is stored as {lines[0].text!r}")


def _doubled(story: Story) -> Iterator[Broken]:
    for (conversation_id, key), lines in _sent(story.logs).items():
        if len(lines) > 1:
            yield Broken("doubled", f"{key} stands in {conversation_id} at {[line.seq for line in lines]}")
    ours = {steps[0].text for steps in fates(story.records).values()}
    for conversation_id, log in story.logs.items():
        said = Counter(line.text for line in log if line.author in {"customer", "agent"})
        for text, times in said.items():
            if times > 1 and text in ours:
                yield Broken("doubled", f"{text!r} stands {times} times in {conversation_id}")


def _reordered(story: Story) -> Iterator[Broken]:
    """Compare what each sender wrote with what is stored; what was once shown as not sent has no place."""
    highest: dict[tuple[str, str], int] = {}
    for key, steps in fates(story.records).items():
        said = steps[-1]
        if said.kind != "ok" or said.seq is None or any(step.kind == "info" for step in steps):
            continue
        place = said.who, said.conversation_id
        if said.seq <= highest.get(place, 0):
            yield Broken("reordered", f"{key} of {said.who} stands before what was written earlier")
        highest[place] = max(said.seq, highest.get(place, 0))


def _windows(story: Story) -> Iterator[Broken]:
    longest: dict[tuple[str, str], Window] = {}
    for window in sorted(story.windows, key=lambda window: -len(window.lines)):
        best = longest.setdefault((window.conversation_id, window.side), window)
        log = story.logs.get(window.conversation_id, ())
        if [line.seq for line in window.lines] != list(range(1, len(window.lines) + 1)):
            yield Broken("gap", f"{window.id} does not show 1, 2, 3 and so on")
        if window.lines != best.lines[: len(window.lines)]:
            yield Broken("disagreement", f"{window.id} shows another order than {best.id}")
        if not all(_same(shown, line) for shown, line in zip(window.lines, log, strict=False)):
            yield Broken("untrue", f"{window.id} shows what is not stored")
        if len(window.lines) > len(log):
            yield Broken("untrue", f"{window.id} shows more than is stored")
        if window.open and len(window.lines) < len(log):
            yield Broken("unreached", f"{window.id} shows {len(window.lines)} of {len(log)} lines")


def _same(shown: Line, stored: Line) -> bool:
    """Say whether a window tells the truth; a customer's window may hide what is not for them."""
    if shown.type == "hidden":
        return shown.seq == stored.seq and stored.author is None
    return (shown.seq, shown.type, shown.author, shown.text, shown.client_id) == (
        stored.seq,
        stored.type,
        stored.author,
        stored.text,
        stored.client_id,
    )


def _claims(story: Story) -> Iterator[Broken]:
    """Whoever was told that a conversation is theirs must have been its owner at that place."""
    for record in story.records:
        if record.what != "claim" or record.kind != "ok" or record.seq is None:
            continue
        owner = None
        for line in story.logs.get(record.conversation_id, ())[: record.seq]:
            owner = owner_after(owner, line)
        if owner != record.who:
            yield Broken("two owners", f"{record.who} was given {record.conversation_id}, which {owner} has")


def _hands(story: Story) -> Iterator[Broken]:
    for conversation_id, log in story.logs.items():
        for what, words in hands_broken(log):
            yield Broken(what, f"{conversation_id}: {words}")


def _states(story: Story) -> Iterator[Broken]:
    for conversation_id, (stored, folded) in story.states.items():
        if stored != folded:
            yield Broken("state", f"the state of {conversation_id} is not the fold of its events")
