"""A file in memory that stays open as long as anything holds it."""

import io


class KeptBytes(io.BytesIO):
    """Bytes that a zip file is written to.

    A zip file that an error ended half way writes its end when it is freed; were this one freed before it, Python would
    say so on the screen.
    """

    def close(self) -> None:
        """Do nothing: what is in memory is freed, not closed."""
