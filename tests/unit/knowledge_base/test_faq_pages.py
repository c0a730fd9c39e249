"""FAQ pages, however they mark up their questions."""

import json

import pytest

from knowledge_base.adapters.readers.faq_pages import HTML_MAX, read_faq_page
from knowledge_base.domain.imports import ImportSource
from knowledge_base.errors import ImportUnreadable


def read(html: str | bytes) -> ImportSource:
    return read_faq_page(html.encode() if isinstance(html, str) else html, "faq.html")


def found(html: str) -> list[tuple[str, str, str]]:
    return [(row.draft.title, row.draft.body, row.draft.category) for row in read(html).rows]


def data(*questions: tuple[str, str]) -> str:
    entities = [
        {"@type": "Question", "name": name, "acceptedAnswer": {"@type": "Answer", "text": text}}
        for name, text in questions
    ]
    page = {"@context": "https://schema.org", "@graph": [{"@type": "FAQPage", "mainEntity": entities}]}
    return f'<script type="application/ld+json">{json.dumps(page)}</script>'


def test_details_with_their_heading_as_category() -> None:
    page = (
        "<h2>Delivery</h2><div><details><summary>How <b>long</b>?</summary><p>Two days.</p></details></div>"
    )
    assert found(page) == [("How long?", "Two days.", "Delivery")]


def test_details_within_details_are_a_category() -> None:
    inner = "<details><summary>How?</summary>So.</details>"
    assert found(f"<details><summary>Orders</summary>{inner}</details>") == [("How?", "So.", "Orders")]


def test_terms_with_several_wordings_and_answers() -> None:
    (row,) = read(
        "<dl><div><dt>Card?</dt><dt>Visa?</dt><dd>Yes.</dd><dd>Also <em>abroad</em>.</dd></div></dl>"
    ).rows
    assert (row.draft.title, row.draft.questions) == ("Card?", ("Visa?",))
    assert row.draft.body == "Yes.\n\nAlso *abroad*."


def test_headings_with_what_follows_until_the_next() -> None:
    page = (
        "<nav><h2>Menu</h2>x</nav><main><h1>Help</h1>Hello.<h2>Orders</h2>"
        "<div class=i><h3>Where?</h3><div><p>Here.</p><ul><li>a</ul></div></div><h3>When?</h3>Soon."
        "<h2>Alone</h2><p>Text</p></main><footer><h2>Imprint</h2>y</footer>"
    )
    assert found(page) == [
        ("Where?", "Here.\n\n- a", "Orders"),
        ("When?", "Soon.", "Orders"),
        ("Alone", "Text", "general"),
    ]


def test_data_says_more_than_what_is_shown_and_nothing_comes_twice() -> None:
    shown = "<h2>Shipping</h2><details><summary>How long?</summary>2 d</details>"
    page = data(("How  long?", "<p>Two <b>days</b>.</p>"), ("Cost?", "None.")) + shown
    assert found(page) == [("How long?", "Two **days**.", "Shipping"), ("Cost?", "None.", "general")]


def test_damaged_data_is_passed_over() -> None:
    page = '<script type="application/ld+json">{"@type": </script><details><summary>A</summary>b</details>'
    assert found(page) == [("A", "b", "general")]


def test_the_language_of_the_page_is_the_language_of_its_articles() -> None:
    (row,) = read("<html lang=de-AT><details><summary>A</summary>b</details>").rows
    assert row.draft.locale == "de-AT"


def test_each_question_is_numbered() -> None:
    source = read("<dl><dt>A<dd>a<dt>B<dd>b</dl>")
    assert [(row.source, row.row) for row in source.rows] == [("faq.html:1", 1), ("faq.html:2", 2)]


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("<meta charset=iso-8859-1><dl><dt>Größe<dd>b</dl>".encode("latin-1"), id="named"),
        pytest.param("<dl><dt>Größe<dd>b</dl>".encode("utf-16"), id="utf-16"),
        pytest.param("<dl><dt>Größe<dd>b</dl>".encode("cp1252"), id="unnamed"),
        pytest.param("\ufeff<dl><dt>Größe<dd>b</dl>".encode(), id="byte-order-mark"),
    ],
)
def test_encodings(raw: bytes) -> None:
    (row,) = read(raw).rows
    assert row.draft.title == "Größe"


@pytest.mark.parametrize(
    "page", ["", "<p>Just text</p>", "<h2>Only a heading</h2>", "\x00", "<dl><dt>Q</dl>", "<" * 1_000]
)
def test_a_page_without_questions_is_told_what_was_looked_for(page: str) -> None:
    with pytest.raises(ImportUnreadable, match="Looked for: FAQPage data"):
        read(page)


@pytest.mark.parametrize("bad", ["<div>", "<details><summary>q</summary>", "<a ", "<b><i>", "<!--", '<a b="'])
def test_a_malicious_page_is_read_at_once(bad: str) -> None:
    with pytest.raises(ImportUnreadable):
        read(bad * 200_000)


def test_a_huge_page_is_refused() -> None:
    with pytest.raises(ImportUnreadable, match="larger than"):
        read(b"x" * (HTML_MAX + 1))
