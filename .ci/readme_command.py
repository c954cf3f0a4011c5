"""Print the README's command that stands in the code block under ``<!-- command: NAME -->``."""

import re
import sys
from pathlib import Path

name = sys.argv[1]
text = Path(__file__).parents[1].joinpath("README.md").read_text(encoding="utf-8")
found = re.findall(rf"<!-- command: {re.escape(name)} -->\s*```(?:sh|bash)\n(.*?)```", text, re.DOTALL)
if len(found) != 1:
    sys.exit(f"README.md: expected one command '{name}', found {len(found)}")
print(found[0].strip())
