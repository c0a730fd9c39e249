"""The shape of one imported or exported article as plain data, both ways.

Keys: id, title, body, questions, category, locale, status, translation_of, and `draft`: a newer text beside
a published one, with the same keys but id and status. Unknown keys are faults: a misspelt one must not lose
what it holds.
"""

from collections.abc import Iterator, Mapping
from typing import cast

from knowledge_base.domain.article import DEFAULT_CATEGORY, DEFAULT_LOCALE, ArticleStatus, Draft
from knowledge_base.domain.imports import ImportRow
from knowledge_base.domain.validation import Fault

Data = Mapping[str, object]

TEXT_KEYS = ("title", "body", "category", "locale")
DRAFT_KEYS = frozenset({*TEXT_KEYS, "questions", "translation_of"})
ROW_KEYS = DRAFT_KEYS | {"id", "status", "draft"}
REQUIRED = ("title", "body")


def row_from_data(data: object, source: str, number: int = 0) -> ImportRow | tuple[Fault, ...]:
    """The row that `data` describes, or everything that is wrong with its shape."""
    if not isinstance(data, Mapping):
        return (Fault("row", "row_not_an_object", "Each article must be an object with keys and values."),)
    found = tuple(_shape_faults(data))
    if found:
        return found
    row = cast("Data", data)
    return ImportRow(
        source=source,
        draft=_draft(row, cast("str | None", row.get("id"))),
        status=ArticleStatus(cast("str", row.get("status", ArticleStatus.PUBLISHED))),
        pending=_draft(cast("Data", row["draft"]), None) if "draft" in row else None,
        row=number,
    )


def row_to_data(row: ImportRow) -> dict[str, object]:
    """Plain data that `row_from_data` reads as the same row; the order of the keys never changes."""
    data: dict[str, object] = {"id": row.draft.id, **_content(row.draft), "status": row.status.value}
    return data | {"draft": _content(row.pending)} if row.pending else data


def _draft(data: Data, article_id: str | None) -> Draft:
    return Draft(
        title=cast("str", data["title"]),
        body=cast("str", data["body"]),
        questions=tuple(cast("list[str]", data.get("questions", ()))),
        category=cast("str", data.get("category", DEFAULT_CATEGORY)),
        locale=cast("str", data.get("locale", DEFAULT_LOCALE)),
        id=article_id,
        translation_of=cast("str | None", data.get("translation_of")),
    )


def _content(draft: Draft) -> dict[str, object]:
    content: dict[str, object] = {
        "title": draft.title,
        "body": draft.body,
        "questions": list(draft.questions),
        "category": draft.category,
        "locale": draft.locale,
    }
    # Most articles translate none: a key that is always null would only be in the way.
    return content | ({"translation_of": draft.translation_of} if draft.translation_of else {})


def _shape_faults(data: Mapping[object, object]) -> Iterator[Fault]:
    yield from _content_faults(data, ROW_KEYS, "")
    if not isinstance(data.get("id", ""), str):
        yield _not_text("id")
    if data.get("status", ArticleStatus.PUBLISHED) not in tuple(ArticleStatus):
        yield Fault("status", "status_invalid", f"The status must be one of {', '.join(ArticleStatus)}.")
    if "draft" in data:
        yield from _pending_faults(data)


def _pending_faults(data: Mapping[object, object]) -> Iterator[Fault]:
    pending = data["draft"]
    if not isinstance(pending, Mapping):
        yield Fault("draft", "draft_not_an_object", "The draft must be an object with keys and values.")
        return
    if data.get("status", ArticleStatus.PUBLISHED) != ArticleStatus.PUBLISHED:
        yield Fault("draft", "draft_not_allowed", "Only a published article has a draft beside it.")
    yield from _content_faults(pending, DRAFT_KEYS, "draft.")


def _content_faults(data: Mapping[object, object], keys: frozenset[str], prefix: str) -> Iterator[Fault]:
    for key in data:
        if key not in keys:
            known = ", ".join(sorted(keys))
            yield Fault(f"{prefix}{key}", "key_unknown", f"The key '{prefix}{key}' is none of {known}.")
    for key in REQUIRED:
        if key not in data:
            yield Fault(f"{prefix}{key}", "key_missing", f"The key '{prefix}{key}' is missing.")
    optional = {"translation_of": data.get("translation_of") or ""}
    for key in (*TEXT_KEYS, *optional):
        if not isinstance(optional.get(key, data.get(key, "")), str):
            yield _not_text(f"{prefix}{key}")
    yield from _question_faults(data, prefix)


def _question_faults(data: Mapping[object, object], prefix: str) -> Iterator[Fault]:
    questions = data.get("questions", [])
    if not isinstance(questions, list) or not all(isinstance(question, str) for question in questions):
        message = "The questions must be a list of texts; quote a question that holds a colon."
        yield Fault(f"{prefix}questions", "questions_not_texts", message)


def _not_text(field: str) -> Fault:
    return Fault(field, "value_not_text", f"The value of '{field}' must be text.")
