"""The corpus lists every text once, with the article and passage it belongs to."""

from dataclasses import replace

import pytest

from knowledge_base.domain import corpus as corpus_module
from knowledge_base.domain.article import Article
from knowledge_base.domain.corpus import gather
from tests.unit.knowledge_base.word_encoder import shop


def test_titles_and_phrasings_belong_to_their_article() -> None:
    corpus = gather(shop())
    returns = [unit.text for unit in corpus.asked if unit.article == 0]
    assert returns == ["Sending goods back", *shop()[0].questions]


def test_passages_and_sentences_come_in_context() -> None:
    corpus = gather(shop())
    texts = {unit.text: unit.passage for unit in corpus.body if unit.article == 0}
    assert texts["Sending goods back. Label. Open the order Print the label"] == 1
    assert texts["Sending goods back. Send it within 30 days."] == 0


def test_what_many_articles_repeat_is_left_out() -> None:
    footer = "See also our terms and conditions."
    articles = [replace(article, body=f"{article.body}\n\n# More\n\n{footer}") for article in shop()]
    told = {f"{article.title}. {footer}" for article in articles}
    assert told.isdisjoint(unit.text for unit in gather(articles).body)
    assert footer in [passage.text for passage in gather(articles).passages]


def test_what_was_selected_for_many_holds_for_a_few_more() -> None:
    footer = "See also our terms and conditions."
    articles = [replace(article, body=f"{article.body}\n\n# More\n\n{footer}") for article in shop()]
    selection = gather(articles).selection
    told = f"{articles[0].title}. {footer}"
    assert told not in [unit.text for unit in gather(articles[:1], selection).body]
    assert told in [unit.text for unit in gather(articles[:1]).body]


def test_of_too_many_passages_no_sentences_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus_module, "_SENTENCES_UP_TO", 3)
    corpus = gather(shop())
    assert len(corpus.body) == len(corpus.passages) == 4
    assert not corpus.selection.sentences
    assert len(gather(shop()[:1], corpus.selection).body) == 2
    assert len(gather(shop()[:1]).body) > 2


def test_every_article_and_passage_has_a_document() -> None:
    corpus = gather(shop())
    assert len(corpus.documents()) == len(corpus.articles) + len(corpus.passages)


def test_empty_texts_make_no_units() -> None:
    corpus = gather([Article("a", "", "", ())])
    assert (corpus.asked, corpus.body, corpus.passages) == ((), (), ())
