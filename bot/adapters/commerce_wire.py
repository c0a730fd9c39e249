"""A shop's values as JSON and back, for every adapter: names as in `bot.domain.commerce`, dates ISO 8601."""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")


class NoSuchValue(ValueError):
    """JSON that is not the value it should be; says where it differs, never what stood there."""


def read(kind: type[T], raw: object) -> T:
    """Read a value from parsed JSON; unknown fields are left out. Raises: NoSuchValue."""
    try:
        value: T = _adapter(kind).validate_python(raw)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise NoSuchValue(f"not a {getattr(kind, '__name__', kind)}: {where}: {first['msg']}") from None
    return value


def written(value: object) -> Any:  # noqa: ANN401 -- any JSON
    """Give a value as what `json.dumps` takes."""
    return _adapter(type(value)).dump_python(value, mode="json")


def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 -- a class or a generic alias
    return _made(kind)


@cache
def _made(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 -- see above
    return TypeAdapter(kind)
