"""Sentences with placeholders such as `{name}`: filled in, checked, and read back from a finished text."""

import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
_ADDRESSED = r"^\{%s\},?[ ]*|,?[ ]*\{%s\}"


def placeholders(template: str) -> tuple[str, ...]:
    """The placeholders of a sentence, in order. Raises: ValueError for a brace that belongs to none."""
    if set("{}") & set(_PLACEHOLDER.sub("", template)):
        raise ValueError("a brace stands alone; placeholders look like {name}")
    return tuple(_PLACEHOLDER.findall(template))


def fill(template: str, facts: Mapping[str, str], *, droppable: str = "") -> str | None:
    """Put the facts in; None when one is missing.

    A missing `droppable` one is left out with the comma that sets it apart, as in "Hello {name}!".
    """
    if droppable and not facts.get(droppable):
        template = _capitalised(re.sub(_ADDRESSED % (droppable, droppable), "", template))
    missing = [name for name in _PLACEHOLDER.findall(template) if not facts.get(name)]
    return None if missing else _PLACEHOLDER.sub(lambda found: facts[found[1]], template)


def read_back(template: str, text: str) -> dict[str, str] | None:
    """The values that make `text` of the template; None when nothing does."""
    pattern, seen, end = "", set[str](), 0
    for found in _PLACEHOLDER.finditer(template):
        pattern += re.escape(template[end : found.start()])
        pattern += f"(?P={found[1]})" if found[1] in seen else f"(?P<{found[1]}>.+?)"
        seen.add(found[1])
        end = found.end()
    matched = re.fullmatch(pattern + re.escape(template[end:]), text.strip(), re.DOTALL)
    return matched.groupdict() if matched else None


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
