"""What of a conversation the outlook is learnt from."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.outlook_tuning import bare, moments_of, read


def conversation(*, breaking_point: int | None) -> dict[str, Any]:
    authors = ("customer", "bot", "customer", "bot", "customer")
    turns = [{"author": author, "text": f"{author} {at}"} for at, author in enumerate(authors)]
    return {"needs_person": breaking_point is not None, "breaking_point": breaking_point, "turns": turns}


def test_every_message_is_a_moment_with_what_led_to_it() -> None:
    moments = list(moments_of(conversation(breaking_point=None)))
    assert [moment.early for moment in moments] == [None, None, None]
    assert moments[1].form == "customer: customer 2 bot: bot 1 customer: customer 0"


def test_what_comes_when_it_is_too_late_is_left_out() -> None:
    moments = list(moments_of(conversation(breaking_point=2)))
    assert [moment.early for moment in moments] == [1, 0]


@pytest.mark.parametrize(("breaking_point", "order"), [(4, 1), (None, 0)])
def test_the_nearer_the_end_the_surer_and_the_readier_drawn(breaking_point: int | None, order: int) -> None:
    first, *_, last = moments_of(conversation(breaking_point=breaking_point))
    assert (last.target > first.target, last.interest > first.interest) == (bool(order), bool(order))


def test_conversations_are_read_from_all_files(tmp_path: Path) -> None:
    for name, late in (("a", 4), ("b", None)):
        text = json.dumps(conversation(breaking_point=late)) + "\n"
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    assert [len(moments) for moments in read(tmp_path)] == [3, 3]


def test_of_bare_phrases_only_the_wish_for_a_person_needs_one() -> None:
    phrasings = {"ask_person": ["agent please"], "greeting": ["hi"] * 20, "frustrated": ["no!"]}
    early = [moment.early for (moment,) in bare(phrasings)]
    assert early == [0] + [None] * 15
