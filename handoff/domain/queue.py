"""The waiting queue of each team: who is served first, and every customer's place in it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from handoff.domain.conversation import Conversation, Status
from handoff.domain.routing import Waiter, in_order
from handoff.domain.teams import Team, team_for


def wanted_teams(conversation: Conversation) -> tuple[str | None, ...]:
    """Give what speaks for a team, the most telling first: what was named, the reason, the last intent."""
    intents = (_intent(turn.get("parse")) for turn in reversed(conversation.memory))
    return (conversation.team, conversation.reason, next(filter(None, intents), None))


def spoken_language(conversation: Conversation, locale: str | None) -> str | None:
    """Give the language the customer last wrote in, else the one of their browser."""
    written = (turn.get("language") for turn in reversed(conversation.memory))
    return next((str(language) for language in written if language), locale)


def team_of(conversation: Conversation, teams: Sequence[Team], locale: str | None = None) -> Team:
    """Give the team a conversation belongs to."""
    return team_for(teams, wanted_teams(conversation), spoken_language(conversation, locale))


def waiter(conversation: Conversation, team: Team) -> Waiter | None:
    """Give a conversation's entry in its team's queue; None if it does not wait."""
    if conversation.status is not Status.QUEUED or conversation.waiting_since is None:
        return None
    return Waiter(conversation.id, team.id, conversation.waiting_since, conversation.priority)


def positions(waiters: Iterable[Waiter]) -> dict[str, int]:
    """Give everybody's place among those who wait for the same team, counted from 1."""
    before: Counter[str] = Counter()
    places: dict[str, int] = {}
    for waiting in in_order(waiters):
        before[waiting.team_id] += 1
        places[waiting.conversation_id] = before[waiting.team_id]
    return places


def _intent(parse: object) -> str | None:
    intent = parse.get("intent") if isinstance(parse, dict) else None
    return str(intent) if intent else None
