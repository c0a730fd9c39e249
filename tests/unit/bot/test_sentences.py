"""The built-in sentences keep what is promised of them."""

import pytest

from bot.domain.sentences import SENTENCES
from bot.domain.template import placeholders

KNOWING = {"returned", "wait:known", "other:near", "other:unsure"}
"""Only said when their placeholders are known."""
FALSE_PROMISES = ("within minutes", "right away", "immediately", "guarantee", "definitely", "in no time")


@pytest.mark.parametrize("occasion", SENTENCES)
def test_sentences_vary_and_promise_nothing_false(occasion: str) -> None:
    known = SENTENCES[occasion]
    for variants in (known.warm, known.brief):
        assert len(set(variants)) == len(variants) >= 2
        assert not any(promise in one.lower() for promise in FALSE_PROMISES for one in variants)
    assert known.meaning.endswith(".")


@pytest.mark.parametrize("occasion", sorted(set(SENTENCES) - KNOWING))
def test_a_sentence_is_left_when_nothing_but_perhaps_a_name_is_known(occasion: str) -> None:
    for variants in (SENTENCES[occasion].warm, SENTENCES[occasion].brief):
        plain = [one for one in variants if set(placeholders(one)) <= {"name"}]
        assert plain
