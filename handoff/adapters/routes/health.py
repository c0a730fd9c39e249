"""Whether the service lives, whether each part works, and its figures for Prometheus."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

Probe = Callable[[], Awaitable[str]]
Facts = Callable[[], Mapping[str, object] | None]
NEEDED = ("database", "index")


def health_router(
    probes: Mapping[str, Probe], registry: CollectorRegistry, index_progress: Facts = lambda: None
) -> APIRouter:
    """Serve `/healthz`, `/readyz` and `/metrics`; a dead dialogue leaves the service ready.

    `index_progress` says what is being built or rehearsed behind an index that answers all the while.
    """
    router = APIRouter(tags=["health"])

    @router.get("/healthz")
    async def alive() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz")
    async def ready(response: Response) -> dict[str, Any]:
        components = {name: await probe() for name, probe in probes.items()}
        is_ready = all(components[name] == "ok" for name in NEEDED)
        response.status_code = 200 if is_ready else 503
        status = "ready" if is_ready else "not ready"
        return {"status": status, "components": components, "index_progress": index_progress()}

    @router.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return router
