"""The models an installation needs: encoders, sentiment, dialogue; made anew only when their sources change.

A new data folder adopts what the project's own folder has already; every model is then checked by its hash.
"""

import importlib.util
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from bot.adapters import sentiment_model, training
from bot.adapters.outlook_model import STORED as OUTLOOK
from bot.adapters.training import TrainingFailed
from handoff.operations.rehearsing import CALIBRATION, rehearse_demo
from handoff.processes.dialogue import dialogue_files
from handoff.progress import Steps
from handoff.settings import Settings
from knowledge_base.adapters.encoder import Encoder
from knowledge_base.adapters.encoder_export import export_encoder
from knowledge_base.adapters.encoder_source import DEFAULT_SOURCE
from knowledge_base.adapters.encoder_tuning import REQUESTS, Correction

UNCHANGED, ADOPTED = "unchanged", "taken from the project"


def prepare(settings: Settings, steps: Steps) -> None:
    """Make every model that is missing or out of date.

    Raises:
        ExportFailed, TrainingFailed: with what to do next.
    """
    # Our own lines say how far it is; the libraries' progress bars would only break them up.
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    adopted = adopt(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    source = encoder_source(settings.encoder)
    correction = REQUESTS if source == DEFAULT_SOURCE else None
    with steps.step("Sentence encoder, int8 ONNX") as note:
        note(_outcome(_is_exported(source, settings.encoder_dir, correction), adopted))
    with steps.step("Outlook on conversations") as note:
        note(_outcome(_is_exported(DEFAULT_SOURCE, settings.outlook_dir, Correction(OUTLOOK)), adopted))
    with steps.step("Sentiment model") as note:
        before = _stamp(settings.sentiment_file)
        encoder = Encoder(settings.encoder_dir)
        phrases = settings.home / "data" / "sentiment"
        sentiment_model.prepare(phrases, settings.sentiment_file, encoder.encode, encoder.fingerprint)
        note(_outcome(before == _stamp(settings.sentiment_file), adopted))
    if settings.dialogue:
        with steps.step("Dialogue, trained by Rasa") as note:
            note(_outcome(not training.train(dialogue_files(settings)), adopted))
    with steps.step("Rehearsal over the demo's articles") as note:
        note(_outcome(not rehearse_demo(settings, encoder.fingerprint), adopted))


def prepare_missing(settings: Settings, steps: Steps, warn: Callable[[str], None]) -> None:
    """Make the models if any is missing; without a dialogue the service still runs, so that only warns."""
    encoders = (folder / "manifest.json" for folder in (settings.encoder_dir, settings.outlook_dir))
    wanted = [*encoders, settings.sentiment_file]
    if settings.dialogue:
        wanted.append(dialogue_files(settings).manifest)
    if all(path.exists() for path in wanted):
        return
    try:
        prepare(settings, steps)
    except TrainingFailed as error:
        warn(f"{error}\nThe service starts without a dialogue: every message goes to a person.")


def adopt(settings: Settings) -> bool:
    """Copy the project's own models, and the vectors of the demo's articles, into a folder that has none; say
    whether that was done.

    What was learnt of an installation's own articles stays there.
    """
    own, target = settings.home / "var", settings.data_dir
    if (target / "models").exists() or not (own / "models").is_dir() or own.resolve() == target.resolve():
        return False
    for folder in ("index/vectors", "models"):
        if (own / folder).is_dir() and not (target / folder).exists():
            _copy(own / folder, target / folder)
    return True


def _copy(source: Path, target: Path) -> None:
    """Copy a folder so that it is there whole or not at all."""
    partial = target.with_name(f".{target.name}-partial")
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(source, partial, ignore=shutil.ignore_patterns(".*", CALIBRATION))
    partial.rename(target)


def encoder_source(name: str) -> str:
    """Give the module of a package that carries the model, or the name as it is."""
    module = name.replace("-", "_")
    if module.isidentifier() and importlib.util.find_spec(module):
        return module
    return name


def _is_exported(source: str, folder: Path, correction: Correction | None) -> bool:
    """Export an encoder, and say whether it was there as it is."""
    manifest = folder / "manifest.json"
    before = _stamp(manifest)
    export_encoder(source, folder, Encoder, correction=correction)
    return before == _stamp(manifest)


def _stamp(path: Path) -> int | None:
    return path.stat().st_mtime_ns if path.exists() else None


def _outcome(unchanged: bool, adopted: bool) -> str:
    if not unchanged:
        return "made anew"
    return ADOPTED if adopted else UNCHANGED
