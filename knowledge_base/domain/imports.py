"""What an import would do, decided before it is stored: which rows are sound, and each article's next states.

Rows come from files of other people, so every fault carries the place (`source`) where it can be mended.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from knowledge_base.domain.article import Article, ArticleStatus, Draft
from knowledge_base.domain.lifecycle import (
    Act,
    ArticleRecord,
    Change,
    archive,
    create,
    edit,
    publish,
    undelete,
)
from knowledge_base.domain.slug import slug
from knowledge_base.domain.validation import Fault, compose_or_faults, publishing_faults


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One article of an import; `pending` is a newer draft to be kept beside a published text."""

    source: str
    draft: Draft
    status: ArticleStatus = ArticleStatus.PUBLISHED
    pending: Draft | None = None


@dataclass(frozen=True, slots=True)
class RowFault:
    """One fault and where it stands, such as 'faq.jsonl:12' or 'orders/track.md:3'."""

    source: str
    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportSource:
    """What a reader found in the files: rows of the right shape, and the faults of all others."""

    rows: tuple[ImportRow, ...] = ()
    faults: tuple[RowFault, ...] = ()


@dataclass(frozen=True, slots=True)
class SoundRow:
    """A row whose texts are valid."""

    source: str
    article: Article
    status: ArticleStatus
    pending: Article | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do on a dry run: article ids by outcome, and every fault."""

    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    faults: tuple[RowFault, ...] = ()
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The steps for each article of an import, and which of the articles exist already."""

    steps: Mapping[str, tuple[Change, ...]]
    known: frozenset[str]

    @property
    def changes(self) -> tuple[Change, ...]:
        """All steps in order."""
        return tuple(change for changes in self.steps.values() for change in changes)

    def report(self, faults: tuple[RowFault, ...], *, dry_run: bool) -> ImportReport:
        """What carrying the plan out does."""
        return ImportReport(
            created=tuple(key for key in self.steps if key not in self.known),
            updated=tuple(key for key, changes in self.steps.items() if changes and key in self.known),
            unchanged=tuple(key for key, changes in self.steps.items() if not changes),
            faults=faults,
            dry_run=dry_run,
        )


@dataclass(slots=True)
class _Sieve:
    """Sorts rows into sound and faulty while remembering where each id was seen first."""

    sound: list[SoundRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    first_seen: dict[str, str] = field(default_factory=dict)

    def take(self, row: ImportRow) -> None:
        article_id = slug(row.draft.title) if row.draft.id is None else row.draft.id
        article, faults = compose_or_faults(row.draft, article_id)
        pending, pending_faults = compose_or_faults(row.pending, article_id) if row.pending else (None, ())
        found = [*faults, *pending_faults, *self._repeated(article_id, row.source)]
        if article and row.status is ArticleStatus.PUBLISHED:
            found += publishing_faults(article)
        self.faults += [RowFault(row.source, fault.field, fault.code, fault.message) for fault in found]
        if article and not found:
            self.sound.append(SoundRow(row.source, article, row.status, pending))

    def _repeated(self, article_id: str, source: str) -> Iterator[Fault]:
        first = self.first_seen.setdefault(article_id, source)
        if first != source:
            yield Fault("id", "id_duplicate", f"The id '{article_id}' already stands at {first}.")


def sift(source: ImportSource) -> tuple[tuple[SoundRow, ...], tuple[RowFault, ...]]:
    """Sound rows, and every fault of the others; a row without an id gets one from its title."""
    sieve = _Sieve(faults=list(source.faults))
    for row in source.rows:
        sieve.take(row)
    return tuple(sieve.sound), tuple(sieve.faults)


def plan_import(rows: Iterable[SoundRow], known: Mapping[str, ArticleRecord], act: Act) -> ImportPlan:
    """Every step that `rows` ask for, given the records that exist."""
    plan: dict[str, tuple[Change, ...]] = {}
    for row in rows:
        before = known.get(row.article.id)
        steps = import_steps(before, row, act)
        plan[row.article.id] = tuple(map(Change, (before, *steps), steps))
    return ImportPlan(plan, frozenset(known))


def import_steps(record: ArticleRecord | None, row: SoundRow, act: Act) -> tuple[ArticleRecord, ...]:
    """The states that bring `record` to what `row` says, in order; empty when nothing changes.

    A row that is no news leaves a draft alone that somebody is writing beside the live text.
    """
    steps = _text_steps(record, row, act)
    last = steps[-1] if steps else record
    if row.pending and last and row.pending != last.latest.article:
        steps.append(edit(last, row.pending, act))
    return tuple(steps)


def row_of(record: ArticleRecord) -> ImportRow:
    """The row that would make `record` again, without its earlier revisions."""
    shown = record.live or record.latest
    pending = _draft(record.latest.article) if record.has_draft else None
    return ImportRow(record.id, _draft(shown.article), record.status, pending)


def _text_steps(record: ArticleRecord | None, row: SoundRow, act: Act) -> list[ArticleRecord]:
    if record and not record.deleted_at and _is_no_news(record, row):
        return []
    first = edit(undelete(record), row.article, act) if record else create(row.article, act)
    if row.status is ArticleStatus.PUBLISHED:
        return [first, publish(first, act)]
    return [first, archive(first)] if row.status is ArticleStatus.ARCHIVED else [first]


def _is_no_news(record: ArticleRecord, row: SoundRow) -> bool:
    if row.status is ArticleStatus.DRAFT:
        return row.article == record.latest.article
    shown = record.live or record.latest
    return row.status is record.status and row.article == shown.article


def _draft(article: Article) -> Draft:
    draft = Draft(article.title, article.body, article.questions, article.category, article.locale)
    return replace(draft, id=article.id)
