"""What the articles need, over HTTP: findings about their health, and phrasings that they lack."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Depends

from handoff.adapters.routes.articles import Gate
from handoff.adapters.routes.gaps import PATIENCE_S, CatchUp
from knowledge_base.health import Health
from knowledge_base.suggesting import Suggesting


def care_router(health: Health, suggesting: Suggesting, catch_up: CatchUp, staff: Gate) -> APIRouter:
    """Serve `/api/v1/articles/health` and `/api/v1/articles/{id}/suggestions`; include it before articles."""
    router = APIRouter(prefix="/api/v1/articles", tags=["articles"], dependencies=[Depends(staff("editor"))])

    @router.get("/health")
    async def look() -> dict[str, Any]:
        await catch_up(PATIENCE_S)
        findings, complete = await health.findings()
        return {"findings": [asdict(finding) for finding in findings], "complete": complete}

    @router.get("/{article_id}/suggestions")
    async def suggestions(article_id: str) -> dict[str, Any]:
        await catch_up(PATIENCE_S)
        found = await suggesting.phrasings(article_id)
        return {"phrasings": [asdict(suggestion) for suggestion in found]}

    return router
