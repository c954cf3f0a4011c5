"""Templates that were compiled beforehand, where they lie beside their texts: ``lke.html`` brings them along."""

from importlib.resources import files
from io import BytesIO

from jinja2.bccache import Bucket, BytecodeCache


class ReadyTemplates(BytecodeCache):
    """Reads compiled templates and writes none. One that is not of its template's very text is compiled anew."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what was compiled for it."""
        path = files(__package__).joinpath("templates", f"{bucket.key}.cache")
        if path.is_file():
            bucket.load_bytecode(BytesIO(path.read_bytes()))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep nothing: an installed folder is not written to."""
