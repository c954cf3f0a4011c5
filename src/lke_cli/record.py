"""Frozen values that cost a start nothing: dataclasses with slots whose ``__init__`` is written as the first is made.

The dataclasses of the standard library write and compile each of a class's methods, a millisecond a frozen class: at a
start of a hundred classes that is longer than a score. Here only ``__init__`` is written so, when the first value is
made: of most classes a run makes none.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import Field, FrozenInstanceError, dataclass, field, fields, make_dataclass
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots: to set a field of a value raises FrozenInstanceError."""
    return _frozen(_bare(cls))


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def named_record(cls: type[T]) -> type[T]:
    """Make a class a record whose fields are always named."""
    return _frozen(_bare(cls, named=True))


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def bulk_record(cls: type[T]) -> type[T]:
    """Make a class a dataclass with slots, made by the hundred for each workbook, whose fields mypy alone watches over.

    What would watch at run time sets every field through a call of its own, as a value is made and as it comes from
    another process: a question's score then takes seven times as long.
    """
    return _with_methods(_bare(cls), frozen=False)


def _bare(cls: type[T], *, named: bool = False) -> type[T]:
    return dataclass(slots=True, init=False, eq=False, repr=False, kw_only=named)(cls)


def _frozen(made: type[T]) -> type[T]:
    """Refuse that fields are set, and let what copies and pickles a value set them all the same."""
    cls: Any = made
    names = [each.name for each in fields(cls)]

    def restored(self: Any, state: list[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    cls.__setattr__, cls.__delattr__ = _refuse_to_set, _refuse_to_delete
    cls.__getstate__ = lambda self: [getattr(self, name) for name in names]
    cls.__setstate__ = restored
    return _with_methods(made, frozen=True)


def _refuse_to_set(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _with_methods(made: type[T], *, frozen: bool) -> type[T]:
    """Give a class what a dataclass has: equality and a hash by its fields, and a text that shows them."""
    cls: Any = made
    own = fields(cls)
    compared = _values([each for each in own if each.compare])
    hashed = _values([each for each in own if (each.compare if each.hash is None else each.hash)])
    shown = [each.name for each in own if each.repr]

    def first(self: Any, *args: Any, **named: Any) -> None:
        written = make_dataclass(
            cls.__name__, [(each.name, each.type, copy(each)) for each in own], eq=False, repr=False, frozen=frozen
        )
        cls.__init__ = written.__init__  # type: ignore[misc]  # sets the fields of whatever it is given
        cls.__init__(self, *args, **named)

    def same(self: Any, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def number(self: Any) -> int:
        return hash(hashed(self))

    def text(self: Any) -> str:
        return f"{self.__class__.__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in shown])})"

    cls.__init__, cls.__eq__, cls.__hash__ = first, same, number
    if "__repr__" not in vars(cls):
        cls.__repr__ = text
    return made


def _values(own: list[Field[Any]]) -> Callable[[Any], Any]:
    return attrgetter(*[each.name for each in own]) if own else lambda _: ()
