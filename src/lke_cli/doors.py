"""A room's front door: what it offers is imported when it is asked for, and not before."""

from collections.abc import Callable
from importlib import import_module


def opened(room: str, /, **offers: str) -> Callable[[str], object]:
    """Return the ``__getattr__`` of a room (PEP 562). offers: by module, the names that it gives, in one text."""
    places = {name: module for module, names in offers.items() for name in names.split()}

    def offered(name: str) -> object:
        if name not in places:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(f"{room}.{places[name]}"), name)

    return offered
