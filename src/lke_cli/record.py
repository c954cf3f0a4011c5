"""Values that are made by the thousand: dataclasses that the type checker alone holds to be immutable.

The dataclasses of the standard library write and compile each of a class's methods, half a millisecond a class: at a
start of a hundred classes that is longer than a score. Here only ``__init__`` is written so, when the first value is
made: of most classes a run makes none.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import Field, dataclass, field, fields, make_dataclass
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class a dataclass with slots whose fields nobody may set once it is made: mypy sees to that.

    What would watch over it at run time sets every field through a call of its own, which makes a question's score
    take seven times as long.
    """
    return _with_methods(dataclass(slots=True, init=False, eq=False, repr=False)(cls))


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def named_record(cls: type[T]) -> type[T]:
    """Make a class a record whose fields are always named."""
    return _with_methods(dataclass(slots=True, init=False, eq=False, repr=False, kw_only=True)(cls))


def _with_methods(made: type[T]) -> type[T]:
    """Give a class what a dataclass has: equality and a hash by its fields, and a text that shows them."""
    cls: Any = made
    own = fields(cls)
    compared = _values([each for each in own if each.compare])
    hashed = _values([each for each in own if (each.compare if each.hash is None else each.hash)])
    shown = [each.name for each in own if each.repr]

    def first(self: Any, *args: Any, **named: Any) -> None:
        written = make_dataclass(
            cls.__name__,
            [(each.name, each.type, copy(each)) for each in own],
            namespace={
                "__doc__": "Only its __init__ is wanted: without a text of its own, one is made of its signature."
            },
            eq=False,
            repr=False,
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
