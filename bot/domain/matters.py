"""Two matters in one message: which of them is served beside the one that the dialogue took up.

Pure; who asks the dialogue and the articles for the other matter is `bot.answering`.
"""

from dataclasses import dataclass, replace

from bot.domain.directives import DialogueTurn, SearchArticles
from bot.domain.facts import Found
from bot.domain.turn import HitRecord
from bot.domain.wording import substance

FEWEST_WORDS = 3
SHOWN_HITS = 3


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """A question of the message that has no sure answer; `near` are the articles that may fit."""

    text: str
    near: tuple[HitRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Matters:
    """What else is served: further sure answers, and what is left open."""

    answers: tuple[HitRecord, ...] = ()
    open: OpenMatter | None = None


def other_matter(dialogue: DialogueTurn) -> str | None:
    """Give the words of the matter beside the one that the dialogue took up; None if there is only one.

    A greeting, thanks or a bare reason in front of a request is no matter of its own.
    """
    parts = dialogue.parse.parts
    first = next((part for part in parts if part.intent == dialogue.parse.intent), None)
    others = [part for part in parts if part is not first and substance(part.text) >= FEWEST_WORDS]
    return others[0].text if first is not None and others else None


def first_matter(dialogue: DialogueTurn) -> str | None:
    """Give the words of the matter that the dialogue took up, if the message has several."""
    parts = dialogue.parse.parts
    return next((part.text for part in parts if part.intent == dialogue.parse.intent), None)


def searches(dialogue: DialogueTurn) -> bool:
    """Whether the dialogue wants the articles asked."""
    return any(isinstance(directive, SearchArticles) for directive in dialogue.directives)


def with_answer(dialogue: DialogueTurn) -> DialogueTurn:
    """Give the dialogue's turn with an answer from the articles before what it says itself."""
    kept = tuple(one for one in dialogue.directives if not isinstance(one, SearchArticles))
    return replace(dialogue, directives=(SearchArticles(), *kept))


def joined(first: DialogueTurn, second: DialogueTurn) -> DialogueTurn:
    """Join two turns of the dialogue over one message: the first understanding, the last state."""
    return replace(second, parse=first.parse, directives=(*first.directives, *second.directives))


def sort_out(first: Found, second: Found, texts: tuple[str, str]) -> tuple[Found, Matters]:
    """Say which of two questions is answered first and what becomes of the other one."""
    sure = [found for found in (first, second) if found.advice == "answer" and found.hits]
    if not sure:
        return first, Matters()
    if len(sure) == 1:
        unsure, text = (second, texts[1]) if sure[0] is first else (first, texts[0])
        near = unsure.hits[:SHOWN_HITS] if unsure.advice == "clarify" else ()
        return sure[0], Matters(open=OpenMatter(text, near))
    other = second.hits[0]
    same = (other.article_id, other.heading) == (first.hits[0].article_id, first.hits[0].heading)
    return first, Matters() if same else Matters(answers=(other,))
