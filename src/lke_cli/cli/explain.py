"""``lke explain``: what a finding means and what is to be done about it."""

from typing import Annotated

import typer


def explain(
    rule: Annotated[
        str | None, typer.Argument(metavar="[ATURAN]", help="Nama aturan di belakang temuan, misalnya half-below.")
    ] = None,
) -> int:
    """Jelaskan sebuah temuan: artinya, sebabnya penting, dan perbaikannya.

    Nama aturan tertulis dalam kurung siku di belakang setiap temuan. Tanpa
    nama, semua aturan disebut.

    \b
    Contoh:
      lke explain half-below
      lke explain
    """
    from lke_cli.api import all_rules, rule_named
    from lke_cli.report import rule_document, rules_document, show_document

    show_document(rules_document(all_rules()) if rule is None else rule_document(rule_named(rule)), None)
    return 0
