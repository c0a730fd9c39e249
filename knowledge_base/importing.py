"""Front door of imports and exports: many articles come in as one step that can be taken back.

All of an import is looked through first (rows, duplicates, translations) and then stored in one transaction,
together with the record of the import itself, so that a kill at any moment leaves all of it or nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from knowledge_base.articles import ArticleStore
from knowledge_base.domain.article import Publication, PublicationAct
from knowledge_base.domain.duplicates import match_names
from knowledge_base.domain.import_families import split_families
from knowledge_base.domain.import_job import PLAIN, ImportJob, ImportStatus, Problem, Wishes
from knowledge_base.domain.import_plan import ImportReport, Placed, is_outrun, place, plan_import, row_of
from knowledge_base.domain.import_undo import Footing, Trace, UndoReport, footing, texts_needed, traces, undo
from knowledge_base.domain.imports import ImportRow, ImportSource, RowFault, SoundRow, sift
from knowledge_base.domain.lifecycle import Act, Change
from knowledge_base.errors import (
    ImportNotFound,
    ImportNotUndoable,
    ImportOutrun,
    ImportRefused,
    IndexNotRefreshed,
    KnowledgeBaseError,
)
from knowledge_base.imports import Comparison, Foresee, ImportStore

ATTEMPTS = 3
PATIENCE_S = 5.0
UNFORESEEN = Problem("internal_error", "Something went wrong on our side; nothing was changed.")
# So many articles are written between two looks at what else there is to do.
BATCH = 250


@dataclass(frozen=True, slots=True)
class _Step:
    """What is stored at once: changes of articles, and how the import stands before and after."""

    changes: Sequence[Change]
    act: Act
    job: ImportJob
    before: ImportStatus
    marks: Sequence[Trace] = ()


@dataclass(frozen=True, slots=True)
class _Ready:
    """An import that is looked through: what can be stored, and what cannot."""

    placed: tuple[Placed, ...]
    faults: tuple[RowFault, ...]
    notes: tuple[str, ...]


class Importing:
    """The use cases of imports; `author` is always the name of the person who acts."""

    def __init__(
        self,
        articles: ArticleStore,
        imports: ImportStore,
        comparison: Comparison,
        catch_up: Callable[[], Awaitable[object]],
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        foresee: Foresee | None = None,
    ) -> None:
        """Join the parts; `catch_up` makes answerable what is stored, `foresee` asks the golden questions."""
        self._articles = articles
        self._imports = imports
        self._comparison = comparison
        self._catch_up = catch_up
        self._clock = clock
        self._new_id = new_id
        self._foresee = foresee

    async def bring_in(
        self, source: ImportSource, author: str, wishes: Wishes = PLAIN, filename: str = ""
    ) -> ImportReport:
        """Bring in all rows in one step, or none at all.

        Raises:
            ImportRefused: rows are faulty and were not to be skipped.
        """
        job = await self.begin(filename, author, wishes)
        ended = await self.carry_out(job, source)
        report = ended.report or ImportReport()
        if ended.status is ImportStatus.FAILED:
            raise ImportRefused([asdict(fault) for fault in report.faults])
        return report

    async def begin(self, filename: str, author: str, wishes: Wishes) -> ImportJob:
        """Remember that an import has begun."""
        job = ImportJob(self._new_id(), filename, author, self._clock(), wishes)
        await self._imports.add(job)
        return job

    async def carry_out(self, job: ImportJob, source: ImportSource) -> ImportJob:
        """Do what a begun import is for, and give it as it ended; faulty rows make it fail.

        Raises:
            ImportOutrun: others changed the same articles again and again, or ended this import.
        """
        try:
            return await self._carry_out(job, source)
        except Exception as error:
            await self.fail(job, error)
            raise

    async def fail(self, job: ImportJob, error: Exception) -> None:
        """Remember that a running import has come to nothing."""
        problem = UNFORESEEN
        if isinstance(error, KnowledgeBaseError):
            problem = Problem(error.code, error.message)
        with suppress(ImportOutrun):
            await self._settle(replace(job, status=ImportStatus.FAILED, problem=problem))

    async def get(self, import_id: str) -> ImportJob:
        """Give one import."""
        job = await self._imports.find(import_id)
        if job is None:
            raise ImportNotFound(import_id)
        return job

    async def recent(self, limit: int = 20) -> Sequence[ImportJob]:
        """Give the imports of late, newest first."""
        return await self._imports.recent(limit)

    async def undo(self, import_id: str, author: str) -> UndoReport:
        """Put every article back to where it was before an import, but those that were changed since.

        Raises:
            ImportNotUndoable: the import changed nothing, or is undone already.
            ImportOutrun: others kept changing the same articles meanwhile.
        """
        job = await self.get(import_id)
        if job.status is not ImportStatus.DONE or job.wishes.dry_run:
            raise ImportNotUndoable(job.status.value, dry_run=job.wishes.dry_run)
        for _ in range(ATTEMPTS):
            report = await self._undo(job, Act(author, self._clock()))
            if report:
                break
        else:
            raise ImportOutrun("Others kept changing the same articles meanwhile; nothing was undone.")
        # A large index takes minutes to build; it goes on behind whoever is told here that all is undone.
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await self._catch_up()
        return report

    async def export(self) -> tuple[ImportRow, ...]:
        """Every article as the row that brings it in again, ordered by id; earlier revisions stay behind."""
        records = await self._articles.all()
        # Databases disagree about the order of ids; an export must not.
        return tuple(row_of(record) for record in sorted(records, key=lambda record: record.id))

    async def _carry_out(self, job: ImportJob, source: ImportSource) -> ImportJob:
        rows, faults = await asyncio.to_thread(sift, source)
        job = replace(job, total=len(rows) + len({(fault.source, fault.row) for fault in faults}))
        lenient = job.wishes.dry_run or job.wishes.skip_invalid
        if faults and not lenient:
            return await self._refuse(job, faults, source.notes)
        for _ in range(ATTEMPTS):
            ready = await self._look_through(job, rows, faults, source.notes)
            if ready.faults and not lenient:
                return await self._refuse(job, ready.faults, ready.notes)
            ended = await self._store(job, ready)
            if ended:
                return ended if job.wishes.dry_run else await self._show(ended)
        raise ImportOutrun("Others kept making the same articles meanwhile; nothing was changed.")

    async def _look_through(
        self, job: ImportJob, rows: Sequence[SoundRow], faults: Sequence[RowFault], notes: tuple[str, ...]
    ) -> _Ready:
        outlines = await self._imports.outlines()
        matches = await asyncio.to_thread(match_names, rows, outlines)
        unknown = [row for row in rows if row.article.id not in matches]
        already = job.total - len(unknown)

        async def progress(compared: int) -> None:
            await self._imports.advance(job.id, already + compared, job.total)

        await progress(0)
        alike = await self._comparison.alike(unknown, outlines, progress)
        placed = await asyncio.to_thread(
            place, rows, {**matches, **alike}, job.wishes.on_duplicate, [outline.id for outline in outlines]
        )
        sound, orphans = await self._check_families(placed, Act(job.author, job.at))
        return _Ready(sound, (*faults, *orphans), notes)

    async def _check_families(
        self, placed: tuple[Placed, ...], act: Act
    ) -> tuple[tuple[Placed, ...], tuple[RowFault, ...]]:
        originals = {spot.row.article.translation_of for spot in placed} - {None}
        if not originals:
            return placed, ()
        roots = {original for original in originals if original} | {spot.row.article.id for spot in placed}
        present = await self._articles.families(sorted(roots))
        return await asyncio.to_thread(split_families, placed, present, act)

    async def _refuse(
        self, job: ImportJob, faults: tuple[RowFault, ...], notes: tuple[str, ...]
    ) -> ImportJob:
        report = ImportReport(faults=faults, notes=notes)
        refusal = ImportRefused([asdict(fault) for fault in faults])
        problem = Problem(refusal.code, refusal.message)
        failed = replace(job, status=ImportStatus.FAILED, done=job.total, report=report, problem=problem)
        await self._settle(failed)
        return failed

    async def _settle(self, job: ImportJob, before: ImportStatus = ImportStatus.RUNNING) -> None:
        async with self._imports.transaction() as transaction:
            await transaction.settle(job, before)

    async def _show(self, job: ImportJob) -> ImportJob:
        """Make what was imported answerable; if that fails, the import stays done and says so."""
        try:
            await self._catch_up()
        except IndexNotRefreshed as error:
            job = replace(job, problem=Problem(error.code, error.message))
            await self._settle(job, ImportStatus.DONE)
        return job

    async def _store(self, job: ImportJob, ready: _Ready) -> ImportJob | None:
        """Carry the import out; None if articles are no longer as they were when it was looked through."""
        ids = sorted({article_id for spot in ready.placed for article_id in spot.ids})
        known = await self._imports.records(ids)
        if is_outrun(ready.placed, known):
            return None
        act = Act(job.author, self._clock())
        plan = await asyncio.to_thread(plan_import, ready.placed, known, act)
        golden, words = await self._foresee(plan) if self._foresee else (None, ())
        report = plan.report(ready.faults, dry_run=job.wishes.dry_run, notes=(*ready.notes, *words))
        report = replace(report, golden=golden)
        done = replace(job, status=ImportStatus.DONE, done=job.total, report=report)
        if job.wishes.dry_run:
            await self._settle(done)
            return done
        marks = await asyncio.to_thread(traces, plan)
        expected = {mark.article_id: mark.before for mark in marks}
        step = _Step(plan.changes, act, done, ImportStatus.RUNNING, marks)
        return done if await self._save(step, expected) else None

    async def _undo(self, job: ImportJob, act: Act) -> UndoReport | None:
        """Take the import back; None if articles were changed while the way back was looked for."""
        marks = await self._imports.traces(job.id)
        now = await self._imports.records([mark.article_id for mark in marks])
        texts = await self._imports.revisions(texts_needed(marks, now))
        changes, report = await asyncio.to_thread(undo, marks, now, texts, act)
        expected = {change.after.id: footing(now[change.after.id]) for change in changes}
        undone = replace(job, status=ImportStatus.UNDONE, undone=report)
        step = _Step(changes, act, undone, ImportStatus.DONE)
        return report if await self._save(step, expected) else None

    async def _save(self, step: _Step, expected: Mapping[str, Footing | None]) -> bool:
        """Store all in one short transaction; False, and nothing is stored, if articles stand elsewhere.

        Whoever talks with customers writes to the same database, so everything that takes its time was done
        before, and the pieces are small.
        """
        async with self._imports.transaction() as transaction:
            standing = await transaction.footings(sorted(expected))
            if any(standing.get(article_id) != stand for article_id, stand in expected.items()):
                return False
            for start in range(0, len(step.changes), BATCH):
                batch = step.changes[start : start + BATCH]
                await transaction.articles.save(batch)
                await transaction.log(tuple(_publications(batch, step.act)))
            await transaction.settle(step.job, step.before, step.marks)
        return True


def _publications(changes: Sequence[Change], act: Act) -> Iterator[Publication]:
    for change in changes:
        before = change.before.answerable if change.before else None
        after = change.after.answerable
        if before == after:
            continue
        name = PublicationAct.PUBLISH if after else PublicationAct.ARCHIVE
        if change.after.deleted_at:
            name = PublicationAct.DELETE
        shown = after or before or change.after.latest
        yield Publication(change.after.id, name, shown.number, act.author, act.at)
