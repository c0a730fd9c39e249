"""The audit log over HTTP, and the middle layer that notes every change that staff make over HTTP.

A change is noted after it was made and before its answer goes out, so that whoever hears of it can find it.
People, sign-ins and second factors note themselves, in the transaction of the change.
"""

import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handoff.adapters.routes.staff import StaffGate
from handoff.domain.audit import AuditQuery, Detail, actor_of
from handoff.domain.rights import Right
from handoff.errors import InvalidInput
from handoff.people.accounts import Staff
from handoff.people.audit import Audit

NOTED = {
    ("DELETE", "/api/v1/account/sessions"): "own_sessions_ended",
    ("DELETE", "/api/v1/account/sessions/{session_id}"): "own_session_ended",
    ("POST", "/api/v1/conversations/{conversation_id}/transcript/mail"): "transcript_mailed",
    ("POST", "/api/v1/articles"): "article_created",
    ("PUT", "/api/v1/articles/{article_id}"): "article_edited",
    ("DELETE", "/api/v1/articles/{article_id}"): "article_deleted",
    ("POST", "/api/v1/articles/{article_id}/archive"): "article_archived",
    ("POST", "/api/v1/articles/{article_id}/publish"): "article_published",
    ("POST", "/api/v1/articles/{article_id}/revisions/{number}/restore"): "article_restored",
    ("PUT", "/api/v1/articles/{article_id}/schedule"): "publication_planned",
    ("DELETE", "/api/v1/articles/{article_id}/schedule"): "publication_plan_dropped",
    ("POST", "/api/v1/articles/{article_id}/undelete"): "article_undeleted",
    ("GET", "/api/v1/articles/export"): "articles_exported",
    ("POST", "/api/v1/imports"): "articles_import_uploaded",
    ("POST", "/api/v1/imports/{import_id}/undo"): "articles_import_undone",
    ("POST", "/api/v1/golden-questions"): "golden_question_added",
    ("PUT", "/api/v1/golden-questions/{question_id}"): "golden_question_changed",
    ("DELETE", "/api/v1/golden-questions/{question_id}"): "golden_question_removed",
    ("POST", "/api/v1/gaps/{gap_id}/dismiss"): "gap_dismissed",
    ("POST", "/api/v1/gaps/{gap_id}/draft"): "gap_drafted",
    ("POST", "/api/v1/gaps/{gap_id}/reopen"): "gap_reopened",
    ("POST", "/api/v1/policies"): "policy_proposed",
    ("POST", "/api/v1/policies/{version}/activate"): "policy_activated",
    ("PUT", "/api/v1/voice"): "voice_changed",
    ("POST", "/api/v1/canned-replies"): "canned_reply_added",
    ("PUT", "/api/v1/canned-replies/{reply_id}"): "canned_reply_changed",
    ("DELETE", "/api/v1/canned-replies/{reply_id}"): "canned_reply_removed",
    ("POST", "/api/v1/teams"): "team_added",
    ("PUT", "/api/v1/teams/{team_id}"): "team_changed",
    ("DELETE", "/api/v1/teams/{team_id}"): "team_removed",
    ("POST", "/api/v1/understanding/phrasings"): "phrasing_added",
    ("DELETE", "/api/v1/understanding/phrasings"): "phrasing_removed",
    ("GET", "/api/v1/audit/export"): "audit_exported",
    ("GET", "/api/v1/conversations/{conversation_id}/export"): "conversation_exported",
    ("POST", "/api/v1/webhooks"): "webhook_added",
    ("PUT", "/api/v1/webhooks/{webhook_id}"): "webhook_changed",
    ("DELETE", "/api/v1/webhooks/{webhook_id}"): "webhook_removed",
    ("POST", "/api/v1/webhooks/{webhook_id}/test"): "webhook_tested",
    ("POST", "/api/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/again"): "delivery_sent_again",
}
"""What is noted, by method and path. What else changes something is named in the tests, with its reason."""


class AuditTrail:
    """Notes the changes of `NOTED` when they succeed."""

    def __init__(self, app: ASGIApp, audit: Audit) -> None:
        self._app = app
        self._audit = audit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_noted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                await self._note(scope)
            await send(message)

        await self._app(scope, receive, send_noted)

    async def _note(self, scope: Scope) -> None:
        path = getattr(scope.get("route"), "path", None)
        action = NOTED.get((scope["method"], path)) if path else None
        person = scope.get("state", {}).get("staff")
        if action is None or not isinstance(person, Staff):
            return
        named: dict[str, Detail] = {name: str(value) for name, value in scope["path_params"].items()}
        more: dict[str, Detail] = scope["state"].get("audit_details", {})
        target = next(iter(named.values()), None) or more.get("id") or scope["path"]
        await self._audit.note(actor_of(person), action, str(target), {**named, **more})


def audit_router(audit: Audit, gate: StaffGate) -> APIRouter:
    """Serve `/api/v1/audit`: filtered, newest first, and as JSON lines."""
    router = APIRouter(prefix="/api/v1/audit", tags=["audit"], dependencies=[Depends(gate(Right.READ_AUDIT))])

    @router.get("")
    async def list_entries(
        wanted: Annotated[AuditQuery, Depends(_query)],
    ) -> dict[str, Any]:
        found = await audit.find(wanted)
        return {
            "entries": [entry.to_data() for entry in found],
            "actions": list(await audit.actions()),
            "before": found[-1].id if len(found) == wanted.limit else None,
        }

    @router.get("/export")
    async def export_entries(wanted: Annotated[AuditQuery, Depends(_query)]) -> StreamingResponse:
        headers = {"content-disposition": 'attachment; filename="audit.jsonl"'}
        return StreamingResponse(_lines(audit, wanted), headers=headers, media_type="application/x-ndjson")

    return router


async def _lines(audit: Audit, wanted: AuditQuery) -> AsyncIterator[str]:
    async for entry in audit.everything(wanted):
        yield json.dumps(entry.to_data(), ensure_ascii=False) + "\n"


def _query(
    actor: Annotated[str | None, Query(max_length=40)] = None,
    action: Annotated[str | None, Query(max_length=60)] = None,
    after: datetime | None = None,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> AuditQuery:
    if after is not None and after.tzinfo is None:
        raise InvalidInput("after: a time with its zone is needed, such as 2026-11-22T09:00:00Z.")
    return AuditQuery(actor or None, action or None, after, before, limit)
