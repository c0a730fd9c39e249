"""Read questions and answers from a FAQ page in HTML, however the page marks them up.

Looked for, in this order: schema.org data (FAQPage), `details` with `summary`, `dl` with `dt` and `dd`; and
if there are none of these, headings (h2, h3) with what follows them. A heading above questions is their
category.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement as Element

from knowledge_base.adapters.readers.html_markdown import UNSEEN, content, plain_text, to_markdown
from knowledge_base.adapters.readers.reading import collect, decoded_anyhow, shaped
from knowledge_base.domain.imports import ImportSource, folded
from knowledge_base.errors import ImportUnreadable

HTML_MAX = 5_000_000
HEADINGS = ("h1", "h2", "h3")
ASIDE = UNSEEN | {"header", "footer", "aside"}
CATEGORY_MAX = 80

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w\-]{2,40})", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{2})?")


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of a page with its answer in Markdown; further wordings of it, and the heading above."""

    question: str
    answer: str
    wordings: tuple[str, ...] = ()
    category: str = ""


def read_faq_page(raw: bytes, name: str) -> ImportSource:
    """One article a question.

    Raises:
        ImportUnreadable: the page is too large, cannot be decoded, or holds no questions with answers.
    """
    if len(raw) > HTML_MAX:
        raise ImportUnreadable(
            f"'{name}' is larger than {HTML_MAX:,} bytes; save the part with the questions."
        )
    text, notes = _decoded(raw, name)
    page = _parsed(text)
    try:
        found = _distinct(_answered(page)) if page is not None else ()
    except RecursionError as error:
        raise ImportUnreadable(f"'{name}' is nested too deeply to be read.") from error
    if not found:
        looked_for = "FAQPage data, details and summary, dt and dd, h2 and h3"
        raise ImportUnreadable(f"'{name}' holds no questions with answers. Looked for: {looked_for}.")
    locale = _locale(page)
    rows = (shaped(_data(each, locale), f"{name}:{number}", number) for number, each in enumerate(found, 1))
    return collect(rows, notes)


def _decoded(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    named = _CHARSET.search(raw[:2048])
    if named and not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode(named[1].decode("ascii")), ()
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded_anyhow(raw, name)


def _parsed(text: str) -> Element | None:
    # The parser refuses a text with an encoding declaration, so it gets bytes.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        return html.document_fromstring(text.encode(errors="replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def _locale(page: Element) -> str:
    stated = (page.getroottree().getroot().get("lang") or "").strip()
    return stated if _LANGUAGE.fullmatch(stated) else ""


def _data(each: Answered, locale: str) -> Mapping[str, object]:
    data: dict[str, object] = {"title": each.question, "body": each.answer}
    data |= {"questions": list(each.wordings)} if each.wordings else {}
    data |= {"category": each.category[:CATEGORY_MAX].strip()} if each.category.strip() else {}
    return data | ({"locale": locale} if locale else {})


def _distinct(found: Sequence[Answered]) -> tuple[Answered, ...]:
    """One of each question: pages often repeat in their data what they show; either may have the category."""
    first: dict[str, Answered] = {}
    for each in found:
        known = first.setdefault(folded(each.question), each)
        if not known.category:
            first[folded(each.question)] = replace(known, category=each.category)
    return tuple(first.values())


def _answered(page: Element) -> list[Answered]:
    marked = [*_from_data(page), *_from_marked_up(page, "")]
    return [each for each in marked or _from_headings(page) if each.question and each.answer]


def _from_data(page: Element) -> Iterator[Answered]:
    for script in page.iter("script"):
        if (script.get("type") or "").casefold().strip() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for question in _questions_in(data):
            answer = _first(question.get("acceptedAnswer") or question.get("suggestedAnswer"))
            yield Answered(
                _one_line(str(question.get("name") or "")), _from_html(str(answer.get("text") or ""))
            )


def _questions_in(data: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(data, list):
        for each in data:
            yield from _questions_in(each)
    elif isinstance(data, Mapping):
        kinds = data.get("@type")
        if "Question" in (kinds if isinstance(kinds, list) else [kinds]):
            yield data
        for key in ("@graph", "mainEntity", "hasPart"):
            yield from _questions_in(data.get(key))


def _first(data: object) -> Mapping[str, Any]:
    each = data[0] if isinstance(data, list) and data else data
    return each if isinstance(each, Mapping) else {}


def _from_html(text: str) -> str:
    page = _parsed(f"<body>{text}</body>")
    return to_markdown([page]) if page is not None else ""


def _one_line(text: str) -> str:
    page = _parsed(f"<body>{text}</body>")
    return plain_text(page) if page is not None else ""


def _from_marked_up(element: Element, category: str) -> Iterator[Answered]:
    """Questions of `details` and `dl`, each with the last heading before it."""
    for child in element:
        # The parser takes what is new in HTML 5 for a part of the head when no body is begun.
        if not isinstance(child.tag, str) or child.tag in UNSEEN - {"head"}:
            continue
        if child.tag in {"h1", "h2", "h3", "h4"}:
            category = plain_text(child) if child.tag != "h1" else ""
        elif child.tag == "details":
            yield from _from_details(child, category)
        elif child.tag == "dl":
            yield from _from_terms(child, category)
        else:
            yield from _from_marked_up(child, category)


def _from_details(details: Element, category: str) -> Iterator[Answered]:
    summary = details.find("summary")
    if summary is None:
        return
    if next(details.iterdescendants("details"), None) is not None:
        yield from _from_marked_up(details, plain_text(summary))
        return
    pieces = [piece for piece in content(details) if piece is not summary]
    yield Answered(plain_text(summary), to_markdown(pieces), category=category)


def _from_terms(terms: Element, category: str) -> Iterator[Answered]:
    questions: list[str] = []
    answers: list[Element] = []
    for each in terms.iter("dt", "dd"):
        if each.tag == "dt" and answers:
            yield _group(questions, answers, category)
            questions, answers = [], []
        if each.tag == "dt":
            questions.append(plain_text(each))
        elif questions:
            answers.append(each)
    if questions and answers:
        yield _group(questions, answers, category)


def _group(questions: Sequence[str], answers: Sequence[Element], category: str) -> Answered:
    body = "\n\n".join(filter(None, (to_markdown(content(answer)) for answer in answers)))
    return Answered(questions[0], body, tuple(questions[1:]), category)


@dataclass(slots=True)
class _Section:
    level: int
    title: str
    pieces: list[Element | str]


def _from_headings(page: Element) -> list[Answered]:
    """Sections with something in them; one without is the category of the deeper ones below it."""
    main = next(page.iter("main"), None)
    sections = list(_sections(page if main is None else main))
    found = []
    category, category_level = "", 0
    for section in sections:
        answer = to_markdown(section.pieces)
        if section.level <= category_level:
            category, category_level = "", 0
        if answer:
            found.append(Answered(section.title, answer, category=category))
        else:
            category, category_level = section.title, section.level
    return found


def _sections(element: Element) -> Iterator[_Section]:
    current: _Section | None = None
    for piece in _flat(element):
        if not isinstance(piece, str) and piece.tag in HEADINGS:
            if current and current.level > 1:
                yield current
            current = _Section(int(piece.tag[1]), plain_text(piece), [])
        elif current:
            current.pieces.append(piece)
    if current and current.level > 1:
        yield current


def _flat(element: Element) -> Iterator[Element | str]:
    """Headings, and between them the largest pieces that hold none."""
    for piece in content(element):
        if isinstance(piece, str) or piece.tag in HEADINGS:
            yield piece
        elif piece.tag in ASIDE:
            continue
        elif any(True for _ in piece.iterdescendants(*HEADINGS)):
            yield from _flat(piece)
        else:
            yield piece
