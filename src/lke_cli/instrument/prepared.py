"""``python -m lke_cli.instrument.prepared``: writes the shipped questionnaires and words as JSON beside the YAML."""

from lke_cli.instrument.load import shipped_instruments
from lke_cli.instrument.words import words_path
from lke_cli.rubric import write_prepared

if __name__ == "__main__":
    for path in (*shipped_instruments().values(), words_path()):
        write_prepared(path)
