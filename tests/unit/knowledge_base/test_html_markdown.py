"""HTML as Markdown, and what the Markdown shows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from knowledge_base.adapters.readers.html_markdown import to_markdown
from knowledge_base.adapters.renderer import render


def convert(text: str) -> str:
    return to_markdown([html.document_fromstring(f"<body>{text}</body>")])


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("<p>One<p>two", "One\n\ntwo"),
        ("a <b> bold </b>b", "a **bold** b"),
        ("<strong><em>x</em></strong>", "***x***"),
        ("a<br>b", "a\\\nb"),
        ("<h2>A<br>b</h2>c", "## A b\n\nc"),
        ("<ul><li>a<ul><li>b</ul><li><p>c<p>d</ul>", "- a\n  - b\n- c\n\n  d"),
        ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
        ("<pre>x\n  y</pre>", "```\nx\n  y\n```"),
        ("<code>a`b</code>", "``" + " a`b " + "``"),
        ("<blockquote><p>q<p>r</blockquote>", "> q\n>\n> r"),
        ("<table><tr><th>a<th>b<tr><td>1|2</table>", "| a | b |\n| --- | --- |\n| 1\\|2 |  |"),
        ('<a href="https://x.example/a b">go</a>', "[go](https://x.example/a%20b)"),
        ('<a href="javascript:alert(1)">go</a>', "go"),
        ('<a href="//evil.example">go</a>', "go"),
        ('<a href="#top">go</a>', "go"),
        ('<img src=x alt="A tent">', "A tent"),
        ("<script>alert(1)</script><style>x</style><button>y</button>z", "z"),
        ("- no list", "\\- no list"),
        ("12. no list", "12\\. no list"),
        ("# no heading", "\\# no heading"),
        ("1 * 2 = 2_3 [x]", "1 \\* 2 = 2\\_3 \\[x\\]"),
        ("<a href=/x><h3>T</h3></a>", "### T"),
        ("<p>  </p><div></div><hr>", "---"),
    ],
)
def test_conversion(page: str, markdown: str) -> None:
    assert convert(page) == markdown


WORDS = st.text(st.sampled_from("ab1 .-+*_#>`[]()<&|~=!\\\n"), max_size=30)


@given(WORDS)
def test_words_show_as_the_words_that_they_were(words: str) -> None:
    element = html.Element("p")
    element.text = words
    shown = html.fromstring(f"<div>{render(to_markdown([element]))}</div>").text_content()
    assert re.sub(r"\s+", "", shown) == re.sub(r"\s+", "", words)
