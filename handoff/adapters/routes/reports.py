"""Key figures over HTTP."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime

from handoff.adapters.routes.staff import StaffGate
from handoff.errors import InvalidInput
from handoff.governance.reporting import Reporting
from handoff.people.accounts import Staff

DEFAULT_PERIOD = timedelta(days=30)


def reports_router(reporting: Reporting, gate: StaffGate, clock: Callable[[], datetime]) -> APIRouter:
    """Serve `/api/v1/reports/summary`."""
    router = APIRouter(prefix="/api/v1/reports", tags=["reports"])

    @router.get("/summary")
    async def summary(
        _staff: Annotated[Staff, Depends(gate())],
        start: Annotated[AwareDatetime | None, Query(alias="from")] = None,
        end: Annotated[AwareDatetime | None, Query(alias="to")] = None,
    ) -> dict[str, Any]:
        until = end or clock()
        since = start or until - DEFAULT_PERIOD
        if since >= until:
            raise InvalidInput("The period ends before it begins.")
        figures = await reporting.summary(since, until)
        return {"from": since.isoformat(), "to": until.isoformat(), **figures}

    return router
