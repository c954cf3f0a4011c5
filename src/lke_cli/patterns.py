"""Regular expressions that are compiled where they are first asked: of most, a run never asks anything."""

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub")


class Later:
    """Stands for a pattern until it is asked for something, and then for its methods."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._given = pattern, flags

    def compiled(self) -> "re.Pattern[str] | re.Pattern[bytes]":
        """Return the pattern itself."""
        compiled: Any = re.compile(*self._given)
        return cast("re.Pattern[str] | re.Pattern[bytes]", compiled)

    def __getattr__(self, name: str) -> Any:
        compiled = self.compiled()
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


def later(pattern: AnyStr, flags: int = 0) -> "re.Pattern[AnyStr]":
    """Return what takes the place of a compiled pattern, and is compiled when it is first used."""
    return cast("re.Pattern[AnyStr]", Later(pattern, flags))
