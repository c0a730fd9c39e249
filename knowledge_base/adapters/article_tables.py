"""The tables of articles, and how records become rows and rows records; no transaction starts here."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from knowledge_base.domain.article import Article, Publication, PublicationAct, Revision, Schedule
from knowledge_base.domain.lifecycle import Act, ArticleRecord


class UtcTime(sa.types.TypeDecorator[datetime]):
    """A time in UTC that still says so when it comes back from a database without zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Store UTC; a time without a zone has no place in a record."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"Expected a time with a zone, received {value!r}.")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


metadata = sa.MetaData()

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", sa.String(80), primary_key=True),
    sa.Column("latest", sa.Integer, nullable=False),
    sa.Column("live", sa.Integer),
    sa.Column("archived", sa.Boolean, nullable=False),
    sa.Column("published_by", sa.String(200)),
    sa.Column("published_at", UtcTime),
    sa.Column("deleted_at", UtcTime),
    # What a search of the desk looks through: one spelling of case for every database.
    sa.Column("searchable", sa.Text, nullable=False),
    sa.Column("scheduled_at", UtcTime, index=True),
    sa.Column("scheduled_by", sa.String(200)),
    sa.Column("scheduled_revision", sa.Integer),
    sa.Column("schedule_problem", sa.Text),
)

article_revisions = sa.Table(
    "article_revisions",
    metadata,
    sa.Column("article_id", sa.String(80), sa.ForeignKey("articles.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("questions", sa.JSON, nullable=False),
    sa.Column("category", sa.String(80), nullable=False),
    sa.Column("locale", sa.String(16), nullable=False),
    sa.Column("author", sa.String(200), nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("translation_of", sa.String(80), index=True),
)

publications = sa.Table(
    "publications",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("article_id", sa.String(80), sa.ForeignKey("articles.id"), nullable=False, index=True),
    sa.Column("act", sa.String(20), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("author", sa.String(200), nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("override_reason", sa.Text),
    sa.Column("diff", sa.JSON(none_as_null=True)),
)

golden_questions = sa.Table(
    "golden_questions",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("question", sa.String(400), nullable=False),
    sa.Column("article_id", sa.String(80)),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("author", sa.String(200), nullable=False),
    sa.Column("at", UtcTime, nullable=False),
)

knowledge_base_state = sa.Table(
    "knowledge_base_state",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),
)

latest = article_revisions.alias("latest")
live = article_revisions.alias("live")

# A record in one row: columns of both revisions, told apart by the alias in front.
RECORDS = sa.select(
    articles,
    *(column.label(f"latest_{column.name}") for column in latest.c),
    *(column.label(f"live_{column.name}") for column in live.c),
).select_from(
    articles.join(
        latest, sa.and_(latest.c.article_id == articles.c.id, latest.c.number == articles.c.latest)
    ).outerjoin(live, sa.and_(live.c.article_id == articles.c.id, live.c.number == articles.c.live))
)


def article_row(record: ArticleRecord) -> dict[str, Any]:
    """The row of `articles` for a record."""
    text = record.latest.article
    return {
        "id": record.id,
        "latest": record.latest.number,
        "live": record.live.number if record.live else None,
        "archived": record.archived,
        "published_by": record.published.author if record.published else None,
        "published_at": record.published.at if record.published else None,
        "deleted_at": record.deleted_at,
        "searchable": "\n".join((text.id, text.title, *text.questions, text.body)).casefold(),
        "scheduled_at": record.schedule.at if record.schedule else None,
        "scheduled_by": record.schedule.author if record.schedule else None,
        "scheduled_revision": record.schedule.revision if record.schedule else None,
        "schedule_problem": record.schedule.problem if record.schedule else None,
    }


def revision_row(revision: Revision) -> dict[str, Any]:
    """The row of `article_revisions` for a revision."""
    text = revision.article
    return {
        "article_id": revision.article_id,
        "number": revision.number,
        "title": text.title,
        "body": text.body,
        "questions": list(text.questions),
        "category": text.category,
        "locale": text.locale,
        "author": revision.author,
        "at": revision.at,
        "translation_of": text.translation_of,
    }


def to_record(row: sa.RowMapping) -> ArticleRecord:
    """The record in a row of `RECORDS`."""
    published = Act(row["published_by"], row["published_at"]) if row["published_at"] else None
    return ArticleRecord(
        latest=to_revision(row, "latest_"),
        live=to_revision(row, "live_") if row["live"] else None,
        published=published,
        archived=row["archived"],
        deleted_at=row["deleted_at"],
        schedule=_to_schedule(row) if row["scheduled_at"] else None,
    )


def _to_schedule(row: sa.RowMapping) -> Schedule:
    return Schedule(
        revision=row["scheduled_revision"],
        at=row["scheduled_at"],
        author=row["scheduled_by"],
        problem=row["schedule_problem"],
    )


def publication_row(publication: Publication) -> dict[str, Any]:
    """The row of `publications`, without its number."""
    return {**asdict(publication), "act": publication.act.value}


def to_publication(row: sa.RowMapping) -> Publication:
    """The publication in a row."""
    values = {name: value for name, value in row.items() if name != "id"}
    return Publication(**(values | {"act": PublicationAct(row["act"])}))


def to_revision(row: sa.RowMapping, prefix: str = "") -> Revision:
    """The revision in a row whose column names start with `prefix`."""
    article_id = row[f"{prefix}article_id"]
    article = Article(
        id=article_id,
        title=row[f"{prefix}title"],
        body=row[f"{prefix}body"],
        questions=tuple(row[f"{prefix}questions"]),
        category=row[f"{prefix}category"],
        locale=row[f"{prefix}locale"],
        translation_of=row[f"{prefix}translation_of"],
    )
    return Revision(article_id, row[f"{prefix}number"], article, row[f"{prefix}author"], row[f"{prefix}at"])
