"""Logs: one JSON object a line where no terminal is, and never the words of a customer."""

import json
import subprocess
import sys

FAIL = """
import logging
from handoff.cli.logs import open_log

def fail(text):
    raise RuntimeError("it broke")

log = open_log()
for speaker in (log, logging.getLogger("a.library")):
    try:
        fail("what a customer wrote")
    except RuntimeError:
        speaker.exception("event_failed")
"""


def test_a_trace_says_where_and_never_what_somebody_wrote() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAIL], capture_output=True, text=True, check=True, timeout=60
    )
    ours, theirs = (json.loads(line) for line in done.stderr.splitlines())
    for entry in (ours, theirs):
        assert (entry["event"], entry["level"]) == ("event_failed", "error")
        assert entry["exception"][0]["exc_value"] == "it broke"
        assert entry["exception"][0]["frames"][-1]["name"] == "fail"
    assert "what a customer wrote" not in done.stderr
