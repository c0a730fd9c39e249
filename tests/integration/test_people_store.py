"""Customers and staff in a real database: found again, and never doubled."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from handoff.adapters.database import Database
from handoff.adapters.people_store import SqlCustomerStore, SqlStaffStore
from handoff.adapters.tables import customers
from handoff.conversation.visitors import Customer, Identity
from handoff.domain.rights import Role, Staff

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANN = Staff("s1", "ann@shop.example", "Ann", Role.AGENT)
BO = Staff("s2", "bo@shop.example", "Bo", Role.EDITOR, may_override=True)


@pytest.fixture
def people(database: Database) -> SqlCustomerStore:
    return SqlCustomerStore(database)


@pytest.fixture
async def staff(database: Database) -> SqlStaffStore:
    store = SqlStaffStore(database)
    assert await store.add(ANN, "hash-a", NINE)
    assert await store.add(BO, "hash-b", NINE)
    return store


async def count_customers(database: Database) -> int:
    async with database.reading() as connection:
        return (await connection.execute(sa.select(sa.func.count()).select_from(customers))).scalar_one()


async def test_a_token_names_its_customer_until_it_ends(people: SqlCustomerStore) -> None:
    await people.add(Customer("cu1", "Visitor"), NINE)
    await people.open_token("digest", "cu1", NINE + HOUR)
    assert await people.find_token("digest", NINE) == "cu1"
    assert await people.find_token("digest", NINE + HOUR) is None
    assert await people.find_token("other", NINE) is None


async def test_a_time_in_another_zone_is_the_same_moment(people: SqlCustomerStore) -> None:
    await people.add(Customer("cu1", "Visitor"), NINE)
    berlin = NINE.astimezone(datetime.fromisoformat("2026-11-22T10:00+01:00").tzinfo)
    await people.open_token("digest", "cu1", berlin + HOUR)
    assert await people.find_token("digest", NINE + HOUR - timedelta(seconds=1)) == "cu1"
    assert await people.find_token("digest", berlin + HOUR) is None


async def test_a_time_without_a_zone_is_refused(people: SqlCustomerStore) -> None:
    with pytest.raises(sa.exc.StatementError, match="without a zone"):
        await people.add(Customer("cu1", "Visitor"), NINE.replace(tzinfo=None))


async def test_a_token_needs_a_customer(people: SqlCustomerStore) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        await people.open_token("digest", "nobody", NINE)


async def test_an_identity_is_one_customer_and_news_of_them_are_kept(
    people: SqlCustomerStore, database: Database
) -> None:
    first = await people.identify(Identity("u7", "Robin", None), Customer("cu1", "Visitor"), NINE)
    again = await people.identify(Identity("u7", "Robin D.", "r@x"), Customer("cu2", "Visitor"), NINE)
    assert first == Customer("cu1", "Robin", None, verified=True, external_id="u7")
    assert again == Customer("cu1", "Robin D.", "r@x", verified=True, external_id="u7")
    async with database.reading() as connection:
        rows = (
            await connection.execute(sa.select(customers.c.id, customers.c.name, customers.c.email))
        ).all()
    assert [tuple(row) for row in rows] == [("cu1", "Robin D.", "r@x")]


async def test_what_the_website_vouches_for_is_kept_and_refreshed(people: SqlCustomerStore) -> None:
    for attributes in ({"vip": False, "orders": 3}, {"vip": True}):
        identity = Identity("u7", "Robin", None, attributes)
        known = await people.identify(identity, Customer("cu1", "Visitor", locale="en"), NINE)
        assert await people.find("cu1") == known
        assert known.attributes == attributes
    await people.add(Customer("cu2", "Visitor"), NINE)
    assert await people.find("cu2") == Customer("cu2", "Visitor")
    assert await people.find("nobody") is None


async def test_an_identity_without_a_name_is_called_customer(people: SqlCustomerStore) -> None:
    known = await people.identify(Identity("u7", None, None), Customer("cu1", "Visitor"), NINE)
    assert known.name == "Customer"


async def test_many_pages_of_one_identity_at_once_are_one_customer(
    people: SqlCustomerStore, database: Database
) -> None:
    identity = Identity("u7", "Robin", None)
    asked = (people.identify(identity, Customer(f"cu{i}", "Visitor"), NINE) for i in range(12))
    found = await asyncio.gather(*asked)
    assert len({customer.id for customer in found}) == 1
    assert await count_customers(database) == 1


async def test_staff_are_found_by_email(staff: SqlStaffStore) -> None:
    assert await staff.find("bo@shop.example") == (BO, "hash-b")
    assert await staff.find("nobody@shop.example") is None


async def test_an_email_that_is_taken_changes_nothing(staff: SqlStaffStore) -> None:
    assert not await staff.add(Staff("s3", "ann@shop.example", "Other", Role.ADMIN), "hash-c", NINE)
    assert await staff.find("ann@shop.example") == (ANN, "hash-a")


async def test_a_password_is_replaced_for_one_person(staff: SqlStaffStore) -> None:
    await staff.set_password("ann@shop.example", "hash-new")
    assert await staff.find("ann@shop.example") == (ANN, "hash-new")
    assert await staff.find("bo@shop.example") == (BO, "hash-b")
