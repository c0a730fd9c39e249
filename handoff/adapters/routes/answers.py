"""What the bot knows and would say: search over published articles, and the previews for editors."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends, Request

from bot.domain.turn import BotReply
from handoff.adapters.routes.article_payloads import ArticleText
from handoff.adapters.routes.staff import StaffGate
from handoff.contract.wire import Payload, Question, SearchQuery, Text
from handoff.governance.previewing import Previewing
from handoff.people.accounts import Staff
from knowledge_base.domain.article import Article, Draft
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.errors import ArticleNotFound
from knowledge_base.retrieval import Findings

UNSAVED = "draft"


class Knowledge(Protocol):
    """Where articles are found."""

    def search(self, question: str, limit: int = 10) -> Findings:
        """Give the articles that answer a question, best first."""


class Saved(Protocol):
    """Where articles are kept."""

    async def get(self, article_id: str) -> ArticleRecord:
        """Give an article that is not deleted, or raise ArticleNotFound."""


class Comparison(Payload):
    """`POST /api/v1/answers/compare`: fields that the draft leaves out are those of the saved text."""

    text: Text
    draft: ArticleText


def answers_router(
    knowledge: Knowledge,
    previewing: Previewing,
    saved: Saved,
    gate: StaffGate,
    render: Callable[[str], str],
    check_rate: Callable[[str], None],
) -> APIRouter:
    """Serve `/api/v1/search`, `/api/v1/answers/preview` and `/api/v1/answers/compare`."""
    router = APIRouter(prefix="/api/v1", tags=["answers"])

    @router.post("/search")
    async def search(query: SearchQuery, request: Request) -> dict[str, Any]:
        check_rate(request.client.host if request.client else "unknown")
        findings = await asyncio.to_thread(knowledge.search, query.query, query.limit)
        return {
            "hits": [
                {
                    "article_id": hit.article_id,
                    "title": hit.title,
                    "passage": hit.passage,
                    "score": hit.score,
                    "probability": hit.probability,
                }
                for hit in findings.hits
            ]
        }

    @router.post("/answers/preview")
    async def preview(
        question: Question, _staff: Annotated[Staff, Depends(gate("editor", "agent"))]
    ) -> dict[str, Any]:
        return _view(await previewing.now(question.text), render)

    @router.post("/answers/compare")
    async def compare(asked: Comparison, _staff: Annotated[Staff, Depends(gate("editor"))]) -> dict[str, Any]:
        draft = await _draft(asked.draft, saved)
        now, with_draft = await previewing.compare(asked.text, draft)
        return {"now": _view(now, render), "draft": _view(with_draft, render)}

    return router


async def _draft(text: ArticleText, saved: Saved) -> Article:
    """Give the draft as it would be published; unlike a saved one it may still be unfinished."""
    article_id = text.id or UNSAVED
    try:
        current = (await saved.get(article_id)).latest.article
    except ArticleNotFound:
        current = Article(article_id, "", "")
    return _as_article(text.to_draft(current), article_id)


def _as_article(draft: Draft, article_id: str) -> Article:
    blank = Article(article_id, draft.title, draft.body)
    return replace(blank, questions=draft.questions, category=draft.category, locale=draft.locale)


def _view(reply: BotReply, render: Callable[[str], str]) -> dict[str, Any]:
    return {
        "decision": reply.decision,
        "text": reply.text,
        "html": render(reply.text),
        "sources": [
            {"article_id": s.article_id, "title": s.title, "url": f"/help/{s.article_id}"}
            for s in reply.sources
        ],
        "choices": [{"id": choice.id, "label": choice.label} for choice in reply.choices],
        "evidence": reply.evidence.to_dict(),
    }
