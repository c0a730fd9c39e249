"""The words a person wrote into a mail: without what they quote, without markup, without a signature."""

import re
from html.parser import HTMLParser

from handoff.domain.mail import MARKER

BLOCKS = frozenset(
    {"p", "div", "br", "tr", "li", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "hr", "pre"}
)
SILENT = frozenset({"script", "style", "head", "title", "template"})
QUOTES = ("gmail_quote", "moz-cite-prefix", "yahoo_quoted", "OutlookMessageHeader", "divRplyFwdMsg")
WROTE = r"(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napisał)"
ON = r"(?:On|Am|Le|El|Il|Op|Em|Den|W dniu)"
ORIGINAL = r"(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original)"
HEAD = r"(?:From|Von|De|Da):\s.+\n\s*(?:Sent|Gesendet|Envoyé|Enviado|Inviato|Date|Datum|Data):\s"
CUTS = (
    rf"^[>\s]*{re.escape(MARKER)}",
    rf"^\s*{ON}\b.{{4,200}}\b{WROTE}\b.{{0,80}}:\s*$",
    rf"^\s*-{{2,}}\s*{ORIGINAL}\b.*$",
    r"^\s*_{10,}\s*$",
    rf"^\s*{HEAD}",
    r"^-- $",
)
CUT = re.compile("|".join(CUTS), re.MULTILINE | re.IGNORECASE)
ON_TWO_LINES = re.compile(
    rf"^(\s*{ON}\b[^\n]{{4,160}})\n([^\n]{{0,120}}\b{WROTE}\b[^\n]{{0,40}}:)\s*$", re.MULTILINE
)


def own_words(text: str) -> str:
    """Give what was written anew; a mail that only quotes keeps its quotation, so that nothing is lost."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    joined = ON_TWO_LINES.sub(r"\1 \2", plain)
    cut = CUT.search(joined)
    kept = joined[: cut.start()] if cut else joined
    lines = [line.rstrip() for line in kept.split("\n") if not line.lstrip().startswith(">")]
    words = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return words or plain.strip()


def html_to_text(html: str) -> str:
    """Give the words of an HTML mail, line breaks where blocks end, without the quoted part."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(reader.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Collects words; `_hidden` counts the open elements whose words nobody sees or that are quoted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._stack: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag in BLOCKS:
            self.words.append("\n")
        if tag in {"br", "hr", "img", "input", "meta", "link", "col", "wbr"}:
            return
        marks = " ".join(value or "" for name, value in attrs if name in {"class", "id"})
        quoted = any(quote in marks for quote in QUOTES) or tag == "blockquote"
        self._stack.append((tag, tag in SILENT or quoted))

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest element of this name, and with it whatever was left open inside."""
        names = [name for name, _ in self._stack]
        if tag in names:
            del self._stack[len(names) - 1 - names[::-1].index(tag) :]
        if tag in BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Take the words of an element that is to be read."""
        if not any(hidden for _, hidden in self._stack):
            self.words.append(re.sub(r"\s+", " ", data))
