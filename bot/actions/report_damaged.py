"""Flow: something arrived damaged."""

from bot.actions.moves import Move, Talk
from bot.actions.reports import report
from bot.domain.commerce import ProblemKind


async def advance(talk: Talk) -> Move:
    """Take the report of a damaged item."""
    return await report(talk, ProblemKind.DAMAGED)
