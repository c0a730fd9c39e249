"""Who has a conversation at each line of its log, by rules of the checker's own, and who speaks there."""

from collections.abc import Iterator, Sequence

from tests.faults.history import Line

TO_PEOPLE = frozenset({"handoff_requested", "agent_assigned", "returned_to_queue", "conversation_resolved"})
TO_BOT = frozenset({"returned_to_bot", "conversation_reopened"})
CHANGES = TO_PEOPLE | TO_BOT


def owner_after(owner: str | None, line: Line) -> str | None:
    """Give who has the conversation after a line."""
    if line.type == "agent_assigned":
        return line.name
    return None if line.type in CHANGES else owner


def hands_broken(log: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Give every line at which somebody spoke or took the conversation who must not, by name and words."""
    owner, people_have_it, changed_at = None, False, 0
    for line in log:
        if line.author == "bot":
            if people_have_it:
                yield "bot over a person", f"the bot spoke at {line.seq} while people had it"
            elif line.in_reply_to is not None and line.in_reply_to < changed_at:
                yield "late bot", f"the bot spoke at {line.seq} under the hands before {changed_at}"
        if line.author == "agent" and line.name != owner:
            yield "stranger", f"{line.name} spoke at {line.seq}, but {owner} had it"
        if line.type == "agent_assigned" and owner is not None and line.former != owner:
            yield "two owners", f"{line.name} got it at {line.seq} while {owner} had it"
        owner = owner_after(owner, line)
        if line.type in CHANGES:
            people_have_it, changed_at = line.type in TO_PEOPLE, line.seq
