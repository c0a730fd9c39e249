"""What an agent who takes over has to know, in at most twelve short lines; no language model writes them.

Who it is, what they want, what the bot tried, how the mood went, why a person is needed, and what was before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.caller import Caller
from bot.domain.directives import Json
from bot.domain.turn import TurnSignals

MOST_LINES = 12
QUOTED = 120
_SHOWN = 5
_CALM = 0.35
_UPSET = 0.5
_CHANGE = 0.2
_SMALL_TALK = frozenset(
    {
        *("affirm", "deny", "inform", "greeting", "thanks", "goodbye", "praise", "how_are_you", "need_help"),
        *("ask_person", "frustrated", "insult", "cancel_form", "change_answer", "repeat_that", "nonsense"),
        *("bot_challenge", "other_language", "out_of_scope", "not_that_one"),
    }
)
_INTERNAL = ("flow", "requested_", "confirmed", "session_")


@dataclass(frozen=True, slots=True)
class Step:
    """One turn of the bot; `titles` are the articles shown, `performed` what came of a job, in words."""

    text: str
    decision: str = "say"
    intent: str | None = None
    titles: tuple[str, ...] = ()
    entities: tuple[tuple[str, str], ...] = ()
    negative: float = 0.0
    performed: str | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What was before: ended parts of agents here, other conversations, and those that were not settled."""

    parts: int = 0
    conversations: int = 0
    unsettled: int = 0
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that a summary is written from; `why` are the lines of the decision that called a person."""

    caller: Caller = field(default_factory=Caller)
    vip: str | None = None
    locale: str | None = None
    page: str | None = None
    steps: tuple[Step, ...] = ()
    slots: Mapping[str, Json] = field(default_factory=dict)
    form: str | None = None
    why: tuple[str, ...] = ()
    before: Before = field(default_factory=Before)


@dataclass(frozen=True, slots=True)
class Summary:
    """The lines, and what they were written from, for a page that lays them out itself."""

    lines: tuple[str, ...]
    wants: tuple[str, ...]
    details: Mapping[str, str]
    open_question: str | None
    shown: tuple[str, ...]
    performed: tuple[str, ...]
    mood: str
    curve: tuple[float, ...]
    why: tuple[str, ...]


def summarise(story: Story) -> Summary:
    """Write the summary; a line of which nothing is known is left out."""
    wants, details, asked = _wants(story), _details(story), open_question(story.steps)
    shown = tuple(dict.fromkeys(title for step in story.steps for title in step.titles))
    performed = tuple(step.performed for step in story.steps if step.performed)
    curve = tuple(round(step.negative, 2) for step in story.steps)
    lines = (
        _who(story),
        f"Wants: {', '.join(wants)}." if wants else None,
        f"Details: {', '.join(f'{name} {value}' for name, value in details.items())}." if details else None,
        f"Open question: {quoted(asked)}" if asked else None,
        _tried(story, shown),
        _jobs(story, performed),
        f"Mood: {mood_of(curve)} ({_numbers(curve)}; 0 calm, 1 upset)." if curve else None,
        *(f"Why a person: {line}" if at == 0 else line for at, line in enumerate(story.why[:3])),
        _earlier(story.before),
    )
    kept = tuple(line for line in lines if line)[:MOST_LINES]
    return Summary(kept, wants, details, asked, shown, performed, mood_of(curve), curve, tuple(story.why[:3]))


def steps_of(turns: Sequence[TurnSignals]) -> tuple[Step, ...]:
    """The steps as the bot's own memory has them: articles by their ids, and no agent's part."""
    return tuple(
        Step(
            turn.text,
            turn.decision,
            turn.intent,
            tuple(name.replace("-", " ") for name in turn.article_ids) if turn.decision == "answer" else (),
            negative=turn.negative,
        )
        for turn in turns
        if turn.settled_by is None
    )


def open_question(steps: Sequence[Step]) -> str | None:
    """The customer's own words that nobody has answered: the latest real question, else the last words."""
    asked = [step for step in steps if step.intent not in _SMALL_TALK]
    unanswered = [step for step in asked if step.decision not in ("answer", "say")]
    said = (unanswered or asked or list(steps))[-1:]
    return said[0].text if said else None


def mood_of(curve: Sequence[float]) -> str:
    """How the mood went, in words."""
    if not curve:
        return "not known"
    first, last = curve[0], curve[-1]
    if last - first >= _CHANGE and last >= _CALM:
        return "getting worse"
    if first - last >= _CHANGE:
        return "calming down"
    if max(curve) - last >= _CHANGE and max(curve) >= _UPSET:
        return "calmer than before"
    return "upset" if last >= _UPSET else "tense" if last >= _CALM else "calm"


def quoted(text: str) -> str:
    """The words in quotation marks, on one line, not too long."""
    short = " ".join(text.split())
    return f'"{short if len(short) <= QUOTED else short[: QUOTED - 3].rstrip() + "..."}"'


def _who(story: Story) -> str:
    caller = story.caller
    proof = "verified" if caller.verified else "not verified"
    about = [proof, *([f"VIP: {story.vip}"] if story.vip else []), *([story.locale] if story.locale else [])]
    page = f", on {story.page}" if story.page else ""
    mail = f", {caller.email}" if caller.email else ""
    return f"Who: {caller.name or 'a visitor'} ({', '.join(about)}){mail}{page}."


def _wants(story: Story) -> tuple[str, ...]:
    named = (step.intent for step in story.steps if step.intent and step.intent not in _SMALL_TALK)
    return tuple(dict.fromkeys(intent.removeprefix("ask_").replace("_", " ") for intent in named))[-_SHOWN:]


def _details(story: Story) -> dict[str, str]:
    found = [pair for step in story.steps for pair in step.entities]
    filled = [
        (name, value)
        for name, value in story.slots.items()
        if isinstance(value, str | int | float) and not name.startswith(_INTERNAL)
    ]
    known: dict[str, str] = {}
    for name, value in (*found, *filled):
        if str(value) not in known.values():
            known[name.replace("_", " ")] = str(value)
    return dict(list(known.items())[-_SHOWN:])


def _tried(story: Story, shown: Sequence[str]) -> str | None:
    kinds = [step.decision for step in story.steps]
    parts = (
        f"showed {', '.join(quoted(title) for title in shown[-_SHOWN:])}" if shown else "",
        _times("asked back", kinds.count("clarify")),
        _times("offered a person", kinds.count("offer")),
    )
    tried = "; ".join(part for part in parts if part)
    return f"The bot: {tried}." if tried else None


def _jobs(story: Story, performed: Sequence[str]) -> str | None:
    flow = story.slots.get("flow")
    job = flow if isinstance(flow, str) else story.form or ""
    begun = f"The bot was in the middle of: {job.replace('_', ' ')}." if story.form else ""
    return " ".join((*performed[-2:], begun)).strip() or None


def _earlier(before: Before) -> str | None:
    parts = (
        _times("an agent had this conversation", before.parts),
        f"{before.conversations} earlier" if before.conversations else "",
        f"{before.unsettled} left unsettled" if before.unsettled else "",
        f"last on {before.last}" if before.last else "",
    )
    told = ", ".join(part for part in parts if part)
    return f"Earlier contacts: {told}." if told else None


def _times(what: str, count: int) -> str:
    return "" if not count else f"{what} once" if count == 1 else f"{what} {count} times"


def _numbers(curve: Sequence[float]) -> str:
    return ", ".join(f"{level:.2f}" for level in curve[-_SHOWN:])
