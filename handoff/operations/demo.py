"""The demo shop: its articles and its people, put into an installation that has none yet.

Passwords are made for this installation and kept in a file that only its owner may read.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from handoff.conversation.canned import EVERYBODY, Canned, CannedStore
from handoff.errors import InvalidInput
from handoff.people.accounts import Accounts, Role, Staff
from handoff.settings import Settings
from knowledge_base.adapters.importers import read_articles
from knowledge_base.articles import ArticleFilter
from knowledge_base.domain.label import Lesson
from knowledge_base.golden import Golden, GoldenDraft
from knowledge_base.importing import Importing
from knowledge_base.publishing import Publishing

COMPANY = "Fernhollow Outdoor"
SIGN_INS = "demo-signins.json"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
PEOPLE = (
    ("admin@fernhollow.example", "Ada Fern", Role.ADMIN),
    ("agent@fernhollow.example", "Jonas Hollow", Role.AGENT),
    ("agent2@fernhollow.example", "Mira Heath", Role.AGENT),
    ("editor@fernhollow.example", "Lena Moss", Role.EDITOR),
    ("supervisor@fernhollow.example", "Noa Ridge", Role.SUPERVISOR),
)

CANNED = (
    ("hello", "Hello {customer_name}, this is {agent_name} from {shop}. How can I help you?"),
    ("number", "Could you send me your order number, please? It begins with FH-."),
    ("look", "Thank you, {customer_name}. Give me a moment, I am looking into it."),
    ("bye", "You are welcome, {customer_name}. Have a good time outdoors! {agent_name}, {shop}"),
)


class Passwords(Protocol):
    """Where a forgotten demo password is replaced."""

    async def set_password(self, email: str, password_hash: str) -> None:
        """Replace a person's password hash."""


class Hasher(Protocol):
    """A slow hash on purpose."""

    def hash(self, password: str) -> str:
        """Hash a password."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a person types to sign in."""

    email: str
    name: str
    role: str
    password: str


async def fill_articles(publishing: Publishing, importing: Importing, folder: Path) -> int:
    """Publish the demo's articles unless there are any already; give how many were brought in."""
    page = await publishing.list(ArticleFilter(limit=1))
    if page.total:
        return 0
    report = await importing.bring_in(read_articles(folder), COMPANY, filename=folder.name)
    return len(report.created)


async def fill_golden(golden: Golden, drafts: Sequence[GoldenDraft]) -> int:
    """Keep the demo's golden questions, which name its articles; give how many there are."""
    return len(await golden.add(drafts, COMPANY))


def read_golden(file: Path) -> tuple[GoldenDraft, ...]:
    """Read golden questions, one JSON object a line."""
    with file.open(encoding="utf-8") as lines:
        return tuple(GoldenDraft(**json.loads(line)) for line in lines)


def golden_lessons(drafts: Sequence[GoldenDraft]) -> tuple[Lesson, ...]:
    """Give what the demo's golden questions teach a rehearsal."""
    return tuple(Lesson(draft.question, draft.article_id, right=True, expert=True) for draft in drafts)


async def fill_people(
    accounts: Accounts, passwords: Passwords, hasher: Hasher, data_dir: Path
) -> tuple[SignIn, ...]:
    """Make the demo's people, with the passwords of an earlier run if any, and give their sign-ins."""
    path = data_dir / SIGN_INS
    known = {sign_in.email: sign_in for sign_in in read_sign_ins(path)}
    wanted = [known.get(email) or SignIn(email, name, role, new_password()) for email, name, role in PEOPLE]
    for sign_in in wanted:
        person = Staff(secrets.token_hex(16), sign_in.email, sign_in.name, Role(sign_in.role))
        try:
            await accounts.add(person, sign_in.password)
        except InvalidInput:
            # The person is there already; without the file nobody would know their password any more.
            if sign_in.email not in known:
                await passwords.set_password(sign_in.email, hasher.hash(sign_in.password))
    if set(known) != {email for email, _, _ in PEOPLE}:
        write_sign_ins(path, wanted)
    return tuple(wanted)


async def fill_canned(store: CannedStore, at: datetime) -> int:
    """Keep the demo's canned replies unless everybody has some already; give how many."""
    if await store.of((EVERYBODY,)):
        return 0
    for number, (shortcut, text) in enumerate(CANNED, start=1):
        await store.add(Canned(f"demo-{number}", shortcut, text), COMPANY, at)
    return len(CANNED)


def identity_secret(settings: Settings) -> str | None:
    """Give the secret of identity tokens; a demo that was given none makes one for its run."""
    if settings.identity_secret is not None:
        return settings.identity_secret.get_secret_value()
    return secrets.token_urlsafe(32) if settings.demo else None


def new_password() -> str:
    """Make a password of 59 bits that can be read aloud."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def read_sign_ins(path: Path) -> tuple[SignIn, ...]:
    """Read the sign-ins of an earlier run; a missing or damaged file holds none."""
    try:
        return tuple(SignIn(**entry) for entry in json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return ()


def write_sign_ins(path: Path, sign_ins: list[SignIn]) -> None:
    """Write them so that nobody but the owner can read the file at any moment."""
    entries = [
        {"email": s.email, "name": s.name, "role": str(s.role), "password": s.password} for s in sign_ins
    ]
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")
