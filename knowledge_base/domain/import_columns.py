"""What the columns of a table mean, whoever named them, and what a row says under them.

The table of an export is one of these: its questions stand in one cell, a line each, and a draft beside the
published text is JSON. A cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_base.domain.article import ArticleStatus
from knowledge_base.domain.import_shapes import row_to_data
from knowledge_base.domain.imports import ImportRow
from knowledge_base.domain.validation import Fault

COLUMNS = ("id", "title", "body", "questions", "category", "locale", "status", "translation_of", "draft")
NAMES = {
    "id": "id, key, slug, identifier, article id, faq id",
    "title": "title, name, subject, headline, heading, article title, titel, titre, título, titolo, betreff",
    "body": "body, answer, text, content, response, reply, solution, description, article, markdown, a, "
    "antwort, inhalt, réponse, contenu, respuesta, contenido, risposta, resposta",
    "questions": "questions, phrasings, alternative questions, similar questions, variants, utterances, "
    "fragen",
    "category": "category, topic, section, group, folder, kategorie, rubrik, thema, catégorie, categoría",
    "locale": "locale, language, lang, language code, sprache, langue, idioma, lingua",
    "status": "status, state, zustand, statut, estado, stato",
    "translation_of": "translation of, translates",
    "draft": "draft",
}
QUESTION = frozenset({"question", "faq", "q", "frage", "pregunta", "domanda", "pergunta"})
STATUSES = {
    "live": ArticleStatus.PUBLISHED,
    "active": ArticleStatus.PUBLISHED,
    "public": ArticleStatus.PUBLISHED,
    "inactive": ArticleStatus.ARCHIVED,
    "hidden": ArticleStatus.ARCHIVED,
}
FIELDS = {name: field for field, names in NAMES.items() for name in names.split(", ")}

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_PARTS = re.compile(r"[|;]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in a row, how many cells a row has, and the columns that mean nothing here."""

    places: tuple[tuple[str, int], ...]
    width: int
    ignored: tuple[str, ...] = ()

    def data(self, cells: Sequence[str]) -> dict[str, object] | Fault:
        """The plain data of an article in a row, or what is wrong with the row."""
        if len(cells) > self.width and any(cells[self.width :]):
            message = f"The row has {len(cells)} cells, but there are {self.width} columns; quote the cell."
            return Fault("row", "cells_too_many", message)
        filled = {name: _read(cells[at]) for name, at in self.places if at < len(cells)}
        if "body" not in filled or "title" not in filled:
            message = f"The row ends after {len(cells)} of {self.width} cells, before the title or the body."
            return Fault("row", "cells_missing", message)
        return _data(filled)


def recognised(header: Sequence[str]) -> int:
    """How many cells of a first row are names of columns."""
    return sum(_folded(cell) in FIELDS or _folded(cell) in QUESTION for cell in header)


def match_columns(header: Sequence[str]) -> Columns | Fault:
    """Where the fields stand; the first of several columns for the same field counts."""
    places: dict[str, int] = {}
    for at, cell in enumerate(header):
        if field := FIELDS.get(_folded(cell)):
            places.setdefault(field, at)
    asked = next((at for at, cell in enumerate(header) if _folded(cell) in QUESTION), None)
    if asked is not None:
        places.setdefault("questions" if "title" in places else "title", asked)
    missing = [words for field, words in _NEEDED.items() if field not in places]
    if missing:
        seen = ", ".join(f"'{cell.strip()[:40]}'" for cell in header[:20]) or "nothing"
        message = f"The first row must name the columns. It has {seen}; missing: {' and '.join(missing)}."
        return Fault("row", "columns_missing", message)
    used = set(places.values())
    ignored = tuple(cell.strip()[:40] for at, cell in enumerate(header) if at not in used and cell.strip())
    return Columns(tuple(places.items()), len(header), ignored)


def row_to_cells(row: ImportRow) -> tuple[str, ...]:
    """The cells of a row under `COLUMNS`; `match_columns(COLUMNS)` reads them as the same row."""
    data = row_to_data(row)
    questions = data["questions"]
    if not isinstance(questions, list):
        raise TypeError("Expected the questions of a row to be a list.")
    joined = "\n".join(questions)
    values = data | {
        # A lone question that holds a delimiter is told from several by the line feed at its end.
        "questions": f"{joined}\n" if len(questions) == 1 and _PARTS.search(joined) else joined,
        "draft": json.dumps(data["draft"], ensure_ascii=False) if "draft" in data else "",
    }
    return tuple(_written(str(values.get(name) or "")) for name in COLUMNS)


_NEEDED = {"title": "a title (or question)", "body": "a body (or answer)"}


def _folded(cell: str) -> str:
    return " ".join(re.sub(r"[\s_\-]+", " ", cell.replace("\ufeff", "")).casefold().split())


def _written(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _read(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _data(filled: dict[str, str]) -> dict[str, object] | Fault:
    data: dict[str, object] = {name: value for name, value in filled.items() if value or name in _NEEDED}
    if filled.get("questions"):
        data["questions"] = _questions(filled["questions"])
    if status := filled.get("status", "").strip().casefold():
        data["status"] = STATUSES.get(status, status)
    if filled.get("id"):
        data["id"] = filled["id"].strip()
    if filled.get("draft"):
        try:
            data["draft"] = json.loads(filled["draft"])
        except (ValueError, RecursionError):
            return Fault("draft", "draft_not_an_object", "The draft must be JSON with a title and a body.")
    return data


def _questions(cell: str) -> list[str]:
    parts = cell.split("\n") if "\n" in cell else _PARTS.split(cell)
    return [part for part in parts if part.strip()]
