"""The command line: a file per command; options in, one call, exit code out. No rule of the domain lives here."""
