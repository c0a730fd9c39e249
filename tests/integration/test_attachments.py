"""Files over a real database and a real folder: kept while something names them, gone when nothing does."""

import asyncio
import os
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_string
from email.policy import SMTP
from pathlib import Path

import pytest
import sqlalchemy as sa
import structlog

from handoff.adapters.attachment_store import SqlAttachmentStore
from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database, migrate
from handoff.adapters.file_vault import ASIDE, FOLDER, FileVault
from handoff.adapters.mail_store import SqlMailStore
from handoff.adapters.people_store import SqlCustomerStore
from handoff.adapters.team_tables import mail_outbox
from handoff.conversation.attachments import Attachments, Upload
from handoff.conversation.service import Service
from handoff.conversation.visitors import Customer
from handoff.domain import commands as c
from handoff.domain.attachment import Attachment
from handoff.domain.conversation import Conversation
from handoff.domain.file_link import FileLinks
from handoff.domain.mail import Sender
from handoff.domain.refusals import AttachmentNotFound
from handoff.errors import TooLarge
from handoff.operations.backup import make_backup, restore_backup
from handoff.operations.erasing import erase_customer
from handoff.post.mailing import Mailing
from handoff.settings import Settings
from tests.fakes_handoff import ALICE, NINE, Clock, counter
from tests.files import PDF, png

DAY = timedelta(days=1)
log = structlog.get_logger()


async def pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 50):
        yield content[start : start + 50]


@dataclass
class Shelf:
    """Two customers, each with a conversation, and files."""

    database: Database
    folder: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.conversations = SqlConversationStore(self.database)
        self.service = Service(self.conversations, self.clock, log)
        self.store = SqlAttachmentStore(self.database)
        self.vault = FileVault(self.folder)
        self.attachments = Attachments(self.store, self.vault, 1, self.clock, counter("f"))

    async def open(self) -> None:
        people = SqlCustomerStore(self.database)
        for name in ("ann", "ben"):
            await people.add(Customer(name, name.title(), email=f"{name}@home.example"), NINE)
            await self.conversations.find_or_create(Conversation(f"of-{name}", name), None, NINE)

    async def bring(self, whose: str, content: bytes, key: str = "k", sender: str = "customer") -> Attachment:
        upload = Upload(f"of-{whose}", sender, key, "a.png")
        return (await self.attachments.take(upload, pieces(content)))[0]

    async def send(self, whose: str, *files: Attachment, key: str = "m") -> None:
        ids = tuple(file.id for file in files)
        post = c.PostCustomerMessage(
            conversation_id=f"of-{whose}", client_id=key, text="See", attachments=ids
        )
        await self.service.handle(post)

    def contents(self) -> list[bytes]:
        files = (self.folder / FOLDER).rglob("*")
        return sorted(path.read_bytes() for path in files if path.is_file())

    async def erase(self, customer: str) -> None:
        await erase_customer(self.database, customer, self.clock(), "later", self.vault.remove)


@pytest.fixture
async def shelf(database: Database, tmp_path: Path) -> Shelf:
    made = Shelf(database, tmp_path)
    await made.open()
    return made


async def test_what_was_sent_stays_and_what_was_not_goes_after_a_day(shelf: Shelf) -> None:
    sent, unsent = await shelf.bring("ann", png(1), "k1"), await shelf.bring("ann", png(2), "k2")
    await shelf.send("ann", sent)
    shelf.clock.pass_by(DAY - timedelta(seconds=1))
    await shelf.attachments.tidy()
    assert len(shelf.contents()) == 2
    shelf.clock.pass_by(timedelta(seconds=2))
    await shelf.attachments.tidy()
    assert shelf.contents() == [png(1)]
    with pytest.raises(AttachmentNotFound):
        await shelf.send("ann", unsent, key="m2")


async def test_a_content_stays_as_long_as_anybody_has_it(shelf: Shelf) -> None:
    await shelf.bring("ann", png())
    await shelf.send("ben", await shelf.bring("ben", png()))
    shelf.clock.pass_by(2 * DAY)
    await shelf.attachments.tidy()
    assert shelf.contents() == [png()]
    await shelf.erase("ben")
    assert shelf.contents() == []


async def test_what_a_dead_process_left_half_is_swept(shelf: Shelf) -> None:
    aside = shelf.folder / FOLDER / ASIDE
    aside.mkdir(parents=True)
    for name, age in (("old", 2 * DAY), ("new", timedelta(0))):
        (aside / name).write_bytes(b"half")
        at = (shelf.clock() - age).timestamp()
        os.utime(aside / name, (at, at))
    await shelf.attachments.tidy()
    assert [path.name for path in aside.iterdir()] == ["new"]


async def test_an_upload_that_breaks_off_leaves_nothing(shelf: Shelf) -> None:
    async def breaks() -> AsyncIterator[bytes]:
        yield b"half"
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError):
        await shelf.attachments.take(Upload("of-ann", "customer", "k", "a.txt"), breaks())
    with pytest.raises(TooLarge):
        await shelf.bring("ann", b"x" * (2**20 + 1))
    assert shelf.contents() == []


async def test_of_two_messages_with_one_file_at_once_one_is_stored(shelf: Shelf) -> None:
    file = await shelf.bring("ann", png())
    sending = (shelf.send("ann", file, key=f"m{number}") for number in range(4))
    ends = await asyncio.gather(*sending, return_exceptions=True)
    assert sorted(type(end).__name__ for end in ends) == ["AttachmentNotFound"] * 3 + ["NoneType"]
    assert len(await shelf.conversations.events_after("of-ann", 0)) == 1


async def test_the_same_upload_twice_at_once_is_one_file(shelf: Shelf) -> None:
    files = await asyncio.gather(*(shelf.bring("ann", png()) for _ in range(4)))
    assert len({file.id for file in files}) == 1
    assert shelf.contents() == [png()]


async def test_erasing_takes_the_files_and_leaves_those_of_others(shelf: Shelf) -> None:
    await shelf.send("ann", await shelf.bring("ann", png(1)))
    await shelf.bring("ann", PDF, "k2", "agent:a1")
    await shelf.send("ben", await shelf.bring("ben", png(2)))
    await shelf.erase("ann")
    assert shelf.contents() == [png(2)]
    (message, *_) = await shelf.conversations.events_after("of-ann", 0)
    assert "attachments" not in message.event.to_data()


async def test_mails_name_files_and_lead_to_them(shelf: Shelf) -> None:
    await shelf.service.handle(c.Claim(conversation_id="of-ann", agent=ALICE))
    file = await shelf.bring("ann", PDF, sender="agent:a1")
    post = c.PostAgentMessage(
        conversation_id="of-ann", agent=ALICE, client_id="m", text="", attachments=(file.id,)
    )
    await shelf.service.handle(post)
    mailing = Mailing(
        SqlMailStore(shelf.database),
        shelf.conversations,
        shelf.service,
        Sender("Shop", "help@shop.example", "a secret of thirty-two characters"),
        lambda _conversation: False,
        lambda _conversation, _at: None,
        timedelta(0),
        shelf.clock,
        log,
        FileLinks("https://help.example", "secret"),
    )
    await mailing.round()
    await mailing.send_transcript("of-ann", None)
    async with shelf.database.reading() as connection:
        mails = (await connection.execute(sa.select(mail_outbox.c.message))).scalars().all()
    assert len(mails) == 2
    link = FileLinks("https://help.example", "secret").link_to("of-ann", file.id, shelf.clock())
    for mail in mails:
        text = message_from_string(mail, policy=SMTP).get_content()
        assert f"[File: a.png.pdf, {len(PDF)} bytes] {link}" in text


@pytest.fixture
def source(tmp_path: Path) -> Settings:
    """An installation in which one customer has sent a picture."""
    settings = Settings(data_dir=tmp_path / "source", database_url=None)
    migrate(settings.database)

    async def fill() -> None:
        database = Database.open(settings.database)
        shelf = Shelf(database, settings.data_dir)
        await shelf.open()
        await shelf.send("ann", await shelf.bring("ann", png()))
        await database.close()

    asyncio.run(fill())
    return settings


def test_a_backup_brings_the_files_along(source: Settings, tmp_path: Path) -> None:
    archive = tmp_path / "backup.zip"
    backup = make_backup(source, archive, NINE)
    (name,) = (name for name in backup.files if name.startswith(FOLDER))
    target = Settings(data_dir=tmp_path / "target", database_url=None)
    restore_backup(target, archive, NINE, "later")
    assert (target.data_dir / name).read_bytes() == png()


def test_a_backup_takes_along_what_the_database_names_and_nothing_else(
    source: Settings, tmp_path: Path
) -> None:
    stray = source.data_dir / FOLDER / "ab" / ("ab" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"stray")
    make_backup(source, tmp_path / "backup.zip", NINE)
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        assert len([name for name in archive.namelist() if name.startswith(FOLDER)]) == 1
