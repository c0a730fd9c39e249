"""What a reader made of the files of other people, and which of their rows are sound.

Every fault carries the place where it can be mended: the file with its line (`source`), and the number that
the row has in it (`row`: the row of a spreadsheet, the line of a file of JSON lines, the how-manieth file).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge_base.domain.article import Article, ArticleStatus, Draft
from knowledge_base.domain.slug import distinct, slug
from knowledge_base.domain.validation import Fault, compose_or_faults, publishing_faults


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One article of an import; `pending` is a newer draft to be kept beside a published text."""

    source: str
    draft: Draft
    status: ArticleStatus = ArticleStatus.PUBLISHED
    pending: Draft | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class RowFault:
    """One fault and where it stands, such as 'faq.jsonl:12' or 'orders/track.md:3'."""

    source: str
    field: str
    code: str
    message: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class ImportSource:
    """What a reader found: rows of the right shape, the faults of all others, and notes on the whole."""

    rows: tuple[ImportRow, ...] = ()
    faults: tuple[RowFault, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SoundRow:
    """A row whose texts are valid; one that is not `named` has an id only because every article needs one."""

    source: str
    article: Article
    status: ArticleStatus
    pending: Article | None = None
    row: int = 0
    named: bool = True


def folded(title: str) -> str:
    """A title as it is compared: in lower case, each gap one space."""
    return " ".join(title.casefold().split())


def sift(source: ImportSource) -> tuple[tuple[SoundRow, ...], tuple[RowFault, ...]]:
    """Sound rows, and every fault of the others; a row without an id gets one from its title."""
    sieve = _Sieve(faults=list(source.faults))
    for row in source.rows:
        sieve.take(row)
    return tuple(sieve.sound), tuple(sieve.faults)


@dataclass(slots=True)
class _Sieve:
    """Sorts rows into sound and faulty while remembering where each id and title was seen first."""

    sound: list[SoundRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, row: ImportRow) -> None:
        article_id = self._id_of(row.draft)
        article, faults = compose_or_faults(row.draft, article_id)
        pending, pending_faults = compose_or_faults(row.pending, article_id) if row.pending else (None, ())
        found = [*faults, *pending_faults, *self._repeated(row, article_id)]
        if article and row.status is ArticleStatus.PUBLISHED:
            found += publishing_faults(article)
        self.faults += [RowFault(row.source, f.field, f.code, f.message, row.row) for f in found]
        if article and not found:
            named = row.draft.id is not None
            self.sound.append(SoundRow(row.source, article, row.status, pending, row.row, named))

    def _id_of(self, draft: Draft) -> str:
        if draft.id is not None:
            return draft.id
        # A title without a Latin letter still gets the same id each time that the file is imported.
        named_after = hashlib.sha256(folded(draft.title).encode(errors="replace")).hexdigest()[:12]
        return distinct(slug(draft.title) or f"article-{named_after}", self.ids)

    def _repeated(self, row: ImportRow, article_id: str) -> Iterator[Fault]:
        first = self.ids.setdefault(article_id, row.source)
        if first != row.source:
            yield Fault("id", "id_duplicate", f"The id '{article_id}' already stands at {first}.")
        if row.draft.id is None and row.draft.title.strip():
            first = self.titles.setdefault((row.draft.locale, folded(row.draft.title)), row.source)
            if first != row.source:
                message = f"The title '{row.draft.title.strip()}' already stands at {first}."
                yield Fault("title", "title_duplicate", message)
