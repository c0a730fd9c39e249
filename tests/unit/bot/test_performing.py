"""What a customer has confirmed is carried out once, and its outcome is worded."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.domain.commerce import Address, LineChange, LineCount, ProblemKind, Reason
from bot.domain.directives import Perform, parse_directive
from bot.performing import JOBS, InvalidJob, Performing
from tests.fakes_commerce import ANNA, FakeCommerce, KnownCallers

DOMAIN = Path(__file__).resolve().parents[3] / "domain.yml"
FIELDS = {
    "number": "FH-100001",
    "line": "2",
    "quantity": "3",
    "variant": "",
    "lines": "1:1,2:2",
    "reason": "too big",
    "address": "22 Park Row, Leeds, LS1 5HD",
    "name": "Anna Berg",
    "country": "GB",
    "email": "new@example.org",
    "slot": "leeds-1",
    "contact": "anna@example.org",
    "topic": "boots",
    "phone": "07700 900123",
    "when": "tomorrow",
}
DONE = {
    "cancel_order": ("cancel_order", "FH-100001"),
    "change_order": ("change_order", "FH-100001", (LineChange("2", 3, None),)),
    "start_return": ("start_return", "FH-100001", (LineCount("1", 1), LineCount("2", 2)), "too big"),
    "change_address": (
        *("change_address", "FH-100001"),
        Address("Anna Berg", "22 Park Row", "Leeds", "LS1 5HD", "GB"),
    ),
    "change_email": ("change_email", "FH-100001", "new@example.org"),
    "change_account_email": ("change_account_email", "c-1", "new@example.org"),
    "report_damaged": (
        *("report_problem", "FH-100001", ProblemKind.DAMAGED),
        *((LineCount("1", 1), LineCount("2", 2)), "too big"),
    ),
    "report_missing": (
        *("report_problem", "FH-100001", ProblemKind.MISSING),
        *((LineCount("1", 1), LineCount("2", 2)), "too big"),
    ),
    "book_appointment": ("book_appointment", "leeds-1", "Anna Berg", "anna@example.org", "boots"),
    "request_callback": ("request_callback", "07700 900123", "tomorrow", "boots"),
}


def wanted(job: str, **fields: str) -> Perform:
    return Perform(job, {**FIELDS, **fields}, ("Done. {reference}",), "No, {because}.", f"do {job}")


def desk(shop: FakeCommerce) -> Performing:
    return Performing(shop, KnownCallers({"c1": ANNA}))


@pytest.mark.parametrize("job", sorted(JOBS))
async def test_every_job_does_what_was_confirmed_once(job: str) -> None:
    shop = FakeCommerce()

    first = await desk(shop).perform("c1", "k1", wanted(job))
    again = await desk(shop).perform("c1", "k1", wanted(job))

    assert first.outcome == "done"
    assert again == first
    assert shop.done == {"k1": DONE[job]}


async def test_a_refusal_is_worded_with_its_reason() -> None:
    shop = FakeCommerce(refuses=Reason.BEING_PACKED)

    performed = await desk(shop).perform("c1", "k1", wanted("change_email"))

    assert performed.text == "No, it is being packed already."


async def test_a_shop_that_does_not_answer_leaves_it_uncertain() -> None:
    performed = await desk(FakeCommerce(down=True)).perform("c1", "k1", wanted("cancel_order"))

    assert performed.outcome == "unavailable"


async def test_an_order_that_is_gone_is_a_refusal() -> None:
    performed = await desk(FakeCommerce([])).perform("c1", "k1", wanted("cancel_order"))

    assert performed.outcome == "refused"


async def test_an_account_is_only_changed_for_who_was_vouched_for() -> None:
    performing = Performing(FakeCommerce(), KnownCallers())

    performed = await performing.perform("c1", "k1", wanted("change_account_email"))

    assert performed.outcome == "refused"


@pytest.mark.parametrize(
    "directive", [Perform("fly", {}, ("x",), "y", "z"), Perform("cancel_order", {}, ("x",), "y", "z")]
)
async def test_a_job_that_is_not_known_or_not_whole_is_no_job(directive: Perform) -> None:
    with pytest.raises(InvalidJob):
        await desk(FakeCommerce()).perform("c1", "k1", directive)


def performs() -> dict[str, dict[str, Any]]:
    """All `perform` directives of domain.yml by the name of their response."""
    responses = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["responses"]
    custom = {name: variants[0].get("custom") or {} for name, variants in responses.items()}
    return {name: one for name, one in custom.items() if one.get("directive") == "perform"}


@pytest.mark.parametrize("name", sorted(performs()))
def test_every_perform_of_the_domain_names_a_job_and_its_fields(name: str) -> None:
    directive = parse_directive(performs()[name])

    assert isinstance(directive, Perform)
    assert directive.job in JOBS
    assert len(directive.done) > 1
    assert not any("successfully" in sentence for sentence in directive.done)
