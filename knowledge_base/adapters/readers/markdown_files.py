"""Read articles from Markdown files with front matter."""

import re
from typing import Any

import yaml

from knowledge_base.adapters.readers.reading import Outcome, Unreadable, decoded, shaped, sized
from knowledge_base.domain.imports import RowFault
from knowledge_base.domain.slug import is_id, slug

FRONT_MATTER_MAX = 400_000
FENCE = "---"
CLOSING = re.compile(r"\n---[ \t]*\r?(?:\n|\Z)")
EXACT = "body_is_exact"


def read_markdown(raw: bytes, source: str, number: int, category: str | None) -> Outcome:
    """One article; the file's name and folder stand in for an id and a category that it does not name.

    The lines around the body and the kind of its line ends are nobody's intention, so they are tidied, unless
    the front matter says `body_is_exact`.
    """
    try:
        text = decoded(sized(raw))
        front, body = _split(text)
        values = _front_matter(front)
    except Unreadable as error:
        return (RowFault(f"{source}:{error.line}", "file", error.code, error.message, number),)
    tidy = _exact if values.pop(EXACT, "") == "true" else _tidied
    values["body"] = tidy(body)
    return shaped(_defaults(source, category) | values, source, number)


def _exact(body: str) -> str:
    return body.removeprefix("\n").removesuffix("\n")


def _tidied(body: str) -> str:
    return body.replace("\r\n", "\n").strip("\n")


def _defaults(source: str, category: str | None) -> dict[object, object]:
    stem = source.rpartition("/")[2].rpartition(".")[0]
    article_id = stem if is_id(stem) else slug(stem)
    known: dict[object, object] = {"id": article_id, "category": category}
    return {key: value for key, value in known.items() if value}


def _split(text: str) -> tuple[str, str]:
    """Front matter and body, without the lines between which the front matter stands."""
    first = text.find("\n")
    closing = CLOSING.search(text, first) if first >= 0 else None
    if closing is None or text[:first].rstrip() != FENCE:
        message = f"The file must begin with front matter between two lines of '{FENCE}'."
        raise Unreadable("front_matter_missing", message)
    front = text[first + 1 : closing.start() + 1]
    if len(front) > FRONT_MATTER_MAX:
        raise Unreadable(
            "front_matter_too_long", f"The front matter exceeds {FRONT_MATTER_MAX:,} characters."
        )
    return front.replace("\r\n", "\n"), text[closing.end() :]


class _TextLoader(yaml.CBaseLoader):
    """Reads every value as text, so that 'no' and '12:30' stay what was written, and each key once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuse a repeated key, which would silently lose the first value."""
        seen: set[str] = set()
        for key, _ in node.value:
            name, line = str(key.value), key.start_mark.line + 2
            if name in seen:
                raise Unreadable("key_repeated", f"The key '{name}' is repeated.", line)
            seen.add(name)
        return super().construct_mapping(node, deep)


def _front_matter(text: str) -> dict[object, object]:
    try:
        # A subclass of the base loader: it makes texts, lists and mappings, never objects.
        values = yaml.load(text, _TextLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise Unreadable(
            "front_matter_invalid", f"The front matter is no YAML: {error.problem}.", line
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise Unreadable("front_matter_invalid", "The front matter is no YAML.") from error
    if not isinstance(values, dict):
        raise Unreadable("front_matter_invalid", "The front matter must be lines of 'key: value'.", 2)
    if "body" in values:
        raise Unreadable("key_unknown", "The body belongs below the front matter, not into it.")
    return values | ({"questions": []} if values.get("questions") == "" else {})
