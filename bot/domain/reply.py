"""Put a decision into words: the reply the customer reads, its sources, choices and evidence."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from bot.domain.desk import later_occasion, wait_occasion
from bot.domain.directives import DialogueTurn, Say
from bot.domain.escalation import Decision
from bot.domain.handover import Before, Story, quoted, steps_of, summarise
from bot.domain.intention import confirmed_by
from bot.domain.matters import Matters
from bot.domain.outlook import REPLY, clip
from bot.domain.record import facts_to_record
from bot.domain.repetition import current_stretch
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
from bot.domain.voice import ARTICLE, OPTION, PERSON, REPHRASE, Setting, Utterance, Voice, first_name

SHOWN_HITS = 3
RECORDED_PASSAGE = 1000
_URGENT = frozenset({"injury", "safety", "medical"})
_ALREADY_SORRY = frozenset({"negative_sentiment", "repeated_failure", "risk_topic"})


@dataclass(frozen=True, slots=True)
class Context:
    """What the words of a reply depend on, besides the decision.

    `upset` is whether the customer's feeling is acknowledged first; `said` what the dialogue wants said;
    `occasion` the sentence that is said when it says nothing, or that replaces it; `matters` what else of the
    message is served.
    """

    situation: Situation
    policy_version: str = ""
    dialogue: DialogueTurn | None = None
    hits: tuple[HitRecord, ...] = ()
    lexicon_only: bool = False
    upset: bool = False
    occasion: str | None = None
    matters: Matters = field(default_factory=Matters)


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    said: tuple[str, ...] = ()
    shown: tuple[HitRecord, ...] = ()
    sources: tuple[Source, ...] = ()
    choices: tuple[Choice, ...] = ()


def compose(turn: Turn, decision: Decision, context: Context, voice: Voice) -> BotReply:
    """Write the reply of a decision, with the evidence that is stored beside it."""
    desk = _Desk(turn, decision, context, voice)
    words = _welcomed_back(desk, _WRITERS[decision.kind](desk))
    return BotReply(
        decision=decision.kind,
        text=words.text,
        evidence=_evidence(turn, decision, context, words),
        reason=decision.reason,
        sources=words.sources,
        choices=words.choices,
        perform=confirmed_by(context.dialogue) if decision.kind in ("say", "answer") else None,
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    turn: Turn
    decision: Decision
    context: Context
    voice: Voice

    @property
    def setting(self) -> Setting:
        said = tuple(turn.said or "" for turn in self.turn.memory)
        return Setting(self.turn.message_id, said, _facts(self.turn, self.context))

    def spoken(self) -> tuple[Utterance, ...]:
        """What the dialogue says, in the operator's words."""
        dialogue = self.context.dialogue
        says = [one for one in dialogue.directives if isinstance(one, Say)] if dialogue else []
        return tuple(self.voice.reword(one.name or "", one.text, self.setting) for one in says)

    def utter(self, occasion: str, **facts: str) -> Utterance:
        setting = self.setting
        return self.voice.say(occasion, replace(setting, facts={**setting.facts, **facts}))


def _say(desk: _Desk) -> _Words:
    context, spoken = desk.context, desk.spoken()
    if spoken and context.occasion is None:
        rest, choices, near = _left_open(desk)
        text = _paragraphs(*spoken, *rest)
        return _Words(text, _ids(*spoken, *rest), near, choices=(*_options(desk), *choices))
    if confirmed_by(context.dialogue):
        return _Words("")
    utterance = desk.utter(context.occasion or ("prompt" if desk.turn.memory else "greet"))
    return _Words(utterance.text, _ids(utterance))


def _answer(desk: _Desk) -> _Words:
    shown, spoken = (desk.context.hits[0], *desk.context.matters.answers), desk.spoken()
    opening = (desk.utter("acknowledge"),) if desk.context.upset else ()
    rest, choices, near = _left_open(desk)
    passages = tuple(Utterance("", hit.passage) for hit in shown)
    text = _paragraphs(*opening, *passages, *rest, *spoken)
    sources = tuple(Source(hit.article_id, hit.title, hit.heading) for hit in shown)
    offered = (*_options(desk), *choices)
    return _Words(text, _ids(*opening, *rest, *spoken), (*shown, *near), sources, offered)


_LeftOpen: TypeAlias = tuple[tuple[Utterance, ...], tuple[Choice, ...], tuple[HitRecord, ...]]


def _left_open(desk: _Desk) -> _LeftOpen:
    """Say what becomes of the message's other question, with its choices and the articles behind them."""
    matter = desk.context.matters.open
    if matter is None:
        return (), (), ()
    said = desk.utter("other:near" if matter.near else "other:unsure", question=quoted(matter.text))
    return (said,), _choices(matter.near), matter.near


def _options(desk: _Desk) -> tuple[Choice, ...]:
    """The answers that the dialogue gives to pick from; a pressed one is taken for the customer's words."""
    dialogue = desk.context.dialogue
    says = [one for one in dialogue.directives if isinstance(one, Say)] if dialogue else []
    labels = dict.fromkeys(label for one in says for label in one.options)
    return tuple(Choice(f"{OPTION}{number}", label) for number, label in enumerate(labels, 1))


def _choices(near: tuple[HitRecord, ...]) -> tuple[Choice, ...]:
    return (*(Choice(ARTICLE + hit.article_id, hit.title) for hit in near), PERSON)


def _clarify(desk: _Desk) -> _Words:
    near = desk.context.hits[:SHOWN_HITS]
    said = (desk.utter("clarify"), *desk.spoken())
    return _Words(_paragraphs(*said), _ids(*said), near, choices=(*_choices(near), *_options(desk)))


def _offer(desk: _Desk) -> _Words:
    """Offer a person; the open question of a form stays open."""
    said = (desk.utter(_offer_occasion(desk.decision, desk.context.situation)), *desk.spoken())
    return _Words(_paragraphs(*said), _ids(*said), choices=(PERSON, REPHRASE, *_options(desk)))


def _escalate(desk: _Desk) -> _Words:
    utterance = desk.utter(_occasion(desk.decision, desk.context.situation))
    sorry = desk.context.upset and desk.decision.reason not in _ALREADY_SORRY
    opening = (desk.utter("acknowledge"),) if sorry else ()
    waiting = _waiting(desk)
    text = " ".join(one.text for one in (*opening, utterance, *waiting))
    language = desk.context.situation.facts.language
    apology = Utterance("", (language.apology or "") if language else "")
    return _Words(_paragraphs(apology, Utterance("", text)), _ids(*opening, utterance, *waiting))


def _waiting(desk: _Desk) -> tuple[Utterance, ...]:
    """Say honestly how long it may take, where that is known and nobody is there already."""
    occasion = wait_occasion(desk.turn.desk)
    return (desk.utter(occasion),) if occasion else ()


_WRITERS = {"say": _say, "answer": _answer, "clarify": _clarify, "offer": _offer, "escalate": _escalate}


def _welcomed_back(desk: _Desk, words: _Words) -> _Words:
    """Begin with what was settled, in the bot's first words after an agent's part."""
    before = desk.turn.memory[-1] if desk.turn.memory else None
    if before is None or before.settled_by is None or desk.decision.kind == "escalate":
        return words
    opening = desk.utter("returned")
    return replace(
        words, text=_paragraphs(opening, Utterance("", words.text)), said=(opening.id, *words.said)
    )


def _facts(turn: Turn, context: Context) -> dict[str, str]:
    """What is known for the placeholders of sentences."""
    before = turn.memory[-1] if turn.memory else None
    slots = context.dialogue.slots if context.dialogue else before.slots if before else {}
    given = next((value for name, value in slots.items() if name.endswith("name")), None)
    known = {
        **{slot: str(value) for slot, value in slots.items() if isinstance(value, str | int | float)},
        "name": first_name(turn.caller.name) or first_name(given if isinstance(given, str) else None),
        "wait": turn.desk.usual_wait,
        "agent": before.settled_by if before else None,
        "settled": quoted(before.text) if before and before.settled_by and before.text else None,
    }
    return {name: value for name, value in known.items() if value}


def _offer_occasion(decision: Decision, situation: Situation) -> str:
    fired = {signal.name for signal in decision.signals if signal.fired}
    if "nobody_there" in fired:
        return later_occasion(situation.facts.desk)
    upset = decision.reason == "negative_sentiment"
    return "offer:negative_sentiment" if upset else "offer:low_confidence"


def _occasion(decision: Decision, situation: Situation) -> str:
    topics = {risk.topic for risk in situation.facts.risks} if decision.reason == "risk_topic" else set()
    if "self_harm" in topics:
        return "escalate:self_harm"
    if topics & _URGENT:
        return "escalate:urgent"
    if decision.reason == "customer_asked" and situation.facts.wish == "message":
        return "escalate:message_left"
    return f"escalate:{decision.reason}"


def _paragraphs(*parts: Utterance) -> str:
    return "\n\n".join(part.text for part in parts if part.text)


def _ids(*utterances: Utterance) -> tuple[str, ...]:
    return tuple(one.id for one in utterances if one.id)


def _evidence(turn: Turn, decision: Decision, context: Context, words: _Words) -> Evidence:
    remembered = _remembered(turn, decision, context, words)
    curve = tuple(round(level, 4) for level in context.situation.course.curve)
    return Evidence(
        policy=context.policy_version,
        turn=remembered,
        reason=decision.reason,
        lines=decision.lines,
        signals=tuple(sorted(decision.signals, key=lambda signal: not signal.fired)),
        parse=context.dialogue.parse if context.dialogue else None,
        sentiment=Sentiment(remembered.negative, curve, context.lexicon_only),
        hits=tuple(_shortened(hit) for hit in context.hits[:SHOWN_HITS]),
        facts=facts_to_record(context.situation.facts),
        summary=_summary(turn, decision, context, remembered) if decision.kind == "escalate" else (),
    )


def _summary(turn: Turn, decision: Decision, context: Context, remembered: TurnSignals) -> tuple[str, ...]:
    """Tell the agent who takes over what happened since the last one had the conversation."""
    parse = context.dialogue.parse if context.dialogue else None
    entities = tuple((found.entity, found.value) for found in parse.entities) if parse else ()
    *before, now = steps_of((*current_stretch(turn.memory), remembered))
    story = Story(
        caller=turn.caller,
        vip=context.situation.vip,
        locale=turn.locale,
        steps=(*before, replace(now, entities=entities)),
        slots=remembered.slots,
        form=remembered.active_form,
        why=decision.lines,
        before=Before(unsettled=turn.unsettled),
    )
    return summarise(story).lines


def _remembered(turn: Turn, decision: Decision, context: Context, words: _Words) -> TurnSignals:
    dialogue, facts = context.dialogue, context.situation.facts
    best = facts.confidence
    before = turn.memory[-1] if turn.memory else None
    return TurnSignals(
        text=turn.text[:REMEMBERED_TEXT],
        intent=dialogue.parse.intent if dialogue else None,
        negative=round(context.situation.negative, 4),
        decision=decision.kind,
        reason=decision.reason,
        probability=best.probability if best else None,
        article_ids=tuple(hit.article_id for hit in words.shown),
        heading=words.sources[0].heading if words.sources else None,
        said=" ".join(words.said) or None,
        reply=clip(words.text, REPLY) or None,
        slots=dialogue.slots if dialogue else before.slots if before else {},
        active_form=dialogue.active_form if dialogue else before.active_form if before else None,
        signs=facts.signs,
        trouble=facts.trouble,
        unease=facts.unease,
        alike=context.situation.alike,
        choices=tuple(choice.label for choice in words.choices),
        language=facts.language.code if facts.language else None,
    )


def _shortened(hit: HitRecord) -> HitRecord:
    """Keep the record small: the article itself has the rest."""
    if len(hit.passage) <= RECORDED_PASSAGE:
        return hit
    return replace(hit, passage=hit.passage[:RECORDED_PASSAGE].rstrip() + " ...")
