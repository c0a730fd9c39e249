"""How a whole import is taken back: each article returns to what it was, unless somebody changed it since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from knowledge_base.domain.article import Article, Revision
from knowledge_base.domain.import_plan import ImportPlan
from knowledge_base.domain.lifecycle import Act, ArticleRecord, Change, delete, edit, publish, undelete


@dataclass(frozen=True, slots=True)
class Footing:
    """Where an article stood: numbers of its revisions, and whether it was archived or deleted."""

    latest: int
    live: int | None = None
    archived: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """What an import did to one article; `before` is None for one that it made."""

    article_id: str
    before: Footing | None
    after: Footing


@dataclass(frozen=True, slots=True)
class Kept:
    """An article that stays as it is, because `author` changed it after the import."""

    id: str
    title: str
    author: str


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What an undo did: articles that are as before, new ones that are deleted, and those that were kept."""

    restored: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()


Texts = Mapping[tuple[str, int], Revision]


def footing(record: ArticleRecord) -> Footing:
    """Where `record` stands."""
    live = record.live.number if record.live else None
    return Footing(record.latest.number, live, record.archived, record.deleted_at is not None)


def traces(plan: ImportPlan) -> tuple[Trace, ...]:
    """What has to be remembered of a plan so that it can be taken back."""
    found = []
    for article_id, changes in plan.steps.items():
        if changes:
            before = changes[0].before
            found.append(Trace(article_id, footing(before) if before else None, footing(changes[-1].after)))
    return tuple(found)


def texts_needed(marks: Iterable[Trace], now: Mapping[str, ArticleRecord]) -> tuple[tuple[str, int], ...]:
    """The revisions, as article and number, that `undo` has to see."""
    wanted: set[tuple[str, int]] = set()
    for mark in marks:
        record = now.get(mark.article_id)
        stands = [mark.before] if mark.before else []
        if record and footing(record) != mark.after:
            stands.append(mark.after)
        for stand in stands:
            wanted |= {(mark.article_id, number) for number in (stand.latest, stand.live) if number}
    return tuple(sorted(wanted))


def undo(
    marks: Iterable[Trace], now: Mapping[str, ArticleRecord], texts: Texts, act: Act
) -> tuple[tuple[Change, ...], UndoReport]:
    """The steps that take an import back, and what they come to."""
    changes: list[Change] = []
    restored: list[str] = []
    removed: list[str] = []
    kept: list[Kept] = []
    for mark in marks:
        record = now[mark.article_id]
        if not _as_left(record, mark.after, texts):
            article = record.latest
            kept.append(Kept(record.id, article.article.title, article.author))
            continue
        (restored if mark.before else removed).append(record.id)
        states = _back(record, mark.before, texts, act)
        changes += map(Change, (record, *states), states)
    return tuple(changes), UndoReport(tuple(restored), tuple(removed), tuple(kept))


def _as_left(record: ArticleRecord, after: Footing, texts: Texts) -> bool:
    """Whether the article still says and shows what the import made of it, whatever happened in between."""
    now = footing(record)
    if now == after:
        return True
    if (now.archived, now.deleted, now.live is None) != (after.archived, after.deleted, after.live is None):
        return False
    live = _text(texts, record.id, after.live)
    shown = record.live.article if record.live else None
    return record.latest.article == _text(texts, record.id, after.latest) and shown == live


def _back(record: ArticleRecord, before: Footing | None, texts: Texts, act: Act) -> tuple[ArticleRecord, ...]:
    """The states, in order and each with at most one new revision, back to where the article stood."""
    if before is None:
        return () if record.deleted_at else (delete(record, act.at),)
    states = [undelete(record)]
    live = _text(texts, record.id, before.live)
    if live and (states[-1].live is None or states[-1].live.article != live):
        states.append(publish(edit(states[-1], live, act), act))
    latest = _text(texts, record.id, before.latest)
    if latest and states[-1].latest.article != latest:
        states.append(edit(states[-1], latest, act))
    last = states[-1]
    if live and before.live == before.latest and last.has_draft:
        last = publish(last, act)
    if live is None:
        last = replace(last, live=None, archived=before.archived)
    states.append(delete(last, act.at) if before.deleted else last)
    return tuple(states[1:])


def _text(texts: Texts, article_id: str, number: int | None) -> Article | None:
    return texts[article_id, number].article if number else None
