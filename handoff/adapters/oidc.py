"""The company's sign-in provider over OpenID Connect: discovery, the address, the exchange and its proofs.

What the provider signs is checked against its published keys: issuer, audience, expiry, nonce and the hash of
the access token (OpenID Connect Core 1.0, 3.1.3.7), and only signatures by key pairs are accepted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from handoff.errors import SignOnRefused
from handoff.people.sign_on import Claims

ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "ES384", "RS512", "ES512")
SCOPE = "openid email profile"
LEEWAY_S = 30
TIMEOUT_S = 10.0
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
UNREACHABLE = "The sign-in provider does not answer. Please try again, or sign in with a password."
UNPROVEN = "The sign-in provider's answer could not be verified."


@dataclass(frozen=True, slots=True)
class OidcClient:
    """How this installation is known to its provider."""

    issuer: str
    client_id: str
    client_secret: str | None
    role_claim: str | None


class OidcProvider:
    """Speaks with one provider; its description and keys are fetched when first needed."""

    def __init__(self, client: OidcClient) -> None:
        if urlsplit(client.issuer).scheme != "https" and urlsplit(client.issuer).hostname not in LOOPBACK:
            raise ValueError(f"the issuer {client.issuer!r} must be reached over https")
        self._client = client
        self._metadata: dict[str, Any] | None = None
        self._keys: KeySet | None = None

    async def address(self, redirect: str, state: str, nonce: str, verifier: str) -> str:
        """Give the address at which a person proves who they are, or raise SignOnRefused."""
        metadata = await self._described()
        async with self._oauth(redirect) as oauth:
            url, _ = oauth.create_authorization_url(
                metadata["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
            )
        return str(url)

    async def claims(self, redirect: str, code: str, nonce: str, verifier: str) -> Claims:
        """Exchange the code and give what was vouched for, or raise SignOnRefused."""
        metadata = await self._described()
        try:
            async with self._oauth(redirect) as oauth:
                token = await oauth.fetch_token(metadata["token_endpoint"], code=code, code_verifier=verifier)
                proven = await self._proven(token, nonce, metadata)
                told = await _told(oauth, proven, metadata)
        except httpx2.HTTPError as error:
            raise SignOnRefused(UNREACHABLE, "unreachable") from error
        except (OAuthError, JoseError, ValueError, KeyError, TypeError) as error:
            raise SignOnRefused(UNPROVEN, "unproven") from error
        return self._read(proven, told)

    def _oauth(self, redirect: str) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            client_id=self._client.client_id,
            client_secret=self._client.client_secret,
            token_endpoint_auth_method="client_secret_basic" if self._client.client_secret else "none",
            scope=SCOPE,
            redirect_uri=redirect,
            code_challenge_method="S256",
            timeout=TIMEOUT_S,
        )

    async def _described(self) -> dict[str, Any]:
        """Give the provider's own description, which must be about the provider that we know."""
        if self._metadata is None:
            address = f"{self._client.issuer.rstrip('/')}/.well-known/openid-configuration"
            metadata = await _fetch(address)
            if metadata.get("issuer") != self._client.issuer:
                raise SignOnRefused("The sign-in provider has another name than is set here.", "unproven")
            self._metadata = metadata
        return self._metadata

    async def _proven(self, token: Mapping[str, Any], nonce: str, metadata: Mapping[str, Any]) -> CodeIDToken:
        named = metadata.get("id_token_signing_alg_values_supported", ["RS256"])
        algorithms = [name for name in ALGORITHMS if name in named]
        try:
            decoded = jwt.decode(token["id_token"], await self._published(metadata), algorithms=algorithms)
        except InvalidKeyIdError:
            self._keys = None
            decoded = jwt.decode(token["id_token"], await self._published(metadata), algorithms=algorithms)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "value": self._client.issuer},
                "aud": {"essential": True, "value": self._client.client_id},
            },
            {"nonce": nonce, "client_id": self._client.client_id, "access_token": token.get("access_token")},
        )
        claims.validate(leeway=LEEWAY_S)
        return claims

    async def _published(self, metadata: Mapping[str, Any]) -> KeySet:
        if self._keys is None:
            self._keys = KeySet.import_key_set(await _fetch(metadata["jwks_uri"]))  # type: ignore[arg-type]
        return self._keys

    def _read(self, proven: Mapping[str, Any], told: Mapping[str, Any]) -> Claims:
        email = told.get("email")
        if not isinstance(email, str) or "@" not in email or told.get("email_verified") is not True:
            raise SignOnRefused("The sign-in provider has not verified this e-mail address.", "unverified")
        name = told.get("name")
        shown = name[:200] if isinstance(name, str) and name.strip() else email.partition("@")[0]
        subject = f"{self._client.issuer}|{proven['sub']}"
        return Claims(subject, email, shown, self._roles(proven))

    def _roles(self, proven: Mapping[str, Any]) -> tuple[str, ...]:
        named = proven.get(self._client.role_claim) if self._client.role_claim else None
        values = named if isinstance(named, list) else [named]
        return tuple(value for value in values if isinstance(value, str))


async def _told(
    oauth: AsyncOAuth2Client, proven: Mapping[str, Any], metadata: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Give the claims about the person; some providers tell the address only when asked for it."""
    if "email" in proven or "userinfo_endpoint" not in metadata:
        return proven
    answer = await oauth.get(metadata["userinfo_endpoint"])
    answer.raise_for_status()
    told = answer.json()
    if told.get("sub") != proven["sub"]:
        raise ValueError("the user info is about somebody else")
    return {**told}


async def _fetch(address: str) -> dict[str, Any]:
    try:
        async with httpx2.AsyncClient(timeout=TIMEOUT_S) as http:
            answer = await http.get(address)
            answer.raise_for_status()
            found = answer.json()
    except (httpx2.HTTPError, ValueError) as error:
        raise SignOnRefused(UNREACHABLE, "unreachable") from error
    if not isinstance(found, dict):
        raise SignOnRefused(UNREACHABLE, "unreachable")
    return found
