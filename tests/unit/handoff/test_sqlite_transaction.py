"""Work in a transaction of SQLite is done at once or not at all."""

import asyncio

import pytest

from handoff.adapters.sqlite_transaction import at_once


async def seven() -> int:
    return 7


async def test_work_that_never_waits_gives_its_result() -> None:
    assert at_once(seven()) == 7


async def test_what_work_raises_comes_out_as_it_is() -> None:
    async def fail() -> None:
        raise KeyError("gone")

    with pytest.raises(KeyError, match="gone"):
        at_once(fail())


async def test_work_that_waits_for_something_else_is_refused() -> None:
    with pytest.raises(RuntimeError, match="may not wait"):
        at_once(asyncio.sleep(0))
