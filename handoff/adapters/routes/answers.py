"""What the bot knows and would say: search over published articles, and the preview for editors."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends, Request

from bot.domain.turn import BotReply, Turn
from handoff.accounts import Staff
from handoff.adapters.routes.staff import StaffGate
from handoff.wire import Question, SearchQuery
from knowledge_base.retrieval import Findings


class Bot(Protocol):
    """Who answers."""

    async def answer(self, turn: Turn) -> BotReply:
        """Reply to one customer message."""


class Knowledge(Protocol):
    """Where articles are found."""

    def search(self, question: str, limit: int = 10) -> Findings:
        """Give the articles that answer a question, best first."""


def answers_router(
    knowledge: Knowledge,
    bot: Bot,
    forget: Callable[[str], Awaitable[None]],
    gate: StaffGate,
    render: Callable[[str], str],
    new_id: Callable[[], str],
    check_rate: Callable[[str], None],
) -> APIRouter:
    """Serve `/api/v1/search` and `/api/v1/answers/preview`."""
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
        turn = Turn(conversation_id=f"preview-{new_id()}", message_id=new_id(), text=question.text)
        reply = await bot.answer(turn)
        await forget(turn.conversation_id)
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

    return router
