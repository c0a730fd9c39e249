"""A crowd behind a bad network, before a service that is killed: nothing sent is lost, doubled or moved.

`FRONTDESK_LONG=1` plays twenty thousand messages; `FRONTDESK_SEED` plays one run's troubles again.
"""

import os
import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.checker import check
from tests.faults.crowd import Played, Scale, play
from tests.faults.table import table_of
from tests.faults.weather import Kind

LONG = os.environ.get("FRONTDESK_LONG") == "1"
SHORT_RUN = Scale(
    customers=6,
    agents=2,
    messages=240,
    service_kills=1,
    dialogue_kills=1,
    pace_s=0.4,
    trouble_s=2.0,
    patience_s=300,
)
LONG_RUN = Scale(
    customers=50,
    agents=10,
    messages=20_000,
    service_kills=10,
    dialogue_kills=5,
    pace_s=1.0,
    trouble_s=15.0,
    patience_s=5_400,
)
USUAL_SEED = 20261122


def chosen_seed() -> int:
    """Give the seed that was asked for; a long run without one has a new one."""
    usual = random.SystemRandom().randrange(10**6) if LONG else USUAL_SEED
    return int(os.environ.get("FRONTDESK_SEED", usual))


async def test_nothing_is_lost_doubled_or_moved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed, scale = chosen_seed(), LONG_RUN if LONG else SHORT_RUN
    with capsys.disabled():
        sys.stdout.write(f"\nseed {seed}, history in {tmp_path}\n")
    played = await play(scale, seed, tmp_path)
    broken = check(played.story)
    with capsys.disabled():
        sys.stdout.write(table_of(played, broken))
    assert not broken, f"seed {seed}: " + "\n".join(fault.words for fault in broken[:20])
    assert played.acknowledged >= scale.messages
    assert played.kills == Counter(service=scale.service_kills, dialogue=scale.dialogue_kills)
    all_kinds_happened(played)


def all_kinds_happened(played: Played) -> None:
    """A quiet run proves nothing."""
    assert set(played.troubles) == set(Kind), "some troubles never came"
