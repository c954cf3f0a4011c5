"""From a result to what a person or a program reads: each result becomes one Document; each format renders it."""
