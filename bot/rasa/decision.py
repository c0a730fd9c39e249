"""What a message means, decided from the probabilities of all intents; when in doubt, it is a question.

A customer who asked something and is greeted back has been failed; a greeting that is looked up costs little.
All intents named `ask_...` are one thing here, a question for the articles: only their sum counts against
the others, and a job needs more than talk does, most of all when the message asks how it is done. Must never
start a job that was only asked about. Pure: numpy and the standard library.
"""

from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Sequence, Text, Tuple

import numpy as np

from bot.rasa.clauses import Clause
from bot.rasa.manner import asks, asks_how


@dataclass(frozen=True)
class Limits:
    """What is needed before a message is more than a question; all are probabilities.

    `question` is the intent that stands for every question; those starting like `questions` are questions
    too, except `talk_besides`. `jobs` start a flow. `..._against_question` is the sum needed of all that is
    no question, `best` the least of the intent that is then chosen, `by_name` what single intents need;
    jobs and those of `never_asked` need `asked_how` where the message asks how something is done.
    """

    question: Text = "ask_article"
    questions: Text = "ask_"
    talk_besides: Sequence[Text] = ("ask_person",)
    jobs: Sequence[Text] = ()
    never_asked: Sequence[Text] = ()
    talk_against_question: float = 0.5
    job_against_question: float = 0.6
    best: float = 0.3
    asked_how: float = 0.93
    job_in_clause: float = 0.6
    question_in_clause: float = 0.6
    topic_in_clause: float = 0.45
    by_name: Mapping[Text, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Meaning:
    """`intent` is what the rules go by; `topic` the same, but for a question, where it is the kind of it."""

    intent: Text
    probability: float
    topic: Text


@dataclass(frozen=True)
class Matter:
    """One of several things that a message is about."""

    text: Text
    start: int
    end: int
    intent: Text
    probability: float


class Decision:
    """Decides over the probabilities of `intents`, in their order."""

    def __init__(self, intents: Sequence[Text], limits: Limits) -> None:
        self._intents = list(intents)
        self._limits = limits
        self._is_question = np.array([self.is_question(name) for name in intents], dtype=bool)

    def is_question(self, intent: Text) -> bool:
        """Whether an intent is answered from the articles."""
        return intent.startswith(self._limits.questions) and intent not in self._limits.talk_besides

    def meaning(self, text: Text, likely: np.ndarray) -> Meaning:
        """Decide what a text means; `likely` is one probability an intent."""
        asked = float(likely[self._is_question].sum())
        best = int(np.where(self._is_question, -1.0, likely).argmax())
        name, probability = self._intents[best], float(likely[best])
        if self._is_needed(text, name, probability, 1.0 - asked):
            return Meaning(name, probability, name)
        return Meaning(self._limits.question, asked, self._topic(likely)[0])

    def matters(self, parts: Sequence[Clause], likely: np.ndarray) -> List[Matter]:
        """Return the different things that the clauses are about; none unless there are two or more.

        `likely` has one row a clause. A clause that is not understood by itself belongs to the one before it.
        """
        found: List[Matter] = []
        for clause, row in zip(parts, likely, strict=True):
            understood = self._understood(clause.text, row)
            if understood is None or any(matter.intent == understood[0] for matter in found):
                continue
            found.append(Matter(clause.text, clause.start, clause.end, *understood))
        if not any(matter.intent in self._limits.jobs for matter in found):
            # Beside another question, one of no known kind mostly continues it: "and how much is it".
            found = [matter for matter in found if matter.intent != self._limits.question]
        return found if len(found) > 1 else []

    def first_job(self, matters: Sequence[Matter]) -> Optional[Meaning]:
        """Return the first job among several matters: it is started, the others are seen to besides."""
        jobs = (matter for matter in matters if matter.intent in self._limits.jobs)
        return next((Meaning(job.intent, job.probability, job.intent) for job in jobs), None)

    def _is_needed(self, text: Text, name: Text, probability: float, against: float) -> bool:
        limits = self._limits
        if probability < limits.by_name.get(name, limits.best):
            return False
        job = name in limits.jobs
        if (job or name in limits.never_asked) and probability < limits.asked_how and asks_how(text):
            return False
        return against >= (limits.job_against_question if job else limits.talk_against_question)

    def _understood(self, text: Text, likely: np.ndarray) -> Optional[Tuple[Text, float]]:
        meaning = self.meaning(text, likely)
        if meaning.intent in self._limits.jobs:
            sure = meaning.probability >= self._limits.job_in_clause
            return (meaning.intent, meaning.probability) if sure else None
        if meaning.intent != self._limits.question or not asks(text):
            return None
        topic, probability = self._topic(likely)
        sure = meaning.probability >= self._limits.question_in_clause
        return (topic, probability) if sure and probability >= self._limits.topic_in_clause else None

    def _topic(self, likely: np.ndarray) -> Tuple[Text, float]:
        kind = int(np.where(self._is_question, likely, -1.0).argmax())
        return self._intents[kind], float(likely[kind])


def read_limits(config: Mapping[Text, Any]) -> Limits:
    """Take the limits out of a component's configuration."""
    known: Dict[Text, Any] = {name: config[name] for name in Limits.__dataclass_fields__ if name in config}
    return Limits(**known)
