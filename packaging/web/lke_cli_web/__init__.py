"""Holds ``lke.html``, which ``lke web`` writes."""
