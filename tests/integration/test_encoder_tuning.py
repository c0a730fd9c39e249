"""The correction of the encoder is learnt from groups of requests, fits only its own weights, and helps."""

from pathlib import Path

import numpy as np
import pytest

from knowledge_base.adapters.encoder_source import DEFAULT_SOURCE, Model, load_original, locate
from knowledge_base.adapters.encoder_tuning import (
    REQUESTS,
    Correction,
    Group,
    TuningMismatch,
    apply,
    learn,
    read_groups,
)

REQUESTED = Path(__file__).parents[2] / "data" / "requests"


@pytest.fixture
def model() -> Model:
    return load_original(locate(DEFAULT_SOURCE))


def tightness(model: Model, groups: list[Group]) -> float:
    """How much likelier requests of one group are than those of different groups."""
    texts = [text for group in groups for text in group.requests]
    owners = np.repeat(np.arange(len(groups)), [len(group.requests) for group in groups])
    vectors = model.encode(texts, normalize_embeddings=True)
    cosines, same = vectors @ vectors.T, owners[:, None] == owners[None, :]
    np.fill_diagonal(same, val=False)
    apart = owners[:, None] != owners[None, :]
    return float(cosines[same].mean() - cosines[apart].mean())


def test_the_stored_correction_brings_requests_that_want_the_same_together(model: Model) -> None:
    groups = [group for group in read_groups(REQUESTED) if group.trade == "hotel"]
    before = tightness(model, groups)
    apply(model, REQUESTS)
    assert tightness(model, groups) > before + 0.01


def test_what_is_learnt_is_applied_to_the_same_weights_only(model: Model, tmp_path: Path) -> None:
    groups = read_groups(REQUESTED)[:16]
    learn(load_original(locate(DEFAULT_SOURCE)), groups, tmp_path / "learnt.npz")
    before = model.encode(["where is my money"])
    apply(model, Correction(tmp_path / "learnt.npz"))
    assert (model.encode(["where is my money"]) != before).any()
    with pytest.raises(TuningMismatch):
        apply(model, Correction(tmp_path / "learnt.npz"))


def test_the_same_groups_teach_the_same(tmp_path: Path) -> None:
    groups = read_groups(REQUESTED)[:8]
    for name in ("one.npz", "two.npz"):
        learn(load_original(locate(DEFAULT_SOURCE)), groups, tmp_path / name)
    with np.load(tmp_path / "one.npz") as one, np.load(tmp_path / "two.npz") as two:
        assert all((one[name] == two[name]).all() for name in one.files)


def test_the_name_of_a_group_is_one_more_of_its_requests(tmp_path: Path) -> None:
    (tmp_path / "bakery.txt").write_text("# opening hours\nopen?\nclosed?\nwhen\nsunday too?\n")
    (group,) = read_groups(tmp_path)
    assert group == Group("bakery", ("open?", "closed?", "when", "sunday too?", "opening hours"))


def test_every_group_has_a_name_and_enough_requests(tmp_path: Path) -> None:
    (tmp_path / "bakery.txt").write_text("# opening hours\nare you open\nwhen do you close\n")
    with pytest.raises(ValueError, match="bakery"):
        read_groups(tmp_path)
