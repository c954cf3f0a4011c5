"""Answers and a rubric give a scorecard. Pure and total: no file, no console, no clock, no exception on an answer."""
