"""What the tool cannot do, told to its user."""


class LkeError(Exception):
    """A run that cannot go on: one Indonesian sentence with the file, sheet and cell, and what to do. Exit code 2."""

    def __reduce__(self) -> tuple[object, ...]:
        """To another process goes all that is known, whatever a kind of error is made from."""
        return _remade, (type(self), self.args, self.__dict__)


def _remade(kind: type[LkeError], arguments: tuple[object, ...], known: dict[str, object]) -> LkeError:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(known)
    return error


class AbsentError(LkeError):
    """A file that can be read and in which what was looked for is not: a workbook without an LKE, a table without a
    survey."""


class BlankError(LkeError):
    """A form in which not one question is answered: nothing to score, and no verdict."""


class UnreviewedError(LkeError):
    """An assessor's column in which nothing is entered yet: no score of theirs, and no verdict."""


class UndecidedError(LkeError):
    """A workbook or survey that could be read in two ways: no score, no verdict, and the sentence says what settles it.

    cells: the places that could each be meant, or where the readings first differ. command: what the user types to
    settle it, without ``lke``'s other arguments (``--column answer=K``); ``""`` where no option can.
    """

    def __init__(self, message: str, *, cells: tuple[str, ...] = (), command: str = "") -> None:
        super().__init__(message)
        self.cells = cells
        self.command = command


def sentence_of(error: LkeError) -> str:
    """Return what is said of an error to the person at the screen."""
    if isinstance(error, BlankError):
        return f"FORMULIR MASIH KOSONG: {error}"
    if isinstance(error, UnreviewedError):
        return f"BELUM DIREVIU: {error}"
    if isinstance(error, UndecidedError):
        return f"Belum dapat dinilai: {error}"
    return f"Galat: {error}"
