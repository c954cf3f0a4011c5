"""Values that are made by the thousand: dataclasses that the type checker alone holds to be immutable."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class a dataclass with slots whose fields nobody may set once it is made: mypy sees to that.

    What would watch over it at run time sets every field through a call of its own, which makes a question's score
    take seven times as long.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
