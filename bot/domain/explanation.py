"""The at most three plain sentences that tell an agent why the bot did what it did."""

from collections.abc import Callable, Mapping

from bot.domain.complexity import Complexity
from bot.domain.repetition import Repetition
from bot.domain.situation import Situation
from bot.domain.turn import DecisionKind, Reason, Signal

LINES = 3
_SHOWN_LEVELS = 5
_UPSET = 0.5


def explain(
    situation: Situation, kind: DecisionKind, reason: Reason | None, signals: tuple[Signal, ...]
) -> tuple[str, ...]:
    """Say why, then any risk, what the articles had and how the customer feels; only what applies."""
    fired = {signal.name: signal for signal in signals if signal.fired}
    risk = None if reason == "risk_topic" or not situation.facts.risks else _risks(situation)
    lines = (_why(situation, kind, reason, fired), risk, _known(situation), _mood(situation, fired))
    return tuple(line for line in lines if line)[:LINES]


def _why(
    situation: Situation, kind: DecisionKind, reason: Reason | None, fired: Mapping[str, Signal]
) -> str | None:
    if (
        situation.facts.accepted
        and f"accepted_offer:{situation.facts.accepted}" in fired
        and reason == situation.facts.accepted
    ):
        return "The customer took the offer of a person."
    if situation.facts.chosen:
        return "The customer chose this article."
    if reason is None:
        return "Several articles are near; the customer chooses." if kind == "clarify" else None
    return _WHY[reason](situation, fired)


def _asked(situation: Situation) -> str:
    if situation.facts.wish != "message":
        return "The customer asked for a person."
    fields = ", ".join(f"{name} {value}" for name, value in situation.facts.message.items())
    return f"The customer left a message: {fields}." if fields else "The customer left a message."


def _risks(situation: Situation) -> str:
    found = ", ".join(f'{risk.topic.replace("_", " ")} ("{risk.words}")' for risk in situation.facts.risks)
    return f"Risk topic: {found}."


def _upset(situation: Situation, fired: Mapping[str, Signal]) -> str:
    if "negative_message" in fired:
        limit = fired["negative_message"].threshold
        return (
            f"This message is very negative ({situation.negative:.2f}; a person is called from {limit:.2f})."
        )
    if "negative_course" in fired:
        return f"The mood got worse over {len(situation.course.curve)} messages."
    if "venting" in fired:
        return "The customer vented more than once."
    if "upset_and_unsure" in fired:
        return "The customer is upset, and no article answers."
    return "The customer is upset, but asked nothing that the bot can answer."


def _parts(complexity: Complexity) -> str:
    parts = (
        (complexity.questions > 1, _counted(complexity.questions, "question")),
        (complexity.conditions > 0, _counted(complexity.conditions, "condition")),
        (complexity.money > 0, "money is involved"),
        (complexity.personal > 0, "about one account or order"),
        (complexity.earlier_contact > 0, "contacted the company before"),
        (True, _counted(complexity.words, "word")),
    )
    return ", ".join(text for applies, text in parts if applies)


def _failures(repetition: Repetition) -> str:
    parts = (
        (repetition.rephrased == 1, "asked twice for the same thing"),
        (repetition.rephrased > 1, f"asked {repetition.rephrased + 1} times for the same thing"),
        (repetition.unsure > 0, "left without an answer before"),
        (repetition.not_understood > 0, "the customer says that it missed the point"),
        (repetition.giving_up > 0, "the customer is giving up"),
        (repetition.shouting > 0, "the customer is shouting"),
    )
    return ", ".join(text for applies, text in parts if applies)


def _failing(situation: Situation) -> str:
    """Name what was repeated or rejected; of the strain only what else the words show."""
    shown = [_SHOWN[sign] for sign in situation.strain.signs if sign in _SHOWN]
    found = (_failures(situation.repetition), *dict.fromkeys(shown))
    return ", ".join(text for text in found if text) or "the customer does not take the answers"


def _language(situation: Situation) -> str:
    return (
        f"{situation.facts.language.name}, which we do not serve"
        if situation.facts.language
        else "another language"
    )


_SHOWN: Mapping[str, str] = {
    "unsolved": "still not solved",
    "irritated": "the customer sounds irritated",
    "leaving": "the customer talks of leaving",
    "money": "money is at stake",
    "locked": "the customer is locked out",
    "overdue": "something is overdue",
    "urgent": "there is a deadline",
    "harm": "the customer suffers from it",
    "contacted": "contacted the company before",
    "unsettled": "came before without being helped",
    "rejected": "an answer was rated as no help",
    "fast": "messages follow fast on each other",
}


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _unsure(fired: Mapping[str, Signal]) -> str:
    if "unsure_in_a_row" in fired:
        return "The bot was unsure several times in a row."
    return "No article is a sure answer."


def _known(situation: Situation) -> str | None:
    best = situation.facts.confidence
    if best is None or situation.facts.wish not in ("search", "vent") or best.title is None:
        return None
    numbers = f"had probability {best.probability:.2f} (needed {best.needed:.2f})"
    return f'The best article, "{best.title}", {numbers}.'


def _mood(situation: Situation, fired: Mapping[str, Signal]) -> str | None:
    course = situation.course
    if course.level < _UPSET and "negative_course" not in fired:
        return None
    levels = ", ".join(f"{level:.2f}" for level in course.curve[-_SHOWN_LEVELS:])
    return f"Mood, message by message: {levels} (0 calm, 1 upset)."


_WHY: Mapping[Reason, Callable[[Situation, Mapping[str, Signal]], str]] = {
    "customer_asked": lambda situation, _: _asked(situation),
    "risk_topic": lambda situation, _: _risks(situation),
    "dialogue_unavailable": lambda *_: "The dialogue did not answer, so a person has to.",
    "retrieval_unavailable": lambda *_: "The articles could not be searched, so a person has to answer.",
    "negative_sentiment": _upset,
    "complex_matter": lambda situation, _: f"Too much for one article: {_parts(situation.facts.complexity)}.",
    "repeated_failure": lambda situation, _: f"The bot is not helping: {_failing(situation)}.",
    "vip": lambda situation, _: f"No sure answer for a customer who comes first ({situation.vip}).",
    "unsupported_language": lambda situation, _: f"The customer writes in {_language(situation)}.",
    "low_confidence": lambda _, fired: _unsure(fired),
    "form_failed": lambda *_: "The bot asked for the same thing several times in vain.",
    "identity_failed": lambda *_: "The details given for an order were wrong too often; check who this is.",
    "commerce_unavailable": lambda *_: "The shop's system did not answer, so a person has to look.",
    "attachment": lambda *_: "The customer sent a file, which the bot cannot read.",
}
