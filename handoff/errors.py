"""The one place that turns any package's errors into a code, an HTTP status and words safe to show."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, ClassVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from handoff.domain.refusals import Refusal
from knowledge_base.errors import KnowledgeBaseError


class FrontdeskError(Exception):
    """Base of the handoff package's own errors outside the state machine."""

    code: ClassVar[str] = "internal_error"


class InvalidInput(FrontdeskError):
    """What was sent does not fit."""

    code = "invalid_payload"


class TooLong(FrontdeskError):
    """A text is longer than allowed."""

    code = "too_long"


class TooLarge(FrontdeskError):
    """A request has a larger body than is taken in."""

    code = "too_large"


class InvalidCredentials(FrontdeskError):
    """Signing in failed."""

    code = "invalid_credentials"


class NotAuthenticated(FrontdeskError):
    """No valid token came along."""

    code = "not_authenticated"


class InvalidIdentity(FrontdeskError):
    """The website's identity token is not valid."""

    code = "invalid_identity"


class NotAllowed(FrontdeskError):
    """The person is known but may not do this."""

    code = "not_allowed"


class RateLimited(FrontdeskError):
    """Too much in too short a time."""

    code = "rate_limited"


class NotReady(FrontdeskError):
    """A part that is needed for this is still starting or broken."""

    code = "not_ready"


STATUS_OF = {
    "already_assigned": HTTPStatus.CONFLICT,
    "article_id_taken": HTTPStatus.CONFLICT,
    "article_invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "article_not_found": HTTPStatus.NOT_FOUND,
    "choice_expired": HTTPStatus.CONFLICT,
    "client_id_reused": HTTPStatus.CONFLICT,
    "gap_not_found": HTTPStatus.NOT_FOUND,
    "golden_question_duplicate": HTTPStatus.CONFLICT,
    "golden_question_invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "golden_question_not_found": HTTPStatus.NOT_FOUND,
    "golden_questions_broken": HTTPStatus.CONFLICT,
    "golden_questions_not_asked": HTTPStatus.SERVICE_UNAVAILABLE,
    "import_busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "import_not_found": HTTPStatus.NOT_FOUND,
    "import_not_undoable": HTTPStatus.CONFLICT,
    "import_outrun": HTTPStatus.CONFLICT,
    "import_refused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "import_unreadable": HTTPStatus.BAD_REQUEST,
    "index_not_refreshed": HTTPStatus.SERVICE_UNAVAILABLE,
    "invalid_credentials": HTTPStatus.UNAUTHORIZED,
    "invalid_identity": HTTPStatus.UNAUTHORIZED,
    "invalid_payload": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not_allowed": HTTPStatus.FORBIDDEN,
    "not_authenticated": HTTPStatus.UNAUTHORIZED,
    "not_found": HTTPStatus.NOT_FOUND,
    "not_owner": HTTPStatus.CONFLICT,
    "not_ready": HTTPStatus.SERVICE_UNAVAILABLE,
    "nothing_to_schedule": HTTPStatus.CONFLICT,
    "override_invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "override_not_allowed": HTTPStatus.FORBIDDEN,
    "rate_limited": HTTPStatus.TOO_MANY_REQUESTS,
    "revision_conflict": HTTPStatus.PRECONDITION_FAILED,
    "revision_malformed": HTTPStatus.BAD_REQUEST,
    "revision_not_found": HTTPStatus.NOT_FOUND,
    "revision_required": HTTPStatus.PRECONDITION_REQUIRED,
    "schedule_invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "stale_reply": HTTPStatus.CONFLICT,
    "status_not_editable": HTTPStatus.CONFLICT,
    "storage_unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too_long": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "transition_not_allowed": HTTPStatus.CONFLICT,
    "unknown_message": HTTPStatus.NOT_FOUND,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as it leaves the house."""

    code: str
    message: str
    status: int
    details: dict[str, Any] = field(default_factory=dict)

    def to_ack(self) -> dict[str, Any]:
        """Give the acknowledgement of a refused socket event."""
        return {"ok": False, "error": {"code": self.code, "message": self.message, **self.details}}

    def to_rfc9457(self) -> dict[str, Any]:
        """Give the HTTP body, as RFC 9457 problem details."""
        return {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.message,
            "code": self.code,
            **self.details,
        }


def problem_of(error: Exception) -> Problem | None:
    """Give the problem for an error that we know; None for one that nobody foresaw."""
    match error:
        case Refusal():
            return _problem(error.code, error.message, dict(error.details))
        case KnowledgeBaseError():
            return _problem(error.code, error.message, dict(error.details))
        case FrontdeskError():
            return _problem(error.code, str(error), {})
        case OperationalError() | PoolTimeout():
            return _problem(
                "storage_unavailable", "This could not be stored just now. Please send it again.", {}
            )
        case _:
            return None


UNFORESEEN = Problem("internal_error", "Something went wrong on our side. Please try again.", 500)


def _problem(code: str, message: str, details: dict[str, Any]) -> Problem:
    return Problem(code, message, int(STATUS_OF.get(code, HTTPStatus.BAD_REQUEST)), details)
