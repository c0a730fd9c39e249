"""Teach a copy of the sentence encoder to read conversations: does somebody have to step in here?

What is learnt from `data/conversations` and from bare phrasings is a low-rank correction of its weights
(Hu et al. 2021) and a linear layer over its vectors, by logistic loss. Learning is for developers and takes
most of an hour (`python -m bot.adapters.outlook_tuning`); set-up only applies what is stored.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.adapters.outlook_model import STORED
from bot.adapters.phrasing_file import phrasings_of
from bot.domain.outlook import prospect
from knowledge_base.adapters.encoder_source import DEFAULT_SOURCE, Model, load_original, locate
from knowledge_base.adapters.encoder_tuning import arrays_of, fingerprint, opened

_PASSES, _BATCH, _SORTED_TOGETHER = 3, 32, 512
_RATE, _LAYER_RATE, _WARM_UP, _LEAST = 1e-3, 5e-3, 30, 0.03
_MOST_TOKENS = 160
_DRAWN = 2
"""Moments of each conversation that are learnt from in one pass."""
_WISH, _TELLS_NOTHING = "ask_person", frozenset({"frustrated", "insult", "ask_complaint", "nonsense"})
"""The intent that alone needs somebody, and those of which a bare phrase does not tell."""
_PHRASES = 15
"""Phrases of each other intent that are learnt as harmless."""
_RANK = 16
_CALM = 0.03
_URGENCY = (0.97, 0.97, 0.85, 0.7)
"""What is learnt of the moment at which it is too late, one message before it, two before it, and earlier."""
_INTEREST = (1.0, 1.0, 0.5, 0.25, 0.2)
"""How readily such a moment is drawn, and how much the late ones count."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A customer's message and what led to it; `early` counts the messages until it is too late, None when
    nobody was needed."""

    form: str
    early: int | None

    @property
    def target(self) -> float:
        """How sure one should be that somebody has to step in."""
        return _CALM if self.early is None else _URGENCY[min(self.early, len(_URGENCY) - 1)]

    @property
    def interest(self) -> float:
        """How readily it is drawn among the moments of its conversation."""
        return 1.0 if self.early is None else _INTEREST[min(self.early, len(_INTEREST) - 1)]

    @property
    def counts(self) -> float:
        """How much it counts."""
        return 1.0 if self.early is None or self.early <= 1 else 0.5


def read(folder: Path) -> list[tuple[Moment, ...]]:
    """Read the moments of every conversation, in the files' order."""
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return [tuple(moments_of(json.loads(line))) for line in lines]


def bare(phrasings: Mapping[str, Sequence[str]]) -> list[tuple[Moment, ...]]:
    """Take phrases, by intent, for conversations of one message each."""
    told = {name: texts for name, texts in phrasings.items() if name not in _TELLS_NOTHING}
    return [
        (Moment(prospect(text, ()), 0 if name == _WISH else None),)
        for name, texts in told.items()
        for text in (texts if name == _WISH else texts[:_PHRASES])
    ]


def moments_of(conversation: Mapping[str, Any]) -> Iterator[Moment]:
    """Give each of the customer's messages up to the one at which it was too late."""
    turns = conversation["turns"]
    own = [at for at, turn in enumerate(turns) if turn["author"] == "customer"]
    late = conversation["breaking_point"] if conversation["needs_person"] else None
    due = own if late is None else [at for at in own if at <= late]
    for place, at in enumerate(due):
        before = [(turns[one]["text"], _reply(turns, one)) for one in own[:place]]
        early = len(due) - 1 - place if conversation["needs_person"] else None
        yield Moment(prospect(turns[at]["text"], before), early)


def _reply(turns: Sequence[Mapping[str, str]], at: int) -> str | None:
    following = turns[at + 1] if at + 1 < len(turns) else None
    return following["text"] if following and following["author"] == "bot" else None


def learn(model: Model, conversations: Sequence[Sequence[Moment]], stored: Path) -> None:
    """Learn correction and layer, and store them."""
    import torch

    torch.manual_seed(0)
    weights, pairs = fingerprint(model), dict(opened(model, _RANK))
    layer = torch.nn.Linear(model.get_embedding_dimension(), 1)
    corrections = [part for pair in pairs.values() for part in (pair.down, pair.up)]
    groups = [{"params": corrections, "lr": _RATE}, {"params": layer.parameters(), "lr": _LAYER_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    batches = list(_batches(conversations, random.Random(0)))  # noqa: S311 -- the same draw every time, nothing secret
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / _WARM_UP) * max(_LEAST, 1 - step / len(batches))
    )
    model.train()
    for batch in batches:
        optimizer.zero_grad()
        _loss(layer(_read_together(model, batch)).squeeze(1), batch).backward()
        torch.nn.utils.clip_grad_norm_(corrections, 1.0)
        optimizer.step()
        schedule.step()
    model.eval()
    with torch.no_grad():
        length = _read_together(model, batches[0]).norm(dim=1).mean().item()
    head = layer.weight.detach().numpy()[0] * length
    np.savez_compressed(
        stored, weights=weights, head=head, bias=layer.bias.detach().numpy()[0], **arrays_of(pairs)
    )


def _batches(conversations: Sequence[Sequence[Moment]], chance: random.Random) -> Iterator[list[Moment]]:
    """Draw moments of every conversation in each pass; those of a batch are about as long as each other."""
    for _ in range(_PASSES):
        drawn = [moment for moments in conversations for moment in _draw(moments, chance)]
        chance.shuffle(drawn)
        pools = (drawn[at : at + _SORTED_TOGETHER] for at in range(0, len(drawn), _SORTED_TOGETHER))
        ordered = [sorted(pool, key=lambda moment: len(moment.form)) for pool in pools]
        batches = [pool[at : at + _BATCH] for pool in ordered for at in range(0, len(pool), _BATCH)]
        chance.shuffle(batches)
        yield from batches


def _draw(moments: Sequence[Moment], chance: random.Random) -> list[Moment]:
    left = list(moments)
    drawn: list[Moment] = []
    while left and len(drawn) < _DRAWN:
        drawn.append(chance.choices(left, [moment.interest for moment in left])[0])
        left.remove(drawn[-1])
    return drawn


def _read_together(model: Model, batch: Sequence[Moment]) -> Model:
    """Give the mean of every form's word vectors; half the digits take half the time."""
    import torch

    forms = [moment.form for moment in batch]
    tokens = model.tokenizer(
        forms, padding=True, truncation=True, max_length=_MOST_TOKENS, return_tensors="pt"
    )
    mask = tokens["attention_mask"].unsqueeze(-1).float()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        words = model[0].auto_model(**tokens).last_hidden_state.float()
    return (words * mask).sum(1) / mask.sum(1)


def _loss(logits: Model, batch: Sequence[Moment]) -> Model:
    import torch

    return torch.nn.functional.binary_cross_entropy_with_logits(
        logits,
        torch.tensor([moment.target for moment in batch]),
        weight=torch.tensor([moment.counts for moment in batch]),
    )


def main() -> None:
    """Learn anew from the conversations and the phrasings of this project."""
    home = Path(__file__).parents[2]
    conversations = [*read(home / "data" / "conversations"), *bare(phrasings_of(home))]
    learn(load_original(locate(DEFAULT_SOURCE)), conversations, STORED)


if __name__ == "__main__":
    main()
