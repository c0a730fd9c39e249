"""Turn a sentence-transformers model into the small int8 encoder that the server and Rasa load.

Runs at set-up, never inside the server: only this module and the tuning import torch. What it writes has been
compared with the original on sample sentences; an export that disagrees is refused, not shipped.
"""

import hashlib
import json
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from knowledge_base.adapters import encoder_tuning
from knowledge_base.adapters.encoder_source import ExportFailed, Model, load_original, locate
from knowledge_base.adapters.encoder_tuning import Correction

Vectors = npt.NDArray[np.float32]

FORMAT = 2


class SentenceEncoder(Protocol):
    """What the finished export must behave like."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text."""
        ...


@dataclass(frozen=True)
class Fidelity:
    """How well an export agrees with the original over the sample sentences."""

    mean_cosine: float
    min_cosine: float
    same_neighbour: float

    def satisfies(self, limit: "Fidelity") -> bool:
        """Say whether every figure reaches the limit's."""
        return all(mine >= asdict(limit)[name] for name, mine in asdict(self).items())


@dataclass(frozen=True)
class Recipe:
    """One way to shrink the network. Reduced range (7 bits) suits processors without VNNI, where 8 bits
    overflow."""

    name: str
    fused: bool
    reduced_range: bool


SAMPLES = tuple(Path(__file__).with_name("encoder_samples.txt").read_text(encoding="utf-8").splitlines())
LIMIT = Fidelity(mean_cosine=0.985, min_cosine=0.95, same_neighbour=0.95)
RECIPES = (
    Recipe("int8, fused", fused=True, reduced_range=False),
    Recipe("int8 of 7 bits, fused", fused=True, reduced_range=True),
    Recipe("int8", fused=False, reduced_range=False),
    Recipe("int8 of 7 bits", fused=False, reduced_range=True),
)


def export_encoder(
    source: str | Path,
    folder: Path,
    open_encoder: Callable[[Path], SentenceEncoder],
    *,
    correction: Correction | None = None,
    limit: Fidelity = LIMIT,
) -> dict[str, Any]:
    """Export `source` into `folder` unless it holds that export already; return the manifest.

    `source` is a sentence-transformers folder, an installed package that carries one, or a model's name;
    `correction` changes its weights first.
    Recipes are tried in turn, the fastest first, until one agrees with the original on this very processor.

    Raises:
        ExportFailed: the model has no fast tokenizer, or no recipe reaches `limit`.
    """
    model_name = locate(source)
    digest = _source_digest(model_name, correction)
    present = _present(folder, digest)
    if present is not None:
        return present
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".export-") as scratch:
        manifest = _export_checked(model_name, correction, Path(scratch), open_encoder, limit)
        manifest |= {"source": str(source), "source_sha256": digest}
        _move_into(Path(scratch) / "encoder", folder, manifest)
    return manifest


def compare(original: Vectors, exported: Vectors, *, tie: float = 0.03) -> Fidelity:
    """Compare unit vectors of the same texts, row by row and by each row's nearest neighbour.

    A neighbour counts as the same when the original puts it within `tie` of its own nearest.
    """
    cosines = np.sum(original * exported, axis=1)
    among_original = original @ original.T
    among_exported = exported @ exported.T
    np.fill_diagonal(among_original, -1.0)
    np.fill_diagonal(among_exported, -1.0)
    picked = among_original[np.arange(len(original)), among_exported.argmax(axis=1)]
    same = picked >= among_original.max(axis=1) - tie
    return Fidelity(float(cosines.mean()), float(cosines.min()), float(same.mean()))


def _source_digest(model_name: str, correction: Correction | None) -> str:
    """Hash of everything that decides what the export will be."""
    digest = hashlib.sha256(f"{FORMAT} {version('onnxruntime')} {LIMIT}".encode())
    if correction is not None:
        digest.update(f"{correction.part} {_file_digest(correction.stored)}".encode())
    root = Path(model_name)
    if not root.is_dir():
        return hashlib.sha256(digest.digest() + model_name.encode()).hexdigest()
    for path in sorted(
        p for p in root.rglob("*") if p.suffix in {".json", ".txt", ".safetensors", ".bin", ".model"}
    ):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(_file_digest(path).encode())
    return digest.hexdigest()


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _present(folder: Path, digest: str) -> dict[str, Any] | None:
    """Return the manifest if `folder` holds an undamaged export of that source."""
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        intact = _file_digest(folder / "model.onnx") == manifest["sha256"]
        intact = intact and _file_digest(folder / "tokenizer.json") == manifest["tokenizer_sha256"]
    except (OSError, ValueError, KeyError):
        return None
    return manifest if intact and manifest.get("source_sha256") == digest else None


def _export_checked(
    model_name: str,
    correction: Correction | None,
    scratch: Path,
    open_encoder: Callable[[Path], SentenceEncoder],
    limit: Fidelity,
) -> dict[str, Any]:
    """Write `scratch/encoder` with the first recipe that agrees with the original, tuned as it will be."""
    model = load_original(model_name)
    if correction is not None:
        encoder_tuning.apply(model, correction)
    original = np.asarray(model.encode(list(SAMPLES), normalize_embeddings=True), dtype=np.float32)
    _trace(model, scratch / "traced.onnx")
    seen: list[str] = []
    for recipe in RECIPES:
        target = _fresh(scratch / "encoder")
        manifest = _write(model, scratch, target, recipe)
        fidelity = compare(original, open_encoder(target).encode(SAMPLES))
        if fidelity.satisfies(limit):
            return manifest | {"fidelity": asdict(fidelity)}
        seen.append(f"{recipe.name}: {fidelity}")
    raise ExportFailed(
        f"no export of {model_name} agrees with the original ({limit} wanted): {'; '.join(seen)}"
    )


def _trace(model: Model, path: Path) -> None:
    """Write the whole pipeline, pooling included, as a float ONNX graph of ids and mask."""
    import torch

    class Pipeline(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Model, attention_mask: Model) -> Model:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            return self.model(features)["sentence_embedding"]

    ids = torch.tensor([[101, 2054, 2003, 102], [101, 7592, 102, 0]])
    sizes = {0: "texts", 1: "tokens"}
    with _quiet():
        torch.onnx.export(
            Pipeline(),
            (ids, (ids != 0).long()),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": sizes, "attention_mask": sizes, "embedding": {0: "texts"}},
            opset_version=17,
            dynamo=False,
        )


def _write(model: Model, scratch: Path, target: Path, recipe: Recipe) -> dict[str, Any]:
    """Write model, tokenizer and manifest as the recipe says."""
    graph = _fuse(scratch / "traced.onnx") if recipe.fused else scratch / "traced.onnx"
    _quantise(graph, target / "model.onnx", reduced_range=recipe.reduced_range)
    model.tokenizer.backend_tokenizer.save(str(target / "tokenizer.json"))
    manifest = {
        "format": FORMAT,
        "sha256": _file_digest(target / "model.onnx"),
        "tokenizer_sha256": _file_digest(target / "tokenizer.json"),
        "dimension": int(model.get_embedding_dimension()),
        "max_tokens": int(model.max_seq_length),
        "precision": recipe.name,
    }
    _write_manifest(target, manifest)
    return manifest


def _fuse(graph: Path) -> Path:
    """Join attention, layer norm and GELU into onnxruntime's own operators.

    The one that also adds the residual stays out: it takes four times as long as adding and norm apart.
    """
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    fused, options = graph.with_name("fused.onnx"), FusionOptions("bert")
    options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = False
    with _quiet():
        joined = optimizer.optimize_model(
            str(graph), model_type="bert", optimization_options=options, opt_level=0
        )
        joined.save_model_to_file(str(fused))
    return fused


def _quantise(graph: Path, target: Path, *, reduced_range: bool) -> None:
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with _quiet():
        quantize_dynamic(
            str(graph),
            str(target),
            per_channel=True,
            reduce_range=reduced_range,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _move_into(built: Path, folder: Path, manifest: dict[str, Any]) -> None:
    """Replace file by file, the manifest last, so that a broken move is seen and repeated."""
    _write_manifest(built, manifest)
    folder.mkdir(exist_ok=True)
    (folder / "manifest.json").unlink(missing_ok=True)
    for name in ("model.onnx", "tokenizer.json", "manifest.json"):
        (built / name).replace(folder / name)


@contextmanager
def _quiet() -> Iterator[None]:
    """The export tools warn about their own age on every call; the fidelity check is what counts here."""
    import logging

    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
