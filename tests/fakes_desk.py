"""People at the editors' desk without accounts, and errors told as the real service tells them."""

from collections.abc import Awaitable, Callable

from fastapi import Request
from fastapi.responses import JSONResponse

from handoff.errors import NotAllowed, NotAuthenticated, problem_of
from handoff.people.accounts import Role, Staff

PEOPLE = {
    "anna": Staff("s1", "anna@shop.example", "Anna", Role.EDITOR),
    "ben": Staff("s2", "ben@shop.example", "Ben", Role.EDITOR),
    "cem": Staff("s3", "cem@shop.example", "Cem", Role.AGENT),
    "dora": Staff("s4", "dora@shop.example", "Dora", Role.ADMIN),
}


def gate(*roles: str) -> Callable[[Request], Awaitable[Staff]]:
    """Let people in by the name in their bearer token."""

    async def admit(request: Request) -> Staff:
        person = PEOPLE.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        if person is None:
            raise NotAuthenticated("Please sign in.")
        if not person.may(*roles):
            raise NotAllowed("Not yours.")
        return person

    return admit


async def as_problem(_request: Request, error: Exception) -> JSONResponse:
    problem = problem_of(error)
    assert problem is not None
    return JSONResponse(problem.to_rfc9457(), problem.status, media_type="application/problem+json")


async def as_invalid(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"code": "invalid_payload"}, 422)
