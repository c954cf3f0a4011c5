"""What stands in a workbook that a report was written to: it is told from a unit's own by that."""

COMPARISON, CHECKLIST, SURVEY, PLAN = "lke-compare", "lke-check-evidence", "lke-survey", "lke-plan"
FOLLOWUP, DIFF, SCORE = "lke-followup", "lke-diff", "lke-score"
"""What stands among its keywords."""
