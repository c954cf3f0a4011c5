"""One-to-one assignment of rows to entries with the greatest total fit."""

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence

_Options = Sequence[tuple[float, str]]
"""What a row can be, as (fit > 0, entry)."""


def best_assignment(options: Mapping[int, _Options]) -> dict[int, str]:
    """Return row -> entry with the greatest total fit, each entry used once; a row may stay without.

    ``options[row]`` lists (fit > 0, entry). Rows that share no wanted entry with another are settled at once; the
    rest by successive best augmenting paths (a sparse Hungarian method: exact, and a dependency the size of scipy is
    not worth it for a handful of rows).
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for row, choices in options.items():
        for _, entry in choices:
            holders[entry].append(row)
    chosen: dict[int, str] = {}
    for rows in _components(options, holders):
        if len(rows) == 1:
            row = rows[0]
            if options[row]:
                chosen[row] = max(options[row])[1]
        else:
            chosen |= _solve({row: options[row] for row in rows})
    return chosen


def _components(options: Mapping[int, _Options], holders: Mapping[str, list[int]]) -> list[list[int]]:
    seen: set[int] = set()
    components = []
    for start in options:
        if start in seen:
            continue
        seen.add(start)
        rows, todo = [], [start]
        while todo:
            row = todo.pop()
            rows.append(row)
            for _, entry in options[row]:
                for other in holders[entry]:
                    if other not in seen:
                        seen.add(other)
                        todo.append(other)
        components.append(rows)
    return components


def _solve(options: Mapping[int, _Options]) -> dict[int, str]:
    """Successive shortest augmenting paths with potentials; cost is -fit, staying without an entry costs 0."""
    fits = {row: {entry: fit for fit, entry in choices} for row, choices in options.items()}
    owner: dict[str, int] = {}
    chosen: dict[int, str] = {}
    for start in options:
        # Bellman-Ford over alternating paths: components are small, so clarity wins over potentials.
        best: dict[int, float] = {start: 0.0}
        via: dict[int, tuple[int, str]] = {}
        queue = [(0.0, start)]
        end: tuple[float, int, str | None] = (0.0, start, None)
        while queue:
            gain, row = heapq.heappop(queue)
            gain = -gain
            if gain < best[row] - 1e-12:
                continue
            if gain > end[0] + 1e-12:
                end = (gain, row, None)
            for entry, fit in fits[row].items():
                if entry == chosen.get(row):
                    continue
                other = owner.get(entry)
                reached = gain + fit
                if other is None:
                    if reached > end[0] + 1e-12:
                        end = (reached, row, entry)
                elif other != start:
                    reached -= fits[other][entry]
                    if reached > best.get(other, float("-inf")) + 1e-12:
                        best[other] = reached
                        via[other] = (row, entry)
                        heapq.heappush(queue, (-reached, other))
        _augment(end[1], end[2], start, via, owner, chosen)
    return chosen


def _augment(
    row: int,
    entry: str | None,
    start: int,
    via: dict[int, tuple[int, str]],
    owner: dict[str, int],
    chosen: dict[int, str],
) -> None:
    while True:
        given_up = chosen.pop(row, None)
        if entry is not None:
            chosen[row] = entry
            owner[entry] = row
        elif given_up is not None and owner.get(given_up) == row:
            del owner[given_up]
        if row == start:
            return
        row, entry = via[row]
