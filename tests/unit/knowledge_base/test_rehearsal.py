"""A rehearsal asks only questions whose right answer is known and not given away."""

from knowledge_base.domain.label import Lesson
from knowledge_base.domain.misspelling import misspell
from knowledge_base.domain.rehearsal import FOLDS, plan
from tests.unit.knowledge_base.word_encoder import shop

SCENES = plan(shop(6), ("what is the capital of peru", "sing me a song"))


def test_no_scene_holds_the_words_that_it_asks() -> None:
    for scene in SCENES:
        by_id = {article.id: article for article in scene.articles}
        for question in scene.questions:
            if question.article_id:
                article = by_id[question.article_id]
                assert question.text not in (article.title, *article.questions)
                assert question.text not in article.body


def test_every_phrasing_is_asked_once_where_its_article_is_present() -> None:
    asked = [q.text for scene in SCENES for q in scene.questions if q.article_id and q.source == "phrasing"]
    phrasings = [text for article in shop(6) for text in article.questions]
    assert sorted(text for text in asked if text in phrasings) == sorted(phrasings)


def test_every_article_is_missing_once_and_then_asked_about() -> None:
    everybody = {article.id for article in shop(6)}
    missing = [everybody - {article.id for article in scene.articles} for scene in SCENES]
    assert sorted(name for names in missing for name in names) == sorted(everybody)
    assert any(q.article_id is None and q.source == "phrasing" for scene in SCENES for q in scene.questions)


def test_an_article_without_phrasings_lends_its_own_words() -> None:
    lent = {q.text for scene in SCENES for q in scene.questions if q.source == "lent"}
    assert "Warranty" in lent
    assert "Every tent has a warranty of five years." in lent


def test_outside_questions_are_spread_over_the_scenes() -> None:
    outside = [q for scene in SCENES for q in scene.questions if q.source == "outside"]
    assert {q.text for q in outside} >= {"what is the capital of peru", "sing me a song"}
    assert all(q.article_id is None for q in outside)
    assert len(SCENES) == FOLDS


def test_no_articles_no_questions_about_them() -> None:
    assert all(not scene.articles and not scene.questions for scene in plan((), ()))


def test_misspelling_is_repeatable_and_changes_little() -> None:
    text = "Where can I download the invoice of my yearly subscription, please?"
    assert misspell(text) == misspell(text) != text.lower()
    assert len(misspell(text).split()) == len(text.split())
    assert misspell("") == ""


def test_a_real_question_is_asked_once_where_its_article_is_present() -> None:
    articles = shop(6)
    labels = [Lesson(f"{n} about {article.id}", article.id, n != 2) for article in articles for n in range(4)]
    scenes = plan(articles, (), labels)
    asked = [(q, scene) for scene in scenes for q in scene.questions if q.source == "customer"]
    assert sorted(q.text for q, _ in asked) == sorted(label.question for label in labels)
    for question, scene in asked:
        subject = question.article_id or question.wrong_id
        assert subject in {article.id for article in scene.articles}
        assert (question.wrong_id is not None) is question.text.startswith("2")


def test_a_label_that_is_a_phrasing_or_of_an_article_that_is_gone_is_left_out() -> None:
    labels = [Lesson("How do I RETURN shoes?", "returns", True), Lesson("where is it", "gone", True)]
    assert plan(shop(6), (), labels) == plan(shop(6), ())


def test_that_nothing_answers_is_asked_as_such() -> None:
    scenes = plan(shop(6), (), [Lesson("rent a kayak", None, True, expert=True)])
    (asked,) = [q for scene in scenes for q in scene.questions if q.source == "expert"]
    assert (asked.text, asked.article_id, asked.wrong_id) == ("rent a kayak", None, None)
