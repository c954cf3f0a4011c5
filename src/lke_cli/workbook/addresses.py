"""Columns of a sheet as letters and as numbers."""


def column_number(letters: str) -> int:
    """Return 0 for ``A``, 10 for ``K``, 26 for ``AA``."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(column: int) -> str:
    """Return ``A`` for 0, ``K`` for 10, ``AA`` for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
