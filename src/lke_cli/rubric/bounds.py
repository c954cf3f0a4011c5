"""NumberBounds of a rubric's numbers and lists, in its types, for pydantic to hold them to.

They are annotated-types' own, which are imported when pydantic asks: only a rubric that is validated needs them.
"""

from collections.abc import Iterator


class NumberBounds:
    """Bounds as pydantic knows them (``annotated_types.GroupedMetadata``): ``ge``, ``le``, ``gt``, ``min_length``."""

    __is_annotated_types_grouped_metadata__ = True

    def __init__(self, **bounds: float) -> None:
        self._bounds = bounds

    def __iter__(self) -> Iterator[object]:
        from annotated_types import Ge, Gt, Le, MinLen

        kinds = {"ge": Ge, "le": Le, "gt": Gt, "min_length": MinLen}
        return (kinds[name](bound) for name, bound in self._bounds.items())
