"""The first screen of each result: what is decided and what to do about it, in at most 24 lines."""
