"""What stands in a workbook that a report was written to: it is told from a unit's own by that."""

FRONT_MARK = "Hasil lke annotate"
"""What stands in the first cell of the sheet that is put in front: it is told from a unit's own by that."""

COMPARISON, CHECKLIST, SURVEY, PLAN = "lke-compare", "lke-check-evidence", "lke-survey", "lke-plan"
FOLLOWUP, DIFF, SCORE = "lke-followup", "lke-diff", "lke-score"
"""What stands among its keywords."""
