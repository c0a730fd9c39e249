"""Which things of an order are meant: one of its lines, or all of them."""

from collections.abc import Sequence

from bot.actions.answers import ALL
from bot.actions.moves import Ask, Talk, ask_which
from bot.actions.speech import line
from bot.domain.commerce import LineCount, Order, OrderLine

EVERYTHING = "All of it"


def choose_lines(
    talk: Talk, order: Order, possible: Sequence[LineCount], question: str, *, several: bool = True
) -> tuple[OrderLine, ...] | Ask:
    """Give the lines that are meant, or the question which; with `several`, "all of it" is an answer."""
    ids = {count.line_id for count in possible}
    lines = [item for item in order.lines if item.id in ids]
    item = talk.form.get("item")
    if several and item == ALL:
        return tuple(lines)
    meant = tuple(one for one in lines if one.id == item)
    if meant or len(lines) == 1:
        return meant or tuple(lines)
    choices = [(one.id, line(one)) for one in lines]
    shown = [*choices, (ALL, EVERYTHING)] if several else choices
    return ask_which(talk.form, "item", question, shown, order=order.number)


def counts(lines: Sequence[OrderLine], possible: Sequence[LineCount]) -> str:
    """Write lines and how many of each, such as "1:2,3:1", as a `perform` carries them."""
    most = {count.line_id: count.quantity for count in possible}
    return ",".join(f"{one.id}:{most[one.id]}" for one in lines)
