"""A rehearsal learns from phrasings and from what people said, and keeps what stands behind its cut-off."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial

from knowledge_base.adapters.assembly import build_snapshot
from knowledge_base.calibrating import calibrate
from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.label import Lesson
from knowledge_base.retrieval import Retrieval
from tests.unit.knowledge_base.word_encoder import WordEncoder, shop

OUTSIDE = tuple(
    f"{verb} the {thing}" for verb in ("boil", "sing", "paint") for thing in ("egg", "sky", "moon")
)
BUILD = partial(build_snapshot, WordEncoder())


def learnt(articles: Sequence[Article], labels: Sequence[Lesson] = ()) -> Calibration:
    return _learnt(tuple(articles), tuple(labels))


@cache
def _learnt(articles: tuple[Article, ...], labels: tuple[Lesson, ...]) -> Calibration:
    return calibrate(articles, OUTSIDE, BUILD, labels=labels)


def sorted_by_subject(articles: Sequence[Article]) -> list[Article]:
    return [replace(article, category="even" if at % 2 else "odd") for at, article in enumerate(articles)]


def test_what_stands_behind_the_cut_off_is_kept() -> None:
    calibration = learnt(shop(60))
    assert (calibration.target_error, calibration.confidence) == (0.05, 0.95)
    assert calibration.bound is not None
    assert calibration.proven is (calibration.bound <= 0.05)
    assert calibration.coverage is not None
    assert 0.0 < calibration.coverage <= 1.0
    assert calibration.unanswerable is not None
    assert 0.1 < calibration.unanswerable < 0.55
    assert calibration.categories == ()


def test_categories_are_counted_and_come_back_from_storage() -> None:
    calibration = learnt(sorted_by_subject(shop(60)))
    assert [own.category for own in calibration.categories] == ["even", "odd"]
    assert all(own.labels > 59 for own in calibration.categories)
    assert Calibration.from_dict(calibration.to_dict()) == calibration


def test_the_first_articles_category_decides_when_to_answer() -> None:
    calibration = learnt(shop(20))
    own = {"category": "strict", "cut_off": 1.01, "proven": True, "bound": 0.01, "labels": 200}
    strict = Calibration.from_dict(calibration.to_dict() | {"answered_from": 0.0, "categories": [own]})
    articles = [
        replace(article, category="strict") if article.id == "returns" else article for article in shop(20)
    ]
    opened = Retrieval(WordEncoder(), BUILD, calibrate=lambda _articles, /, *, labels=(): strict)
    opened.replace(articles)
    opened.recalibrate()
    returns, delivery = opened.search("how do i return shoes"), opened.search("when will my parcel arrive")
    assert (returns.hits[0].article_id, returns.needed) == ("returns", 1.01)
    assert returns.advice != "answer"
    assert (delivery.hits[0].article_id, delivery.needed, delivery.advice) == ("delivery", 0.0, "answer")


def test_a_label_that_is_a_phrasing_adds_nothing() -> None:
    said = Lesson("How do I return shoes?", "returns", right=True)
    assert learnt(shop(12), [said]) == learnt(shop(12))


def test_right_answers_to_real_questions_make_answers_surer() -> None:
    """Rehearsed apart, word by word, phrasings find little; what people asked finds its article."""
    articles = shop(30)
    asked = [Lesson(f"tell me of topic{at} word{at}", f"other{at}", True, expert=True) for at in range(29)]
    before, after = learnt(articles), learnt(articles, asked)
    assert after.rehearsed == before.rehearsed + len(asked)
    traits = BUILD(articles, None).ask("tell me of topic5 word5").judge(before)[1]
    taught = BUILD(articles, None).ask("tell me of topic5 word5").judge(after)[1]
    assert taught > traits


def test_questions_that_nothing_answers_make_answers_less_sure() -> None:
    articles = shop(30)
    asked = [Lesson(f"topic{at} word{at} abroad", None, True, expert=True) for at in range(29)]
    before, after = learnt(articles), learnt(articles, asked)
    question = "topic7 word7 overseas"
    assert (
        BUILD(articles, None).ask(question).judge(after)[1]
        < BUILD(articles, None).ask(question).judge(before)[1]
    )


def test_a_wrong_article_counts_only_where_it_comes_first() -> None:
    articles = shop(30)
    first = [Lesson(f"topic{at} word{at} abroad", f"other{at}", False) for at in range(10)]
    elsewhere = [Lesson(f"topic{at} word{at} abroad", f"other{at + 1}", False) for at in range(10)]
    plain = learnt(articles)
    assert learnt(articles, first).rehearsed == plain.rehearsed + 10
    assert learnt(articles, elsewhere) == plain


def test_labels_of_articles_that_are_gone_say_nothing() -> None:
    assert learnt(shop(12), [Lesson("where is my kayak", "kayak", True)]) == learnt(shop(12))
