"""Turns every error of a request into an RFC 9457 problem with a stable code."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from structlog.stdlib import BoundLogger

from handoff.domain.refusals import Refusal
from handoff.errors import UNFORESEEN, FrontdeskError, Problem, problem_of
from knowledge_base.errors import KnowledgeBaseError

MEDIA_TYPE = "application/problem+json"
UNREADABLE = "The request cannot be read: its body must be JSON in UTF-8."
HTTP_CODES = {
    400: "invalid_payload",
    401: "not_authenticated",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
}


def handle_problems(app: FastAPI, log: BoundLogger) -> None:
    """Answer each kind of error with its problem; the unforeseen ones are logged with their trace."""

    async def on_error(_request: Request, error: Exception) -> Response:
        problem = problem_of(error)
        if problem is None:
            log.error("request_failed", exc_info=error)
        return _response(problem or UNFORESEEN)

    async def on_invalid(_request: Request, error: Exception) -> Response:
        return _response(_invalid(error))

    async def on_http(_request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            return _response(UNFORESEEN)
        status = error.status_code
        words = UNREADABLE if status == HTTPStatus.BAD_REQUEST else str(error.detail)
        problem = Problem(HTTP_CODES.get(status, "http_error"), words, status)
        return _response(problem, error.headers)

    for kind in (Refusal, FrontdeskError, KnowledgeBaseError, SQLAlchemyError, Exception):
        app.add_exception_handler(kind, on_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)


def _invalid(error: Exception) -> Problem:
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    too_long = any(f["type"] == "string_too_long" and f["loc"][-1] in {"text", "query"} for f in faults)
    words = "; ".join(f"{'.'.join(str(part) for part in f['loc'][1:])}: {f['msg']}" for f in faults[:5])[:500]
    if too_long:
        return Problem("too_long", f"The text is too long: {words}", 413)
    return Problem("invalid_payload", f"The request does not fit: {words}", 422)


def _response(problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse(problem.to_rfc9457(), problem.status, headers, MEDIA_TYPE)
