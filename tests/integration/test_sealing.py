"""Sealed secrets in a real database: what a thief of the file finds, and what a wrong key says."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from handoff.adapters.database import Database
from handoff.adapters.key_store import SqlKeyStore
from handoff.adapters.people_store import SqlStaffStore
from handoff.adapters.sealing import FernetSeal
from handoff.adapters.tables import staff
from handoff.adapters.webhook_sender import HttpSender
from handoff.adapters.webhook_store import SqlWebhookStore
from handoff.adapters.webhook_tables import webhooks
from handoff.domain.rights import Role, Staff
from handoff.domain.webhook import Webhook
from handoff.errors import SecretsUnreadable, problem_of
from handoff.operations.sealing import forget_secrets, keep_sealed
from handoff.people.second_factor import Keys
from handoff.post.webhooks import Webhooks, Wish
from handoff.settings import Settings
from tests.databases import only_on_sqlite
from tests.fakes_handoff import NINE, Clock, counter

TOTP, PENDING, SIGNING = "JBSWY3DPEHPK3PXP", "KRSXG5CTMVRXEZLU", "a-signing-secret-of-the-old-days"
ANN = Staff("s1", "ann@shop.example", "Ann", Role.ADMIN)
HOOK = Webhook("w1", "https://shop.example/hook", ("*",), SIGNING, NINE)


@dataclass
class Old:
    """A database of an older version, in which secrets stand as they are, and its data folder."""

    database: Database
    settings: Settings

    @property
    def seal(self) -> FernetSeal:
        return FernetSeal(self.settings.secrets_key)

    @property
    def keys(self) -> SqlKeyStore:
        return SqlKeyStore(self.database, self.seal)

    @property
    def hooks(self) -> SqlWebhookStore:
        return SqlWebhookStore(self.database, self.seal)

    async def stored(self) -> list[str | None]:
        people = sa.select(staff.c.totp_secret, staff.c.totp_pending)
        async with self.database.reading() as connection:
            (row,) = (await connection.execute(people)).all()
            (secret,) = (await connection.execute(sa.select(webhooks.c.secret))).scalars().all()
        return [*row, secret]


@pytest.fixture
async def old(database: Database, tmp_path: Path) -> Old:
    found = Old(database, Settings(data_dir=tmp_path))
    await SqlStaffStore(database).add(ANN, "hash", NINE)
    await found.hooks.add(HOOK)
    async with database.writing() as connection:
        await connection.execute(sa.update(staff).values(totp_secret=TOTP, totp_pending=PENDING))
        await connection.execute(sa.update(webhooks).values(secret=SIGNING))
    found.settings.secrets_key.unlink()
    return found


async def test_what_lay_open_is_sealed_at_the_next_start_and_reads_as_before(old: Old) -> None:
    assert await keep_sealed(old.settings, old.database) == 3
    assert [str(secret).partition(":")[0] for secret in await old.stored()] == ["fernet"] * 3
    assert await old.keys.keys("s1") == Keys(TOTP, PENDING)
    assert await old.hooks.all() == (HOOK,)
    assert await keep_sealed(old.settings, old.database) == 0


async def test_what_an_older_version_wrote_meanwhile_is_sealed_too(old: Old) -> None:
    await keep_sealed(old.settings, old.database)
    async with old.database.writing() as connection:
        await connection.execute(sa.update(webhooks).values(secret="new"))
    assert await keep_sealed(old.settings, old.database) == 1
    assert await old.hooks.all() == (replace(HOOK, secret="new"),)


@only_on_sqlite
async def test_the_files_of_the_database_hold_no_secret(old: Old, tmp_path: Path) -> None:
    def words() -> bytes:
        return b"".join(path.read_bytes() for path in sorted(tmp_path.glob("frontdesk.db*")))

    assert all(secret.encode() in words() for secret in (TOTP, PENDING, SIGNING))
    await keep_sealed(old.settings, old.database)
    await old.keys.begin("s1", "ONSWG4TFOQQGC3TE")
    held = await asyncio.to_thread(words)
    for secret in (TOTP, PENDING, SIGNING, "ONSWG4TFOQQGC3TE", old.settings.secrets_key.read_text().strip()):
        assert secret.encode() not in held


async def test_a_missing_key_is_told_and_none_is_made_in_its_place(old: Old) -> None:
    await keep_sealed(old.settings, old.database)
    old.settings.secrets_key.unlink()
    with pytest.raises(SecretsUnreadable, match="is missing") as caught:
        await keep_sealed(old.settings, old.database)
    problem = problem_of(caught.value)
    assert problem is not None
    assert (problem.code, problem.status) == ("secrets_unreadable", 503)
    assert not old.settings.secrets_key.exists()


async def test_a_wrong_key_is_told_and_changes_nothing(old: Old) -> None:
    await keep_sealed(old.settings, old.database)
    before = await old.stored()
    old.settings.secrets_key.unlink()
    old.seal.seal("this makes another key")
    with pytest.raises(SecretsUnreadable, match="not the key"):
        await keep_sealed(old.settings, old.database)
    with pytest.raises(SecretsUnreadable, match="not the key"):
        await old.keys.keys("s1")
    assert await old.stored() == before


async def test_without_the_key_one_goes_on_by_giving_the_secrets_up(old: Old) -> None:
    await keep_sealed(old.settings, old.database)
    old.settings.secrets_key.write_text("another")
    await forget_secrets(old.settings, old.database, NINE)
    await keep_sealed(old.settings, old.database)
    assert await old.keys.keys("s1") == Keys(None, None)
    (hook,) = await old.hooks.all()
    assert not hook.active
    assert hook.secret != SIGNING
    assert "key" in str(hook.note)
    aside = old.settings.secrets_key.with_name("secrets.key.replaced-20261122T090000")
    assert aside.read_text() == "another"


async def test_a_webhook_works_again_with_a_new_secret(old: Old) -> None:
    await keep_sealed(old.settings, old.database)
    await forget_secrets(old.settings, old.database, NINE)
    sender = HttpSender(private=True)
    door = Webhooks(old.hooks, sender, Clock(), counter("w"), counter("secret"))
    changed = await door.change("w1", Wish(HOOK.url, HOOK.types, new_secret=True))
    assert await old.hooks.all() == (changed,)
    assert changed.active
    await sender.close()
