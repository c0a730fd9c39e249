"""What a flow does next, as values: ask for something, end with some words, or leave it to a person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeAlias

from bot.actions.form import OFFERED, Form
from bot.actions.protocol import Heard, Utter
from bot.commerce import Commerce
from bot.domain.caller import Caller
from bot.domain.identity import NONE_WRONG, Claim, Tally
from bot.domain.turn import Reason

YES_NO = ("Yes", "No")


class Guesses(Protocol):
    """Counts wrong claims over all conversations."""

    def besides(self, conversation_id: str, claim: Claim) -> Tally:
        """Give how many claims other than this one were wrong lately, so that a repeated call counts once."""

    def wrong(self, conversation_id: str, claim: Claim) -> None:
        """Take note that a claim was wrong."""


class NoGuesses:
    """Counts nothing: each conversation stands alone."""

    def besides(self, conversation_id: str, claim: Claim) -> Tally:  # noqa: ARG002
        """Give that nothing was wrong."""
        return NONE_WRONG

    def wrong(self, conversation_id: str, claim: Claim) -> None:
        """Forget it."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A turn of a flow: what was heard, how the form stands, who writes, the shop, and what time it is."""

    heard: Heard
    form: Form
    caller: Caller
    commerce: Commerce
    now: datetime
    guesses: Guesses

    def having(self, form: Form) -> "Talk":
        """Give the same turn with the form filled further."""
        return replace(self, form=form)


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask for the field `name`; `offered` is the list shown with the question, (id, words) each."""

    form: Form
    name: str
    question: Utter
    before: tuple[Utter, ...] = ()
    offered: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finish:
    """The flow is over with these words; a `perform` directive among them asks for what was confirmed."""

    form: Form
    words: tuple[Utter, ...]


@dataclass(frozen=True, slots=True)
class CallPerson:
    """The flow cannot go on; a person is needed for this reason."""

    form: Form
    reason: Reason


Move: TypeAlias = Ask | Finish | CallPerson


def ask(form: Form, name: str, question: str, **gaps: str) -> Ask:
    """Ask with a sentence of domain.yml."""
    return Ask(form, name, Utter(question, gaps))


def ask_which(form: Form, name: str, question: str, choices: Sequence[tuple[str, str]], **gaps: str) -> Ask:
    """Ask for one of a list, shown as buttons; `choices` are (id, words)."""
    shown = tuple(choices)[:OFFERED]
    utter = Utter(question, gaps, tuple(words for _, words in shown))
    return Ask(form, name, utter, offered=shown)


def confirm(form: Form, question: str, **gaps: str) -> Ask:
    """Ask for a yes before anything is changed, in words that say what will happen."""
    return Ask(form, "confirmed", Utter(question, gaps, YES_NO))


def finish(form: Form, response: str, **gaps: str) -> Finish:
    """End with one sentence."""
    return Finish(form, (Utter(response, gaps),))
