"""A real OpenID Connect provider on a real port, with its own people and keys, that can be made to lie.

Built on Authlib's provider side: discovery, published keys, the authorization code with PKCE, and the token
endpoint with client authentication. Whoever comes is signed in as `person`, as by a provider's own session.
"""

import secrets
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import pytest
import uvicorn
from authlib.oauth2.rfc6749 import AuthorizationServer, OAuth2Request
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

CLIENT_ID, CLIENT_SECRET = "frontdesk", "a secret that both sides know"


@dataclass
class Registered:
    """The one client that this provider knows."""

    redirect: str | None = None

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> str | None:
        return self.redirect

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join(part for part in scope.split() if part in {"openid", "email", "profile"})

    def check_redirect_uri(self, uri: str) -> bool:
        return uri == self.redirect

    def check_client_secret(self, secret: str) -> bool:
        return secrets.compare_digest(secret, CLIENT_SECRET)

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code:
    """An authorization code that was given out."""

    code: str
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str | None
    code_challenge_method: str | None
    person: Mapping[str, Any]

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@dataclass
class OidcProvider:
    """The provider: `person` is whom it signs in, `lies` what it says instead of the truth."""

    url: str
    person: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    client: Registered = field(default_factory=Registered)
    codes: dict[str, Code] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    published: RSAKey | None = None

    def new_key(self) -> None:
        """Sign with another key from now on, and publish it."""
        self.key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig"})


class _Grant(AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        sent = request.payload.data
        self.server.provider.codes[code] = Code(
            code,
            sent["redirect_uri"],
            sent["scope"],
            sent.get("nonce"),
            sent.get("code_challenge"),
            sent.get("code_challenge_method"),
            request.user,
        )

    def query_authorization_code(self, code: str, _client: Registered) -> Code | None:
        found: Code | None = self.server.provider.codes.get(code)
        return found

    def delete_authorization_code(self, code: Code) -> None:
        del self.server.provider.codes[code.code]

    def authenticate_user(self, code: Code) -> Mapping[str, Any]:
        return code.person


class _OpenId(OpenIDCode):
    def __init__(self, provider: OidcProvider) -> None:
        super().__init__(require_nonce=True)
        self._provider = provider

    def exists_nonce(self, nonce: str, _request: OAuth2Request) -> bool:
        return any(code.nonce == nonce for code in self._provider.codes.values())

    def resolve_client_private_key(self, _client: Registered) -> RSAKey:
        return self._provider.key

    def get_encode_header(self, _client: Registered) -> dict[str, str]:
        return {"alg": "RS256", "kid": str(self._provider.key.kid)}

    def get_client_claims(self, _client: Registered) -> dict[str, object]:
        return {"iss": self._provider.url, "aud": [CLIENT_ID]}

    def generate_user_info(self, user: Mapping[str, Any], _scope: str) -> UserInfo:
        return UserInfo({**user, **self._provider.lies})


class _Server(AuthorizationServer):
    def __init__(self, provider: OidcProvider) -> None:
        super().__init__(scopes_supported=["openid", "email", "profile"])
        self.provider = provider
        self.register_token_generator(
            "default", BearerTokenGenerator(lambda *_a, **_k: secrets.token_hex(16))
        )
        self.register_grant(_Grant, [CodeChallenge(required=True), _OpenId(provider)])

    def query_client(self, client_id: str) -> Registered | None:
        return self.provider.client if client_id == CLIENT_ID else None

    def save_token(self, token: Mapping[str, Any], request: OAuth2Request) -> None:
        """Access tokens open nothing here."""

    def create_oauth2_request(self, request: OAuth2Request) -> OAuth2Request:
        return request

    def handle_response(self, status: int, body: object, headers: list[tuple[str, str]]) -> Response:
        if isinstance(body, dict):
            return JSONResponse(body, status, dict(headers))
        return Response(str(body), status, dict(headers))

    def send_signal(self, name: str, *_arguments: object, **_named: object) -> None:
        """Nobody listens."""


def _random(*_arguments: object, **_named: object) -> str:
    return secrets.token_hex(16)


def _app(provider: OidcProvider) -> Starlette:
    server = _Server(provider)

    async def describe(_request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": provider.url,
                "authorization_endpoint": f"{provider.url}/authorize",
                "token_endpoint": f"{provider.url}/token",
                "jwks_uri": f"{provider.url}/keys",
                "response_types_supported": ["code"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    async def publish(_request: Request) -> Response:
        key = provider.published or provider.key
        return JSONResponse({"keys": [key.as_dict(private=False)]})

    async def authorize(request: Request) -> Response:
        asked = OAuth2Request("GET", str(request.url), headers=request.headers)
        asked.payload = BasicOAuth2Payload(dict(request.query_params))
        grant = server.get_consent_grant(asked, provider.person)
        answer: Response = server.create_authorization_response(asked, provider.person, grant)
        return answer

    async def token(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        asked = _Posted("POST", str(request.url), headers=request.headers)
        asked.sent, asked.payload = form, BasicOAuth2Payload(form)
        answer: Response = server.create_token_response(asked)
        return answer

    return Starlette(
        routes=[
            Route("/.well-known/openid-configuration", describe),
            Route("/keys", publish),
            Route("/authorize", authorize),
            Route("/token", token, methods=["POST"]),
        ]
    )


class _Posted(OAuth2Request):
    sent: Mapping[str, str]

    @property
    def form(self) -> Mapping[str, str]:
        return self.sent


@contextmanager
def serving() -> Iterator[OidcProvider]:
    """Run a provider on a thread and a free port for as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        provider = OidcProvider(f"http://127.0.0.1:{listener.getsockname()[1]}")
        config = uvicorn.Config(_app(provider), lifespan="off", log_config=None, access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="provider")
        thread.start()
        try:
            yield provider
        finally:
            server.should_exit = True
            thread.join()
