"""No route goes unnoticed: each was decided on for every role, and each change is noted or need not be."""

from handoff.adapters.routes.audit import NOTED
from handoff.domain.rights import Role
from tests.routes import GUARDED

ROLES = {"visitor", *Role}


def test_every_route_was_decided_on_for_every_role() -> None:
    undecided = [f"{route.method} {route.path}" for route in GUARDED if set(route.statuses) != ROLES]
    assert undecided == []


NOTE_THEMSELVES = ("/api/v1/people", "/api/v1/account")
CHANGE_NOTHING_THAT_IS_NOTED = {
    "/api/v1/answers/compare": "asks the bot and stores nothing",
    "/api/v1/answers/preview": "asks the bot and stores nothing",
    "/api/v1/articles/preview": "renders and stores nothing",
    "/api/v1/conversations/{conversation_id}/attachments": "stands in the conversation's events",
    "/api/v1/conversations/{conversation_id}/contact": "stands in the conversation's events",
    "/api/v1/conversations/{conversation_id}/messages": "stands in the conversation's events",
    "/api/v1/feedback": "stands with the questions",
    "/api/v1/mail/incoming": "stands in the conversation's events",
    "/api/v1/what-if": "computes and stores nothing",
    "/api/v1/what-if/{job_id}": "computes and stores nothing",
}


def test_every_change_is_noted_or_need_not_be() -> None:
    changing = [route for route in GUARDED if route.method != "GET"]
    unnoted = [
        f"{route.method} {route.path}"
        for route in changing
        if (route.method, route.path) not in NOTED
        and route.path not in CHANGE_NOTHING_THAT_IS_NOTED
        and not route.path.startswith(NOTE_THEMSELVES)
    ]
    assert unnoted == []
    assert NOTED.keys() <= {(route.method, route.path) for route in GUARDED}
