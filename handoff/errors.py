"""The one place that turns any package's errors into a code, an HTTP status and words safe to show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, ClassVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from handoff.domain.refusals import Refusal
from handoff.statuses import STATUS_OF
from knowledge_base.errors import KnowledgeBaseError


class FrontdeskError(Exception):
    """Base of the handoff package's own errors outside the state machine."""

    code: ClassVar[str] = "internal_error"
    details: Mapping[str, Any] = MappingProxyType({})


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


class SecondFactorNeeded(FrontdeskError):
    """The password was right; the token is for showing the second factor, or for setting it up first."""

    code = "second_factor_needed"

    def __init__(self, pending_token: str, *, enrol: bool) -> None:
        super().__init__("Please enter the code of your authenticator.")
        self.details = {"pending_token": pending_token, "enrol": enrol}


class FactorRefused(FrontdeskError):
    """A second factor cannot be set up now."""

    code = "second_factor_set"


class InvitationInvalid(FrontdeskError):
    """The invitation was used, withdrawn or has run out."""

    code = "invitation_invalid"


class LastAdmin(FrontdeskError):
    """Somebody must remain who can manage people."""

    code = "last_admin"


class PersonNotFound(FrontdeskError):
    """There is no such person, session or invitation."""

    code = "person_not_found"


class SignOnRefused(FrontdeskError):
    """Signing in with the company's provider failed; words and reason say why and name nobody."""

    code = "sign_on_refused"

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.details = {"reason": reason}


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


class PolicyInvalid(FrontdeskError):
    """A policy has an unknown field or a value out of its range; the words name it."""

    code = "invalid_policy"


class VoiceInvalid(FrontdeskError):
    """The operator's words have an unknown occasion or placeholder, or are empty."""

    code = "invalid_voice"


class PolicyNotFound(FrontdeskError):
    """There is no such version of the policy."""

    code = "policy_not_found"


class WhatIfNotFound(FrontdeskError):
    """There is no such what-if, or it was dropped for newer ones."""

    code = "what_if_not_found"


class PhrasingInvalid(FrontdeskError):
    """A phrasing is no plain line of text, or its intent is not known."""

    code = "invalid_phrasing"


class PhrasingTaken(FrontdeskError):
    """An intent has this phrasing already."""

    code = "phrasing_taken"


class PhrasingNotFound(FrontdeskError):
    """Nobody added this phrasing."""

    code = "phrasing_not_found"


class TeamNotFound(FrontdeskError):
    """There is no team with this id."""

    code = "team_not_found"


class DefaultTeamStays(FrontdeskError):
    """The default team takes what fits nobody else, so it cannot be removed."""

    code = "default_team_stays"


class OfferOver(FrontdeskError):
    """The offer has run out, was withdrawn, or there is no room left for it."""

    code = "offer_over"


class MailNotConfigured(FrontdeskError):
    """This installation cannot send mail, so nothing that needs it is offered."""

    code = "mail_not_configured"


class SecretsUnreadable(FrontdeskError):
    """The key of the stored secrets is missing or another one."""

    code = "secrets_unreadable"


class NotReady(FrontdeskError):
    """A part that is needed for this is still starting or broken."""

    code = "not_ready"


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
            return _problem(error.code, str(error), dict(error.details))
        case OperationalError() | PoolTimeout():
            return _problem(
                "storage_unavailable", "This could not be stored just now. Please send it again.", {}
            )
        case _:
            return None


UNFORESEEN = Problem("internal_error", "Something went wrong on our side. Please try again.", 500)


def _problem(code: str, message: str, details: dict[str, Any]) -> Problem:
    return Problem(code, message, int(STATUS_OF.get(code, HTTPStatus.BAD_REQUEST)), details)
