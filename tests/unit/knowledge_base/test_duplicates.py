"""Recognising articles that are here already."""

import numpy as np
import pytest

from knowledge_base.domain.article import Article, ArticleStatus
from knowledge_base.domain.duplicates import (
    MOST_TEXTS,
    Likeness,
    Meanings,
    Outline,
    comparable,
    is_alike,
    match_names,
)
from knowledge_base.domain.imports import SoundRow


def row(article_id: str, title: str, *, named: bool = True, locale: str = "en") -> SoundRow:
    article = Article(article_id, title, "text", locale=locale)
    return SoundRow("f:1", article, ArticleStatus.PUBLISHED, named=named)


TENT = Outline("tent", "Return a tent", "en")


def test_an_id_says_more_than_a_title() -> None:
    other = Outline("other", "Stoves", "en")
    found = match_names([row("tent", "Stoves")], [TENT, other])
    assert (found["tent"].of, found["tent"].by) == (TENT, Likeness.ID)


def test_a_title_is_compared_whatever_its_case_and_gaps() -> None:
    found = match_names([row("new", " return  A Tent")], [TENT])
    assert (found["new"].of, found["new"].by) == (TENT, Likeness.TITLE)


def test_an_article_is_matched_by_one_row_only() -> None:
    found = match_names([row("a", "Return a tent"), row("b", "Return a tent"), row("tent", "X")], [TENT])
    assert list(found) == ["tent"]
    assert list(match_names([row("a", "Return a tent"), row("b", "Return a tent")], [TENT])) == ["a"]


def test_another_language_is_another_article() -> None:
    assert match_names([row("zelt", "Return a tent", locale="de")], [TENT]) == {}


def test_an_id_made_from_a_title_counts_no_more_than_the_title() -> None:
    renamed = Outline("tent", "Send a tent back", "en")
    assert match_names([row("tent", "Tent", named=False)], [renamed]) == {}


def test_a_deleted_article_comes_back_by_its_id_or_to_a_row_without_one() -> None:
    deleted = Outline("tent", "Return a tent", "en", deleted=True)
    assert match_names([row("tent", "X")], [deleted])["tent"].of == deleted
    assert match_names([row("return-a-tent", "Return a tent", named=False)], [deleted])
    assert match_names([row("own", "Return a tent")], [deleted]) == {}
    assert match_names([row("own", "Return a tent", named=False)], [deleted, TENT])["own"].of == TENT


def test_the_nearest_is_the_one_whose_texts_fit_all_texts_of_a_row() -> None:
    vectors = np.eye(4, dtype=np.float32)
    two = Outline("two", "A", "en", ("b",))
    one = Outline("one", "C", "en")
    meanings = Meanings.of([two, one], vectors[:3])
    assert meanings.nearest(vectors[:2]) == (two, 1.0)
    assert meanings.nearest(vectors[2:4]) == (one, 0.5)
    assert Meanings.of([], vectors[:0]).nearest(vectors) is None


@pytest.mark.parametrize(
    ("likeness", "texts", "alike"),
    [(0.86, 1, True), (0.84, 1, False), (0.81, 2, True), (0.76, 3, True), (0.76, 30, True), (0.7, 3, False)],
)
def test_few_texts_must_be_nearer(likeness: float, texts: int, alike: bool) -> None:
    assert is_alike(likeness, texts) is alike


def test_of_very_many_articles_only_the_titles_are_compared() -> None:
    deleted = Outline("x", "X", "en", deleted=True)
    few = [Outline("a", "A", "en", ("q",)), Outline("b", "B", "de"), deleted]
    assert comparable(few, "en") == (few[0],)
    many = [Outline(f"a{n}", "A", "en", ("q", "r")) for n in range(MOST_TEXTS // 3 + 1)]
    assert all(outline.texts == ("A",) for outline in comparable(many, "en"))
