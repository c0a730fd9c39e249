"""Teaching the dialogue: what is taken, refused and shown."""

from collections.abc import Mapping

import pytest

from bot.domain.understanding import Phrasing, Understanding
from handoff.errors import PhrasingInvalid, PhrasingNotFound, PhrasingTaken
from handoff.governance.understanding import Teaching


class NoReport:
    """Nothing was trained yet."""

    def read(self) -> Understanding | None:
        return None


class Shelf:
    """Phrasings in memory."""

    def __init__(self) -> None:
        self.kept: list[Phrasing] = []

    def intents(self) -> tuple[str, ...]:
        return ("greeting", "thanks")

    def added(self) -> tuple[Phrasing, ...]:
        return tuple(self.kept)

    def given(self) -> Mapping[str, tuple[str, ...]]:
        return {"greeting": ("hi there",)}

    def add(self, phrasing: Phrasing) -> None:
        self.kept.append(phrasing)

    def remove(self, phrasing: Phrasing) -> bool:
        known = phrasing in self.kept
        self.kept = [kept for kept in self.kept if kept != phrasing]
        return known


@pytest.fixture
def teaching() -> Teaching:
    return Teaching(NoReport(), Shelf())


def test_a_phrasing_is_kept_on_one_line_and_shown(teaching: Teaching) -> None:
    teaching.add("thanks", " ta \n mate ")

    assert teaching.report() == (None, (Phrasing("thanks", "ta mate"),))


@pytest.mark.parametrize("text", ["Hi there", "ta"])
def test_a_phrasing_that_an_intent_has_is_refused(teaching: Teaching, text: str) -> None:
    teaching.add("thanks", "ta")

    with pytest.raises(PhrasingTaken, match="has this phrasing"):
        teaching.add("thanks", text)


def test_an_unknown_intent_is_refused(teaching: Teaching) -> None:
    with pytest.raises(PhrasingInvalid, match="no_such"):
        teaching.add("no_such", "x")


def test_only_what_was_added_can_be_removed(teaching: Teaching) -> None:
    teaching.add("thanks", "ta mate")
    teaching.remove("thanks", "ta  mate")

    assert teaching.report() == (None, ())
    with pytest.raises(PhrasingNotFound):
        teaching.remove("greeting", "hi there")
