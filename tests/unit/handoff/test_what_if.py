"""What-ifs as jobs: their progress, their end, and what they cost."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.policy import Policy
from bot.domain.what_if import Target
from handoff.domain.events import AgentAssigned, ConversationResolved, Event, MessagePosted, Recorded
from handoff.errors import NotReady, WhatIfNotFound
from handoff.governance.what_if import ASSUMED_MINUTES, Job, WhatIfs, Wish
from tests.fakes_bot import RETURN_IT, Mood, small_bot, turn
from tests.fakes_handoff import NINE, counter

STRICT = Policy(strong_negative=0.75, own_matter=0.0)


@dataclass
class Shelf:
    """Past conversations in memory; `gate` holds the reader up."""

    logs: dict[str, list[Recorded]]
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[int] = field(default_factory=list)
    broken: bool = False

    async def newest(self, limit: int) -> Sequence[str]:
        self.asked.append(limit)
        return list(self.logs)[:limit]

    async def events_of(self, conversation_ids: Sequence[str]) -> Sequence[Recorded]:
        await self.gate.wait()
        if self.broken:
            raise OSError("the disk is gone")
        return [recorded for name in conversation_ids for recorded in self.logs[name]]


async def shelf(count: int, handled: int = 0) -> Shelf:
    """So many conversations with an annoyed customer; `handled` of them went to an agent later."""
    reply = await small_bot(mood=Mood({RETURN_IT: 0.8})).answer(turn(RETURN_IT))
    evidence = json.loads(json.dumps(reply.evidence.to_dict()))
    logs: dict[str, list[Recorded]] = {}
    for number in range(count):
        events: list[Event] = [
            MessagePosted(message_id="m1", author="customer", text=RETURN_IT),
            MessagePosted(message_id="m2", author="bot", text="...", evidence=evidence),
        ]
        if number < handled:
            events += [AgentAssigned(agent={"id": "a", "name": "A"}), ConversationResolved()]
        name = f"c{number}"
        logs[name] = [
            Recorded(name, seq, NINE + timedelta(minutes=4 * seq), event)
            for seq, event in enumerate(events, 1)
        ]
    opened = Shelf(logs)
    opened.gate.set()
    return opened


def door(past: Shelf) -> WhatIfs:
    def aim(target_error: float) -> Target:
        if target_error < 0.01:
            raise NotReady("not rehearsed")
        return Target(lambda _article: 1 - target_error, 2.0)

    return WhatIfs(past, aim, counter("job"))


async def over(what_ifs: WhatIfs, job_id: str) -> Job:
    async with asyncio.timeout(10):
        while tasks := [task for task in asyncio.all_tasks() if task.get_name() == f"what-if:{job_id}"]:
            await asyncio.gather(*tasks, return_exceptions=True)
    return what_ifs.find(job_id)


async def test_flips_are_counted_and_cost_what_handoffs_took() -> None:
    what_ifs = door(await shelf(120, handled=10))
    job = await over(what_ifs, await what_ifs.begin(Wish(STRICT, conversations=500)))
    assert (job.status, job.done, job.total) == ("done", 120, 120)
    assert job.result is not None
    told = job.result.to_dict()
    assert told["counts"] == {"answer->escalate": 120}
    assert told["flips"][0]["conversation_id"] == "c0"
    assert told["flips"][0]["from"] == "answer"
    assert told["agent_minutes"] == {
        "before": 0.0,
        "after": 480.0,
        "difference": 480.0,
        "per_handoff": 4.0,
        "assumed": False,
    }


async def test_without_enough_handoffs_the_cost_is_assumed_and_says_so() -> None:
    what_ifs = door(await shelf(3))
    job = await over(what_ifs, await what_ifs.begin(Wish(STRICT)))
    assert job.result is not None
    minutes = job.result.to_dict()["agent_minutes"]
    assert (minutes["assumed"], minutes["per_handoff"]) == (True, ASSUMED_MINUTES)


async def test_only_the_newest_are_looked_at() -> None:
    past = await shelf(10)
    what_ifs = door(past)
    job = await over(what_ifs, await what_ifs.begin(Wish(STRICT, conversations=4)))
    assert (past.asked, job.total) == ([4], 4)


async def test_one_under_way_can_be_cancelled_and_a_new_one_takes_its_place() -> None:
    past = await shelf(120)
    past.gate.clear()
    what_ifs = door(past)
    first = await what_ifs.begin(Wish(STRICT))
    assert what_ifs.find(first).status == "running"
    second = await what_ifs.begin(Wish(Policy()))
    past.gate.set()
    assert (await over(what_ifs, first)).status == "cancelled"
    assert (await over(what_ifs, second)).status == "done"
    what_ifs.cancel(second)
    assert what_ifs.find(second).status == "done"


async def test_a_target_that_cannot_be_tried_is_refused_at_once() -> None:
    with pytest.raises(NotReady):
        await door(await shelf(1)).begin(Wish(Policy(), target_error=0.001))


async def test_a_stricter_target_answers_less() -> None:
    what_ifs = door(await shelf(2))
    job = await over(what_ifs, await what_ifs.begin(Wish(Policy(upset_and_unsure=1.0), target_error=0.01)))
    assert job.result is not None
    assert job.result.to_dict()["counts"] == {"answer->offer": 2}


async def test_what_breaks_is_told() -> None:
    past = await shelf(1)
    past.broken = True
    what_ifs = door(past)
    with capture_logs() as logs:
        job = await over(what_ifs, await what_ifs.begin(Wish(Policy())))
    assert [entry["event"] for entry in logs] == ["what_if_failed"]
    assert (job.status, job.problem) == ("failed", "OSError: the disk is gone")


async def test_unknown_ones_are_refused_and_old_ones_forgotten() -> None:
    what_ifs = door(await shelf(1))
    with pytest.raises(WhatIfNotFound):
        what_ifs.find("none")
    ids = [await what_ifs.begin(Wish(Policy())) for _ in range(25)]
    with pytest.raises(WhatIfNotFound):
        what_ifs.find(ids[0])
    assert what_ifs.find(ids[-1]).id == ids[-1]
    await what_ifs.close()
