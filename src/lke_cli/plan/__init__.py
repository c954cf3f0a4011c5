"""A scored workbook comes in; the cheapest way to its minimums that survives a review goes out."""
