"""The sentences that an agent reads."""

from dataclasses import replace

import pytest

from bot.domain.complexity import Complexity
from bot.domain.escalation import assess
from bot.domain.facts import Confidence
from bot.domain.policy import Policy
from bot.domain.repetition import Repetition
from bot.domain.risk import Risk
from bot.domain.sentiment import Course
from bot.domain.situation import Situation
from bot.domain.turn import TurnSignals
from tests.unit.bot.situations import but, seen

FAR = Confidence("escalate", "Delivery times", 0.31, 0.72)
QUESTION = seen("search", confidence=FAR)
UNSURE = TurnSignals("sat phones?", decision="offer", reason="low_confidence")
KNOWN = 'The best article, "Delivery times", had probability 0.31 (needed 0.72).'


@pytest.mark.parametrize(
    ("situation", "lines"),
    [
        pytest.param(seen("say"), (), id="small talk needs no words"),
        pytest.param(seen("person"), ("The customer asked for a person.",), id="wish"),
        pytest.param(
            seen("message", message={"name": "Ann", "email": "ann@example.org"}),
            ("The customer left a message: name Ann, email ann@example.org.",),
            id="message",
        ),
        pytest.param(
            but(QUESTION, risks=(Risk("legal_threat", "my lawyer"),)),
            ('Risk topic: legal threat ("my lawyer").', KNOWN),
            id="risk",
        ),
        pytest.param(
            seen("person", risks=(Risk("regulator", "the ombudsman"),)),
            ("The customer asked for a person.", 'Risk topic: regulator ("the ombudsman").'),
            id="wish and risk",
        ),
        pytest.param(
            but(QUESTION, negative=0.8, trouble=0.6, stretch=(TurnSignals("x", decision="answer"),)),
            ("The customer is upset, and no article answers.", KNOWN),
            id="upset",
        ),
        pytest.param(QUESTION, ("No article is a sure answer.", KNOWN), id="offer"),
        pytest.param(
            but(QUESTION, stretch=(UNSURE,)),
            ("The bot was unsure several times in a row.", KNOWN),
            id="unsure twice",
        ),
        pytest.param(
            but(QUESTION, stretch=(UNSURE,), repetition=Repetition(rephrased=1, unsure=1)),
            ("The bot is not helping: asked twice for the same thing, left without an answer before.", KNOWN),
            id="rephrased",
        ),
        pytest.param(
            but(QUESTION, negative=0.97, course=Course((0.2, 0.97), 0.5, 0.6)),
            (
                "This message is very negative (0.97; a person is called from 0.97).",
                KNOWN,
                "Mood, message by message: 0.20, 0.97 (0 calm, 1 upset).",
            ),
            id="burst",
        ),
        pytest.param(
            seen("say", trouble=0.6, course=Course((0.4, 0.5, 0.7), 0.8, 0.6)),
            (
                "The mood got worse over 3 messages.",
                "Mood, message by message: 0.40, 0.50, 0.70 (0 calm, 1 upset).",
            ),
            id="course",
        ),
        pytest.param(
            seen("vent", stretch=(TurnSignals("x", reason="negative_sentiment"),)),
            ("The customer vented more than once.",),
            id="vented twice",
        ),
        pytest.param(
            seen("vent", asks=False),
            ("The customer is upset, but asked nothing that the bot can answer.",),
            id="vented",
        ),
        pytest.param(
            but(QUESTION, complexity=Complexity(questions=5, conditions=1, words=80, earlier_contact=1)),
            (
                "Too much for one article: 5 questions, 1 condition, contacted the company before, 80 words.",
                KNOWN,
            ),
            id="complex",
        ),
        pytest.param(
            seen("say", accepted="low_confidence"),
            ("The customer took the offer of a person.",),
            id="took the offer",
        ),
        pytest.param(
            but(QUESTION, dialogue_available=False),
            ("The dialogue did not answer, so a person has to.", KNOWN),
            id="dialogue down",
        ),
        pytest.param(
            seen("search"),
            ("The articles could not be searched, so a person has to answer.",),
            id="articles down",
        ),
        pytest.param(
            but(QUESTION, confidence=replace(FAR, advice="clarify")),
            ("Several articles are near; the customer chooses.", KNOWN),
            id="clarify",
        ),
        pytest.param(
            but(QUESTION, confidence=replace(FAR, advice="answer"), chosen=True),
            ("The customer chose this article.", KNOWN),
            id="chosen",
        ),
    ],
)
def test_lines(situation: Situation, lines: tuple[str, ...]) -> None:
    assert assess(situation, Policy()).lines == lines
