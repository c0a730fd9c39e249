"""Which rows of other people's files are sound."""

from dataclasses import replace
from typing import Any

import pytest

from knowledge_base.domain.article import Draft
from knowledge_base.domain.imports import ImportRow, ImportSource, sift
from tests.fakes_articles import draft


def row(line: int, **values: Any) -> ImportRow:
    return ImportRow(f"faq.jsonl:{line}", draft(**values))


def test_sift_separates_and_names_the_place() -> None:
    source = ImportSource((row(1, id="a"), row(2, id="a"), row(3, title=" "), row(4, body="")))
    sound, faults = sift(source)
    assert [good.source for good in sound] == ["faq.jsonl:1"]
    assert [(fault.source, fault.code) for fault in faults] == [
        ("faq.jsonl:2", "id_duplicate"),
        ("faq.jsonl:3", "title_empty"),
        ("faq.jsonl:4", "body_empty"),
    ]
    assert faults[0].message == "The id 'a' already stands at faq.jsonl:1."


def test_a_row_without_an_id_gets_the_one_of_its_title() -> None:
    sound, _ = sift(ImportSource((row(1, title="Return a tent"),)))
    assert sound[0].article.id == "return-a-tent"


def test_a_faulty_pending_draft_is_a_fault_of_its_row() -> None:
    bad = replace(row(1, id="a"), pending=Draft("", "text"))
    assert [fault.code for fault in sift(ImportSource((bad,)))[1]] == ["title_empty"]


def test_a_title_without_a_latin_letter_gets_the_same_id_each_time() -> None:
    titles = ("営業時間", "返品", " 営業時間 ")
    ids = [sift(ImportSource((row(1, title=title),)))[0][0].article.id for title in titles]
    assert ids[0] == ids[2] != ids[1]
    assert all(article_id.startswith("article-") for article_id in ids)


def test_rows_without_an_id_may_share_the_letters_of_a_title_but_not_the_title() -> None:
    source = ImportSource((row(1, title="A b?"), row(2, title="A b!"), row(3, title=" a  B! ")))
    sound, faults = sift(source)
    assert [good.article.id for good in sound] == ["a-b", "a-b-2"]
    assert [good.named for good in sound] == [False, False]
    assert [(fault.source, fault.code) for fault in faults] == [("faq.jsonl:3", "title_duplicate")]
    assert faults[0].message == "The title 'a  B!' already stands at faq.jsonl:2."


@pytest.mark.parametrize("number", [0, 7])
def test_the_number_of_a_row_goes_along(number: int) -> None:
    good, bad = replace(row(1, id="a"), row=number), replace(row(2, title=""), row=number)
    (sound,), (fault,) = sift(ImportSource((good, bad)))
    assert (sound.row, fault.row) == (number, number)
