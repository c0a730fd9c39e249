"""One article in several languages: what is missing, what has fallen behind, and who may translate whom."""

from datetime import timedelta

import pytest

from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Article
from knowledge_base.domain.lifecycle import Act, ArticleRecord
from knowledge_base.domain.translations import family_faults, root_of, translations
from tests.fakes_articles import START

LATER = START + timedelta(days=1)


def made(article_id: str, locale: str, of: str | None = None) -> ArticleRecord:
    article = Article(article_id, "T", "B", locale=locale, translation_of=of)
    return lifecycle.create(article, Act("Anna", START))


EN, DE, FR = made("tent", "en"), made("zelt", "de", "tent"), made("tente", "fr", "tent")


def test_every_member_sees_the_others_and_what_is_missing() -> None:
    for member in (EN, DE, FR):
        seen = translations(member, [EN, DE, FR], ["en", "de", "fr", "it"])
        assert {other.id for other in seen.others} == {"tent", "zelt", "tente"} - {member.id}
        assert seen.missing == ("it",)
        assert root_of(member.latest.article) == "tent"


def test_an_article_alone_lacks_every_other_language() -> None:
    assert translations(DE, [], ["en", "de"]).missing == ("en",)


@pytest.mark.parametrize(
    ("original_at", "translation_at", "stale"),
    [
        pytest.param(LATER, START, True, id="the-original-moved-on"),
        pytest.param(START, LATER, False, id="up-to-date"),
        pytest.param(START, START, False, id="together"),
        pytest.param(None, START, False, id="the-original-is-a-draft"),
        pytest.param(LATER, None, False, id="the-translation-is-a-draft"),
    ],
)
def test_a_translation_is_stale_when_its_original_went_live_later(
    original_at: object, translation_at: object, stale: bool
) -> None:
    original = lifecycle.publish(EN, Act("A", LATER)) if original_at is LATER else EN
    original = lifecycle.publish(EN, Act("A", START)) if original_at is START else original
    translated = lifecycle.publish(DE, Act("A", LATER)) if translation_at is LATER else DE
    translated = lifecycle.publish(DE, Act("A", START)) if translation_at is START else translated
    assert translations(translated, [original, translated], []).stale is stale
    assert not translations(original, [original, translated], []).stale


@pytest.mark.parametrize(
    ("article", "relatives", "code"),
    [
        pytest.param(DE, [EN], None, id="a-first-translation"),
        pytest.param(DE, [EN, DE, FR], None, id="saved-again"),
        pytest.param(DE, [FR], "original_missing", id="nothing-to-translate"),
        pytest.param(made("t2", "it", "zelt"), [EN, DE], "original_is_translation", id="of-a-translation"),
        pytest.param(made("t2", "en", "tent"), [EN], "locale_taken", id="the-original's-language"),
        pytest.param(made("t2", "de", "tent"), [EN, DE], "locale_taken", id="another's-language"),
        pytest.param(made("tent", "en", "x"), [made("x", "it"), DE], "has_translations", id="is-an-original"),
    ],
)
def test_who_may_translate_whom(
    article: ArticleRecord, relatives: list[ArticleRecord], code: str | None
) -> None:
    found = list(family_faults(article.latest.article, relatives))
    assert [fault.code for fault in found] == ([code] if code else [])
    assert all(fault.field == "translation_of" and fault.message for fault in found)
