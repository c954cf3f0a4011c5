"""The rubric: what an LKE asks, what answers are worth, which minimums hold. Data in YAML, checked by pydantic."""
