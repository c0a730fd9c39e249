"""The description of the shop's interface is the interface: the file, the values and the server agree."""

import yaml

from bot.adapters.commerce_openapi import FILE, OPERATIONS, description
from tests.shop_server import ROUTES


def test_the_file_is_what_the_values_say() -> None:
    stored = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert stored == description(), "run: python -m bot.adapters.commerce_openapi"


def test_the_shop_that_the_tests_run_serves_every_call() -> None:
    described = {(operation.method.upper(), operation.path) for operation in OPERATIONS}
    assert described == {(method, path) for method, path, _ in ROUTES}


def test_every_reference_leads_somewhere() -> None:
    schemas = description()["components"]["schemas"]
    named = {word for word in str(description()).split("'") if word.startswith("#/components/schemas/")}
    assert {name.rsplit("/", 1)[1] for name in named} <= set(schemas)


def test_every_write_takes_a_key() -> None:
    for operation in OPERATIONS:
        found = description()["paths"][operation.path][operation.method]["parameters"]
        takes_key = any(parameter["name"] == "Idempotency-Key" for parameter in found)
        reads = operation.method == "get" or operation.path.endswith("/search")
        assert takes_key is not reads, operation.path
