"""What everybody in a crowd shares: the way to the service, the history, how far things are, and chance."""

import random
from collections import Counter
from dataclasses import dataclass, field

import httpx2

from tests.faults.history import History, Kind
from tests.faults.outbox import Outgoing


@dataclass
class Stage:
    """Where a crowd plays; `address` is the bad network's, `pace_s` the mean pause between two acts."""

    address: str
    history: History
    http: httpx2.AsyncClient
    seed: int
    pace_s: float
    wanted: int
    counts: Counter[str] = field(default_factory=Counter)
    _sent: set[str] = field(default_factory=set)

    @property
    def acknowledged(self) -> int:
        """How many messages are shown as sent."""
        return len(self._sent)

    @property
    def over(self) -> bool:
        """Whether enough has been said: nobody begins anything new."""
        return self.acknowledged >= self.wanted

    def note_sent(self, client_id: str) -> None:
        """Count a message once, however often a page that was reloaded asks for it again."""
        self._sent.add(client_id)

    def dice(self, who: str) -> random.Random:
        """Give somebody's own chance."""
        return random.Random(f"{self.seed}:{who}")


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes down what one outbox shows."""

    stage: Stage
    who: str
    conversation_id: str

    def began(self, message: Outgoing) -> None:
        """It is to be sent."""
        self._add("invoke", message)

    def stored(self, message: Outgoing, seq: int) -> None:
        """It is shown as sent."""
        self.stage.note_sent(message.client_id)
        self._add("ok", message, seq=seq)

    def refused(self, message: Outgoing, code: str) -> None:
        """It is shown as not sent, for good."""
        self.stage.counts["refused"] += 1
        self._add("fail", message, code=code)

    def set_back(self, message: Outgoing) -> None:
        """It is shown as not sent, for now."""
        self.stage.counts["set back"] += 1
        self._add("info", message)

    def _add(self, kind: Kind, message: Outgoing, **more: object) -> None:
        said = {"text": message.text} if kind == "invoke" else {}
        self.stage.history.add(
            kind, self.who, "send", self.conversation_id, message.client_id, **said, **more
        )
