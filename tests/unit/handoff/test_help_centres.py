"""Made-up help centres: the same for the same seed, as large as asked for, each article on its own thing."""

import pytest

from handoff.bench.help_centres import LARGEST, PASSAGES, another, make
from knowledge_base.domain.passages import cut


def test_the_same_seed_makes_the_same_articles_and_questions() -> None:
    assert make(200) == make(200)
    assert make(200).articles != make(200, seed=1).articles


def test_a_larger_one_begins_with_the_smaller() -> None:
    assert make(500).articles[:20] == make(100).articles


def test_it_has_as_many_passages_as_it_says() -> None:
    centre = make(300)
    assert sum(len(cut(article)) for article in centre.articles) == centre.passages == 300


def test_every_article_has_its_own_id_and_every_question_its_article() -> None:
    centre = make(2_000)
    ids = {article.id for article in centre.articles}
    assert len(ids) == len(centre.articles) == 2_000 // PASSAGES
    assert {article_id for _, article_id in centre.questions} <= ids
    phrasings = {text for article in centre.articles for text in article.questions}
    assert not phrasings & {text for text, _ in centre.questions}


def test_what_is_published_is_not_there_yet() -> None:
    ids = {article.id for article in make(LARGEST).articles}
    assert not ids & {another(at).id for at in range(50)}


def test_more_than_can_be_made_is_an_error() -> None:
    with pytest.raises(ValueError, match=str(LARGEST)):
        make(LARGEST + 1)
