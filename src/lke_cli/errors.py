"""What the tool cannot do, told to its user."""


class LkeError(Exception):
    """A run that cannot go on: one Indonesian sentence with the file, sheet and cell, and what to do. Exit code 2."""
