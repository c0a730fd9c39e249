"""Flow: something was not in the parcel."""

from bot.actions.moves import Move, Talk
from bot.actions.reports import report
from bot.domain.commerce import ProblemKind


async def advance(talk: Talk) -> Move:
    """Take the report of a missing item."""
    return await report(talk, ProblemKind.MISSING)
