"""What an import would do, decided before it is stored: where each row goes, what each article becomes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from knowledge_base.domain.article import Article, ArticleStatus, Draft
from knowledge_base.domain.duplicates import Likeness, Match, OnDuplicate
from knowledge_base.domain.imports import ImportRow, RowFault, SoundRow
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
from knowledge_base.domain.slug import distinct


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that is like an article that was here before, and what became of it."""

    row: int
    source: str
    title: str
    of_id: str
    of_title: str
    by: Likeness
    similarity: float
    outcome: OnDuplicate


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do on a dry run: article ids by outcome, every fault and duplicate.

    `golden` is what it does to the golden questions, as plain data, if that was asked.
    """

    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    faults: tuple[RowFault, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    notes: tuple[str, ...] = ()
    dry_run: bool = False
    golden: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A row, under the id that it would be stored as, and the article that it is like."""

    row: SoundRow
    match: Match | None = None
    outcome: OnDuplicate = OnDuplicate.CREATE

    @property
    def twin_id(self) -> str | None:
        """The id of the article that this row is, by id or by title."""
        return self.match.of.id if self.match and self.match.by is not Likeness.MEANING else None

    @property
    def stands_as(self) -> str:
        """The id under which customers will find what the row says, whether it is stored or left out."""
        left_out = self.match and self.outcome is OnDuplicate.SKIP
        return self.match.of.id if self.match and left_out else self.row.article.id

    @property
    def ids(self) -> set[str]:
        """Every article that has to be looked at."""
        return {self.row.article.id} | ({self.twin_id} if self.twin_id else set())


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The steps for each article of an import, which of the articles exist already, and the duplicates."""

    steps: Mapping[str, tuple[Change, ...]]
    known: frozenset[str]
    duplicates: tuple[Duplicate, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """All steps in order."""
        return tuple(change for changes in self.steps.values() for change in changes)

    def shown(self) -> tuple[tuple[Article, ...], tuple[str, ...]]:
        """The articles that customers will see differently, and the ids of those that they see no more."""
        changed, removed = [], []
        for key, changes in self.steps.items():
            before = changes[0].before if changes else None
            was = before.answerable if before else None
            now = changes[-1].after.answerable if changes else None
            if now and (was is None or was.article != now.article):
                changed.append(now.article)
            elif was and changes and now is None:
                removed.append(key)
        return tuple(changed), tuple(removed)

    def report(self, faults: Sequence[RowFault], *, dry_run: bool, notes: Sequence[str] = ()) -> ImportReport:
        """What carrying the plan out does."""
        return ImportReport(
            created=tuple(key for key in self.steps if key not in self.known),
            updated=tuple(key for key, changes in self.steps.items() if changes and key in self.known),
            unchanged=tuple(key for key, changes in self.steps.items() if not changes),
            faults=tuple(faults),
            duplicates=self.duplicates,
            notes=tuple(notes),
            dry_run=dry_run,
        )


def place(
    rows: Sequence[SoundRow], matches: Mapping[str, Match], choice: OnDuplicate, existing: Iterable[str]
) -> tuple[Placed, ...]:
    """Give each row the id that it is to be stored under; `existing` are the ids of all articles.

    Only a row with the id or the title of an article may update it: a likeness in meaning is for a person to
    judge, so such a row is made a new article unless it is to be skipped.
    """
    taken = set(existing)
    used = taken | {row.article.id for row in rows}
    placed = []
    for row in rows:
        spot = _place(row, matches.get(row.article.id), choice)
        if spot.outcome is OnDuplicate.CREATE and row.article.id in taken:
            spot = replace(spot, row=_under(row, distinct(row.article.id, used)))
        used.add(spot.row.article.id)
        placed.append(spot)
    renamed = {row.article.id: spot.stands_as for row, spot in zip(rows, placed, strict=True)}
    return tuple(replace(spot, row=_linked(spot.row, renamed)) for spot in placed)


def plan_import(placed: Iterable[Placed], known: Mapping[str, ArticleRecord], act: Act) -> ImportPlan:
    """Every step that the rows ask for, given the records that exist."""
    plan: dict[str, tuple[Change, ...]] = {}
    duplicates: list[Duplicate] = []
    for spot in placed:
        twin = known.get(spot.twin_id) if spot.twin_id else None
        if twin and not import_steps(twin, _under(spot.row, twin.id), act):
            plan[twin.id] = ()
            continue
        if spot.match and _worth_telling(spot.match, spot.outcome):
            duplicates.append(_duplicate(spot.row, spot.match, spot.outcome))
        if spot.outcome is not OnDuplicate.SKIP:
            before = known.get(spot.row.article.id)
            steps = import_steps(before, spot.row, act)
            plan[spot.row.article.id] = tuple(map(Change, (before, *steps), steps))
    return ImportPlan(plan, frozenset(known), tuple(duplicates))


def is_outrun(placed: Iterable[Placed], known: Mapping[str, ArticleRecord]) -> bool:
    """Whether an article appeared where a row was to make a new one, so that all must be looked at again."""
    return any(spot.outcome is OnDuplicate.CREATE and spot.row.article.id in known for spot in placed)


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


def _place(row: SoundRow, match: Match | None, choice: OnDuplicate) -> Placed:
    if match is None:
        return Placed(row)
    if match.of.deleted:
        choice = OnDuplicate.UPDATE
    if choice is not OnDuplicate.UPDATE:
        return Placed(row, match, choice)
    if match.by is Likeness.MEANING:
        return Placed(row, match, OnDuplicate.CREATE)
    return Placed(_under(row, match.of.id), match, OnDuplicate.UPDATE)


def _under(row: SoundRow, article_id: str) -> SoundRow:
    pending = replace(row.pending, id=article_id) if row.pending else None
    return replace(row, article=replace(row.article, id=article_id), pending=pending)


def _linked(row: SoundRow, renamed: Mapping[str, str]) -> SoundRow:
    """Let a translation point at its original under the id that the original has got."""
    pending = _relinked(row.pending, renamed) if row.pending else None
    return replace(row, article=_relinked(row.article, renamed), pending=pending)


def _relinked(article: Article, renamed: Mapping[str, str]) -> Article:
    original = article.translation_of
    return article if original is None else replace(article, translation_of=renamed.get(original, original))


def _worth_telling(match: Match, outcome: OnDuplicate) -> bool:
    if match.of.deleted:
        return False
    return match.by is not Likeness.ID or outcome is not OnDuplicate.UPDATE


def _duplicate(row: SoundRow, match: Match, outcome: OnDuplicate) -> Duplicate:
    return Duplicate(
        row=row.row,
        source=row.source,
        title=row.article.title,
        of_id=match.of.id,
        of_title=match.of.title,
        by=match.by,
        similarity=round(match.similarity, 4),
        outcome=outcome,
    )


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
    return Draft(
        title=article.title,
        body=article.body,
        questions=article.questions,
        category=article.category,
        locale=article.locale,
        id=article.id,
        translation_of=article.translation_of,
    )
