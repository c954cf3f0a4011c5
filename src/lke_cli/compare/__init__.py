"""Many workbooks: found, scored in parallel, ranked, and held against each other and against an earlier round."""
