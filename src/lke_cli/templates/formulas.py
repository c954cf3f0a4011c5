"""The Excel formulas of a rubric: what the official form computes, right where the form's own are broken.

Like the form, a formula shows ``Blm Diisi`` for a blank answer, and a mean skips it.
"""

from collections.abc import Callable, Sequence

from lke_cli.rubric import Question, Scale

BLANK = "Blm Diisi"

Cell = Callable[[str], str]
"""Gives the address of the answer cell of an input, by its name."""


def choice_value(scale: Scale, answer: str) -> str:
    """Return the formula of a choice's value: nested IFs over its options; any other answer is ``Blm Diisi``."""
    text = f'"{BLANK}"'
    for option, value in reversed(scale.options.items()):
        text = f"IF({answer}={_quoted(option)},{value!r},{text})"
    return "=" + text


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def number_value(scale: Scale, answer: str) -> str:
    """Return the formula of a number's value: its share of the maximum."""
    return f'=IF({answer}="","{BLANK}",{answer}/{scale.maximum!r})'


def ratio_value(answer: str) -> str:
    """Return the formula of a ratio's value: the percent cell itself."""
    return f'=IF({answer}="","{BLANK}",{answer})'


def weighted(value: str, weight: float) -> str:
    """Return the formula of a question with a weight of its own. A blank one gives ``#VALUE!``, as in the form."""
    return f"=({value.removeprefix('=')})*{weight!r}"


def sum_of_inputs(question: Question, name: str, cell: Cell) -> str:
    """Return the formula of an input that is the sum of others; ``Blm Diisi`` while one of them is blank."""
    expression = question.inputs_by_name[name].sum_expression
    assert expression is not None
    blank = ",".join(f'{cell(part)}=""' for part in expression.names)
    return f'=IF(OR({blank}),"{BLANK}",{expression.render(cell)})'


def ratio_of_inputs(question: Question, cell: Cell) -> str:
    """Return the formula of a percent cell: its ratio held to 0..1, with the rubric's rule for a zero denominator."""
    ratio = question.ratio
    assert ratio is not None
    sums = {count.name: count.sum_expression for count in question.inputs if count.sum_expression}
    needed: list[str] = []
    for name in question.required_inputs:
        expression = sums.get(name)
        needed += expression.names if expression else (name,)
    blank = ",".join(f'{cell(name)}=""' for name in dict.fromkeys(needed))
    above, below = ratio.numerator_expression.render(cell), ratio.denominator_expression.render(cell)
    zero = repr(ratio.zero.otherwise)
    if ratio.zero.all_zero is not None:
        names = dict.fromkeys((*ratio.numerator_expression.names, *ratio.denominator_expression.names))
        every = ",".join(f"{cell(name)}=0" for name in names)
        zero = f"IF(AND({every}),{ratio.zero.all_zero!r},{zero})"
    return f'=IF(OR({blank}),"{BLANK}",IF(({below})=0,{zero},MAX(0,MIN(1,({above})/({below})))))'


def mean(cells: Sequence[str], weight: str) -> str:
    """Return the formula of a node's score from its questions: their mean (text is skipped) x weight."""
    return f"=AVERAGE({_ranges(cells)})*{weight}"


def total(cells: Sequence[str]) -> str:
    """Return the formula of a sum that carries errors up, as adding cell by cell does."""
    return f"=SUM({_ranges(cells)})"


def _ranges(cells: Sequence[str]) -> str:
    return ",".join(cells)
