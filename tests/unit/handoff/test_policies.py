"""Versions of the policy: validated, kept for ever, one in force from the next turn on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest
from structlog import get_logger
from structlog.testing import capture_logs

from bot.domain.policy import Policy
from handoff.errors import PolicyInvalid, PolicyNotFound
from handoff.governance.policies import Policies, StoredPolicy, content_of
from tests.fakes_handoff import NINE, Clock


@dataclass
class MemoryPolicies:
    """Versions in memory."""

    stored: list[StoredPolicy] = field(default_factory=list)
    put: list[str] = field(default_factory=list)

    async def all(self) -> tuple[StoredPolicy, ...]:
        return tuple(self.stored)

    async def active(self) -> StoredPolicy | None:
        return next((one for one in self.stored if self.put and one.version == self.put[-1]), None)

    async def add(
        self, author: str | None, at: datetime, note: str, values: Mapping[str, Any]
    ) -> StoredPolicy:
        self.stored.append(StoredPolicy(str(len(self.stored) + 1), author, at, note, values))
        return self.stored[-1]

    async def activate(self, version: str, author: str | None, at: datetime) -> None:
        self.put.append(version)


@dataclass
class Desk:
    """The front door over a store in memory, and what the bot heard."""

    store: MemoryPolicies = field(default_factory=MemoryPolicies)
    heard: list[Policy] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.policies = Policies(self.store, Clock(), self.heard.append, get_logger())


async def test_the_first_start_puts_the_policy_as_delivered_in_force() -> None:
    desk = Desk()
    await desk.policies.open()
    assert desk.heard == [Policy(version="1")]
    shelf = await desk.policies.shelf()
    assert (shelf.active, shelf.policies[0].author, shelf.policies[0].at) == ("1", None, NINE)
    await desk.policies.open()
    assert len(desk.store.stored) == 1


async def test_a_proposal_holds_only_once_it_is_activated_and_after_every_start() -> None:
    desk = Desk()
    await desk.policies.open()
    stored = await desk.policies.propose({"strong_negative": 0.8}, "too slow", "Ada")
    assert (stored.version, stored.author, stored.note) == ("2", "Ada", "too slow")
    assert desk.heard[-1].version == "1"
    await desk.policies.activate("2", "Ada")
    assert desk.heard[-1] == Policy(version="2", strong_negative=0.8)
    again = Desk(desk.store)
    await again.policies.open()
    assert again.heard == [Policy(version="2", strong_negative=0.8)]


async def test_what_is_left_out_stays_as_it_is_in_force() -> None:
    desk = Desk()
    await desk.policies.open()
    await desk.policies.propose({"strong_negative": 0.8}, "", "Ada")
    await desk.policies.activate("2", "Ada")
    third = await desk.policies.propose({"feeling": 0.7}, "", "Ada")
    assert (third.values["strong_negative"], third.values["feeling"]) == (0.8, 0.7)


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"strong_negative": 7}, r"strong_negative must be a number from 0.0 to 1.0, received 7"),
        ({"strong_negative": "high"}, "received 'high'"),
        ({"mood": 1}, "mood"),
        ({"course_calm": 9.0}, "course_calm must stay below course_alarm"),
        ({"muted_risks": ["weather"]}, "muted_risks"),
    ],
)
async def test_values_that_do_not_fit_are_refused_by_name(values: dict[str, Any], complaint: str) -> None:
    desk = Desk()
    await desk.policies.open()
    with pytest.raises(PolicyInvalid, match=complaint):
        await desk.policies.propose(values, "", "Ada")
    assert len(desk.store.stored) == 1


async def test_a_version_that_does_not_exist_is_not_activated() -> None:
    desk = Desk()
    await desk.policies.open()
    with pytest.raises(PolicyNotFound):
        await desk.policies.activate("9", "Ada")
    assert desk.heard == [Policy()]


async def test_a_new_delivery_replaces_an_older_one_but_no_edited_policy() -> None:
    desk = Desk()
    await desk.policies.open()
    old = replace(desk.store.stored[0], values={**content_of(Policy()), "feeling": 0.1})
    desk.store.stored = [old]
    await desk.policies.open()
    assert [one.version for one in desk.store.stored] == ["1", "2"]
    assert desk.heard[-1] == Policy(version="2")
    edited = await desk.policies.propose({"feeling": 0.2}, "", "Ada")
    await desk.policies.activate(edited.version, "Ada")
    await desk.policies.open()
    assert desk.heard[-1].feeling == 0.2


async def test_a_policy_that_this_version_cannot_read_does_not_stop_the_service() -> None:
    desk = Desk()
    strange = StoredPolicy("1", "Ada", NINE, "", {**content_of(Policy()), "from_the_future": 1})
    desk.store.stored, desk.store.put = [strange], ["1"]
    with capture_logs() as logs:
        await desk.policies.open()
    assert desk.heard == [Policy(version="2")]
    assert [entry["event"] for entry in logs] == ["policy_unusable"]
