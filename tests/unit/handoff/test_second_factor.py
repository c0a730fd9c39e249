"""The second factor: set up, shown at sign-in, used once, lost and reset."""

from datetime import timedelta

import pytest

from handoff.errors import FactorRefused, InvalidCredentials, NotAuthenticated, SecondFactorNeeded
from handoff.people.accounts import Role, Staff
from handoff.people.second_factor import RECOVERY_CODES
from tests.fakes_people import Personnel, code_of

ANN = Staff("s1", "ann@shop.example", "Ann", Role.ADMIN)
PASSWORD = "correct horse"
HALF_MINUTE = timedelta(seconds=30)


async def employ(desk: Personnel) -> Personnel:
    await desk.accounts.add(ANN, PASSWORD)
    return desk


@pytest.fixture
async def desk() -> Personnel:
    return await employ(Personnel())


async def pending(desk: Personnel, *, enrol: bool = False) -> str:
    """Show the password and give the token for the second step."""
    with pytest.raises(SecondFactorNeeded) as needed:
        await desk.accounts.sign_in(ANN.email, PASSWORD)
    assert needed.value.details["enrol"] is enrol
    return str(needed.value.details["pending_token"])


async def test_with_a_second_factor_the_password_alone_opens_no_session(desk: Personnel) -> None:
    secret, _ = await desk.enrolled(ANN)
    token = await pending(desk)
    assert await desk.accounts.authenticate(token) is None
    assert await desk.accounts.authenticate_socket(token) is None
    signed_in = await desk.accounts.finish(token, code_of(secret, desk.clock.now))
    assert signed_in.recovery_codes == ()
    person = await desk.accounts.authenticate(signed_in.token)
    assert person is not None
    assert person.second_factor


async def test_a_code_works_once_and_so_does_the_pending_sign_in(desk: Personnel) -> None:
    secret, _ = await desk.enrolled(ANN)
    code = code_of(secret, desk.clock.now)
    first, second = await pending(desk), await pending(desk)
    await desk.accounts.finish(first, code)
    with pytest.raises(InvalidCredentials, match="used before"):
        await desk.accounts.finish(second, code)
    desk.clock.pass_by(HALF_MINUTE)
    with pytest.raises(NotAuthenticated):
        await desk.accounts.finish(first, code_of(secret, desk.clock.now))
    await desk.accounts.finish(second, code_of(secret, desk.clock.now))


async def test_an_older_code_than_the_last_one_is_refused(desk: Personnel) -> None:
    secret, _ = await desk.enrolled(ANN)
    older = code_of(secret, desk.clock.now)
    desk.clock.pass_by(HALF_MINUTE)
    await desk.factor.verify(ANN, code_of(secret, desk.clock.now))
    with pytest.raises(InvalidCredentials):
        await desk.factor.verify(ANN, older)


async def test_signing_in_elsewhere_leaves_open_windows_alone(desk: Personnel) -> None:
    closed: list[str] = []

    async def hear(staff_id: str) -> None:
        closed.append(staff_id)

    desk.sessions.on_closed(hear)
    secret, _ = await desk.enrolled(ANN)
    window = await desk.accounts.socket_token(ANN)
    await desk.accounts.finish(await pending(desk), code_of(secret, desk.clock.now))
    assert closed == []
    assert await desk.accounts.authenticate_socket(window) is not None


async def test_the_second_step_must_follow_soon(desk: Personnel) -> None:
    secret, _ = await desk.enrolled(ANN)
    token = await pending(desk)
    desk.clock.pass_by(timedelta(minutes=5))
    with pytest.raises(NotAuthenticated, match="too long"):
        await desk.accounts.finish(token, code_of(secret, desk.clock.now))


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}".upper()], ids=["plain", "spaced", "capitals"])
async def test_a_recovery_code_works_once_however_it_is_typed(desk: Personnel, typed: str) -> None:
    _, codes = await desk.enrolled(ANN)
    assert len(set(codes)) == RECOVERY_CODES
    await desk.factor.verify(ANN, typed.format(codes[3]))
    with pytest.raises(InvalidCredentials):
        await desk.factor.verify(ANN, codes[3])
    assert codes[3] not in str(desk.keys.recovery)
    assert desk.lines.noted()[-1] == (ANN.id, "recovery_code_used", ANN.id)


async def test_a_role_that_needs_it_sets_it_up_at_its_first_sign_in() -> None:
    desk = await employ(Personnel(factor_for=(Role.ADMIN,)))
    token = await pending(desk, enrol=True)
    enrolment = await desk.accounts.enrol(token)
    assert (await desk.accounts.enrol(token)).secret == enrolment.secret
    with pytest.raises(InvalidCredentials):
        await desk.accounts.finish(token, "wrong")
    signed_in = await desk.accounts.finish(token, code_of(enrolment.secret, desk.clock.now))
    assert len(signed_in.recovery_codes) == RECOVERY_CODES
    await pending(desk, enrol=False)


async def test_roles_that_need_none_sign_in_as_before() -> None:
    desk = await employ(Personnel(factor_for=(Role.EDITOR,)))
    assert (await desk.accounts.sign_in(ANN.email, PASSWORD)).staff == ANN


async def test_nobody_replaces_a_second_factor_without_removing_it(desk: Personnel) -> None:
    secret, _ = await desk.enrolled(ANN)
    with pytest.raises(FactorRefused):
        await desk.factor.begin(ANN)
    with pytest.raises(InvalidCredentials):
        await desk.factor.remove(ANN, "wrong")
    await desk.factor.remove(ANN, code_of(secret, desk.clock.now))
    assert (await desk.accounts.sign_in(ANN.email, PASSWORD)).staff == ANN


async def test_what_was_begun_counts_only_with_its_first_code(desk: Personnel) -> None:
    await desk.factor.begin(ANN)
    with pytest.raises(InvalidCredentials):
        await desk.factor.confirm(ANN, "wrong")
    assert (await desk.accounts.sign_in(ANN.email, PASSWORD)).staff == ANN


async def test_a_wrong_code_is_noted(desk: Personnel) -> None:
    await desk.enrolled(ANN)
    token = await pending(desk)
    with pytest.raises(InvalidCredentials):
        await desk.accounts.finish(token, "wrong")
    assert desk.lines.noted()[-1] == (ANN.id, "sign_in_failed", ANN.id)
