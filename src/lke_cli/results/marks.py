"""What stands among the keywords of a workbook that a report was written to: it is told from a unit's own by that."""

COMPARISON, CHECKLIST = "lke-compare", "lke-check-evidence"
