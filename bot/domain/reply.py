"""Put a decision into words: the reply the customer reads, its sources, choices and evidence."""

from dataclasses import dataclass

from bot.domain.directives import DialogueTurn
from bot.domain.escalation import Decision
from bot.domain.intention import said_by
from bot.domain.situation import Situation
from bot.domain.turn import (
    REMEMBERED_TEXT,
    BotReply,
    Choice,
    Evidence,
    HitRecord,
    Sentiment,
    Source,
    Turn,
    TurnSignals,
)
from bot.domain.voice import ARTICLE, PERSON, REPHRASE, Utterance, Voice

SHOWN_HITS = 3
_URGENT = frozenset({"injury", "safety", "medical"})
_ALREADY_SORRY = frozenset({"negative_sentiment", "repeated_failure", "risk_topic"})


@dataclass(frozen=True, slots=True)
class Context:
    """What the words of a reply depend on, besides the decision.

    `upset` is whether the customer's feeling is acknowledged first; `said` what the dialogue wants said;
    `occasion` the sentence that is said when it says nothing, or that replaces it.
    """

    situation: Situation
    policy_version: str = ""
    dialogue: DialogueTurn | None = None
    hits: tuple[HitRecord, ...] = ()
    lexicon_only: bool = False
    upset: bool = False
    occasion: str | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    said: str | None = None
    shown: tuple[HitRecord, ...] = ()
    sources: tuple[Source, ...] = ()
    choices: tuple[Choice, ...] = ()


def compose(turn: Turn, decision: Decision, context: Context, voice: Voice) -> BotReply:
    """Write the reply of a decision, with the evidence that is stored beside it."""
    words = _WRITERS[decision.kind](_Desk(turn, decision, context, voice))
    return BotReply(
        decision=decision.kind,
        text=words.text,
        evidence=_evidence(turn, decision, context, words),
        reason=decision.reason,
        sources=words.sources,
        choices=words.choices,
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    turn: Turn
    decision: Decision
    context: Context
    voice: Voice

    @property
    def said(self) -> str:
        return said_by(self.context.dialogue) if self.context.dialogue else ""

    def utter(self, occasion: str) -> Utterance:
        last = self.turn.memory[-1].said if self.turn.memory else None
        return self.voice.say(occasion, self.turn.message_id, last)


def _say(desk: _Desk) -> _Words:
    context = desk.context
    if desk.said and context.occasion is None:
        return _Words(desk.said)
    utterance = desk.utter(context.occasion or ("prompt" if desk.turn.memory else "greet"))
    return _Words(utterance.text, utterance.id)


def _answer(desk: _Desk) -> _Words:
    best = desk.context.hits[0]
    opening = desk.utter("acknowledge") if desk.context.upset else None
    text = _paragraphs(opening.text if opening else "", best.passage, desk.said)
    source = Source(best.article_id, best.title, best.heading)
    return _Words(text, opening.id if opening else None, (best,), (source,))


def _clarify(desk: _Desk) -> _Words:
    near = desk.context.hits[:SHOWN_HITS]
    utterance = desk.utter("clarify")
    choices = (*(Choice(ARTICLE + hit.article_id, hit.title) for hit in near), PERSON)
    return _Words(utterance.text, utterance.id, near, choices=choices)


def _offer(desk: _Desk) -> _Words:
    utterance = desk.utter(f"offer:{desk.decision.reason}")
    return _Words(utterance.text, utterance.id, choices=(PERSON, REPHRASE))


def _escalate(desk: _Desk) -> _Words:
    utterance = desk.utter(_occasion(desk.decision, desk.context.situation))
    sorry = desk.context.upset and desk.decision.reason not in _ALREADY_SORRY
    opening = desk.utter("acknowledge").text if sorry else ""
    return _Words(f"{opening} {utterance.text}".strip(), utterance.id)


_WRITERS = {"say": _say, "answer": _answer, "clarify": _clarify, "offer": _offer, "escalate": _escalate}


def _occasion(decision: Decision, situation: Situation) -> str:
    topics = {risk.topic for risk in situation.risks} if decision.reason == "risk_topic" else set()
    if "self_harm" in topics:
        return "escalate:self_harm"
    if topics & _URGENT:
        return "escalate:urgent"
    if decision.reason == "customer_asked" and situation.wish == "message":
        return "escalate:message_left"
    return f"escalate:{decision.reason}"


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _evidence(turn: Turn, decision: Decision, context: Context, words: _Words) -> Evidence:
    situation = context.situation
    best, dialogue = situation.confidence, context.dialogue
    before = turn.memory[-1] if turn.memory else None
    remembered = TurnSignals(
        text=turn.text[:REMEMBERED_TEXT],
        intent=dialogue.parse.intent if dialogue else None,
        negative=round(situation.negative, 4),
        decision=decision.kind,
        reason=decision.reason,
        probability=best.probability if best else None,
        article_ids=tuple(hit.article_id for hit in words.shown),
        heading=words.sources[0].heading if words.sources else None,
        said=words.said,
        slots=dialogue.slots if dialogue else before.slots if before else {},
        active_form=dialogue.active_form if dialogue else before.active_form if before else None,
    )
    curve = tuple(round(level, 4) for level in situation.course.curve)
    return Evidence(
        policy=context.policy_version,
        turn=remembered,
        reason=decision.reason,
        lines=decision.lines,
        signals=decision.signals,
        parse=dialogue.parse if dialogue else None,
        sentiment=Sentiment(remembered.negative, curve, context.lexicon_only),
        hits=context.hits[:SHOWN_HITS],
    )
