"""``python -m lke_cli``: the same as the ``lke`` command."""

from lke_cli.cli.main import main

if __name__ == "__main__":
    main()
