"""Markdown becomes HTML that cannot do harm."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.adapters.renderer import SCHEMES, TAGS, render

ALLOWED_ATTRIBUTES = {"href", "title", "rel", "target", "start", "align"}

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=alert(1)>'>",
    "<iframe src=//evil.example></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/svg+xml;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://ok.example "\\"onmouseover=alert(1) x=\\"")',
    '![x](https://evil.example/pixel.gif "t")',
    "![<img src=x onerror=alert(1)>](https://evil.example/a.png)",
    "```html\n</code></pre><script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "| <script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "# <script>alert(1)</script>",
    "<!-- <script>alert(1)</script> -->",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`<script>alert(1)</script>`",
]


class Inspector(HTMLParser):
    """Refuses every tag, attribute and address that is not on the list."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert name in ALLOWED_ATTRIBUTES
            if name == "href":
                check_address(value or "")
        if tag == "a":
            assert dict(attrs)["rel"] == "noopener nofollow"

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def check_address(address: str) -> None:
    own_path = re.match(r"/(?![/\\])", address)
    assert own_path or address.partition(":")[0].lower() in SCHEMES


def inspect(html: str) -> str:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return html


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_become_text(attack: str) -> None:
    inspect(render(attack))


@given(st.lists(st.sampled_from([*ATTACKS, "<", ">", "[", "](", ")", "`", "\n", "|", '"', "'", "&", "a"])))
def test_attacks_in_any_company_become_text(pieces: list[str]) -> None:
    inspect(render("".join(pieces)))


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a **b** *c* ~~d~~ `e`", "<p>a <strong>b</strong> <em>c</em> <s>d</s> <code>e</code></p>\n"),
        ("# A\n## B\n###### C", "<h3>A</h3>\n<h4>B</h4>\n<h6>C</h6>\n"),
        ("## A\n### B", "<h3>A</h3>\n<h4>B</h4>\n"),
        ("##### A", "<h3>A</h3>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        ("```\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>\n"),
        ("![a <map>](https://x.example/m.png)", "<p>a &lt;map&gt;</p>\n"),
        ("", ""),
    ],
)
def test_what_editors_write(markdown: str, html: str) -> None:
    assert render(markdown) == html


def test_tables_keep_their_alignment() -> None:
    html = inspect(render("| a | b |\n|---|--:|\n| 1 | 2 |"))
    assert '<td>1</td>\n<td align="right">2</td>' in html


@pytest.mark.parametrize(
    "address", ["https://a.example/b?c=d#e", "http://a.example", "mailto:a@b.example", "/help/tent"]
)
def test_good_links_open_elsewhere_and_pass_nothing_on(address: str) -> None:
    assert render(f"[x]({address})") == (
        f'<p><a href="{address}" target="_blank" rel="noopener nofollow">x</a></p>\n'
    )


@pytest.mark.parametrize("unit", ["[", "![", "[a](b", "*a_", "`a", "<", "> ", "- ", "&", "|a"])
def test_no_text_is_too_much(unit: str) -> None:
    """What takes the parser quadratic time would keep this test from ending."""
    text = unit * (100_000 // len(unit))
    inspect(render(text))
