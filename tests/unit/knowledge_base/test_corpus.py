"""The corpus lists every text once, with the article and passage it belongs to."""

from dataclasses import replace

from knowledge_base.domain.article import Article
from knowledge_base.domain.corpus import gather
from tests.unit.knowledge_base.word_encoder import shop


def test_titles_and_phrasings_belong_to_their_article() -> None:
    corpus = gather(shop())
    returns = [unit.text for unit in corpus.asked if unit.article == 0]
    assert returns == ["Sending goods back", *shop()[0].questions]


def test_passages_come_in_context_and_as_sentences() -> None:
    corpus = gather(shop())
    texts = {unit.text: unit.passage for unit in corpus.body if unit.article == 0}
    assert texts["Sending goods back. Label. Open the order Print the label"] == 1
    assert texts["Send it within 30 days."] == 0


def test_what_many_articles_repeat_is_left_out() -> None:
    footer = "See also our terms and conditions."
    articles = [replace(article, body=f"{article.body}\n\n# More\n\n{footer}") for article in shop()]
    assert footer not in [unit.text for unit in gather(articles).body]
    assert footer in [passage.text for passage in gather(articles).passages]


def test_every_article_and_passage_has_a_document() -> None:
    corpus = gather(shop())
    assert len(corpus.documents()) == len(corpus.articles) + len(corpus.passages)


def test_empty_texts_make_no_units() -> None:
    corpus = gather([Article("a", "", "", ())])
    assert (corpus.asked, corpus.body, corpus.passages) == ((), (), ())
