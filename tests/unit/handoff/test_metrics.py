"""Metrics: events, messages and handoffs are counted; words are not told."""

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from handoff.adapters.metrics import Metrics
from handoff.conversation.service import Outcome
from handoff.domain.conversation import Conversation
from handoff.domain.events import ConversationResolved, Event, HandoffRequested, MessagePosted, Recorded
from tests.fakes_handoff import NINE

CONVERSATION = Conversation("c1", "cu1")


def outcome(*events: Event) -> Outcome:
    recorded = tuple(Recorded("c1", seq, NINE, event) for seq, event in enumerate(events, start=1))
    return Outcome(CONVERSATION, recorded, None)


def says(author: str, text: str = "words") -> Event:
    return MessagePosted(message_id="m", author=author, text=text)


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


async def test_what_is_stored_is_counted(registry: CollectorRegistry) -> None:
    metrics = Metrics(registry)
    await metrics.on_outcome(outcome(says("customer"), says("bot"), HandoffRequested(reason="risk_topic")))
    await metrics.on_outcome(outcome(says("customer"), ConversationResolved()))
    counted = {
        ("frontdesk_messages_total", "author", "customer"): 2,
        ("frontdesk_messages_total", "author", "bot"): 1,
        ("frontdesk_handoffs_total", "reason", "risk_topic"): 1,
        ("frontdesk_events_total", "type", "message_posted"): 3,
        ("frontdesk_events_total", "type", "conversation_resolved"): 1,
    }
    for (name, label, value), count in counted.items():
        assert registry.get_sample_value(name, {label: value}) == count


async def test_an_outcome_without_events_counts_nothing(registry: CollectorRegistry) -> None:
    await Metrics(registry).on_outcome(outcome())
    assert b"frontdesk_events_total{" not in generate_latest(registry)


async def test_no_word_of_a_message_is_told(registry: CollectorRegistry) -> None:
    await Metrics(registry).on_outcome(outcome(says("customer", "my card number is 4242")))
    assert b"4242" not in generate_latest(registry)


def test_two_houses_in_one_process_count_apart() -> None:
    Metrics(CollectorRegistry())
    Metrics(CollectorRegistry())
