"""Messages that are read ahead: while they are being stored, before their answer is asked for.

Reading takes longest of all that a reply waits for, and needs nothing but the message and what led to it.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.turn import Turn
from bot.reading import Reading


@dataclass(frozen=True, slots=True)
class _Begun:
    turn: Turn
    reading: Awaitable[Reading]


class ReadingAhead:
    """Readings that nobody has asked for yet, the newest `most` of them: some messages are never stored."""

    def __init__(self, most: int = 32) -> None:
        self._most = most
        self._begun: OrderedDict[tuple[str, str], _Begun] = OrderedDict()

    def begin(self, turn: Turn, read: Callable[[], Reading]) -> None:
        """Start `read` in a worker thread for this turn."""
        reading = asyncio.get_running_loop().run_in_executor(None, read)
        self._begun[turn.conversation_id, turn.message_id] = _Begun(turn, reading)
        if len(self._begun) > self._most:
            self._begun.popitem(last=False)

    def take(self, turn: Turn) -> Awaitable[Reading] | None:
        """Give what was begun for this turn, once; None if it was not, or if what led to it has changed."""
        begun = self._begun.pop((turn.conversation_id, turn.message_id), None)
        if begun is None or (begun.turn.text, begun.turn.memory) != (turn.text, turn.memory):
            return None
        return begun.reading
