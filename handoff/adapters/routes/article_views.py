"""How articles and golden questions look over HTTP."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from fastapi import Response

from knowledge_base.domain.article import Publication, Revision
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.domain.translations import Translations
from knowledge_base.golden import GoldenState
from knowledge_base.languages import Languages


async def answer(record: ArticleRecord, languages: Languages, response: Response) -> dict[str, Any]:
    """Show one article, and carry its latest revision as the answer's `ETag`."""
    response.headers["ETag"] = f'"{record.latest.number}"'
    (view,) = await article_views([record], languages)
    return view


async def article_views(records: Sequence[ArticleRecord], languages: Languages) -> list[dict[str, Any]]:
    """Show articles with their translations."""
    known = await languages.of(records)
    return [_article_view(record, known[record.id]) for record in records]


def revision_view(revision: Revision, record: ArticleRecord) -> dict[str, Any]:
    """Show one saved state."""
    return {
        "number": revision.number,
        "author": revision.author,
        "at": revision.at.isoformat(),
        "live": record.live is not None and revision.number == record.live.number,
        "article": asdict(revision.article),
    }


def publication_view(publication: Publication) -> dict[str, Any]:
    """Show what was done to the text that customers see."""
    return {**asdict(publication), "at": publication.at.isoformat()}


def golden_view(state: GoldenState) -> dict[str, Any]:
    """Show a golden question and what the bot makes of it now."""
    question = state.question
    return {
        "id": question.id,
        "question": question.question,
        "article_id": question.article_id,
        "title": question.title,
        "note": question.note,
        "author": question.author,
        "at": question.at.isoformat(),
        "state": {"passes": state.passes, **state.outcome.to_dict()},
    }


def _article_view(record: ArticleRecord, languages: Translations) -> dict[str, Any]:
    return {
        **asdict(record.latest.article),
        "status": record.status.value,
        "has_draft": record.has_draft,
        "revision": record.latest.number,
        "live_revision": record.live.number if record.live else None,
        "author": record.latest.author,
        "updated_at": record.latest.at.isoformat(),
        "published_by": record.published.author if record.published else None,
        "published_at": record.published.at.isoformat() if record.published else None,
        **_schedule_view(record),
        **_languages_view(languages),
    }


def _schedule_view(record: ArticleRecord) -> dict[str, Any]:
    plan = record.schedule
    return {
        "scheduled_at": plan.at.isoformat() if plan else None,
        "scheduled_by": plan.author if plan else None,
        "scheduled_revision": plan.revision if plan else None,
        "schedule_problem": plan.problem if plan else None,
    }


def _languages_view(languages: Translations) -> dict[str, Any]:
    others = [
        {"id": other.id, "locale": other.latest.article.locale, "status": other.status.value}
        for other in languages.others
    ]
    return {
        "translations": others,
        "missing_locales": list(languages.missing),
        "stale_translation": languages.stale,
    }
