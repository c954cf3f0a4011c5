"""Every result as a frozen, complete value, and its way back from JSON: all that ``report`` may see."""
