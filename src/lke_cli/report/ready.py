"""Gets ready to show a score."""


def get_ready() -> None:
    """Import what shows a score on the screen: beside the process that reads, it takes no time of its own."""
    import lke_cli.report.first.score
    import lke_cli.report.output
    import lke_cli.report.plain
    import lke_cli.report.show  # noqa: F401
