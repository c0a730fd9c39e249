"""Remember of a conversation only what the next turn needs, so that a turn costs the same at any length.

The event log of the server is the memory of a conversation; here a few facts are kept: the form that is being
filled and its slots, and the last turn. Must never grow with a conversation, nor with their number.
"""

from collections import OrderedDict
from typing import Any, Dict, Iterable, List, Mapping, Optional, Text

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

CONVERSATIONS = 10_000
# What stays when a form is over: who proved what, and what was talked about (bot/actions/form.py).
LASTING = ("flow_known",)


class ShortTrackerStore(TrackerStore):
    """Keeps the last turn of the `conversations` most recently active conversations, in memory."""

    def __init__(self, domain: Optional[Domain] = None, conversations: int = CONVERSATIONS) -> None:
        super().__init__(domain)
        self._limit = conversations
        self._events: "OrderedDict[Text, List[Event]]" = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the tracker's last turn; the conversation longest silent makes room."""
        self._events[tracker.sender_id] = essentials(tracker)
        self._events.move_to_end(tracker.sender_id)
        while len(self._events) > self._limit:
            self._events.popitem(last=False)

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """Rebuild the tracker from what was kept, or return None for an unknown conversation."""
        events = self._events.get(sender_id)
        if events is None:
            return None
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots, domain=self.domain)

    async def keys(self) -> Iterable[Text]:
        """Return the ids of the conversations that are remembered."""
        return list(self._events)

    def forget(self, sender_id: Text) -> bool:
        """Drop a conversation; return whether it was known."""
        return self._events.pop(sender_id, None) is not None

    def restore(self, sender_id: Text, slots: Mapping[Text, Any], active_form: Optional[Text]) -> None:
        """Take a conversation up where the caller last saw it; what is known here is never overwritten.

        Slots and forms that the domain does not have are left out.
        """
        given = {slot.name: slots[slot.name] for slot in self.domain.slots if slot.name in slots}
        events = self._events.get(sender_id)
        if events is None:
            form = active_form if active_form in self.domain.form_names else None
            if not form:
                given.pop(REQUESTED_SLOT, None)
            self._events[sender_id] = [*standing(given, form), ActionExecuted(ACTION_LISTEN_NAME)]
            return
        known = {event.key for event in events if isinstance(event, SlotSet)}
        news = {name: value for name, value in given.items() if name not in known | {REQUESTED_SLOT}}
        events[:0] = standing(news, None)


def essentials(tracker: DialogueStateTracker) -> List[Event]:
    """Return the few events from which the next turn can go on: the form and its slots, and the last turn."""
    form = tracker.active_loop_name
    slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None}
    # Without an open form nothing asked for is still of use, and an old answer must not fill the next form.
    kept = slots if form else {name: slots[name] for name in LASTING if name in slots}
    turn = _last_turn(tracker)
    if not form:
        turn = [event for event in turn if not isinstance(event, (SlotSet, ActiveLoop))]
    return [*standing(kept, form), ActionExecuted(ACTION_LISTEN_NAME), *turn]


def standing(slots: Mapping[Text, Any], active_form: Optional[Text]) -> List[Event]:
    """Return the events that say which form is open and what is known."""
    form: List[Event] = [ActiveLoop(active_form)] if active_form else []
    return form + [SlotSet(name, value) for name, value in sorted(slots.items())]


def open_slots(tracker: DialogueStateTracker) -> Dict[Text, Any]:
    """Return the slots that are filled while a form is open, and which is asked for; else what stays."""
    filled = {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None}
    if not tracker.active_loop_name:
        return {name: filled[name] for name in LASTING if name in filled}
    requested = tracker.get_slot(REQUESTED_SLOT)
    return {**filled, REQUESTED_SLOT: requested} if requested else filled


def _last_turn(tracker: DialogueStateTracker) -> List[Event]:
    events = list(tracker.events)
    starts = [i for i, event in enumerate(events) if isinstance(event, UserUttered)]
    return events[starts[-1] :] if starts else []
