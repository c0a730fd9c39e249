"""One service a data folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from handoff.operations.occupancy import Occupied, is_occupied, occupy

HOLD = """
import sys
from pathlib import Path
from handoff.operations.occupancy import occupy
with occupy(Path(sys.argv[1])):
    print("holding", flush=True)
    sys.stdin.read()
"""


def test_a_folder_is_free_before_and_after(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert not is_occupied(folder)
    with occupy(folder):
        assert is_occupied(folder)
    assert not is_occupied(folder)


def test_the_second_is_told_who_the_first_is(tmp_path: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert first.stdout is not None
    try:
        assert first.stdout.readline() == b"holding\n"
        with pytest.raises(Occupied, match=f"process {first.pid}"), occupy(tmp_path):
            pass
    finally:
        first.kill()
        first.communicate()
    # The lock went with the process, however it ended.
    with occupy(tmp_path):
        pass
