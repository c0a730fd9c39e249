"""Signing in with a real provider on a real port: who gets in, and every lie that does not."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
import structlog
from joserfc.jwk import RSAKey

from handoff.adapters.database import Database
from handoff.adapters.people_store import SqlStaffStore
from handoff.chance import CHANCE
from handoff.domain.audit import COMMAND_LINE, AuditQuery
from handoff.domain.rights import Role, Staff
from handoff.errors import InvalidCredentials, SignOnRefused
from handoff.house.staffing import Staffing, open_sign_on, open_staffing
from handoff.people.accounts import digest
from handoff.people.sign_on import SignOn
from handoff.people.staff import People
from handoff.settings import Settings
from tests.inside import opened
from tests.oidc_provider import CLIENT_ID, CLIENT_SECRET, OidcProvider, serving

REDIRECT = "http://127.0.0.1:8000/api/v1/sign-on/return"
ANN = Staff("s1", "ann@shop.example", "Ann", Role.AGENT)
THEIRS = {"sub": "7", "email": "Ann@Shop.example", "email_verified": True, "name": "Ann Archer"}


@pytest.fixture
def provider() -> Iterator[OidcProvider]:
    with serving() as provider:
        provider.client.redirect = REDIRECT
        provider.person = dict(THEIRS)
        yield provider


class House:
    """Sign-on over a real database, and a browser that goes where it is sent."""

    def __init__(self, provider: OidcProvider, database: Database, **settings: object) -> None:
        given = {"oidc_issuer": provider.url, "oidc_client_id": CLIENT_ID, **settings}
        self.settings = Settings.model_validate({"oidc_client_secret": CLIENT_SECRET, **given})
        self.provider, self.database = provider, database
        self.staff = SqlStaffStore(database)
        self.staffing: Staffing = open_staffing(self.settings, database, CHANCE, structlog.get_logger())
        people = People(
            self.staff, self.staffing.sessions, self.staffing.factor, keeps_nothing, self.staffing.audit
        )
        found = open_sign_on(self.settings, self.staffing, database, people, CHANCE)
        assert found is not None
        self.sign_on: SignOn = found

    async def come_back(self) -> dict[str, Any]:
        """Begin, go to the provider, and give what the browser brings back."""
        begun = await self.sign_on.begin("editor", REDIRECT)
        async with httpx2.AsyncClient() as browser:
            sent_back = await browser.get(begun.url)
        assert sent_back.status_code == 302, sent_back.text
        assert sent_back.headers["location"].startswith(REDIRECT)
        brought = parse_qs(urlsplit(sent_back.headers["location"]).query)
        return {"state": brought["state"][0], "code": brought["code"][0], "browser": begun.browser}

    async def enter(self, **instead: str) -> Staff:
        """Sign on, with other things brought back than the right ones, and give who is in."""
        brought = {**await self.come_back(), **instead}
        signed_in, goal = await self.sign_on.finish(redirect=REDIRECT, **brought)
        assert goal == "editor"
        person = await self.staffing.accounts.authenticate(signed_in.token)
        assert person is not None
        return person

    async def noted(self) -> list[str]:
        return [entry.action for entry in reversed(await self.staffing.audit.find(AuditQuery()))]


async def keeps_nothing(_person: Staff) -> int:
    return 0


@pytest.fixture
async def house(provider: OidcProvider, database: Database) -> House:
    house = House(provider, database)
    assert await house.staff.add(ANN, "", CHANCE.clock())
    return house


async def test_the_person_with_the_verified_address_gets_in_under_their_own_name(house: House) -> None:
    assert (await house.enter()).id == ANN.id
    assert (await house.enter()).name == "Ann"
    assert await house.noted() == ["sign_on_linked", "signed_in", "signed_in"]


async def test_who_was_linked_is_found_by_subject_and_the_address_opens_nothing_to_another(
    house: House,
) -> None:
    await house.enter()
    house.provider.person["email"] = "ann.archer@shop.example"
    assert (await house.enter()).id == ANN.id
    house.provider.person = {**THEIRS, "sub": "8"}
    with pytest.raises(SignOnRefused, match="another account"):
        await house.enter()


FOREIGN_KEY = RSAKey.generate_key(2048, {"kid": "one"})
LIES = {
    "wrong nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "expired": {"exp": int(time.time()) - 3_600, "iat": int(time.time()) - 7_200},
    "from the future": {"iat": int(time.time()) + 3_600},
    "wrong audience": {"aud": ["another client"]},
    "wrong issuer": {"iss": "https://evil.example"},
    "other authorized party": {"aud": [CLIENT_ID, "other"], "azp": "other"},
    "wrong access token": {"at_hash": "AAAA"},
    "unverified address": {"email_verified": False},
    "address verified in words": {"email_verified": "true"},
    "no address": {"email": None},
}


@pytest.mark.parametrize("lies", LIES.values(), ids=LIES.keys())
async def test_no_lie_gets_in(house: House, lies: dict[str, Any]) -> None:
    house.provider.lies = lies
    with pytest.raises(SignOnRefused, match=r"verified"):
        await house.enter()
    assert await house.noted() == ["sign_in_failed"]


async def test_a_signature_by_a_key_that_was_not_published_is_refused(house: House) -> None:
    house.provider.published = FOREIGN_KEY
    with pytest.raises(SignOnRefused, match="could not be verified"):
        await house.enter()


async def test_a_new_key_of_the_provider_is_fetched(house: House) -> None:
    await house.enter()
    house.provider.new_key()
    assert (await house.enter()).id == ANN.id


@pytest.mark.parametrize("what", ["state", "browser"])
async def test_only_the_browser_that_began_comes_back(house: House, what: str) -> None:
    with pytest.raises(SignOnRefused, match="not begun here"):
        await house.enter(**{what: "stolen"})


async def test_a_code_of_another_attempt_fails_its_proof_key(house: House) -> None:
    theirs = await house.come_back()
    with pytest.raises(SignOnRefused, match="could not be verified"):
        await house.enter(code=theirs["code"])


async def test_an_attempt_counts_once(house: House) -> None:
    brought = await house.come_back()
    await house.sign_on.finish(redirect=REDIRECT, **brought)
    with pytest.raises(SignOnRefused, match="not begun here"):
        await house.sign_on.finish(redirect=REDIRECT, **brought)


async def test_neither_state_nor_browser_are_stored_as_they_are(house: House) -> None:
    begun = await house.sign_on.begin("console", REDIRECT)
    state = parse_qs(urlsplit(begun.url).query)["state"][0]
    asked = parse_qs(urlsplit(begun.url).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"openid", "email"} <= set(asked["scope"][0].split())
    attempt = await house.sign_on._attempts.take(digest(state), CHANCE.clock())
    assert attempt is not None
    assert attempt.browser == digest(begun.browser)


async def test_a_stranger_is_turned_away_unless_there_is_a_role_for_them(
    provider: OidcProvider, database: Database
) -> None:
    provider.person = {**THEIRS, "email": "dee@shop.example"}
    with pytest.raises(SignOnRefused, match="no account here"):
        await House(provider, database).enter()
    dee = await House(provider, database, oidc_default_role="agent").enter()
    assert (dee.email, dee.name, dee.role) == ("dee@shop.example", "Ann Archer", Role.AGENT)
    assert (await House(provider, database).enter()).id == dee.id


async def test_the_claim_decides_on_roles_where_it_is_set(provider: OidcProvider, database: Database) -> None:
    provider.person = {**THEIRS, "groups": ["staff", "supervisor", "agent"]}
    assert (await House(provider, database, oidc_role_claim="groups").enter()).role is Role.SUPERVISOR
    provider.person["groups"] = "editor"
    house = House(provider, database, oidc_role_claim="groups")
    await house.enter()
    found = await house.staff.find("ann@shop.example")
    assert found is not None
    assert found[0].role is Role.EDITOR
    assert "role_changed" in await house.noted()


async def test_who_was_sent_away_stays_out(house: House) -> None:
    await house.staff.add(Staff("s2", "bo@shop.example", "Bo", Role.ADMIN), "", CHANCE.clock())
    entry = house.staffing.audit.entry(COMMAND_LINE, "person_deactivated", ANN.id)
    await house.staff.change(Staff(ANN.id, ANN.email, ANN.name, ANN.role, active=False), entry)
    with pytest.raises(SignOnRefused, match="not active"):
        await house.enter()


async def test_a_provider_that_is_down_says_so(database: Database) -> None:
    with serving() as gone:
        pass
    with pytest.raises(SignOnRefused, match="does not answer"):
        await House(gone, database).sign_on.begin("console", REDIRECT)


async def test_a_password_opens_nothing_to_whom_only_the_provider_knows(house: House) -> None:
    assert (await house.staff.find(ANN.email)) == (ANN, "")
    for password in ("", "anything long"):
        with pytest.raises(InvalidCredentials, match="E-mail or password"):
            await house.staffing.accounts.sign_in(ANN.email, password)


def test_a_browser_goes_there_and_back_and_is_signed_in(provider: OidcProvider, tmp_path: Path) -> None:
    given = {
        "oidc_issuer": provider.url,
        "oidc_client_secret": CLIENT_SECRET,
        "oidc_default_role": "agent",
    }
    with opened(tmp_path / "var", **given) as place, httpx2.Client(base_url=place.url) as browser:
        provider.client.redirect = f"{place.url}/api/v1/sign-on/return"
        assert browser.get("/api/v1/sign-on").json()["offered"] is True
        started = browser.get("/api/v1/sign-on/start?goal=editor")
        flags = started.headers["set-cookie"].lower()
        assert "httponly" in flags
        assert "samesite=lax" in flags
        sent_back = httpx2.get(started.headers["location"])
        stranger = httpx2.get(sent_back.headers["location"])
        assert stranger.headers["location"] == "/console?sign_on=not_begun"
        started = browser.get("/api/v1/sign-on/start?goal=editor")
        sent_back = httpx2.get(started.headers["location"])
        welcome = browser.get(sent_back.headers["location"])
        assert (welcome.status_code, welcome.headers["location"]) == (303, "/editor")
        cookies = [value.lower() for value in welcome.headers.get_list("set-cookie")]
        assert any("frontdesk_session=" in c and "samesite=strict" in c and "httponly" in c for c in cookies)
        session = browser.get("/api/v1/session").json()
        assert (session["name"], session["role"]) == ("Ann Archer", "agent")
