"""What is read to tell where a conversation is heading: the newest message first, then what led to it.

The model of the outlook was taught on exactly this form; a change here needs `bot.adapters.outlook_tuning`.
"""

from collections.abc import Sequence

LINES = 4
"""How many lines before the newest message are read."""
NEWEST, EARLIER, REPLY = 50, 25, 12
"""How many words of the newest message, of one before it, and of a reply of the bot are kept."""


def prospect(text: str, before: Sequence[tuple[str, str | None]]) -> str:
    """Give the form of a message after the exchanges `before`, oldest first: message, and the bot's reply."""
    lines = [f"customer: {clip(text, NEWEST)}"]
    for message, reply in reversed(before):
        if reply:
            lines.append(f"bot: {clip(reply, REPLY)}")
        lines.append(f"customer: {clip(message, EARLIER)}")
    return " ".join(lines[: LINES + 1])


def clip(text: str, most: int) -> str:
    """Keep the first and the last words of a long text."""
    words = text.split()
    if len(words) <= most:
        return " ".join(words)
    return " ".join([*words[: most // 2], "...", *words[most // 2 - most :]])
