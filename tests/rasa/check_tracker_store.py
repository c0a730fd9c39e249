"""What the tracker store keeps: `python -m unittest tests.rasa.check_tracker_store` in Rasa's environment."""

# Rasa lives in another environment than mypy.
# mypy: ignore-errors

import asyncio
import unittest

from bot.rasa.lightness import leave_out_tensorflow

leave_out_tensorflow()

from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.rasa.tracker_store import ShortTrackerStore, open_slots  # noqa: E402

DOMAIN = Domain.load("domain.yml")


def take_turn(tracker: DialogueStateTracker, *events: object) -> None:
    """Record one turn as Rasa does."""
    question = UserUttered("where is it", {"name": "ask_article", "confidence": 0.9})
    answer = [ActionExecuted("utter_search"), BotUttered("here"), ActionExecuted(ACTION_LISTEN_NAME)]
    tracker.update_with_events([question, *events, *answer], DOMAIN)


class ShortTrackerStoreChecks(unittest.TestCase):
    def setUp(self) -> None:
        self.store = ShortTrackerStore(DOMAIN, conversations=3)

    def tracker(self, conversation_id: str) -> DialogueStateTracker:
        return asyncio.run(self.store.get_or_create_tracker(conversation_id))

    def save(self, tracker: DialogueStateTracker) -> None:
        asyncio.run(self.store.save(tracker))

    def events_after(self, turns: int) -> int:
        for _turn in range(turns):
            tracker = self.tracker("c1")
            take_turn(tracker)
            self.save(tracker)
        return len(self.tracker("c1").events)

    def test_the_three_hundredth_turn_finds_no_more_events_than_the_second(self) -> None:
        assert self.events_after(2) == self.events_after(298)

    def test_what_was_proved_outlives_its_form_and_nothing_else_does(self) -> None:
        tracker = self.tracker("c1")
        take_turn(
            tracker, ActiveLoop("flow_form"), SlotSet("item", "1"), SlotSet("flow_known", {"order": "FH-1"})
        )
        take_turn(tracker, ActiveLoop(None))
        self.save(tracker)

        kept = self.tracker("c1")

        assert kept.get_slot("flow_known") == {"order": "FH-1"}
        assert kept.get_slot("item") is None
        assert open_slots(kept) == {"flow_known": {"order": "FH-1"}}

    def test_an_open_form_and_its_slots_are_kept(self) -> None:
        tracker = self.tracker("c1")
        take_turn(tracker, ActiveLoop("contact_form"), SlotSet("contact_name", "Ann"))
        tracker.update(SlotSet(REQUESTED_SLOT, "contact_email"))
        self.save(tracker)
        for _turn in range(50):
            tracker = self.tracker("c1")
            take_turn(tracker)
            self.save(tracker)

        kept = self.tracker("c1")

        assert kept.active_loop_name == "contact_form"
        assert kept.get_slot("contact_name") == "Ann"
        assert kept.get_slot(REQUESTED_SLOT) == "contact_email"
        assert kept.latest_message.intent["name"] == "ask_article"
        assert kept.latest_action_name == ACTION_LISTEN_NAME

    def test_a_closed_form_leaves_no_answers_behind(self) -> None:
        tracker = self.tracker("c1")
        take_turn(tracker, ActiveLoop("contact_form"), SlotSet("contact_name", "Ann"))
        take_turn(tracker, ActiveLoop(None))
        self.save(tracker)

        kept = self.tracker("c1")

        assert kept.active_loop_name is None
        assert kept.get_slot("contact_name") is None

    def test_the_conversation_longest_silent_makes_room(self) -> None:
        for conversation_id in ("c1", "c2", "c3", "c1", "c4"):
            self.save(self.tracker(conversation_id))

        assert asyncio.run(self.store.keys()) == ["c3", "c1", "c4"]

    def test_a_restored_form_goes_on(self) -> None:
        self.store.restore("new", {"contact_name": "Ann", REQUESTED_SLOT: "contact_email"}, "contact_form")

        restored = self.tracker("new")

        assert restored.active_loop_name == "contact_form"
        assert restored.get_slot("contact_name") == "Ann"
        assert restored.get_slot(REQUESTED_SLOT) == "contact_email"

    def test_what_is_known_is_never_overwritten_but_added_to(self) -> None:
        self.store.restore("c1", {"contact_name": "Ann"}, "contact_form")
        self.store.restore("c1", {"contact_name": "Bob", "contact_email": "a@b.example"}, None)

        restored = self.tracker("c1")

        assert restored.active_loop_name == "contact_form"
        assert restored.get_slot("contact_name") == "Ann"
        assert restored.get_slot("contact_email") == "a@b.example"

    def test_what_the_domain_does_not_have_is_left_out(self) -> None:
        self.store.restore("c1", {"favourite_colour": "red", REQUESTED_SLOT: "contact_name"}, "no_such_form")

        restored = self.tracker("c1")

        assert restored.active_loop_name is None
        assert restored.get_slot(REQUESTED_SLOT) is None

    def test_a_forgotten_conversation_is_gone(self) -> None:
        self.save(self.tracker("c1"))

        assert self.store.forget("c1")
        assert not self.store.forget("c1")
        assert asyncio.run(self.store.retrieve("c1")) is None


if __name__ == "__main__":
    unittest.main()
