"""The life of an article as pure functions: each takes a record and returns the next one, or refuses.

A record points at two revisions: the latest, which editors see, and the live one, which customers see.
Saving moves only the first; publishing is the only act that moves the second onto another text. A schedule
names the revision that it will publish, so that a draft which is begun later never goes live by itself.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from knowledge_base.domain.article import Article, ArticleStatus, Revision, Schedule
from knowledge_base.domain.validation import publishing_faults
from knowledge_base.errors import (
    ArticleInvalid,
    ArticleNotFound,
    NothingToSchedule,
    RevisionConflict,
    ScheduleInvalid,
)

FURTHEST = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, and when (UTC)."""

    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """Where one article stands; an archived or deleted article has no text that customers see."""

    latest: Revision
    live: Revision | None = None
    published: Act | None = None
    archived: bool = False
    deleted_at: datetime | None = None
    schedule: Schedule | None = None

    @property
    def id(self) -> str:
        return self.latest.article_id

    @property
    def status(self) -> ArticleStatus:
        if self.archived:
            return ArticleStatus.ARCHIVED
        return ArticleStatus.PUBLISHED if self.live else ArticleStatus.DRAFT

    @property
    def has_draft(self) -> bool:
        """Whether a newer text waits beside the live one."""
        return self.live is not None and self.live.number != self.latest.number

    @property
    def answerable(self) -> Revision | None:
        """The revision that customers may see now."""
        return None if self.deleted_at else self.live


@dataclass(frozen=True, slots=True)
class Change:
    """One step of one article; `before` is None for a new one."""

    before: ArticleRecord | None
    after: ArticleRecord


def create(article: Article, act: Act) -> ArticleRecord:
    """A new article with its first revision, not yet live."""
    return ArticleRecord(latest=Revision(article.id, 1, article, act.author, act.at))


def edit(record: ArticleRecord, article: Article, act: Act, expected: int | None = None) -> ArticleRecord:
    """Save `article` as the next revision; an unchanged text makes none."""
    check_current(record, expected)
    if article == record.latest.article:
        return record
    number = record.latest.number + 1
    return replace(record, latest=Revision(record.id, number, article, act.author, act.at))


def publish(record: ArticleRecord, act: Act, expected: int | None = None) -> ArticleRecord:
    """Make the latest revision the live one; an archived article comes back."""
    check_current(record, expected)
    if record.live == record.latest:
        return record
    return _go_live(record, record.latest, act)


def archive(record: ArticleRecord, expected: int | None = None) -> ArticleRecord:
    """Take the article away from customers and keep every revision; it comes back only by hand."""
    check_current(record, expected)
    return replace(record, live=None, archived=True, schedule=None)


def schedule(record: ArticleRecord, at: datetime, act: Act, expected: int | None = None) -> ArticleRecord:
    """Let the latest revision go live at `at`, as it stands now, instead of any earlier plan.

    Raises:
        NothingToSchedule: the latest revision is live already.
        ScheduleInvalid: the time is not in the future, or too far in it.
        ArticleInvalid: the text could not be published.
    """
    check_current(record, expected)
    if record.live == record.latest:
        raise NothingToSchedule("The latest text is live already, so there is nothing to schedule.")
    if not act.at < at <= act.at + FURTHEST:
        raise ScheduleInvalid("The time must lie in the future, and less than five years away.")
    _check_publishable(record.latest)
    return replace(record, schedule=Schedule(record.latest.number, at, act.author))


def unschedule(record: ArticleRecord, expected: int | None = None) -> ArticleRecord:
    """Forget the schedule, if there is one."""
    check_current(record, expected)
    return replace(record, schedule=None)


def publish_scheduled(record: ArticleRecord, wanted: Schedule, revision: Revision, act: Act) -> ArticleRecord:
    """Make the scheduled revision live; nothing happens if the plan is no longer `wanted`."""
    if record.schedule != wanted or record.deleted_at:
        return record
    _check_own(record, revision)
    return _go_live(record, revision, act)


def hold(record: ArticleRecord, wanted: Schedule, problem: str) -> ArticleRecord:
    """Keep a schedule that could not be carried out, with the reason, until a person changes it."""
    if record.schedule != wanted:
        return record
    return replace(record, schedule=replace(wanted, problem=problem))


def restore(
    record: ArticleRecord, revision: Revision, act: Act, expected: int | None = None
) -> ArticleRecord:
    """Save the text of an earlier revision as the newest one; it goes live only when published."""
    _check_own(record, revision)
    return edit(record, revision.article, act, expected)


def delete(record: ArticleRecord, at: datetime, expected: int | None = None) -> ArticleRecord:
    """Hide the article from everybody; all of it is kept, so that `undelete` brings it back as it was."""
    check_current(record, expected)
    return replace(record, deleted_at=at)


def undelete(record: ArticleRecord) -> ArticleRecord:
    """Bring a deleted article back, live again if it was live."""
    return replace(record, deleted_at=None)


def check_current(record: ArticleRecord, expected: int | None) -> None:
    """Refuse to change a deleted article, or a text that is not the one the editor saw.

    Raises:
        ArticleNotFound: the article is deleted.
        RevisionConflict: `expected` is not the latest revision; None means that any will do.
    """
    if record.deleted_at:
        raise ArticleNotFound(record.id)
    latest = record.latest
    if expected is None or expected == latest.number:
        return
    saved = f"{latest.author} saved revision {latest.number} at {latest.at:%Y-%m-%d %H:%M} UTC"
    raise RevisionConflict(
        f"Your change was made from revision {expected}, but {saved}.",
        expected=expected,
        current=latest.number,
        author=latest.author,
        at=latest.at.isoformat(),
        article={**asdict(latest.article), "status": record.status.value},
    )


def _go_live(record: ArticleRecord, revision: Revision, act: Act) -> ArticleRecord:
    _check_publishable(revision)
    return replace(record, live=revision, published=act, archived=False, schedule=None)


def _check_publishable(revision: Revision) -> None:
    found = publishing_faults(revision.article)
    if found:
        raise ArticleInvalid([asdict(fault) for fault in found])


def _check_own(record: ArticleRecord, revision: Revision) -> None:
    if revision.article_id != record.id:
        raise ValueError(f"Revision of '{revision.article_id}' given for '{record.id}'.")
