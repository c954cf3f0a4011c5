"""Make a rubric of data that is known to be right, without the start-up cost of a validator."""

import dataclasses
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
Convert = Callable[[Any], Any]


def build_value(cls: type[T], data: dict[str, Any]) -> T:
    """Return a dataclass made of plain data of the right shape, with all dataclasses, tuples and floats in it.

    Wrong data raises whatever comes (TypeError, KeyError): only data that the tests have validated goes here.
    """
    converters = _converters(cls)  # type: ignore[arg-type]
    return cls(**{key: converters[key](value) for key, value in data.items()})


@cache
def _converters(cls: type) -> dict[str, Convert]:
    hints = typing.get_type_hints(cls)
    return {field.name: _convert(hints[field.name]) for field in dataclasses.fields(cls)}


def _convert(hint: Any) -> Convert:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (_convert(argument) for argument in arguments if argument is not type(None))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        item = _convert(arguments[0])
        return tuple if item is _same else lambda value: tuple(item(entry) for entry in value)
    if origin is dict:
        item = _convert(arguments[1])
        return _same if item is _same else lambda value: {key: item(entry) for key, entry in value.items()}
    if dataclasses.is_dataclass(hint):
        return lambda value: build_value(hint, value)  # type: ignore[arg-type]
    return float if hint is float else _same


def _same(value: Any) -> Any:
    return value
