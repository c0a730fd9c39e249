"""When a person is called, over HTTP: versions of the policy, and what another one would have changed."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import Field

from bot.domain.meanings import meaning_of
from bot.domain.policy import RANGES
from bot.domain.risk import TOPICS
from handoff.adapters.routes.articles import Gate
from handoff.contract.wire import Payload
from handoff.governance.policies import Policies, StoredPolicy
from handoff.governance.what_if import Job, WhatIfs, Wish
from handoff.people.accounts import Staff

Note = Annotated[str, Field(max_length=500)]
WRITERS = ("supervisor",)
READERS = ("agent", "supervisor", "editor")


class NewPolicy(Payload):
    """`POST /api/v1/policies`: values that are left out stay as they are in force."""

    values: dict[str, Any]
    note: Note = ""


class WhatIfWish(Payload):
    """`POST /api/v1/what-if`."""

    values: dict[str, Any] | None = None
    target_error: float | None = Field(default=None, gt=0, lt=1)
    conversations: int = Field(default=1000, ge=1, le=10_000)


def policies_router(policies: Policies, what_ifs: WhatIfs, staff: Gate) -> APIRouter:
    """Serve `/api/v1/policies` and `/api/v1/what-if`."""
    router = APIRouter(prefix="/api/v1", tags=["policies"])
    writer, reader = staff(*WRITERS), staff(*READERS)

    @router.get("/policies", dependencies=[Depends(reader)])
    async def list_policies() -> dict[str, Any]:
        shelf = await policies.shelf()
        names = [*RANGES, "vip", "muted_risks"]
        return {
            "active": shelf.active,
            "policies": [_view(stored) for stored in shelf.policies],
            "ranges": {name: list(ends) for name, ends in RANGES.items()},
            "meanings": {name: meaning_of(name) for name in names},
            "risk_topics": list(TOPICS),
        }

    @router.post("/policies", status_code=201)
    async def add_policy(new: NewPolicy, person: Annotated[Staff, Depends(writer)]) -> dict[str, Any]:
        return _view(await policies.propose(new.values, new.note, person.name))

    @router.post("/policies/{version}/activate")
    async def activate_policy(version: str, person: Annotated[Staff, Depends(writer)]) -> dict[str, Any]:
        return {"active": (await policies.activate(version, person.name)).version}

    @router.post("/what-if", status_code=202, dependencies=[Depends(writer)])
    async def ask_what_if(wish: WhatIfWish) -> dict[str, Any]:
        policy = await policies.complete(wish.values or {})
        return {"id": await what_ifs.begin(Wish(policy, wish.target_error, wish.conversations))}

    @router.get("/what-if/{job_id}", dependencies=[Depends(reader)])
    async def what_if(job_id: str) -> dict[str, Any]:
        return _job(what_ifs.find(job_id))

    @router.delete("/what-if/{job_id}", status_code=204, dependencies=[Depends(writer)])
    async def cancel_what_if(job_id: str) -> None:
        what_ifs.cancel(job_id)

    return router


def _view(stored: StoredPolicy) -> dict[str, Any]:
    return {
        "version": stored.version,
        "author": stored.author,
        "at": stored.at.isoformat(),
        "note": stored.note,
        "values": dict(stored.values),
    }


def _job(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "status": job.status,
        "done": job.done,
        "total": job.total,
        "problem": job.problem,
        "result": job.result.to_dict() if job.result else None,
    }
