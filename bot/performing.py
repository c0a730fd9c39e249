"""Front door of what a customer has confirmed: one `perform` directive in, its outcome out.

Never raises for a shop that refuses or does not answer. The same key does a thing once, however often it is
tried; the shop keeps that promise (`bot.commerce`).
"""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import ClassVar, Protocol, TypeAlias

import structlog

from bot.actions.addresses import read_place
from bot.actions.speech import BECAUSE, day, money
from bot.commerce import (
    Commerce,
    CommerceUnavailable,
    Conflict,
    InvalidWish,
    NotAllowedAnyMore,
    OrderNotFound,
)
from bot.domain.caller import Caller
from bot.domain.commerce import Address, LineChange, LineCount, ProblemKind
from bot.domain.directives import Perform
from bot.domain.performed import Performed, worded
from bot.errors import BotError

Fields: TypeAlias = Mapping[str, str]
Gaps: TypeAlias = dict[str, str]
Job: TypeAlias = Callable[[Commerce, Fields, str, Caller], Awaitable[Gaps]]

log = structlog.get_logger(__name__)


class InvalidJob(BotError):
    """The dialogue named a job that this version does not know, or left out one of its fields."""

    code: ClassVar[str] = "invalid_job"


class Callers(Protocol):
    """Who writes in a conversation; nobody in particular if it is not known."""

    async def caller_of(self, conversation_id: str) -> Caller: ...


class Performing:
    """Carries out what customers said yes to."""

    def __init__(self, commerce: Commerce, callers: Callers) -> None:
        self._commerce = commerce
        self._callers = callers

    async def perform(self, conversation_id: str, key: str, wanted: Perform) -> Performed:
        """Do it, once for each `key`, and word what came of it. Raises: InvalidJob."""
        job = JOBS.get(wanted.job)
        if job is None:
            raise InvalidJob(f"expected one of {sorted(JOBS)}, received {wanted.job!r}")
        caller = await self._callers.caller_of(conversation_id)
        try:
            gaps = await job(self._commerce, wanted.fields, key, caller)
        except KeyError as error:
            raise InvalidJob(f"{wanted.job} lacks the field {error}") from error
        except NotAllowedAnyMore as refusal:
            return worded(wanted, "refused", key, {"because": BECAUSE[refusal.reason]})
        except (Conflict, InvalidWish, OrderNotFound) as refusal:
            log.info("job refused", job=wanted.job, code=refusal.code)
            return worded(wanted, "refused", key, {"because": _REFUSED[refusal.code]})
        except CommerceUnavailable as error:
            log.warning("job not certain", job=wanted.job, error=str(error))
            return worded(wanted, "unavailable", key, {})
        return worded(wanted, "done", key, gaps)


_REFUSED = {
    Conflict.code: "somebody was faster",
    InvalidWish.code: "that is not possible there",
    OrderNotFound.code: "I can't find it any more",
}


async def _cancel_order(shop: Commerce, fields: Fields, key: str, caller: Caller) -> Gaps:  # noqa: ARG001
    await shop.cancel_order(fields["number"], key=key)
    return {}


async def _change_order(shop: Commerce, fields: Fields, key: str, caller: Caller) -> Gaps:  # noqa: ARG001
    quantity = int(fields["quantity"]) if fields.get("quantity") else None
    change = LineChange(fields["line"], quantity, fields.get("variant") or None)
    order = await shop.change_order(fields["number"], [change], key=key)
    return {"total": money(order.total)}


async def _start_return(shop: Commerce, fields: Fields, key: str, caller: Caller) -> Gaps:  # noqa: ARG001
    started = await shop.start_return(fields["number"], _lines(fields), fields["reason"], key=key)
    return {
        "reference": started.number,
        "link": started.label_url,
        "deadline": day(started.send_by),
        "refund": money(started.refund.amount),
    }


async def _change_address(shop: Commerce, fields: Fields, key: str, caller: Caller) -> Gaps:  # noqa: ARG001
    place = read_place(fields["address"])
    if place is None:
        raise InvalidWish("an address needs street, town and postcode")
    address = Address(fields["name"], place.street, place.city, place.postcode, fields["country"])
    await shop.change_address(fields["number"], address, key=key)
    return {}


async def _change_email(shop: Commerce, fields: Fields, key: str, caller: Caller) -> Gaps:  # noqa: ARG001
    await shop.change_email(fields["number"], fields["email"], key=key)
    return {}


async def _change_account_email(shop: Commerce, fields: Fields, key: str, caller: Caller) -> Gaps:
    await shop.change_account_email(caller, fields["email"], key=key)
    return {}


def _report(kind: ProblemKind) -> Job:
    async def report(shop: Commerce, fields: Fields, key: str, caller: Caller) -> Gaps:  # noqa: ARG001
        case = await shop.report_problem(fields["number"], kind, _lines(fields), fields["reason"], key=key)
        return {"reference": case}

    return report


async def _book_appointment(shop: Commerce, fields: Fields, key: str, caller: Caller) -> Gaps:  # noqa: ARG001
    booked = await shop.book_appointment(
        fields["slot"], fields["name"], fields["contact"], fields["topic"], key=key
    )
    return {"reference": booked.number}


async def _request_callback(shop: Commerce, fields: Fields, key: str, caller: Caller) -> Gaps:  # noqa: ARG001
    promised = await shop.request_callback(fields["phone"], fields["when"], fields["topic"], key=key)
    return {"reference": promised.number}


def _lines(fields: Fields) -> tuple[LineCount, ...]:
    """Read lines such as "1:2,3:1" (`bot.actions.items.counts`)."""
    pairs = (pair.rpartition(":") for pair in fields["lines"].split(",") if pair)
    return tuple(LineCount(line_id, int(quantity)) for line_id, _, quantity in pairs)


JOBS: Mapping[str, Job] = MappingProxyType(
    {
        "cancel_order": _cancel_order,
        "change_order": _change_order,
        "start_return": _start_return,
        "change_address": _change_address,
        "change_email": _change_email,
        "change_account_email": _change_account_email,
        "report_damaged": _report(ProblemKind.DAMAGED),
        "report_missing": _report(ProblemKind.MISSING),
        "book_appointment": _book_appointment,
        "request_callback": _request_callback,
    }
)
