"""Signs that the conversation goes nowhere: the same thing asked again, shouting, "that is not what I asked".

How alike two messages are is measured elsewhere and arrives as a number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.turn import TurnSignals
from bot.domain.wording import gives_up, is_shouting, says_not_understood


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


def observe(
    text: str, stretch: Sequence[TurnSignals], similarities: Sequence[float], alike: float
) -> Repetition:
    """Compare a message with the turns before it.

    `similarities` are the cosines with the messages of `stretch`, in its order (fewer are taken as the
    latest ones); from `alike` on a message counts as the same question put differently. Small talk is never
    a repeat.
    """
    recent = stretch[len(stretch) - len(similarities) :]
    repeats = [
        turn
        for turn, similarity in zip(recent, similarities, strict=True)
        if similarity >= alike and turn.decision != "say"
    ]
    return Repetition(
        rephrased=len(repeats),
        unsure=sum(turn.unsure for turn in stretch),
        not_understood=int(says_not_understood(text)),
        giving_up=int(gives_up(text)),
        shouting=int(is_shouting(text)),
    )
