"""Wrong claims about orders, kept in memory: by conversation, and by the network address it comes from.

Holds hashes of what was claimed, for an hour; a restart forgets them, and what the dialogue itself remembers
of its conversation still counts.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from bot.domain.identity import Claim, Tally
from handoff.domain.network import neighbourhood

WINDOW_S = 3600.0
MOST_KEPT = 50_000


class GuessBook:
    """Counts the different claims that were wrong within the window; of too many the oldest give way."""

    def __init__(self, clock: Callable[[], float], window_s: float = WINDOW_S, most: int = MOST_KEPT) -> None:
        self._clock = clock
        self._window_s = window_s
        self._most = most
        self._places: OrderedDict[str, str] = OrderedDict()
        self._wrong: OrderedDict[str, dict[int, float]] = OrderedDict()

    def came_from(self, conversation_id: str, address: str | None) -> None:
        """Take note of the address at which the customer of a conversation is."""
        if address is None:
            return
        self._places[conversation_id] = neighbourhood(address)
        self._places.move_to_end(conversation_id)
        _cut(self._places, self._most)

    def besides(self, conversation_id: str, claim: Claim) -> Tally:
        """Give how many claims other than this one were wrong lately."""
        mark = hash((conversation_id, claim.plain))
        own, nearby = (len(self._recent(key).keys() - {mark}) for key in self._keys(conversation_id))
        return Tally(own, nearby)

    def wrong(self, conversation_id: str, claim: Claim) -> None:
        """Take note that a claim was wrong; the same once more is no other guess."""
        mark = hash((conversation_id, claim.plain))
        for key in self._keys(conversation_id):
            self._wrong[key] = {mark: self._clock(), **self._recent(key)}
            self._wrong.move_to_end(key)
        _cut(self._wrong, self._most)

    def _keys(self, conversation_id: str) -> tuple[str, str]:
        """Name the conversation and its address; one that is not known is a place of its own."""
        own = f"conversation {conversation_id}"
        place = self._places.get(conversation_id)
        return own, own if place is None else f"address {place}"

    def _recent(self, key: str) -> dict[int, float]:
        since = self._clock() - self._window_s
        return {mark: at for mark, at in self._wrong.get(key, {}).items() if at > since}


def _cut(kept: OrderedDict[str, Any], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)
