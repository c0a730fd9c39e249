"""What Prometheus may read: counts of what happened, never a word of what was said."""

from prometheus_client import CollectorRegistry, Counter

from handoff.conversation.service import Outcome
from handoff.domain.events import HandoffRequested, MessagePosted, SlaBreached, SlaWarned


class Metrics:
    """Counts outcomes; subscribe `on_outcome` to the service."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._messages = Counter(
            "frontdesk_messages", "Messages stored, by author.", ["author"], registry=registry
        )
        self._handoffs = Counter(
            "frontdesk_handoffs", "Handoffs requested, by reason.", ["reason"], registry=registry
        )
        self._promises = Counter(
            "frontdesk_service_levels",
            "Promises in danger or broken, by target.",
            ["target", "state"],
            registry=registry,
        )
        self._events = Counter("frontdesk_events", "Events stored, by type.", ["type"], registry=registry)

    async def on_outcome(self, outcome: Outcome) -> None:
        """Count what was just stored."""
        for recorded in outcome.events:
            self._events.labels(recorded.event.type).inc()
            match recorded.event:
                case MessagePosted(author=author):
                    self._messages.labels(author).inc()
                case HandoffRequested(reason=reason):
                    self._handoffs.labels(reason).inc()
                case SlaWarned(target=target):
                    self._promises.labels(target, "warned").inc()
                case SlaBreached(target=target):
                    self._promises.labels(target, "breached").inc()
                case _:
                    pass
