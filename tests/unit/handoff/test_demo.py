"""The demo's people and articles."""

import re
import stat
from pathlib import Path

import pytest

from handoff.conversation.canned import EVERYBODY
from handoff.operations import demo
from knowledge_base.adapters.importers import read_articles
from knowledge_base.golden import Golden
from tests.fakes_canned import MemoryCanned
from tests.fakes_golden import MemoryGoldenStore, PhrasingKnowledge
from tests.fakes_handoff import NINE, Clock, PlainHasher, counter
from tests.fakes_people import Personnel


class Office:
    """Everything that the demo's people need, in memory."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        personnel = Personnel()
        self.staff, self.accounts = personnel.staff, personnel.accounts

    async def fill(self) -> tuple[demo.SignIn, ...]:
        return await demo.fill_people(self.accounts, self.staff, PlainHasher(), self.data_dir)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


async def test_everybody_can_sign_in_with_what_was_printed(office: Office) -> None:
    for person in await office.fill():
        session = await office.accounts.sign_in(person.email, person.password)
        assert session.staff.role == person.role


async def test_there_is_each_role_and_a_second_agent(office: Office) -> None:
    roles = sorted(person.role for person in await office.fill())
    assert roles == ["admin", "agent", "agent", "editor", "supervisor"]


async def test_the_next_start_prints_the_same(office: Office) -> None:
    first = await office.fill()
    assert await office.fill() == first
    assert demo.read_sign_ins(office.data_dir / demo.SIGN_INS) == first


async def test_only_the_owner_may_read_them(office: Office) -> None:
    await office.fill()
    assert stat.S_IMODE((office.data_dir / demo.SIGN_INS).stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", ["", "[{}]", "{"], ids=["empty", "other shape", "no JSON"])
async def test_lost_passwords_are_replaced(office: Office, damage: str) -> None:
    first = await office.fill()
    (office.data_dir / demo.SIGN_INS).write_text(damage)
    second = await office.fill()
    assert {person.password for person in first}.isdisjoint(person.password for person in second)
    for person in second:
        await office.accounts.sign_in(person.email, person.password)


async def test_a_new_database_gets_the_known_passwords(office: Office, tmp_path: Path) -> None:
    first = await office.fill()
    assert await Office(tmp_path).fill() == first


def test_passwords_differ_and_can_be_read_aloud() -> None:
    made = {demo.new_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", password) for password in made)


GOLDEN = Path(__file__).resolve().parents[3] / "data" / "golden_questions.jsonl"
ARTICLES = GOLDEN.parent / "articles"


async def test_the_golden_questions_name_articles_of_the_demo() -> None:
    ids = {str(row.draft.id): row.draft.title for row in read_articles(ARTICLES).rows}
    numbers = counter("q")
    golden = Golden(MemoryGoldenStore(ids), PhrasingKnowledge(), Clock(), numbers)
    drafts = demo.read_golden(GOLDEN)
    assert await demo.fill_golden(golden, drafts) == len(drafts) >= 25
    assert {draft.article_id for draft in drafts} > {None}


async def test_everybody_has_canned_replies_from_the_start_and_keeps_their_own() -> None:
    store = MemoryCanned()
    assert await demo.fill_canned(store, NINE) == len(demo.CANNED)
    assert await demo.fill_canned(store, NINE) == 0
    assert [one.shortcut for one in await store.of((EVERYBODY,))] == sorted(dict(demo.CANNED))
