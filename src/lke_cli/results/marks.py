"""What stands in a workbook that a report was written to: it is told from a unit's own by that."""

import datetime

COMPARISON, CHECKLIST, SURVEY, PLAN = "lke-compare", "lke-check-evidence", "lke-survey", "lke-plan"
FOLLOWUP, DIFF = "lke-followup", "lke-diff"
"""What stands among its keywords."""

NO_DATE = datetime.datetime(1980, 1, 1)
"""When a report says that it was made: the zip format's first day, so that one input gives one file, byte for byte."""
