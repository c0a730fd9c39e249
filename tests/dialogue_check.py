"""Hold a reply against what was expected of it, and against what must hold for every reply."""

import re
from collections.abc import Iterator

from bot.domain.turn import BotReply
from knowledge_base.adapters.renderer import render
from tests.dialogue_script import Bot

_BROKEN = re.compile(r"\{\w+\}|Traceback|\bNone\b|Exception|\butter_\w+")
_ALIVE = re.compile(r"<(?:script|img|iframe|svg|form|input)\b|javascript:|<[^>]*\son\w+=", re.IGNORECASE)
LONGEST = 6000


def failings(reply: BotReply, expected: Bot) -> list[str]:
    """Say what is wrong with a reply, each as "expected ... got ..."."""
    return [*_always(reply), *_decided(reply, expected), *_said(reply, expected), *_done(reply, expected)]


def _always(reply: BotReply) -> Iterator[str]:
    if not reply.text.strip():
        yield "expected words, got none"
    if len(reply.text) > LONGEST:
        yield f"expected at most {LONGEST} characters, got {len(reply.text)}"
    if found := _BROKEN.search(reply.text):
        yield f"expected plain words, got {found[0]!r} in {reply.text!r}"
    if found := _ALIVE.search(render(reply.text)):
        yield f"expected harmless HTML, got {found[0]!r}"


def _decided(reply: BotReply, expected: Bot) -> Iterator[str]:
    decisions = expected.decision or (("escalate",) if expected.escalates else ())
    if decisions and reply.decision not in decisions:
        yield f"expected to {' or '.join(decisions)}, got {_shown(reply)}"
    if not decisions and reply.decision == "escalate":
        yield f"expected no call of a person, got {_shown(reply)}"
    if expected.escalates and reply.decision == "escalate" and reply.reason != expected.escalates:
        yield f"expected the reason {expected.escalates}, got {_shown(reply)}"
    if expected.team and reply.team != expected.team:
        yield f"expected the team {expected.team}, got {reply.team}"
    for wanted in expected.summary:
        if not re.search(wanted, "\n".join(reply.evidence.summary), re.IGNORECASE):
            yield f"expected {wanted!r} in the summary, got {reply.evidence.summary}"


def _said(reply: BotReply, expected: Bot) -> Iterator[str]:
    for wanted in expected.says:
        if not re.search(wanted, reply.text, re.IGNORECASE | re.DOTALL):
            yield f"expected {wanted!r}, got {_shown(reply)}"
    for unwanted in expected.never:
        if re.search(unwanted, reply.text, re.IGNORECASE | re.DOTALL):
            yield f"expected no {unwanted!r}, got {_shown(reply)}"
    for wanted in expected.choices:
        if not any(re.search(wanted, one.label, re.IGNORECASE) for one in reply.choices):
            yield f"expected a button {wanted!r}, got {_shown(reply)}"


def _done(reply: BotReply, expected: Bot) -> Iterator[str]:
    shown = [source.article_id for source in reply.sources]
    near = [one.id.removeprefix("article:") for one in reply.choices]
    if expected.article and not any(one in expected.article for one in (*shown, *near)[:4]):
        yield f"expected the article {' or '.join(expected.article)}, got {_shown(reply)}"
    if expected.also and expected.also not in shown[1:]:
        yield f"expected the article {expected.also} besides, got {_shown(reply)}"
    turn = reply.evidence.turn
    form = turn.slots.get("flow") if turn.active_form == "flow_form" else turn.active_form
    if expected.form and str(form).lower() != expected.form.lower():
        yield f"expected the form {expected.form}, got {form} and {_shown(reply)}"
    if expected.asks and turn.slots.get("requested_slot") != expected.asks:
        yield f"expected to ask {expected.asks}, got {turn.slots.get('requested_slot')} and {_shown(reply)}"
    done = reply.performed or {}
    wanted = (expected.performed, expected.outcome if expected.performed else None)
    if (done.get("job"), done.get("outcome")) != wanted:
        yield f"expected {wanted[0]} to be {wanted[1]}, got {done or _shown(reply)}"


def _shown(reply: BotReply) -> str:
    why = f" ({reply.reason})" if reply.reason else ""
    parse = reply.evidence.parse
    heard = f" [heard {parse.intent} {parse.probability:.2f}]" if parse else ""
    articles = f" {[source.article_id for source in reply.sources]}" if reply.sources else ""
    choices = f" {[one.label for one in reply.choices]}" if reply.choices else ""
    return f"{reply.decision}{why}{heard}{articles}{choices} {reply.text[:300]!r}"
