"""Every route of the service that its description names, and what each role gets from a harmless call."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

Statuses = Mapping[str, int]

READERS = {"visitor": 401, "agent": 200, "editor": 200, "admin": 200}
OF_NOTHING = {**READERS, "agent": 404, "editor": 404, "admin": 404}
EDITORS = {**READERS, "agent": 403}
EDITORS_OF_NOTHING = {**OF_NOTHING, "agent": 403}
EDITORS_WRONGLY = {**EDITORS, "editor": 422, "admin": 422}
AGENTS = {**READERS, "editor": 403}
BOTH_SIDES = {**AGENTS, "visitor": 404}
TEXT = {"title": "T", "body": "B"}
LATER = {"at": "2999-01-01T00:00:00Z"}


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a path as the service describes them, and the status each role gets for this body."""

    method: str
    path: str
    statuses: Statuses
    body: object = None
    query: str = ""

    def address(self, conversation_id: str) -> str:
        """The path to this conversation, or to the first number of a thing that does not exist."""
        known = {"number": "1", "conversation_id": conversation_id}
        return self.path.format_map(defaultdict(lambda: "none", known)) + self.query


PUBLIC = {
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/help"),
    ("GET", "/help/{article_id}"),
    ("POST", "/api/v1/help/{article_id}/vote"),
    ("POST", "/api/v1/login"),
    ("POST", "/api/v1/logout"),
    ("POST", "/api/v1/search"),
    ("POST", "/api/v1/visitors"),
}
_V1 = "/api/v1"
_ARTICLE = f"{_V1}/articles/{{article_id}}"
_CONVERSATION = f"{_V1}/conversations/{{conversation_id}}"
_GAP = f"{_V1}/gaps/{{gap_id}}"
_GOLDEN = f"{_V1}/golden-questions"
GUARDED = [
    Route("GET", f"{_V1}/session", READERS),
    Route("GET", f"{_V1}/trust", EDITORS),
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
    Route("GET", f"{_V1}/conversations", AGENTS),
    Route("GET", _CONVERSATION, AGENTS),
    Route("GET", f"{_CONVERSATION}/events", BOTH_SIDES),
    Route("GET", f"{_CONVERSATION}/transcript", BOTH_SIDES),
    Route("POST", f"{_V1}/feedback", {**EDITORS_WRONGLY, "agent": 422}, {"question": ""}),
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
    Route("GET", f"{_V1}/reports/summary", READERS),
]
ROUTES = PUBLIC | {(route.method, route.path) for route in GUARDED}
