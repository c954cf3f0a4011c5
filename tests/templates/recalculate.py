"""Recalculate workbooks with headless LibreOffice."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

# LibreOffice trusts the values that a workbook carries unless it is told to calculate them anew.
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def required_office() -> str:
    """Return LibreOffice's command. Skips the test where it is not installed.

    With LKE_REQUIRE_LIBREOFFICE set, as in CI, its absence fails the test instead.
    """
    soffice = shutil.which("soffice")
    if soffice is None:
        if os.environ.get("LKE_REQUIRE_LIBREOFFICE"):
            pytest.fail("LibreOffice (soffice) is required here and not installed")
        pytest.skip("LibreOffice (soffice) is not installed")
    return soffice


def recalculate(paths: Sequence[Path], folder: Path, kind: str = "xlsx") -> list[Path]:
    """Return the same workbooks recalculated, in ``folder``, as files of a kind (see :func:`required_office`)."""
    soffice = required_office()
    user = folder / "profile/user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [folder / f"{path.stem}.{kind}" for path in paths]
