"""Staff sign-in: who gets in, for how long, and what is never stored."""

from datetime import timedelta

import pytest

from handoff.errors import InvalidCredentials, InvalidInput
from handoff.people.accounts import MIN_PASSWORD, SOCKET_TOKEN_LIFE, Role, Staff, csrf_token, digest
from tests.fakes_people import Personnel

ANN = Staff("s1", "ann@shop.example", "Ann", Role.AGENT)
PASSWORD = "correct horse"
SESSION_LIFE = timedelta(hours=12)


@pytest.fixture
async def desk() -> Personnel:
    desk = Personnel(life=SESSION_LIFE)
    await desk.accounts.add(ANN, PASSWORD)
    return desk


@pytest.mark.parametrize("email", ["ann@shop.example", " Ann@Shop.example "], ids=["plain", "as people type"])
async def test_the_right_password_opens_a_session(desk: Personnel, email: str) -> None:
    signed_in = await desk.accounts.sign_in(email, PASSWORD)
    assert signed_in.staff == ANN
    assert await desk.accounts.authenticate(signed_in.token) == ANN


@pytest.mark.parametrize(
    ("email", "password"),
    [("ann@shop.example", "wrong horse"), ("nobody@shop.example", PASSWORD), ("", "")],
    ids=["wrong password", "unknown e-mail", "nothing"],
)
async def test_every_failure_sounds_the_same_and_costs_a_comparison(
    desk: Personnel, email: str, password: str
) -> None:
    with pytest.raises(InvalidCredentials, match=r"^E-mail or password is wrong\.$"):
        await desk.accounts.sign_in(email, password)
    assert len(desk.hasher.compared) == 1
    assert desk.store.known == {}


async def test_an_unknown_person_cannot_come_in_by_guessing_the_decoy(desk: Personnel) -> None:
    with pytest.raises(InvalidCredentials):
        await desk.accounts.sign_in("nobody@shop.example", "token1")


async def test_tokens_and_passwords_are_never_stored(desk: Personnel) -> None:
    signed_in = await desk.accounts.sign_in(ANN.email, PASSWORD)
    assert list(desk.store.known) == [digest(signed_in.token)]
    assert signed_in.token not in str(desk.store.known)
    assert desk.staff.people[ANN.email][1] == desk.hasher.hash(PASSWORD)


async def test_a_session_ends(desk: Personnel) -> None:
    token = (await desk.accounts.sign_in(ANN.email, PASSWORD)).token
    desk.clock.pass_by(SESSION_LIFE - timedelta(seconds=1))
    assert await desk.accounts.authenticate(token) == ANN
    desk.clock.pass_by(timedelta(seconds=1))
    assert await desk.accounts.authenticate(token) is None


async def test_signing_out_closes_the_session_and_its_sockets_but_no_other(desk: Personnel) -> None:
    here = await desk.accounts.sign_in(ANN.email, PASSWORD)
    elsewhere = await desk.accounts.sign_in(ANN.email, PASSWORD)
    socket = await desk.accounts.socket_token(ANN)
    await desk.accounts.sign_out(here.token)
    assert await desk.accounts.authenticate(here.token) is None
    assert await desk.accounts.authenticate_socket(socket) is None
    assert await desk.accounts.authenticate(elsewhere.token) == ANN


async def test_signing_out_with_an_unknown_token_changes_nothing(desk: Personnel) -> None:
    token = (await desk.accounts.sign_in(ANN.email, PASSWORD)).token
    await desk.accounts.sign_out("never given")
    assert await desk.accounts.authenticate(token) == ANN


async def test_a_socket_token_opens_sockets_only_and_not_for_long(desk: Personnel) -> None:
    socket = await desk.accounts.socket_token(ANN)
    assert await desk.accounts.authenticate_socket(socket) == ANN
    assert await desk.accounts.authenticate(socket) is None
    desk.clock.pass_by(SOCKET_TOKEN_LIFE)
    assert await desk.accounts.authenticate_socket(socket) is None


async def test_a_program_without_cookies_opens_its_socket_with_the_session_token(desk: Personnel) -> None:
    token = (await desk.accounts.sign_in(ANN.email, PASSWORD)).token
    assert await desk.accounts.authenticate_socket(token) == ANN


@pytest.mark.parametrize("token", ["", "token1", "x" * 400, "é"])
async def test_an_unknown_token_is_nobody(desk: Personnel, token: str) -> None:
    assert await desk.accounts.authenticate(token) is None
    assert await desk.accounts.authenticate_socket(token) is None


async def test_a_person_added_with_capitals_can_sign_in(desk: Personnel) -> None:
    await desk.accounts.add(Staff("s2", " Bo@Shop.example", "Bo", Role.EDITOR), PASSWORD)
    assert (await desk.accounts.sign_in("bo@shop.example", PASSWORD)).staff.id == "s2"


REFUSED = {
    "no e-mail address": (Staff("s2", "bo", "Bo", Role.AGENT), PASSWORD, "not an e-mail"),
    "short password": (Staff("s2", "bo@shop.example", "Bo", Role.AGENT), "x" * (MIN_PASSWORD - 1), "10"),
    "agent who would override": (
        Staff("s2", "bo@shop.example", "Bo", Role.AGENT, may_override=True),
        PASSWORD,
        "does not publish",
    ),
    "e-mail taken": (Staff("s2", "ann@shop.example", "Bo", Role.AGENT), PASSWORD, "already"),
    "e-mail taken in capitals": (Staff("s2", "ANN@shop.example", "Bo", Role.AGENT), PASSWORD, "already"),
}


@pytest.mark.parametrize(("staff", "password", "words"), REFUSED.values(), ids=REFUSED.keys())
async def test_a_person_who_does_not_fit_is_not_added(
    desk: Personnel, staff: Staff, password: str, words: str
) -> None:
    with pytest.raises(InvalidInput, match=words):
        await desk.accounts.add(staff, password)
    assert len(desk.staff.people) == 1


def test_the_csrf_proof_belongs_to_one_session_and_does_not_give_it_away() -> None:
    assert csrf_token("a") == csrf_token("a") != csrf_token("b")
    assert csrf_token("a") != digest("a")
