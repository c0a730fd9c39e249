"""Findings in words, and those that need no comparison of texts."""

from datetime import UTC, datetime, timedelta

from knowledge_base.domain import finding
from knowledge_base.domain.article import Article, Revision
from knowledge_base.domain.lifecycle import Act, ArticleRecord
from knowledge_base.domain.usage import Usage, Worsening

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def record(
    article_id: str, *, days: int = 90, live: bool = True, locale: str = "en", translates: str | None = None
) -> ArticleRecord:
    article = Article(article_id, article_id.title(), "Text.", locale=locale, translation_of=translates)
    revision = Revision(article_id, 1, article, "Lena", NOW)
    published = Act("Lena", NOW - timedelta(days=days)) if live else None
    return ArticleRecord(revision, revision if live else None, published)


def test_an_article_is_unused_where_others_are_used() -> None:
    records = [record("used"), record("unused"), record("new", days=3), record("draft", live=False)]
    (one,) = finding.never_used(records, [Usage("used", 150, 0, 100, 0)], NOW)
    assert (one.kind, one.article_ids, one.titles) == ("never_used", ("unused",), ("Unused",))
    assert "250" in one.detail


def test_nothing_is_unused_where_hardly_anything_was_asked() -> None:
    assert not list(finding.never_used([record("unused")], [Usage("used", 5, 0, 5, 0)], NOW))


def test_missing_languages_are_named_at_the_original() -> None:
    records = [record("a"), record("b"), record("b-de", locale="de", translates="b"), record("c", live=False)]
    (one,) = finding.untranslated(records, ("en", "de"))
    assert (one.article_ids, one.evidence) == (("a",), {"locales": ["de"]})
    assert not list(finding.untranslated(records, ("en",)))


def test_a_translation_behind_its_original_is_named() -> None:
    records = [record("b", days=1), record("b-de", locale="de", translates="b", days=9)]
    (one,) = finding.untranslated(records, ("en", "de"))
    assert (one.article_ids, one.evidence) == (("b-de",), {"original": "b"})


def test_broken_links_name_the_target() -> None:
    article = Article("a", "A", "[x](/help/a) [y](/help/nowhere)")
    (one,) = finding.broken([article])
    assert (one.kind, one.evidence) == ("broken_link", {"target": "/help/nowhere"})


def test_a_rise_is_told_in_counts() -> None:
    one = finding.ends_with_person(Worsening(Usage("a", 100, 5, 80, 30), 0.0001), {"a": "A"})
    assert one.detail == (
        "30 of 80 answers of the last 30 days ended with a person, 5 of 100 in the 30 days before."
    )
