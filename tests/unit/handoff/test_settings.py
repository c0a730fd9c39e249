"""Settings: each is explained, each can be set from outside by its name, none changes later."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from handoff.settings import HOME, Settings


def read(**given: Any) -> Settings:
    """Read settings as the command line does, with what it was given."""
    return Settings(**given)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide what the machine may have set."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"FRONTDESK_{name.upper()}", raising=False)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_explained_in_a_sentence(name: str) -> None:
    description = Settings.model_fields[name].description or ""
    assert description.endswith(".")
    assert len(description) > 15


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_has_a_default(name: str) -> None:
    assert not Settings.model_fields[name].is_required()


def test_the_environment_is_read_under_our_prefix_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "1")
    monkeypatch.setenv("FRONTDESK_PORT", "9001")
    monkeypatch.setenv("HOST", "nowhere")
    monkeypatch.setenv("FRONTDESK_ALLOWED_ORIGINS", '["https://shop.example"]')
    settings = read()
    assert (settings.port, settings.host) == (9001, "127.0.0.1")
    assert settings.allowed_origins == ("https://shop.example",)


def test_the_command_line_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_PORT", "9001")
    assert read(port=9002).port == 9002


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        read().port = 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "70000"), ("PORT", "http"), ("SESSION_HOURS", "0"), ("TARGET_ERROR", "1"), ("DEMO", "perhaps")],
)
def test_a_wrong_value_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"FRONTDESK_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        read()


@pytest.mark.parametrize("name", ["message_rate", "visitor_rate", "login_rate"])
@pytest.mark.parametrize("rate", ["", "often", "30", "0/minute", "-1/minute", "10/minute;100/hour"])
def test_a_rate_that_would_not_be_understood_later_is_refused_now(name: str, rate: str) -> None:
    with pytest.raises(ValidationError, match=rf"(?s){name}.*60/minute"):
        read(**{name: rate})


@pytest.mark.parametrize("rate", ["1/second", "30/10 seconds", "5 per hour"])
def test_a_rate_is_kept_as_written(rate: str) -> None:
    assert read(login_rate=rate).login_rate == rate


def test_everything_lies_in_the_data_folder_unless_said_otherwise(tmp_path: Path) -> None:
    settings = read(data_dir=tmp_path)
    assert settings.database == f"sqlite+aiosqlite:///{tmp_path / 'frontdesk.db'}"
    assert settings.encoder_dir.is_relative_to(tmp_path)
    assert settings.dialogue_dir.is_relative_to(tmp_path)
    assert read(database_url="postgresql+psycopg://db/desk").database == "postgresql+psycopg://db/desk"


def test_the_rasa_interpreter_is_found_beside_the_code_unless_said_otherwise() -> None:
    assert read().rasa_interpreter == HOME / ".venv-rasa" / "bin" / "python"
    assert read(rasa_python=Path("/usr/bin/python3")).rasa_interpreter == Path("/usr/bin/python3")


def test_the_identity_secret_is_not_printed() -> None:
    assert "hush" not in repr(read(identity_secret="hush"))
