"""Which patterns of the package take more than linear time: ``python -m tests.fuzz.patterns [NAME]``, a line for each.

Every compiled pattern that a module or class of the package holds, and every one that stands in a call such as
``re.search``, is run on long repeats of what its own letters and the usual suspects (blanks,
dots, digits, line ends, letters) make up.
"""

import ast
import importlib
import inspect
import math
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import lke_cli
from lke_cli.patterns import Later

SHORT, LONG = 500, 5_000
SECONDS, GROWTH = 0.05, 30  # LONG is 10 x SHORT: linear grows 10 x, quadratic 100 x
_MOST_LITERALS = 6
_LIMIT = 0.3
_TRIES = 3  # what the system or the search for garbage takes now and then is not the pattern's
_SUSPECTS = (" ", "\n", " \n", ".", "-", "_", "7", "a", "Z", "a ", "a.", "1.", "1 ", ", ", "(", "<", "/")


CUT = {
    "lke_cli.unit_names.": 300,  # a line of a title or a file's name
    "lke_cli.evidence.links._PLACEHOLDER_TEXT": 80,
    "lke_cli.answers.reading._FEW_WORDS": 9,
    "lke_cli.answers.typed.": 100,
}
"""Patterns that see texts cut to so many characters; at that length they take no time."""
MATCHED = (
    "lke_cli.answers.reading._OPTION_WITH_TEXT", "lke_cli.evidence.numbering._LEAD",
    "lke_cli.evidence.numbering._SPACED",
    "lke_cli.scoring.clauses._OTHER_PERIOD", "lke_cli.rubric.expression._TERM",
    "lke_cli.surveys.scale._NUMBER_LAST", "lke_cli.workbook.made_links._PART",
)  # fmt: skip
"""Patterns that are only asked what stands at one place, never where they occur."""


_CALLS = ("match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split")
EVERYWHERE: tuple[str, ...] = ("match", "findall")
AT_ONE_PLACE: tuple[str, ...] = ("match",)

Found = tuple[str, "re.Pattern[str] | re.Pattern[bytes]", tuple[str, ...]]


def patterns() -> dict[tuple[str | bytes, int], Found]:
    """Return every pattern of the package, with the name under which it was found first and how it is asked."""
    found: dict[tuple[str | bytes, int], Found] = {}
    for each in pkgutil.walk_packages(lke_cli.__path__, "lke_cli."):
        if not each.name.endswith("__main__"):
            module = importlib.import_module(each.name)
            for name, value in vars(module).items():
                for pattern in _held(value, 0):
                    full = f"{each.name}.{name}"
                    asked = AT_ONE_PLACE if full in MATCHED else EVERYWHERE
                    found.setdefault((pattern.pattern, pattern.flags), (full, pattern, asked))
            for line, pattern, asked in in_calls(inspect.getsource(module)):
                found.setdefault((pattern.pattern, pattern.flags), (f"{each.name}:{line}", pattern, asked))
    return found


def in_calls(source: str) -> "Iterator[tuple[int, re.Pattern[str], tuple[str, ...]]]":
    """Yield the patterns that stand in calls such as ``re.search("...", text)``: line, pattern, and how it is asked.

    What a call fills into its pattern is taken for a word.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=asked), args=[given, *more]) if (
                asked in _CALLS
            ):
                pieces = given.values if isinstance(given, ast.JoinedStr) else [given]
                texts = [str(piece.value) if isinstance(piece, ast.Constant) else "kata" for piece in pieces]
                if not any(isinstance(piece, ast.Constant) for piece in pieces):
                    continue  # a name: the pattern is built elsewhere
                names = [ast.unparse(each) for each in (*more, *(word.value for word in node.keywords))]
                flags = [getattr(re, name) for text in names for name in re.findall(r"\bre\.([A-Z]+)\b", text)]
                pattern = re.compile("".join(texts), sum({int(flag) for flag in flags}))
                yield node.lineno, pattern, AT_ONE_PLACE if asked in ("match", "fullmatch") else EVERYWHERE


def _held(value: object, depth: int) -> "Iterator[re.Pattern[str] | re.Pattern[bytes]]":
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Later):
        yield value.compiled()
    elif depth < 4:
        within: object = ()
        if isinstance(value, list | tuple | set | frozenset):
            within = value
        elif isinstance(value, dict):
            within = value.values()
        elif isinstance(value, type) and value.__module__.startswith("lke_cli"):
            within = vars(value).values()
        for each in list(within)[:500]:  # type: ignore[call-overload]
            yield from _held(each, depth + 1)


def _literals(tree: object) -> Iterator[str]:
    """Yield the letters that a parsed pattern asks for."""
    for operation, argument in tree:  # type: ignore[attr-defined]
        if operation in (constants.LITERAL, constants.NOT_LITERAL):
            yield chr(argument)
        elif operation is constants.RANGE:
            yield chr(argument[0])
        elif isinstance(argument, tuple | list):
            for each in argument:
                if isinstance(each, parser.SubPattern):
                    yield from _literals(each)
                elif isinstance(each, list):
                    for one in each:
                        yield from _literals(one if isinstance(one, parser.SubPattern) else [one])
        elif isinstance(argument, parser.SubPattern):
            yield from _literals(argument)


def repeats(pattern: "re.Pattern[str] | re.Pattern[bytes]") -> list[str]:
    """Return what is repeated before a pattern: its own letters, alone and in a row, and the usual suspects."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    own = list(dict.fromkeys(_literals(parser.parse(source, pattern.flags & ~re.UNICODE))))
    return [*dict.fromkeys([*_SUSPECTS, *own[:_MOST_LITERALS], "".join(own[:40]) or "a", "".join(own[:3]) or "a"])]


def _seconds(pattern: "re.Pattern[str] | re.Pattern[bytes]", how: str, repeat: str, size: int) -> float:
    """Return how long a pattern takes on a repeat, at its best; a second try only where the first took long."""
    best = math.inf
    for _ in range(_TRIES):
        best = min(best, _once(pattern, how, repeat, size))
        if best <= SECONDS:
            break
    return best


def _once(pattern: "re.Pattern[str] | re.Pattern[bytes]", how: str, repeat: str, size: int) -> float:
    """Return how long a pattern takes on a repeat; not more than a moment."""
    text = "\x01" + repeat * (size // len(repeat)) + "\x01"
    given: str | bytes = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
    started = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, _LIMIT)  # a pattern that runs looks for signals now and then
    try:
        getattr(pattern, how)(given[1:] if how == "match" else given)
    except TimeoutError:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - started


def _slow(name: str, pattern: "re.Pattern[str] | re.Pattern[bytes]", asked: tuple[str, ...]) -> str:
    """Return how a pattern shows that it takes more than linear time, ``""`` where it does not."""
    cut = next((length for start, length in CUT.items() if name.startswith(start)), None)
    for repeat in repeats(pattern):
        for how in asked:
            if cut is not None:
                if (took := _seconds(pattern, how, repeat, cut)) > SECONDS:
                    return f"{how} of {repeat!r}: {took:.4f} s on the {cut} that it sees"
                continue
            short = _seconds(pattern, how, repeat, SHORT)
            long = math.inf if short > SECONDS else _seconds(pattern, how, repeat, LONG)
            if long > SECONDS and long > GROWTH * short:
                return f"{how} of {repeat!r}: {short:.4f} s on {SHORT}, {long:.4f} s on {LONG}"
    return ""


def main(only: str = "") -> None:
    """Print each pattern that grows more than linearly, with the repeat that shows it."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, stop)
    for name, pattern, asked in patterns().values():
        if only in name and (how := _slow(name, pattern, asked)):
            print(f"{name}: {how}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
