"""The error table: every refusal has a stable code, a status, and words that are safe to show."""

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from handoff.domain.refusals import AlreadyAssigned, Refusal
from handoff.errors import UNFORESEEN, FrontdeskError, InvalidInput, Problem, problem_of
from handoff.statuses import STATUS_OF
from knowledge_base.errors import ArticleInvalid, KnowledgeBaseError, RevisionConflict

ROOTS = (Refusal, FrontdeskError, KnowledgeBaseError)
# What only the command line raises never leaves the house.
INDOORS = ("handoff.bench", "handoff.cli", "handoff.operations")


def below(kind: type[Exception]) -> list[type[Exception]]:
    return [found for child in kind.__subclasses__() for found in (child, *below(child))]


KINDS = [kind for root in ROOTS for kind in below(root) if not kind.__module__.startswith(INDOORS)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_has_a_code_of_its_own_and_a_status(kind: type[Exception]) -> None:
    code = vars(kind).get("code")
    assert isinstance(code, str)
    assert code in STATUS_OF
    assert 400 <= STATUS_OF[code] < 600
    assert kind.__doc__


def test_no_two_errors_share_a_code_and_no_code_is_left_over() -> None:
    codes = [str(vars(kind)["code"]) for kind in KINDS]
    assert len(codes) == len(set(codes))
    assert set(STATUS_OF) == {*codes, "storage_unavailable"}


def test_a_refusal_becomes_an_acknowledgement_with_its_details() -> None:
    problem = problem_of(AlreadyAssigned("Alice already took it.", agent={"id": "a1", "name": "Alice"}))
    assert problem == Problem(
        "already_assigned", "Alice already took it.", 409, {"agent": {"id": "a1", "name": "Alice"}}
    )
    assert problem.to_ack() == {
        "ok": False,
        "error": {
            "code": "already_assigned",
            "message": "Alice already took it.",
            "agent": {"id": "a1", "name": "Alice"},
        },
    }


def test_an_error_becomes_problem_details() -> None:
    problem = problem_of(InvalidInput("The payload does not fit: text: Field required"))
    assert problem is not None
    assert problem.to_rfc9457() == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "The payload does not fit: text: Field required",
        "code": "invalid_payload",
    }


def test_details_of_the_knowledge_base_come_along() -> None:
    invalid = problem_of(ArticleInvalid([{"field": "title", "code": "blank", "message": "Give a title."}]))
    conflict = problem_of(RevisionConflict("Somebody saved in between.", article={"id": "a"}))
    assert invalid is not None
    assert conflict is not None
    assert (invalid.status, invalid.to_rfc9457()["errors"][0]["field"]) == (422, "title")
    assert (conflict.status, conflict.to_rfc9457()["article"]) == (412, {"id": "a"})


@pytest.mark.parametrize(
    "error",
    [OperationalError("INSERT", {}, Exception("database is locked")), PoolTimeout("QueuePool limit")],
    ids=["locked", "no connection"],
)
def test_a_database_that_is_away_is_said_without_its_words(error: Exception) -> None:
    problem = problem_of(error)
    assert problem is not None
    assert (problem.code, problem.status) == ("storage_unavailable", 503)
    assert "INSERT" not in problem.message
    assert "QueuePool" not in problem.message


@pytest.mark.parametrize(
    "error",
    [ValueError("secret"), KeyError("x"), IntegrityError("INSERT", {}, Exception("x")), TimeoutError()],
    ids=lambda error: type(error).__name__,
)
def test_what_nobody_foresaw_has_no_problem(error: Exception) -> None:
    assert problem_of(error) is None


def test_the_unforeseen_says_nothing_of_the_inside() -> None:
    assert UNFORESEEN.to_ack()["error"]["code"] == "internal_error"
    assert UNFORESEEN.to_rfc9457()["status"] == 500
