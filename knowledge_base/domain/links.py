"""Find links in Markdown that lead nowhere: to articles that are not published, or to no possible address.

Nothing is fetched: an external address is judged by its form alone.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_CODE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]\n]*\]\(\s*<?([^\s)>]*)>?[^)\n]*\)|<((?:https?|mailto):[^>\s]*)>")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?(\S+?)>?\s*$", re.MULTILINE)
_ARTICLE = re.compile(r"^/help/([^/?#]+)/?$")
_HOST = re.compile(r"^(?=.{1,253}$)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]*$|^localhost$")
_MAIL = re.compile(r"^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$")


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link as it stands in the text, and what is wrong with it."""

    target: str
    problem: str


def broken_links(body: str, published: Collection[str]) -> tuple[BrokenLink, ...]:
    """Give the links of a Markdown text that cannot work; `published` are the ids of all live articles."""
    return tuple(
        BrokenLink(target, problem)
        for target in dict.fromkeys(_targets(body))
        if (problem := _problem(target, published))
    )


def _targets(body: str) -> Iterator[str]:
    text = _CODE.sub(" ", body.replace("\r\n", "\n"))
    for match in _LINK.finditer(text):
        yield match[1] if match[1] is not None else match[2]
    for match in _DEFINITION.finditer(text):
        yield match[1]


def _problem(target: str, published: Collection[str]) -> str | None:
    if not target:
        return "The link has no address."
    try:
        parts = urlsplit(target)
    except ValueError:
        return "The address cannot be read."
    if parts.scheme in ("http", "https"):
        return None if _HOST.match(parts.hostname or "") else "The address has no valid host."
    if parts.scheme == "mailto":
        return None if _MAIL.match(unquote(parts.path)) else "This is not an e-mail address."
    if parts.scheme == "tel":
        return None if re.search(r"\d", parts.path) else "This is not a telephone number."
    if parts.scheme:
        return f"Links that begin with '{parts.scheme}:' are not shown."
    return _inner_problem(parts.path, published)


def _inner_problem(path: str, published: Collection[str]) -> str | None:
    named = _ARTICLE.match(path)
    if named:
        known = unquote(named[1]) in published
        return None if known else f"No article '{unquote(named[1])}' is published."
    if path.endswith((".md", ".markdown")):
        return "A file is no page: link to /help/ and the article's id."
    return None
