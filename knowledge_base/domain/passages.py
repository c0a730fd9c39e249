"""Cut an article into passages: the pieces that are searched, and shown as the answer.

A passage is Markdown as the editor wrote it. Lists, tables and code are never cut apart, nothing is left out,
and a passage keeps its id for as long as its own words stay the same, wherever it moves.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge_base.domain.article import Article

TARGET_LENGTH = 700
"""Characters: about 170 tokens, short enough for one vector to stand for it and for a chat window."""

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})[ \t]*$")
_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_INDENTED = re.compile(r"^(?: {2,}|\t)")
_SENTENCE_END = re.compile(r"(?<=[.!?。\uff01\uff1f])[ \t\n]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of an article; `heading` is the path of headings above it, outermost first."""

    id: str
    article_id: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    level: int = 0  # 1 to 6 for a heading
    whole: bool = False  # a list, table or code block


def cut(article: Article, target: int = TARGET_LENGTH) -> tuple[Passage, ...]:
    """Cut the body into passages of about `target` characters, in reading order."""
    seen: Counter[str] = Counter()
    passages = []
    for heading, text in _sections(_blocks(article.body), target):
        digest = hashlib.sha256(f"{heading}\n{text}".encode()).hexdigest()[:12]
        seen[digest] += 1
        suffix = f"-{seen[digest]}" if seen[digest] > 1 else ""
        passages.append(Passage(f"{article.id}#{digest}{suffix}", article.id, heading, text))
    return tuple(passages)


def plain(markdown: str) -> str:
    """Markdown without its marks, on one line, for embedding and word search."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    text = re.sub(r"^ {0,3}(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|>[ \t]?)", "", text, flags=re.MULTILINE)
    text = re.sub(r"^[ \t]*\|?[ \t:|-]*-{2,}[ \t:|-]*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}", "", text)
    return " ".join(text.replace("|", " ").split())


def sentences(markdown: str) -> tuple[str, ...]:
    """The plain sentences, headings and list items of a Markdown text, in order."""
    lines = [line for block in _blocks(markdown) for line in _lines_of(block)]
    return tuple(s for line in lines for part in _SENTENCE_END.split(line) if (s := plain(part)))


def _lines_of(block: _Block) -> list[str]:
    return block.text.splitlines() if block.whole else [" ".join(block.text.split())]


def _sections(blocks: Iterable[_Block], target: int) -> Iterator[tuple[str, str]]:
    """Group blocks under their headings and yield (heading path, text)."""
    path: list[tuple[int, str]] = []
    held: list[_Block] = []
    empty = ""
    for block in blocks:
        if not block.level:
            held.append(block)
            empty = ""
            continue
        yield from _flush(path, held, target)
        held = []
        if empty and path and path[-1][0] >= block.level:
            yield _name(path[:-1]), empty
        path = [step for step in path if step[0] < block.level] + [(block.level, plain(block.text))]
        empty = block.text
    yield from _flush(path, held, target)
    if empty:
        yield _name(path[:-1]), empty


def _name(path: list[tuple[int, str]]) -> str:
    return " > ".join(title for _, title in path if title)


def _flush(path: list[tuple[int, str]], blocks: list[_Block], target: int) -> Iterator[tuple[str, str]]:
    for text in _pack([piece for block in blocks for piece in _pieces(block, target)], target):
        yield _name(path), text


def _pieces(block: _Block, target: int) -> list[_Block]:
    """Cut a paragraph that is far too long at its sentences; leave everything else whole."""
    if block.whole or len(block.text) <= 2 * target:
        return [block]
    return [_Block(text) for text in _join(_SENTENCE_END.split(block.text), " ", target)]


def _pack(blocks: list[_Block], target: int) -> Iterator[str]:
    """Join neighbouring blocks up to the target; a line that ends in a colon stays with what it announces."""
    tied: list[str] = []
    for block in blocks:
        if tied and tied[-1].rstrip("*_ ").endswith(":"):
            tied[-1] = f"{tied[-1]}\n\n{block.text}"
        else:
            tied.append(block.text)
    yield from _join(tied, "\n\n", target)


def _join(texts: Iterable[str], glue: str, target: int) -> Iterator[str]:
    held = ""
    for text in texts:
        if held and len(held) + len(glue) + len(text) > target:
            yield held
            held = text
        else:
            held = f"{held}{glue}{text}" if held else text
    if held:
        yield held


def _blocks(body: str) -> Iterator[_Block]:
    """Split Markdown into headings, paragraphs, and whole lists, tables and code blocks."""
    lines = body.replace("\r\n", "\n").expandtabs(4).split("\n")
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
        elif match := _HEADING.match(lines[at]):
            yield _Block(lines[at].strip(), level=len(match[1]))
            at += 1
        else:
            end, whole = _extent(lines, at)
            yield from _block("\n".join(lines[at:end]), lines, end, whole)
            at = end + (not whole and _underlined(lines, at, end))


def _block(text: str, lines: list[str], end: int, whole: bool) -> Iterator[_Block]:
    if not whole and end < len(lines) and "\n" not in text and (match := _UNDERLINE.match(lines[end])):
        yield _Block(text.strip(), level=1 if match[1][0] == "=" else 2)
    else:
        yield _Block(text.rstrip(), whole=whole)


def _underlined(lines: list[str], start: int, end: int) -> bool:
    return end == start + 1 and end < len(lines) and bool(_UNDERLINE.match(lines[end]))


def _extent(lines: list[str], start: int) -> tuple[int, bool]:
    """Return the line after the block that starts here, and whether it must stay whole."""
    if fence := _FENCE.match(lines[start]):
        return _fence_end(lines, start, fence[1]), True
    if _ITEM.match(lines[start]):
        return _list_end(lines, start), True
    end = start + 1
    while end < len(lines) and lines[end].strip() and not _starts_new(lines[end]):
        end += 1
    return end, "|" in lines[start] and end > start + 1


def _starts_new(line: str) -> bool:
    return bool(_HEADING.match(line) or _FENCE.match(line) or _ITEM.match(line) or _UNDERLINE.match(line))


def _fence_end(lines: list[str], start: int, mark: str) -> int:
    for at in range(start + 1, len(lines)):
        if lines[at].strip().startswith(mark) and not lines[at].strip().strip(mark[0]):
            return at + 1
    return len(lines)


def _list_end(lines: list[str], start: int) -> int:
    """Walk over items, their indented parts, and the blank lines between them."""
    end = at = start + 1
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
            continue
        lazy = at == end and not _HEADING.match(line) and not _FENCE.match(line)
        if not (_ITEM.match(line) or _INDENTED.match(line) or lazy):
            break
        end = at = at + 1
    return end
