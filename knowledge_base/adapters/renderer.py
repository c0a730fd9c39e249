"""Markdown to HTML that is safe to show on anybody's page.

Two walls: markdown-it-py takes raw HTML as text and refuses links that are none; nh3 then lets only the
listed tags and attributes through. Images show as their description: a remote one tells its host who reads.
"""

from collections.abc import Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

TOP_HEADING = 3
LOWEST_HEADING = 6
# The parser's time for unclosed brackets grows with their square: 50,000 of them would take 12 s.
MANY_BRACKETS = 4_000
SCHEMES = {"http", "https", "mailto"}
BLOCKS = {"blockquote", "hr", "li", "ol", "p", "pre", "ul", "h3", "h4", "h5", "h6"}
TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
TAGS = BLOCKS | TABLES | {"a", "br", "code", "em", "s", "strong"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "td": {"align"}, "th": {"align"}}


def render(markdown: str) -> str:
    """Safe HTML of a Markdown text; its highest heading becomes an h3, to stand below a page's own."""
    parser = _WITHOUT_LINKS if markdown.count("[") > MANY_BRACKETS else _MARKDOWN
    return nh3.clean(
        parser.render(markdown),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        url_relative=_own_path,
        link_rel="noopener nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


def _own_path(url: str) -> str | None:
    """Let a path on our own host through, and nothing that a browser might read as another host."""
    return url if url.startswith("/") and not url.startswith(("//", "/\\")) else None


def _fit_headings(state: StateCore) -> None:
    headings = [token for token in state.tokens if token.type in {"heading_open", "heading_close"}]
    shift = TOP_HEADING - min((int(token.tag[1]) for token in headings), default=TOP_HEADING)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) + shift, LOWEST_HEADING)}"


def _align_cells(state: StateCore) -> None:
    for token in state.tokens:
        style = token.attrs.pop("style", None) if token.type in {"th_open", "td_open"} else None
        if style:
            token.attrs["align"] = str(style).removeprefix("text-align:")


def _image_description(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return nh3.clean_text(renderer.renderInlineAsText(tokens[index].children or [], options, env))


class _Markdown(MarkdownIt):
    def __init__(self, *without: str) -> None:
        super().__init__("js-default")
        self.disable(without)
        self.core.ruler.push("fit_headings", _fit_headings)
        self.core.ruler.push("align_cells", _align_cells)
        self.add_render_rule("image", _image_description)

    def validateLink(self, url: str) -> bool:  # noqa: N802 -- the library's name
        """Say whether Markdown may make a link of it; anything else stays text."""
        scheme, colon, _ = url.partition(":")
        return (colon == ":" and scheme.lower() in SCHEMES) or _own_path(url) is not None


_MARKDOWN = _Markdown()
_WITHOUT_LINKS = _Markdown("link", "image")
