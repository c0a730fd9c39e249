"""The stock peer side by side: a script that starts a plain Rasa and prints its figures as JSON lines."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from handoff.errors import FrontdeskError

LONGEST_S = 900


class PeerFailed(FrontdeskError):
    """The peer's script gave no figures."""

    code = "peer_failed"


@dataclass(frozen=True, slots=True)
class PeerFigures:
    """What the peer's script measured with `users` at once."""

    users: int
    per_second: float
    median_ms: float
    p95_ms: float


def measure_stock_rasa(script: Path, rasa: Path) -> tuple[PeerFigures, ...]:
    """Run the script with Rasa's command and our Python, which has the socket client."""
    args = ["bash", str(script), str(rasa), sys.executable]
    try:
        done = subprocess.run(  # noqa: S603 -- the operator names the script
            args, capture_output=True, text=True, timeout=LONGEST_S, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise PeerFailed(f"{script} did not measure anything: {error}") from error
    return read_figures(done.stdout)


def read_figures(printed: str) -> tuple[PeerFigures, ...]:
    """Read the JSON lines among what the script printed, or raise PeerFailed."""
    rows = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    if not rows:
        raise PeerFailed(f"The script printed no figures: {printed[-300:]!r}")
    return tuple(PeerFigures(row["users"], row["per_s"], row["p50_ms"], row["p95_ms"]) for row in rows)
