"""Sentences of two articles that name different amounts for the same thing."""

import numpy as np

from knowledge_base.domain.article import Article
from knowledge_base.domain.contradiction import Contradiction, claims, contradictions
from tests.unit.knowledge_base.word_encoder import WordEncoder

ENCODE = WordEncoder().encode


def found(*bodies: tuple[str, str], same_questions: float = 0.0) -> tuple[Contradiction, ...]:
    articles = [Article(f"a{n}", title, body) for n, (title, body) in enumerate(bodies)]
    stated = claims(articles)
    everybody = np.tile(np.arange(len(stated)), (len(stated), 1))
    statements = ENCODE([claim.statement for claim in stated])
    contexts = ENCODE([claim.in_context for claim in stated])
    return contradictions(stated, statements, contexts, everybody, lambda _a, _b: same_questions)


def test_the_same_statement_with_other_numbers_is_a_contradiction() -> None:
    (one,) = found(
        ("Refund time", "We refund the money within 5 working days. Keep the box."),
        ("Refund times", "We refund the money within 10 working days."),
    )
    assert [amount.text for amount in one.amounts] == ["5 working days", "10 working days"]
    assert (one.first.article, one.second.article) == (0, 1)


def test_the_same_numbers_agree_in_whatever_unit() -> None:
    assert not found(
        ("Refund time", "We refund the money within 14 days."),
        ("Refund times", "We refund the money within two weeks."),
    )


def test_one_amount_in_common_is_agreement() -> None:
    assert not found(
        ("Returns", "You have 60 days, members have 90 days."),
        ("Return", "You have 60 days, members 90 days."),
    )


def test_different_units_say_nothing_of_each_other() -> None:
    assert not found(
        ("Refund time", "We refund the money within 5 days."),
        ("Refund times", "We refund the money of 10 %."),
    )


def test_other_subjects_may_have_other_numbers() -> None:
    assert not found(
        ("Standard delivery", "It takes 5 days."), ("Repairing zips and soles in winter", "It takes 10 days.")
    )


def test_articles_with_the_same_questions_need_not_say_it_in_the_same_words() -> None:
    pair = (
        ("Returns", "You can return nearly all things within 60 days."),
        ("Send it back", "You can return unused things within 30 days."),
    )
    assert not found(*pair)
    assert len(found(*pair, same_questions=0.7)) == 1


def test_bare_rows_of_a_table_say_nothing() -> None:
    rows = "| Size | Foot |\n| --- | --- |\n| Size 9 | {} cm |"
    assert not found(("Boots", rows.format(27)), ("Boots too", rows.format(28)), same_questions=1.0)


def test_one_article_may_name_several_amounts() -> None:
    assert not found(("Refund time", "We refund cards within 5 days. We refund cards within 10 days."))


def test_two_articles_are_reported_once_by_their_nearest_sentences() -> None:
    text = "We refund the money within {0} days. We refund the whole money within {0} days of course."
    assert len(found(("Refund", text.format(5)), ("Refund", text.format(9)))) == 1
