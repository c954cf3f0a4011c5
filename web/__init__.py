"""Builds ``lke.html``: the same core in a browser, in one file that needs no network."""
