"""Every route of the service that its description names, and what each role gets from a harmless call."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

Statuses = Mapping[str, int]

READERS = {"visitor": 401, "agent": 200, "editor": 200, "supervisor": 200, "admin": 200}
OF_NOTHING = {**READERS, "agent": 404, "editor": 404, "supervisor": 404, "admin": 404}
EDITORS = {**READERS, "agent": 403, "supervisor": 403}
EDITORS_OF_NOTHING = {**OF_NOTHING, "agent": 403, "supervisor": 403}
EDITORS_WRONGLY = {**EDITORS, "editor": 422, "admin": 422}
AGENTS = {**READERS, "editor": 403}
AGENTS_OF_NOTHING = {**OF_NOTHING, "editor": 403}
AGENTS_WRONGLY = {**AGENTS, "agent": 422, "supervisor": 422, "admin": 422}
BOTH_SIDES = {**AGENTS, "visitor": 404}
EMPTY_FILE = {**BOTH_SIDES, "agent": 415, "supervisor": 415, "admin": 415}
WITHOUT_MAIL = {**BOTH_SIDES, "agent": 409, "supervisor": 409, "admin": 409}
LEADERS = {**READERS, "agent": 403, "editor": 403}
LEADERS_OF_NOTHING = {**LEADERS, "supervisor": 404, "admin": 404}
LEADERS_WRONGLY = {**LEADERS, "supervisor": 422, "admin": 422}
ADMINS = {**LEADERS, "supervisor": 403}
ADMINS_OF_NOTHING = {**ADMINS, "admin": 404}
ADMINS_WRONGLY = {**ADMINS, "admin": 422}
EVERYBODY_WRONGLY = {**READERS, "agent": 422, "editor": 422, "supervisor": 422, "admin": 422}
CREATING = {**READERS, "agent": 201, "editor": 201, "supervisor": 201, "admin": 201}
TEXT = {"title": "T", "body": "B"}
LATER = {"at": "2999-01-01T00:00:00Z"}


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a path as the service describes them, and the status each role gets for this body.

    `strangers` get theirs before anybody asks who they are.
    """

    method: str
    path: str
    statuses: Statuses
    body: object = None
    query: str = ""
    strangers: int = 401

    def address(self, conversation_id: str) -> str:
        """The path to this conversation, or to the first number of a thing that does not exist."""
        known = {"number": "1", "conversation_id": conversation_id}
        return self.path.format_map(defaultdict(lambda: "none", known)) + self.query


PUBLIC = {
    ("GET", "/api/asyncapi.json"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/help"),
    ("GET", "/help/{article_id}"),
    ("POST", "/api/v1/help/{article_id}/vote"),
    ("POST", "/api/v1/join"),
    ("POST", "/api/v1/join/look"),
    ("POST", "/api/v1/login"),
    ("POST", "/api/v1/login/enrol"),
    ("POST", "/api/v1/login/second-factor"),
    ("POST", "/api/v1/logout"),
    ("POST", "/api/v1/search"),
    ("GET", "/api/v1/sign-on"),
    ("GET", "/api/v1/sign-on/return"),
    ("GET", "/api/v1/sign-on/start"),
    ("POST", "/api/v1/visitors"),
}
_V1 = "/api/v1"
_ARTICLE = f"{_V1}/articles/{{article_id}}"
_CANNED = f"{_V1}/canned-replies"
_CONVERSATION = f"{_V1}/conversations/{{conversation_id}}"
_GAP = f"{_V1}/gaps/{{gap_id}}"
_GOLDEN = f"{_V1}/golden-questions"
_ACCOUNT = f"{_V1}/account"
_PEOPLE = f"{_V1}/people"
_PERSON = f"{_PEOPLE}/{{staff_id}}"
_WEBHOOKS = f"{_V1}/webhooks"
_PHRASINGS = f"{_V1}/understanding/phrasings"
GUARDED = [
    Route("GET", f"{_V1}/session", READERS),
    Route("PUT", f"{_ACCOUNT}/password", EVERYBODY_WRONGLY, {"current": "x"}),
    Route("POST", f"{_ACCOUNT}/second-factor", CREATING),
    Route("PUT", f"{_ACCOUNT}/second-factor", EVERYBODY_WRONGLY, {}),
    Route("POST", f"{_ACCOUNT}/second-factor/remove", EVERYBODY_WRONGLY, {}),
    Route("GET", f"{_ACCOUNT}/sessions", READERS),
    Route("DELETE", f"{_ACCOUNT}/sessions", READERS),
    Route("DELETE", f"{_ACCOUNT}/sessions/{{session_id}}", OF_NOTHING),
    Route("GET", f"{_V1}/audit", ADMINS),
    Route("GET", f"{_V1}/audit/export", ADMINS),
    Route("GET", _PEOPLE, ADMINS),
    Route("PUT", _PERSON, ADMINS_OF_NOTHING, {"role": "agent"}),
    Route("DELETE", f"{_PERSON}/second-factor", ADMINS_OF_NOTHING),
    Route("GET", f"{_PERSON}/sessions", ADMINS_OF_NOTHING),
    Route("DELETE", f"{_PERSON}/sessions", ADMINS_OF_NOTHING),
    Route("DELETE", f"{_PERSON}/sessions/{{session_id}}", ADMINS_OF_NOTHING),
    Route("GET", f"{_PEOPLE}/invitations", ADMINS),
    Route("POST", f"{_PEOPLE}/invitations", ADMINS_WRONGLY, {"email": "x"}),
    Route("DELETE", f"{_PEOPLE}/invitations/{{invitation_id}}", ADMINS_OF_NOTHING),
    Route("GET", f"{_V1}/trust", EDITORS),
    Route("GET", f"{_V1}/understanding", {**READERS}),
    Route("POST", _PHRASINGS, EDITORS_WRONGLY, {"intent": "none", "text": "x"}),
    Route("DELETE", _PHRASINGS, EDITORS_OF_NOTHING, {"intent": "none", "text": "x"}),
    Route("GET", f"{_V1}/articles", READERS),
    Route("POST", f"{_V1}/articles", EDITORS_WRONGLY, {"title": ""}),
    Route("GET", f"{_V1}/articles/export", EDITORS),
    Route("GET", f"{_V1}/articles/health", EDITORS),
    Route("POST", f"{_V1}/articles/preview", EDITORS, {"body": "*x*"}),
    Route("GET", f"{_V1}/articles/publications", READERS),
    Route("GET", _ARTICLE, OF_NOTHING),
    Route("PUT", _ARTICLE, EDITORS_OF_NOTHING, TEXT),
    Route("DELETE", _ARTICLE, EDITORS_OF_NOTHING),
    Route("POST", f"{_ARTICLE}/archive", EDITORS_OF_NOTHING),
    Route("GET", f"{_ARTICLE}/diff", OF_NOTHING, query="?from=1&to=2"),
    Route("POST", f"{_ARTICLE}/publish", EDITORS_OF_NOTHING),
    Route("GET", f"{_ARTICLE}/revisions", OF_NOTHING),
    Route("POST", f"{_ARTICLE}/revisions/{{number}}/restore", EDITORS_OF_NOTHING),
    Route("PUT", f"{_ARTICLE}/schedule", EDITORS_OF_NOTHING, LATER),
    Route("DELETE", f"{_ARTICLE}/schedule", EDITORS_OF_NOTHING),
    Route("GET", f"{_ARTICLE}/suggestions", EDITORS_OF_NOTHING),
    Route("POST", f"{_ARTICLE}/undelete", EDITORS_OF_NOTHING),
    Route("POST", f"{_V1}/answers/compare", EDITORS, {"text": "hi", "draft": TEXT}),
    Route("POST", f"{_V1}/answers/preview", READERS, {"text": "hi"}),
    Route("GET", _CANNED, AGENTS),
    Route("POST", _CANNED, AGENTS_WRONGLY, {"shortcut": "No good", "text": "x"}),
    Route("PUT", f"{_CANNED}/{{reply_id}}", AGENTS_OF_NOTHING, {"shortcut": "x", "text": "x"}),
    Route("DELETE", f"{_CANNED}/{{reply_id}}", AGENTS_OF_NOTHING),
    Route("GET", f"{_V1}/colleagues", AGENTS),
    Route("GET", f"{_V1}/conversations", AGENTS),
    Route("GET", f"{_V1}/conversations/search", AGENTS, query="?q=tent"),
    Route("GET", _CONVERSATION, AGENTS),
    Route("GET", f"{_CONVERSATION}/customer", AGENTS),
    Route("GET", f"{_CONVERSATION}/export", LEADERS),
    Route("GET", f"{_CONVERSATION}/events", BOTH_SIDES),
    Route(
        "POST",
        f"{_CONVERSATION}/messages",
        {**BOTH_SIDES, "agent": 409, "supervisor": 409, "admin": 409},
        {"client_id": "k", "text": "x"},
    ),
    Route("POST", f"{_CONVERSATION}/attachments", EMPTY_FILE, query="?client_id=k1&name=a.txt"),
    Route("GET", f"{_CONVERSATION}/attachments/{{attachment_id}}", {**AGENTS_OF_NOTHING, "visitor": 404}),
    Route("GET", f"{_CONVERSATION}/handover", AGENTS),
    Route("GET", f"{_CONVERSATION}/transcript", BOTH_SIDES),
    Route("POST", f"{_CONVERSATION}/contact", WITHOUT_MAIL, {"email": "a@b.example"}),
    Route("POST", f"{_CONVERSATION}/transcript/mail", WITHOUT_MAIL, {}),
    Route("POST", f"{_V1}/feedback", EVERYBODY_WRONGLY, {"question": ""}),
    Route("GET", f"{_V1}/flows", AGENTS),
    Route("GET", f"{_V1}/gaps", EDITORS),
    Route("POST", f"{_GAP}/dismiss", EDITORS_OF_NOTHING),
    Route("POST", f"{_GAP}/draft", EDITORS_OF_NOTHING),
    Route("POST", f"{_GAP}/reopen", EDITORS_OF_NOTHING),
    Route("GET", _GOLDEN, READERS),
    Route("POST", _GOLDEN, EDITORS_WRONGLY, {"question": ""}),
    Route(
        "PUT", f"{_GOLDEN}/{{question_id}}", EDITORS_OF_NOTHING, {"question": "Where?", "article_id": None}
    ),
    Route("DELETE", f"{_GOLDEN}/{{question_id}}", EDITORS_OF_NOTHING),
    Route("GET", f"{_V1}/imports", EDITORS),
    Route("POST", f"{_V1}/imports", EDITORS_WRONGLY),
    Route("GET", f"{_V1}/imports/{{import_id}}", EDITORS_OF_NOTHING),
    Route("POST", f"{_V1}/imports/{{import_id}}/undo", EDITORS_OF_NOTHING),
    Route("GET", f"{_V1}/policies", READERS),
    Route("POST", f"{_V1}/policies", LEADERS_WRONGLY, {"values": {"mood": 1}}),
    Route("POST", f"{_V1}/policies/{{version}}/activate", LEADERS_OF_NOTHING),
    Route("GET", f"{_V1}/reports/summary", READERS),
    Route("POST", f"{_V1}/mail/incoming", dict.fromkeys(READERS, 409), strangers=409),
    Route("GET", f"{_V1}/teams", AGENTS),
    Route("POST", f"{_V1}/teams", LEADERS_WRONGLY, {"name": ""}),
    Route("PUT", f"{_V1}/teams/{{team_id}}", LEADERS_OF_NOTHING, {"name": "T"}),
    Route("DELETE", f"{_V1}/teams/{{team_id}}", LEADERS_OF_NOTHING),
    Route("GET", f"{_V1}/voice", READERS),
    Route("PUT", f"{_V1}/voice", LEADERS_WRONGLY, {"tone": "loud", "sentences": {}}),
    Route("GET", _WEBHOOKS, ADMINS),
    Route("POST", _WEBHOOKS, ADMINS_WRONGLY, {"url": "ftp://x"}),
    Route("PUT", f"{_WEBHOOKS}/{{webhook_id}}", ADMINS_OF_NOTHING, {"url": "https://x.example"}),
    Route("DELETE", f"{_WEBHOOKS}/{{webhook_id}}", ADMINS_OF_NOTHING),
    Route("POST", f"{_WEBHOOKS}/{{webhook_id}}/test", ADMINS_OF_NOTHING),
    Route("GET", f"{_WEBHOOKS}/{{webhook_id}}/deliveries", ADMINS_OF_NOTHING),
    Route("POST", f"{_WEBHOOKS}/{{webhook_id}}/deliveries/{{delivery_id}}/again", ADMINS_OF_NOTHING),
    Route("POST", f"{_V1}/what-if", LEADERS_WRONGLY, {"conversations": 0}),
    Route("GET", f"{_V1}/what-if/{{job_id}}", OF_NOTHING),
    Route("DELETE", f"{_V1}/what-if/{{job_id}}", LEADERS_OF_NOTHING),
]
ROUTES = PUBLIC | {(route.method, route.path) for route in GUARDED}
