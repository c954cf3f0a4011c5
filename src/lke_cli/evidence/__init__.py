"""From a folder or a workbook's links to which question has which evidence, and what is wrong with it.

In come a path and a Rubric, out goes an EvidenceReport.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.evidence.cache import Cache, cache_path
    from lke_cli.evidence.check import build_report, evidence_by_question, evidenced_codes, uncounted
    from lke_cli.evidence.folder import FolderEvidence, check_folder
    from lke_cli.evidence.heard import Progress, Silent
    from lke_cli.evidence.mapping import Mapper
    from lke_cli.evidence.online import Answer, ask_all
    from lke_cli.evidence.tree import MadeTree, folder_of, make_tree
    from lke_cli.evidence.workbook import ReadWorkbook, read_claimed

__all__ = [
    "Answer",
    "Cache",
    "FolderEvidence",
    "MadeTree",
    "Mapper",
    "Progress",
    "ReadWorkbook",
    "Silent",
    "ask_all",
    "build_report",
    "cache_path",
    "check_folder",
    "evidence_by_question",
    "evidenced_codes",
    "folder_of",
    "make_tree",
    "read_claimed",
    "uncounted",
]

__getattr__ = opened(
    __name__,
    cache="Cache cache_path",
    check="build_report evidence_by_question evidenced_codes uncounted",
    folder="FolderEvidence check_folder",
    mapping="Mapper",
    online="Answer ask_all",
    heard="Progress Silent",
    tree="MadeTree folder_of make_tree",
    workbook="ReadWorkbook read_claimed",
)
