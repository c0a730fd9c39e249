"""The description of the sockets is valid AsyncAPI, by the official schema."""

import json
import subprocess
from pathlib import Path
from typing import Any

from handoff.operations.describing import asyncapi

WEB = Path(__file__).resolve().parents[2] / "handoff" / "web"


def check(document: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    given = json.dumps(document)
    return subprocess.run(
        ["node", "asyncapi.mjs"], cwd=WEB, input=given, capture_output=True, text=True, check=False
    )


def test_the_official_schema_accepts_it() -> None:
    checked = check(asyncapi())
    assert checked.returncode == 0, checked.stderr


def test_the_official_schema_would_refuse_a_wrong_one() -> None:
    document = asyncapi()
    next(iter(document["operations"].values()))["action"] = "shout"
    checked = check(document)
    assert checked.returncode == 1
    assert "allowedValues" in checked.stderr
