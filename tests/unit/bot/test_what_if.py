"""Past turns, decided again under another policy or target."""

import json
from collections.abc import Mapping
from dataclasses import replace

from bot.domain.policy import Policy
from bot.domain.turn import TurnSignals
from bot.domain.what_if import PastTurn, Target, compare, total
from tests.fakes_bot import RETURN_IT, SAT_PHONE, TENT, Mood, converse, small_bot

ANGRY = Mood({RETURN_IT: 0.8})
STRICT = Policy(strong_negative=0.75, own_matter=0.0)


async def past(*texts: str, mood: Mood | None = None) -> tuple[PastTurn, ...]:
    """A conversation as it was recorded, one event a turn."""
    turns: list[PastTurn] = []
    memory: tuple[TurnSignals, ...] = ()
    for seq, reply in enumerate(await converse(small_bot(mood=mood), *texts), 1):
        evidence = json.loads(json.dumps(reply.evidence.to_dict()))
        turns.append(PastTurn("c1", seq, texts[seq - 1], evidence, memory, tuple(range(1, seq))))
        memory = (*memory, reply.evidence.turn)
    return tuple(turns)


async def test_the_same_policy_changes_nothing() -> None:
    done = compare(await past(RETURN_IT, SAT_PHONE, "yes", TENT, mood=ANGRY), Policy())
    assert (done.flips, done.turns, done.unreadable) == ((), 4, 0)
    assert done.calls_before == done.calls_after == 1


async def test_a_stricter_policy_calls_a_person_and_says_why() -> None:
    done = compare(await past(RETURN_IT, mood=ANGRY), STRICT)
    (flip,) = done.flips
    assert (flip.was, flip.now, flip.text) == ("answer", "escalate", RETURN_IT)
    assert flip.reason == "negative message (0.8) reaches 0.75"
    assert (done.calls_before, done.calls_after) == (0, 1)


async def test_after_a_new_call_the_rest_of_the_stretch_is_left_out() -> None:
    done = compare(await past(RETURN_IT, SAT_PHONE, "yes", mood=ANGRY), STRICT)
    assert done.turns == 1
    assert (done.calls_before, done.calls_after) == (1, 1)


async def test_a_person_who_came_anyway_ends_what_is_left_out() -> None:
    done = compare(await past(RETURN_IT, "a person please", RETURN_IT, mood=ANGRY), STRICT)
    assert [flip.seq for flip in done.flips] == [1, 3]
    assert (done.calls_before, done.calls_after) == (1, 2)


async def test_a_more_patient_policy_saves_a_call() -> None:
    turns = await past(SAT_PHONE, "an iridium one")
    done = compare(turns, Policy(unsure_limit=5.0, failure_limit=9.0))
    assert [(flip.was, flip.now) for flip in done.flips] == [("escalate", "offer")]
    assert (done.calls_before, done.calls_after) == (1, 0)


async def test_an_offer_that_is_not_made_is_not_taken() -> None:
    """What the bot remembers follows the new decisions."""
    turns = await past(TENT, SAT_PHONE, "yes")
    sure = Target(lambda _article: 0.1, 0.9)
    done = compare(turns, Policy(), sure)
    assert [(flip.seq, flip.was, flip.now) for flip in done.flips] == [
        (1, "clarify", "answer"),
        (2, "offer", "answer"),
        (3, "escalate", "say"),
    ]


async def test_a_stricter_target_answers_less() -> None:
    turns = await past(RETURN_IT, RETURN_IT)
    clarifies = compare(turns[:1], Policy(), Target(lambda _article: 0.95, 0.5))
    offers = compare(turns[:1], Policy(), Target(lambda _article: 0.95, 2.0))
    assert [flip.now for flip in (*clarifies.flips, *offers.flips)] == ["clarify", "offer"]


async def test_a_target_of_one_category_leaves_the_others() -> None:
    turns = await past(RETURN_IT)
    needed: Mapping[str, float] = {"delivery": 0.99}
    assert compare(turns, Policy(), Target(lambda article: needed.get(article, 0.5), 0.5)).flips == ()


async def test_a_record_without_facts_is_counted_and_left_out() -> None:
    (turn,) = await past(RETURN_IT)
    bare = replace(turn, evidence={**turn.evidence, "facts": None})
    done = compare((bare,), STRICT)
    assert (done.unreadable, done.turns, done.flips) == (1, 0, ())


async def test_several_conversations_add_up() -> None:
    one = compare(await past(RETURN_IT, mood=ANGRY), STRICT)
    both = total([one, one])
    assert (both.turns, len(both.flips), both.calls_after) == (2, 2, 2)
