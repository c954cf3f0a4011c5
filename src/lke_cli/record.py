"""Frozen values that cost a start nothing: dataclasses with slots for which no code is written.

The dataclasses of the standard library write and compile each of a class's methods, a millisecond a frozen class: at a
start of a hundred classes that is longer than a score. Here the methods are shared functions; what a workbook has by
the hundred gets an ``__init__`` of its own, written as the first is made.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields, make_dataclass
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
    made: Any = _bare(cls)
    own = fields(made)

    def first(self: Any, *args: Any, **named: Any) -> None:
        written = make_dataclass(
            made.__name__,
            [(member.name, member.type, copy(member)) for member in own],
            namespace={
                "__doc__": "Only its __init__ is wanted: without a text of its own, one is made of its signature."
            },
            eq=False,
            repr=False,
        )
        made.__init__ = written.__init__  # type: ignore[misc]  # sets the fields of whatever it is given
        made.__init__(self, *args, **named)

    made.__init__ = first
    return _with_methods(made)


def _bare(cls: type[T], *, named: bool = False) -> type[T]:
    return dataclass(slots=True, init=False, eq=False, repr=False, kw_only=named)(cls)


def _frozen(made: type[T]) -> type[T]:
    """Give a class what sets its fields once: as a value is made, copied, or comes from another process."""
    cls: Any = made
    names = [member.name for member in fields(cls)]

    def restored(self: Any, state: list[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    cls.__init__ = _setting(cls.__name__, fields(cls))
    cls.__setattr__, cls.__delattr__ = _refuse_to_set, _refuse_to_delete
    cls.__getstate__ = lambda self: [getattr(self, name) for name in names]
    cls.__setstate__ = restored
    return _with_methods(made)


def _setting(cls: str, own: tuple[Field[Any], ...]) -> Callable[..., None]:
    """Return an ``__init__`` that sets the fields of a frozen value."""
    positional = [member.name for member in own if not member.kw_only]
    all_names = {member.name for member in own}
    defaults = [(member.name, member.default, member.default_factory) for member in own]

    def init(self: Any, *args: Any, **named: Any) -> None:
        if len(args) > len(positional):
            raise TypeError(f"{cls}() takes {len(positional)} arguments in order, {len(args)} were given")
        values = dict(zip(positional, args, strict=False))
        if not named.keys() <= all_names:
            raise TypeError(f"{cls}() has no {', '.join(sorted(named.keys() - all_names))}")
        if not named.keys().isdisjoint(values):
            raise TypeError(f"{cls}() was given {', '.join(sorted(named.keys() & values))} twice")
        values |= named
        for name, default, factory in defaults:
            if name in values:
                value = values[name]
            elif default is not MISSING:
                value = default
            elif factory is not MISSING:
                value = factory()
            else:
                raise TypeError(f"{cls}() was given no {name}")
            object.__setattr__(self, name, value)

    return init


def _refuse_to_set(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _with_methods(made: type[T]) -> type[T]:
    """Give a class what a dataclass has: equality and a hash by its fields, and a text that shows them."""
    cls: Any = made
    own = fields(cls)
    compared = _values([member for member in own if member.compare])
    hashed = _values([member for member in own if (member.compare if member.hash is None else member.hash)])
    shown = [member.name for member in own if member.repr]

    def same(self: Any, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def number(self: Any) -> int:
        return hash(hashed(self))

    def text(self: Any) -> str:
        return f"{self.__class__.__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in shown])})"

    cls.__eq__, cls.__hash__ = same, number
    if "__repr__" not in vars(cls):
        cls.__repr__ = text
    return made


def _values(own: list[Field[Any]]) -> Callable[[Any], Any]:
    return attrgetter(*[member.name for member in own]) if own else lambda _: ()
