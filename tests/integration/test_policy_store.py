"""Policies and the operator's words in a real database: nothing is lost, the newest holds."""

from datetime import timedelta

from bot.domain.policy import Policy
from handoff.adapters.database import Database
from handoff.adapters.policy_store import SqlPolicyStore
from handoff.adapters.voice_store import SqlVoiceStore
from handoff.governance.policies import StoredPolicy, content_of
from tests.fakes_handoff import NINE


async def test_versions_are_numbered_and_the_one_activated_last_holds(database: Database) -> None:
    store = SqlPolicyStore(database)
    assert (await store.all(), await store.active()) == ((), None)
    first = await store.add(None, NINE, "As delivered.", content_of(Policy()))
    second = await store.add("Ada", NINE + timedelta(days=1), "Größe 🏕", {"feeling": 0.1})
    assert await store.all() == (first, second)
    assert second == StoredPolicy("2", "Ada", NINE + timedelta(days=1), "Größe 🏕", {"feeling": 0.1})
    for version in ("1", "2", "1"):
        await store.activate(version, "Ada", NINE)
    assert await store.active() == first
    assert first.read() == Policy(version="1")


async def test_a_policy_comes_back_as_it_was_stored(database: Database) -> None:
    store = SqlPolicyStore(database)
    policy = Policy.from_dict(
        {
            "strong_negative": 0.123456789,
            "muted_risks": ["press"],
            "vip": [{"attribute": "tier", "equals": "gold"}],
        }
    )
    stored = await store.add("Ada", NINE, "", content_of(policy))
    assert (await store.all())[0].read() == policy
    assert stored.read() == policy


async def test_the_newest_words_hold(database: Database) -> None:
    store = SqlVoiceStore(database)
    assert await store.newest() is None
    for tone in ("warm", "brief"):
        await store.add("Ada", NINE, {"tone": tone, "sentences": {"greet": ["Ahoy 🏕"]}})
    assert await store.newest() == {"tone": "brief", "sentences": {"greet": ["Ahoy 🏕"]}}
