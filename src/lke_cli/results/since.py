"""What changed since the last run on the same workbook."""

from lke_cli.record import record


@record
class SinceLast:
    """What changed. at: of the last run, ISO 8601. total: points more or less, None where one of the two has none.

    reached, lost: nodes whose minimum is reached now, or no more. new, gone: how many findings (errors and warnings).
    """

    at: str
    total: float | None
    reached: tuple[str, ...]
    lost: tuple[str, ...]
    new: int
    gone: int
