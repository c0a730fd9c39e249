"""Teach the default sentence encoder how customers ask: requests that mean the same come close, near siblings
apart.

What is learnt from `data/requests` is a small correction of the encoder's weights (low-rank adaptation: Hu et
al. 2021), by supervised contrast (Khosla et al. 2020) among the requests of one trade. Only a part of it is
applied, which keeps what the encoder knew (Wortsman et al. 2022). Learning is for developers and takes ten
minutes (`python -m knowledge_base.adapters.encoder_tuning`); set-up only applies the stored correction.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge_base.adapters.encoder_source import DEFAULT_SOURCE, Model, load_original, locate

Array = npt.NDArray[np.float32]
_RANK = 16
_PASSES = 2
_RATE = 5e-4
_WARM_UP = 20
_TEMPERATURE = 0.07
_GROUPS, _EACH = 8, 4
"""Groups of each of the two trades in a batch, and requests of each group."""
_LAYERS = ("query", "key", "value", "attention.output.dense", "intermediate.dense", "output.dense")


class TuningMismatch(ValueError):
    """The stored correction was learnt for other weights."""

    code = "encoder_tuning_mismatch"


@dataclass(frozen=True, slots=True)
class Correction:
    """A stored low-rank change of the encoder's weights, and the share of it that is applied."""

    stored: Path
    part: float = 1.0


REQUESTS = Correction(Path(__file__).parents[1] / "tuning" / f"{DEFAULT_SOURCE}.npz", part=0.6)
"""What makes the encoder one of customers' requests."""


@dataclass(frozen=True, slots=True)
class Group:
    """Requests that want the same, the last of them the title that a help page would have; `trade` names the
    business they were written for."""

    trade: str
    requests: tuple[str, ...]


def read_groups(folder: Path) -> tuple[Group, ...]:
    """Read every file of requests: groups parted by blank lines, each under a line that starts with `#`."""
    return tuple(group for path in sorted(folder.glob("*.txt")) for group in _groups_of(path))


def _groups_of(path: Path) -> Iterator[Group]:
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        head, *lines = block.splitlines()
        if not head.startswith("# ") or len(lines) < _EACH:
            raise ValueError(f"{path}: a group is a line `# name` and {_EACH} requests or more, not {head!r}")
        yield Group(path.stem, (*lines, head.removeprefix("# ")))


def apply(model: Model, correction: Correction) -> None:
    """Correct the weights of `model` in place.

    Raises:
        TuningMismatch: the model is not the one that the correction was learnt for.
    """
    import torch

    with np.load(correction.stored) as kept:
        if str(kept["weights"]) != fingerprint(model):
            raise TuningMismatch(f"{correction.stored.name} was learnt for other weights; learn it anew")
        for name, layer in _tunable(model):
            change = kept[f"{name}.up"].astype(np.float32) @ kept[f"{name}.down"].astype(np.float32)
            with torch.no_grad():
                layer.weight += torch.from_numpy(correction.part * change)


def learn(model: Model, groups: Sequence[Group], stored: Path) -> None:
    """Learn the correction of `model` from the groups and store it; takes minutes."""
    import torch

    torch.manual_seed(0)
    weights = fingerprint(model)
    pairs = dict(opened(model))
    rng = np.random.default_rng(0)
    steps = _PASSES * sum(len(group.requests) for group in groups) // (2 * _GROUPS * _EACH)
    learnt = [part for pair in pairs.values() for part in (pair.down, pair.up)]
    optimizer = torch.optim.AdamW(learnt, lr=_RATE, weight_decay=0.01)
    model.train()
    for step in range(steps):
        for settings in optimizer.param_groups:
            settings["lr"] = _RATE * min(1.0, step / _WARM_UP) * max(0.05, 1 - step / steps)
        optimizer.zero_grad()
        _loss(model, _batch(groups, rng)).backward()
        optimizer.step()
    np.savez_compressed(stored, weights=weights, **arrays_of(pairs))


def arrays_of(pairs: Mapping[str, Model]) -> dict[str, Any]:
    """Give what is stored of the learnt pairs."""
    return {
        f"{name}.{side}": getattr(pair, side).detach().numpy().astype(np.float16)
        for name, pair in pairs.items()
        for side in ("down", "up")
    }


def _batch(groups: Sequence[Group], rng: np.random.Generator) -> list[tuple[str, int, str]]:
    """Draw (request, group, trade) from two trades."""
    trades = sorted({group.trade for group in groups})
    drawn: list[tuple[str, int, str]] = []
    for trade in rng.choice(trades, min(2, len(trades)), replace=False):
        own = [at for at, group in enumerate(groups) if group.trade == trade]
        for at in rng.permutation(own)[:_GROUPS]:
            requests = rng.choice(groups[at].requests, _EACH, replace=False)
            drawn += [(str(request), int(at), str(trade)) for request in requests]
    return drawn


def _loss(model: Model, batch: Sequence[tuple[str, int, str]]) -> Model:
    """Supervised contrast; requests of another trade do not count, as they may well want the same."""
    import torch

    vectors = _embed(model, [request for request, _, _ in batch])
    group = torch.tensor([at for _, at, _ in batch])
    names = sorted({trade for _, _, trade in batch})
    trade = torch.tensor([names.index(name) for _, _, name in batch])
    apart = (trade[:, None] != trade[None, :]) | torch.eye(len(batch), dtype=torch.bool)
    likeness = (vectors @ vectors.T / _TEMPERATURE).masked_fill(apart, -1e4)
    same = ((group[:, None] == group[None, :]) & ~apart).float()
    chances = likeness - torch.logsumexp(likeness, dim=1, keepdim=True)
    return -((chances * same).sum(dim=1) / same.sum(dim=1)).mean()


def _embed(model: Model, texts: Sequence[str]) -> Model:
    import torch

    tokens = model.tokenizer(list(texts), padding=True, truncation=True, max_length=96, return_tensors="pt")
    return torch.nn.functional.normalize(model(dict(tokens))["sentence_embedding"], dim=1)


def _tunable(model: Model) -> Iterator[tuple[str, Model]]:
    """The linear layers of the network by their names."""
    import torch

    for name, layer in model[0].auto_model.named_modules():
        if isinstance(layer, torch.nn.Linear) and name.startswith("encoder.") and name.endswith(_LAYERS):
            yield name, layer


def opened(model: Model, rank: int = _RANK) -> Iterator[tuple[str, Model]]:
    """Put a learnable low-rank pair beside every tunable layer; all else is held fast."""
    import torch

    class Pair(torch.nn.Module):
        def __init__(self, layer: Model) -> None:
            super().__init__()
            self.layer = layer
            self.down = torch.nn.Parameter(torch.randn(rank, layer.in_features) / layer.in_features**0.5)
            self.up = torch.nn.Parameter(torch.zeros(layer.out_features, rank))

        def forward(self, inputs: Model) -> Model:
            return self.layer(inputs) + (inputs @ self.down.T) @ self.up.T

    for parameter in model.parameters():
        parameter.requires_grad = False
    for name, layer in list(_tunable(model)):
        parent, _, last = name.rpartition(".")
        pair = Pair(layer)
        setattr(model[0].auto_model.get_submodule(parent), last, pair)
        yield name, pair


def fingerprint(model: Model) -> str:
    """Hash of the weights that are tuned."""
    digest = hashlib.sha256()
    for name, layer in _tunable(model):
        digest.update(name.encode())
        digest.update(layer.weight.detach().numpy().tobytes())
    return digest.hexdigest()


def main() -> None:
    """Learn the correction of the default encoder anew from the requests of this project."""
    requests = Path(__file__).parents[2] / "data" / "requests"
    learn(load_original(locate(DEFAULT_SOURCE)), read_groups(requests), REQUESTS.stored)


if __name__ == "__main__":
    main()
