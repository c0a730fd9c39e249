"""How well the dialogue understands, and the phrasings that people teach it, over HTTP."""

import asyncio
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import Field

from bot.domain.understanding import Phrasing, Understanding
from handoff.adapters.routes.articles import Gate
from handoff.contract.wire import Payload
from handoff.governance.understanding import Teaching


class NewPhrasing(Payload):
    """`POST` and `DELETE /api/v1/understanding/phrasings`."""

    intent: Annotated[str, Field(max_length=100)]
    text: Annotated[str, Field(max_length=4000)]


def understanding_router(teaching: Teaching, staff: Gate) -> APIRouter:
    """Serve `/api/v1/understanding` and `/api/v1/understanding/phrasings`."""
    router = APIRouter(prefix="/api/v1/understanding", tags=["understanding"])
    writer = Depends(staff("editor"))

    @router.get("", dependencies=[Depends(staff("agent", "editor"))])
    async def show() -> dict[str, Any]:
        report, added = await asyncio.to_thread(teaching.report)
        return _view(report, added)

    @router.post("/phrasings", status_code=201, dependencies=[writer])
    async def add(new: NewPhrasing) -> dict[str, Any]:
        return asdict(await asyncio.to_thread(teaching.add, new.intent, new.text))

    @router.delete("/phrasings", status_code=204, dependencies=[writer])
    async def remove(old: NewPhrasing) -> None:
        await asyncio.to_thread(teaching.remove, old.intent, old.text)

    return router


def _view(report: Understanding | None, added: tuple[Phrasing, ...]) -> dict[str, Any]:
    """Before the first training there are no figures; what was added is told in any case."""
    told: dict[str, Any] = {"as_of": None, "accuracy": None, "outcome_accuracy": None, "macro_f1": None}
    if report:
        told = asdict(report) | {"as_of": report.as_of.isoformat()}
    return {"intents": [], "confusions": [], **told, "added": [asdict(phrasing) for phrasing in added]}
