"""Training and vouching for the dialogue model, with a stand-in for Rasa's interpreter."""

import json
import stat
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.training import (
    ModelRefused,
    TrainingFailed,
    is_current,
    rasa_command,
    train,
    training_command,
    verify_model,
)
from bot.dialogue_files import DialogueFiles, content_hash

STAND_IN = """#!{python}
import os, pathlib, sys, time
arguments = sys.argv[1:]
assert arguments[:3] == ["-m", "rasa", "train"], arguments
out = pathlib.Path(arguments[arguments.index("--out") + 1])
name = arguments[arguments.index("--fixed-model-name") + 1]
data = arguments[arguments.index("--data") + 1:]
{behaviour}
"""
TRAINS = r"""
print("\x1b[94m2026-01-02 10:11:12 INFO     rasa.engine.training.hooks  - Starting to train 'X'.\x1b[0m")
print("some_module.py:1: UserWarning: noise")
(out / (name + ".tar.gz")).write_text(os.environ["FRONTDESK_ENCODER"] + "".join(data))
"""


@pytest.fixture
def make_files(tmp_path: Path) -> Callable[[str], DialogueFiles]:
    def make(behaviour: str) -> DialogueFiles:
        home = tmp_path / "home"
        (home / "data" / "dialogue" / "nlu").mkdir(parents=True)
        (home / "config.yml").write_text("recipe: default.v1")
        (home / "domain.yml").write_text("intents: []")
        (home / "data" / "dialogue" / "rules.yml").write_text("rules: []")
        (home / "data" / "dialogue" / "nlu" / "social.yml").write_text("nlu: []")
        encoder = tmp_path / "encoder"
        encoder.mkdir()
        (encoder / "manifest.json").write_text('{"sha256": "1"}')
        python = tmp_path / "python"
        python.write_text(STAND_IN.format(python=sys.executable, behaviour=behaviour))
        python.chmod(stat.S_IRWXU)
        return DialogueFiles(home, tmp_path / "models", encoder, python)

    return make


@pytest.fixture
def files(make_files: Callable[[str], DialogueFiles]) -> DialogueFiles:
    return make_files(TRAINS)


def test_it_trains_once_and_then_only_when_something_changed(files: DialogueFiles) -> None:
    assert train(files)
    assert verify_model(files) == files.model
    assert is_current(files)

    assert not train(files)


@pytest.mark.parametrize(
    "changed",
    ["home/config.yml", "home/domain.yml", "home/data/dialogue/nlu/social.yml", "encoder/manifest.json"],
)
def test_a_change_calls_for_training_again(files: DialogueFiles, tmp_path: Path, changed: str) -> None:
    train(files)

    (tmp_path / changed).write_text("changed: true")

    assert not is_current(files)
    assert train(files)


def test_a_new_file_calls_for_training_again(files: DialogueFiles) -> None:
    train(files)

    (files.home / "data" / "dialogue" / "nlu" / "more.yml").write_text("nlu: []")

    assert train(files)


def test_an_added_phrasing_calls_for_training_again_and_is_trained_on(
    files: DialogueFiles, tmp_path: Path
) -> None:
    files = replace(files, phrasings=tmp_path / "phrasings.yml")
    train(files)

    (tmp_path / "phrasings.yml").write_text("nlu: []")

    assert train(files)
    assert str(tmp_path / "phrasings.yml") in files.model.read_text()


def test_a_new_list_to_look_up_calls_for_training_again(files: DialogueFiles) -> None:
    train(files)

    files.lookup.mkdir()
    (files.lookup / "products.txt").write_text("tent")

    assert not is_current(files)


def test_the_report_of_a_training_takes_the_place_of_the_last(
    make_files: Callable[[str], DialogueFiles],
) -> None:
    reports = """
folder = pathlib.Path(os.environ["FRONTDESK_UNDERSTANDING"])
folder.mkdir()
(folder / "intent_report.json").write_text("fresh")
"""
    files = make_files(TRAINS + reports)
    files.understanding.mkdir(parents=True)
    (files.understanding / "old.json").write_text("old")

    train(files)

    assert [path.name for path in files.understanding.iterdir()] == ["intent_report.json"]


def test_the_place_of_the_files_plays_no_part(files: DialogueFiles, tmp_path: Path) -> None:
    moved = files.home.rename(tmp_path / "elsewhere")

    assert content_hash(replace(files, home=moved)) == content_hash_before(files, moved)


def content_hash_before(files: DialogueFiles, moved: Path) -> str:
    moved.rename(files.home)
    before = content_hash(files)
    files.home.rename(moved)
    return before


def test_a_relative_folder_is_as_good_as_an_absolute_one(
    files: DialogueFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert train(replace(files, models=Path("models")))
    assert verify_model(files) == files.model


def test_progress_is_told_in_plain_words(files: DialogueFiles) -> None:
    told: list[str] = []

    train(files, told.append)

    assert told == ["Starting to train 'X'."]


def test_a_failure_keeps_the_old_model_and_says_what_to_do(
    make_files: Callable[[str], DialogueFiles],
) -> None:
    files = make_files("print('ParsingError: rules.yml line 3'); sys.exit(1)")
    files.models.mkdir()
    files.model.write_text("the old one")

    with pytest.raises(TrainingFailed, match=r"(?s)code 1.*rules\.yml line 3.*`frontdesk train`"):
        train(files)

    assert files.model.read_text() == "the old one"
    assert not list(files.models.glob(".training-*"))


def test_what_a_killed_training_left_behind_is_cleared_away(files: DialogueFiles) -> None:
    (files.models / ".training-killed" / "half").mkdir(parents=True)

    train(files)

    assert not list(files.models.glob(".training-*"))


def test_two_trainings_at_once_make_one_model(files: DialogueFiles) -> None:
    with ThreadPoolExecutor(2) as pool:
        trained = list(pool.map(lambda _: train(files), range(2)))

    assert sorted(trained) == [False, True]
    verify_model(files)


def test_rasa_that_writes_no_model_has_failed(make_files: Callable[[str], DialogueFiles]) -> None:
    with pytest.raises(TrainingFailed, match="wrote no model"):
        train(make_files(""))


def test_training_that_takes_too_long_is_ended(make_files: Callable[[str], DialogueFiles]) -> None:
    with pytest.raises(TrainingFailed, match="took over 0 s"):
        train(make_files("print('started', flush=True); time.sleep(600)"), limit_s=0.2)


def missing_python(files: DialogueFiles) -> None:
    files.python.unlink()


def missing_encoder(files: DialogueFiles) -> None:
    (files.encoder / "manifest.json").unlink()


def missing_domain(files: DialogueFiles) -> None:
    (files.home / "domain.yml").unlink()


def missing_data(files: DialogueFiles) -> None:
    for path in files.dialogue_data:
        path.unlink()


@pytest.mark.parametrize(
    ("remove", "advice"),
    [
        (missing_python, "make setup"),
        (missing_encoder, "encoder has not been exported"),
        (missing_domain, "FRONTDESK_HOME"),
        (missing_data, "no .yml files"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_is_missing_is_named(
    files: DialogueFiles, remove: Callable[[DialogueFiles], None], advice: str
) -> None:
    remove(files)

    with pytest.raises(TrainingFailed, match=advice):
        train(files)


def no_model(files: DialogueFiles) -> None:
    files.model.unlink()


def another_model(files: DialogueFiles) -> None:
    files.model.write_text("brought along by somebody")


def no_manifest(files: DialogueFiles) -> None:
    files.manifest.unlink()


def damaged_manifest(files: DialogueFiles) -> None:
    files.manifest.write_text("{")


@pytest.mark.parametrize("spoil", [no_model, another_model, no_manifest, damaged_manifest])
def test_a_model_that_nobody_vouches_for_is_refused(
    files: DialogueFiles, spoil: Callable[[DialogueFiles], None]
) -> None:
    train(files)
    spoil(files)

    with pytest.raises(ModelRefused, match="frontdesk train"):
        verify_model(files)
    assert train(files), "training must repair it"
    verify_model(files)


def test_the_manifest_holds_the_models_hash_and_what_it_was_made_from(files: DialogueFiles) -> None:
    train(files)

    manifest = json.loads(files.manifest.read_text())

    assert manifest["content"] == content_hash(files)
    assert len(manifest["sha256"]) == 64


def test_rasa_trains_on_the_named_files_only_and_reports_to_nobody(files: DialogueFiles) -> None:
    command = training_command(files, files.models)

    data = command.args[command.args.index("--data") + 1 :]
    assert data == tuple(str(path) for path in files.dialogue_data)
    assert command.env["RASA_TELEMETRY_ENABLED"] == "false"
    assert "--force" in command.args


def test_the_dialogue_is_started_with_no_door_but_ours(files: DialogueFiles) -> None:
    command = rasa_command(files, 20123, "a secret")

    assert command.args[1:] == ("-m", "bot.rasa.serve", "--model", str(files.model), "--port", "20123")
    assert command.env["FRONTDESK_RASA_SECRET"] == "a secret"
    assert not {"--enable-api", "--cors", "--interface", "-i"} & set(command.args)
    assert "a secret" not in command.args, "a command line can be read by everybody on the machine"
