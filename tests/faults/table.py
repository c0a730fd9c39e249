"""What a run proved, as a table for people."""

from collections import Counter
from collections.abc import Sequence

from tests.faults.checker import Broken, fates
from tests.faults.crowd import Played

PROMISES = ("lost", "doubled", "reordered", "gap", "disagreement", "unreached", "two owners", "state")


def table_of(played: Played, broken: Sequence[Broken]) -> str:
    """Give the figures of one run, a line each."""
    found = Counter(fault.what for fault in broken)
    lines = sum(len(log) for log in played.story.logs.values())
    rows = {
        "seconds": round(played.seconds),
        "messages sent": len(fates(played.story.records)),
        "acknowledged": played.acknowledged,
        **{name: found.pop(name, 0) for name in PROMISES},
        "broken otherwise": found.total(),
        "refused for good": played.counts["refused"],
        "shown as not sent, then retried": played.counts["set back"],
        "events stored": lines,
        "windows compared": len(played.story.windows),
        "connections": played.lines,
        "kills of the service": played.kills["service"],
        "kills of the dialogue": played.kills["dialogue"],
        **{f"network: {kind}": times for kind, times in sorted(played.troubles.items())},
        **{f"done: {name}": times for name, times in sorted(played.counts.items()) if name not in _SHOWN},
    }
    return "".join(f"{name:<34}{value:>9}\n" for name, value in rows.items())


_SHOWN = frozenset({"refused", "set back"})
