"""How far the bot's answers can be trusted, over HTTP."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Depends

from handoff.adapters.routes.articles import Gate
from knowledge_base.domain.calibration import Calibration
from knowledge_base.trust import Trust, TrustReport


def trust_router(trust: Trust, staff: Gate) -> APIRouter:
    """Serve `/api/v1/trust`."""
    router = APIRouter(prefix="/api/v1/trust", tags=["trust"])

    @router.get("", dependencies=[Depends(staff("editor"))])
    async def show() -> dict[str, Any]:
        return _view(await trust.report())

    return router


def _view(report: TrustReport) -> dict[str, Any]:
    calibration = report.calibration
    return {
        "target_error": report.target_error,
        "confidence": calibration.confidence,
        "cut_off": calibration.answered_from,
        "proven": report.proven,
        "bound": calibration.bound,
        "coverage": calibration.coverage,
        "rehearsed": calibration.rehearsed,
        "categories": _categories(calibration),
        "observed": asdict(report.observed),
        "assumptions": list(report.assumptions),
        "as_of": report.as_of.isoformat(),
    }


def _categories(calibration: Calibration) -> list[dict[str, Any]]:
    """The cut-off in force of each: where none of its own is proven, the common one."""
    return [
        {
            "category": own.category,
            "cut_off": calibration.answers_from(own.category),
            "proven": own.proven,
            "bound": own.bound,
            "labels": own.labels,
        }
        for own in calibration.categories
    ]
