"""HTML of other people as clean Markdown: words, emphasis, links, lists, tables, code, and nothing that runs.

What a reader of the page would not see (scripts, styles, forms, buttons) is left out; pictures become their
description.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from lxml.html import HtmlElement as Element

FIELDS = {"button", "form", "input", "select", "textarea"}
EMBEDDED = {"audio", "canvas", "iframe", "object", "svg", "video"}
UNSEEN = FIELDS | EMBEDDED | {"head", "link", "meta", "nav", "noscript", "script", "style", "template"}
REGIONS = {"address", "article", "aside", "body", "footer", "header", "html", "main", "section"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
LISTS = {"dd", "dl", "dt", "li", "ol", "ul"}
PARTS = {
    "blockquote",
    "center",
    "details",
    "div",
    "figcaption",
    "figure",
    "hr",
    "p",
    "pre",
    "summary",
    "table",
}
BLOCKS = REGIONS | HEADINGS | LISTS | PARTS
CELLS = {"tbody", "td", "th", "tr"}
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "s": "~~", "del": "~~", "strike": "~~"}
LINKS = ("http://", "https://", "mailto:", "/")

_SPECIAL = re.compile(r"([\\`*_\[\]<>~|])")
_LIST = re.compile(r"(?:-|\d+\.) ")
_LINE_START = re.compile(r"^(?:([#+\-]|\d{1,9}[.)])(?=\s|$)|(=+|-+)(?=\s*$))", re.MULTILINE)


def to_markdown(elements: Sequence[Element | str]) -> str:
    """Markdown of neighbouring elements and texts."""
    return "\n\n".join(_blocks(elements)).strip("\n")


def plain_text(element: Element) -> str:
    """What an element says, on one line."""
    return " ".join("".join(_words(element)).split())


def content(element: Element) -> list[Element | str]:
    """The children of an element, texts among them; comments are none."""
    pieces: list[Element | str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            pieces.append(child)
        pieces.append(child.tail or "")
    return [piece for piece in pieces if not isinstance(piece, str) or piece]


def _words(element: Element) -> Iterator[str]:
    for piece in content(element):
        if isinstance(piece, str):
            yield piece
        elif piece.tag == "br":
            yield " "
        elif piece.tag not in UNSEEN:
            yield from _words(piece)


def _blocks(pieces: Sequence[Element | str]) -> Iterator[str]:
    """One Markdown block after the other; what stands between blocks makes paragraphs."""
    inline: list[Element | str] = []
    for piece in pieces:
        if isinstance(piece, str) or piece.tag not in BLOCKS | UNSEEN | CELLS:
            inline.append(piece)
            continue
        yield from _paragraph(inline)
        inline = []
        if piece.tag not in UNSEEN:
            yield from filter(None, _BLOCK.get(piece.tag, _inside)(piece))
    yield from _paragraph(inline)


def _paragraph(pieces: Sequence[Element | str]) -> Iterator[str]:
    # Blocks may hide in what is none of its own, as in a link around a heading.
    if any(not isinstance(piece, str) and _holds_block(piece) for piece in pieces):
        for piece in pieces:
            if isinstance(piece, str):
                yield from _paragraph([piece])
            elif _holds_block(piece):
                yield from _inside(piece)
            else:
                yield from _paragraph([piece])
        return
    text = _spaced("".join(map(_inline, pieces)))
    if text:
        yield _LINE_START.sub(_literal, text)


def _literal(found: re.Match[str]) -> str:
    """What would begin a heading, a list or a rule, as the words that it is."""
    start = found[0]
    return f"{start[:-1]}\\{start[-1]}" if start[0].isdigit() else f"\\{start}"


def _holds_block(element: Element) -> bool:
    return any(child.tag in BLOCKS for child in element.iterdescendants())


def _spaced(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line).removesuffix("\\")


def _inline(piece: Element | str) -> str:
    if isinstance(piece, str):
        return _SPECIAL.sub(r"\\\1", " ".join(piece.split("\n")))
    if piece.tag in UNSEEN:
        return ""
    if piece.tag == "br":
        return "\\\n"
    if piece.tag == "img":
        return _inline(piece.get("alt") or "")
    if piece.tag in {"code", "kbd", "samp", "tt"}:
        return _code("".join(_words(piece)))
    inner = "".join(map(_inline, content(piece)))
    if piece.tag == "a":
        return _link(inner, (piece.get("href") or "").strip())
    return _marked(inner, MARKS.get(piece.tag, ""))


def _marked(inner: str, mark: str) -> str:
    words = inner.strip()
    if not mark or not words or "\n" in words:
        return inner
    before = inner[: len(inner) - len(inner.lstrip())]
    return f"{before}{mark}{words}{mark}{inner[len(inner.rstrip()) :]}"


def _code(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        return ""
    fence = "`" * (max(map(len, re.findall("`+", words)), default=0) + 1)
    gap = " " if "`" in words else ""
    return f"{fence}{gap}{words}{gap}{fence}"


def _link(words: str, target: str) -> str:
    known = target.casefold().startswith(LINKS) and not target.startswith("//")
    if not words.strip() or not known:
        return words
    address = re.sub(r"[\s()<>]", lambda found: f"%{ord(found[0]):02X}", target)
    return f"[{' '.join(words.split())}]({address})"


def _inside(element: Element) -> Iterator[str]:
    return _blocks(content(element))


def _heading(element: Element) -> Iterator[str]:
    text = _spaced("".join(map(_inline, content(element)))).replace("\\\n", " ").replace("\n", " ")
    yield f"{'#' * int(element.tag[1])} {text}" if text else ""


def _quote(element: Element) -> Iterator[str]:
    inner = "\n\n".join(_inside(element))
    yield "\n".join(f"> {line}".rstrip() for line in inner.split("\n")) if inner else ""


def _preformatted(element: Element) -> Iterator[str]:
    text = "".join(_words(element)).strip("\n")
    fence = "`" * max(3, max(map(len, re.findall("`+", text)), default=0) + 1)
    yield f"{fence}\n{text}\n{fence}" if text.strip() else ""


def _list(element: Element) -> Iterator[str]:
    ordered = element.tag == "ol"
    items = [_item(item) for item in element if item.tag == "li"]
    lines = []
    for number, item in enumerate(filter(None, items), 1):
        mark = f"{number}. " if ordered else "- "
        lines.append(mark + _indented(item, len(mark)))
    yield "\n".join(lines)


def _indented(text: str, depth: int) -> str:
    """All lines but the first, and no white space on empty ones."""
    return re.sub(r"\n(?=[^\n])", "\n" + " " * depth, text)


def _item(item: Element) -> str:
    """Its blocks; a list within keeps close to the words above it."""
    text = ""
    for block in _blocks(content(item)):
        gap = "" if not text else "\n" if _LIST.match(block) else "\n\n"
        text += gap + block
    return text


def _table(element: Element) -> Iterator[str]:
    rows = [[_cell(cell) for cell in row if cell.tag in {"td", "th"}] for row in element.iter("tr")]
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    if width:
        lines = [" | ".join(row + [""] * (width - len(row))) for row in rows]
        yield "\n".join(f"| {line} |" for line in chain(lines[:1], [" | ".join(["---"] * width)], lines[1:]))


def _cell(cell: Element) -> str:
    return _spaced("".join(map(_inline, content(cell)))).replace("\\\n", " ").replace("\n", " ")


def _rule(_element: Element) -> Iterator[str]:
    yield "---"


Converter = Callable[[Element], Iterator[str]]

_BLOCK: dict[str, Converter] = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(("ul", "ol"), _list),
    "blockquote": _quote,
    "pre": _preformatted,
    "table": _table,
    "hr": _rule,
}
