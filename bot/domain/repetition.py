"""Signs that the conversation goes nowhere: the same thing asked again, shouting, "that is not what I asked".

How alike two messages are is measured elsewhere and arrives as a number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.directives import DialogueTurn, Say
from bot.domain.turn import TurnSignals

REQUESTED = "requested_slot"
FLOW_NOTES = "flow_notes"


@dataclass(frozen=True, slots=True)
class Repetition:
    """`rephrased` and `unsure` count earlier turns; the rest are 0 or 1."""

    rephrased: int = 0
    unsure: int = 0
    not_understood: int = 0
    giving_up: int = 0
    shouting: int = 0


def current_stretch(memory: Sequence[TurnSignals]) -> tuple[TurnSignals, ...]:
    """Return the turns since the bot last called a person; what led to that call counts no more."""
    calls = [index for index, turn in enumerate(memory) if turn.decision == "escalate"]
    return tuple(memory[calls[-1] + 1 if calls else 0 :])


def question_before(stretch: Sequence[TurnSignals]) -> str | None:
    """Return the latest message that was a question, whatever came of it."""
    return next((turn.text for turn in reversed(stretch) if turn.decision != "say"), None)


def unsure_in_a_row(stretch: Sequence[TurnSignals], clarified: float) -> float:
    """Add up the latest turns that the bot could not answer, looking past greetings and "please rephrase".

    A turn that was clarified weighs `clarified`, one without any answer 1.
    """
    total = 0.0
    for turn in reversed(stretch):
        if turn.unsure:
            total += clarified if turn.decision == "clarify" else 1.0
        elif turn.decision != "say":
            break
    return total


def alike_before(stretch: Sequence[TurnSignals], similarities: Sequence[float]) -> tuple[float, ...]:
    """Give the cosines with the earlier messages that asked something; small talk is never a repeat.

    `similarities` are those with the messages of `stretch`, in its order (fewer are taken as the latest).
    """
    recent = stretch[len(stretch) - len(similarities) :]
    compared = zip(recent, similarities, strict=True)
    return tuple(similarity for turn, similarity in compared if turn.decision != "say")


def observe(
    signs: Sequence[str], stretch: Sequence[TurnSignals], similarities: Sequence[float], alike: float
) -> Repetition:
    """Compare a message with the turns before it; from `alike` on it counts as the same question again."""
    return Repetition(
        rephrased=sum(cosine >= alike for cosine in alike_before(stretch, similarities)),
        unsure=sum(turn.unsure for turn in stretch),
        not_understood=int("missed" in signs),
        giving_up=int("giving_up" in signs),
        shouting=int("loud" in signs),
    )


def failed_form(dialogue: DialogueTurn | None, stretch: Sequence[TurnSignals]) -> int:
    """Count how often in a row a form has now asked for the same thing, which it was not given.

    A flow keeps that count itself, as it knows a correction or a question in between from a vain answer.
    """
    if dialogue is None or dialogue.active_form is None or not stretch:
        return 0
    notes = dialogue.slots.get(FLOW_NOTES)
    if isinstance(notes, dict):
        misses = notes.get("misses")
        return max(0, misses - 1) if isinstance(misses, int) else 0
    if not all(isinstance(directive, Say) for directive in dialogue.directives):
        return 0
    asked = (dialogue.active_form, dialogue.slots.get(REQUESTED))
    count = 0
    for turn in reversed(stretch):
        if (turn.active_form, turn.slots.get(REQUESTED)) != asked:
            break
        count += turn.decision == "say"
    return count
