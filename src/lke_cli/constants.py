"""What several rooms must agree on."""

TOTAL = "total"
"""The code of the whole: the sum of a rubric's top nodes."""
DEFAULT_RUBRIC = "permenpanrb-90-2021"
"""The shipped rubric that is used where none is named."""
