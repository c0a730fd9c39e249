"""Cutting loses no word, keeps lists, tables and code whole, and gives the same ids to the same words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.domain.article import Article
from knowledge_base.domain.passages import cut, plain, sentences

LIST = "1. Unplug it.\n2. Wait a minute.\n\n   Do not shake it.\n3. Plug it in."
TABLE = "| Plan | Price |\n|---|---|\n| Small | 3 |\n| Large | 9 |"
CODE = "```\n# not a heading\n\nx = 1\n```"

PLAIN = ("Plain words here.", "> quoted", "- one\n- two", "So it goes:", "Long. " * 200, "---")
HEADINGS = ("## A heading", "# Another", "A title\n===", "### Empty")
PARTS = st.sampled_from((LIST, TABLE, CODE, *PLAIN, *HEADINGS))


def article(body: str) -> Article:
    return Article("a", "Title", body)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@given(st.lists(PARTS, max_size=12).map("\n\n".join))
def test_no_word_is_lost(body: str) -> None:
    kept = " ".join(f"{passage.heading} {passage.text}" for passage in cut(article(body)))
    assert words(body) <= words(kept)


@given(st.text(alphabet="ab #|-*>`\n:.1", max_size=80))
def test_any_text_can_be_cut(body: str) -> None:
    kept = " ".join(f"{passage.heading} {passage.text}" for passage in cut(article(body)))
    assert sorted(words(body)) == sorted(words(body) & words(kept))


@pytest.mark.parametrize("block", [LIST, TABLE, CODE], ids=["list", "table", "code"])
def test_a_block_stays_whole_however_short_the_target(block: str) -> None:
    passages = cut(article(f"Before it.\n\n{block}\n\nAfter it."), target=10)
    assert block in [passage.text for passage in passages]


def test_headings_become_a_path() -> None:
    passages = cut(article("Start.\n\n# Returns\n\nFirst.\n\n## Abroad\n\nSecond.\n\n# Payment\n\nThird."))
    assert [passage.heading for passage in passages] == ["", "Returns", "Returns > Abroad", "Payment"]
    assert [passage.text for passage in passages] == ["Start.", "First.", "Second.", "Third."]


def test_a_line_with_a_colon_stays_with_its_list() -> None:
    passages = cut(article("Some words first.\n\nDo this:\n\n- one\n- two"), target=20)
    assert "Do this:\n\n- one\n- two" in [passage.text for passage in passages]


def test_a_long_paragraph_is_cut_at_sentences() -> None:
    passages = cut(article("This is one sentence. " * 100), target=200)
    assert len(passages) > 5
    assert all(passage.text.endswith(".") and len(passage.text) <= 200 for passage in passages)


def test_ids_follow_the_words_not_the_place() -> None:
    before = cut(article("# One\n\nFirst.\n\n# Two\n\nSecond."))
    after = cut(article("# Zero\n\nNew.\n\n# Two\n\nSecond.\n\n# One\n\nFirst."))
    assert {passage.id for passage in before} <= {passage.id for passage in after}


def test_repeated_words_get_different_ids() -> None:
    passages = cut(article("# Same\n\nWords.\n\n# Same\n\nWords."))
    assert len({passage.id for passage in passages}) == len(passages) == 2


def test_an_empty_body_has_no_passages() -> None:
    assert cut(article(" \n\n")) == ()


def test_plain_takes_the_marks_away() -> None:
    assert plain("## Go **now** to [the shop](http://x) and `wait`") == "Go now to the shop and wait"
    assert plain(TABLE) == "Plan Price Small 3 Large 9"


def test_sentences_are_plain_and_in_order() -> None:
    assert sentences("# Top\n\nOne is *here*. Two is\nthere!\n\n- three") == (
        "Top",
        "One is here.",
        "Two is there!",
        "three",
    )
