"""Translations among the rows of an import."""

from dataclasses import replace
from typing import Any

import pytest

from knowledge_base.domain.article import Article, ArticleStatus
from knowledge_base.domain.duplicates import Likeness, Match, OnDuplicate, Outline
from knowledge_base.domain.import_families import split_families
from knowledge_base.domain.import_plan import Placed
from knowledge_base.domain.imports import SoundRow
from knowledge_base.domain.lifecycle import Act, create
from tests.fakes_articles import START

ACT = Act("Anna", START)


def placed(article_id: str, locale: str = "en", of: str | None = None, **values: Any) -> Placed:
    article = Article(article_id, "T", "text", locale=locale, translation_of=of)
    return Placed(SoundRow(f"f:{article_id}", article, ArticleStatus.PUBLISHED, row=7), **values)


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        pytest.param([placed("zelt", "de", "tent"), placed("tent")], [], id="original-in-the-file"),
        pytest.param([placed("zelt", "de", "stored")], [], id="original-stored"),
        pytest.param([placed("zelt", "de", "none")], ["original_missing"], id="no-original"),
        pytest.param(
            [placed("tent"), placed("zelt", "de", "tent"), placed("zelt2", "de", "tent")],
            ["locale_taken", "locale_taken"],
            id="one-language-twice",
        ),
        pytest.param(
            [placed("tent"), placed("zelt", "de", "tent"), placed("tente", "fr", "zelt")],
            ["has_translations", "original_is_translation"],
            id="translation-of-a-translation",
        ),
    ],
)
def test_a_translation_needs_an_original_that_lacks_it(rows: list[Placed], codes: list[str]) -> None:
    stored = create(Article("stored", "T", "text"), ACT)
    sound, faults = split_families(rows, [stored], ACT)
    assert [fault.code for fault in faults] == codes
    assert {fault.row for fault in faults} <= {7}
    assert len(sound) == len(rows) - len({fault.source for fault in faults})


def test_a_row_that_is_left_out_is_nobodys_original() -> None:
    match = Match(Outline("old", "T", "en"), Likeness.TITLE)
    left_out = placed("tent", match=match, outcome=OnDuplicate.SKIP)
    _, faults = split_families([left_out, placed("zelt", "de", "tent")], [], ACT)
    assert [fault.code for fault in faults] == ["original_missing"]


def test_a_translation_whose_original_was_deleted_may_come_back_as_it_is() -> None:
    orphan = placed("zelt", "de", "gone")
    sound, faults = split_families([orphan], [create(orphan.row.article, ACT)], ACT)
    assert (sound, faults) == ((orphan,), ())


def test_the_link_of_the_live_text_counts_beside_that_of_its_draft() -> None:
    orphan = placed("zelt", "de", "gone")
    live = create(orphan.row.article, ACT)
    draft = replace(live.latest, number=2, article=replace(orphan.row.article, translation_of=None))
    stored = replace(live, live=live.latest, latest=draft)
    assert split_families([orphan], [stored], ACT) == ((orphan,), ())
