"""Work on files that may harm, in processes with a bound on memory and time: no file ends the run or fills the memory.

Three ways in, all for a module's own function (or a ``functools.partial`` of one) whose arguments and result pickle:

``call(function, *arguments, file=path)`` runs it once and gives its result. An LkeError that it raises is raised here;
where it raised anything else, took too long, too much memory or ended its process, one says so in one sentence. For
commands on one file.

``call_each(function, items, file=...)`` does the same with each of several files, over the cores, and gives the errors
in their places.

``run(function, items)`` runs it over many items in several processes and yields ``(item, result)`` as they are ready,
each item exactly once: where there is no result, a ``Lost`` says why (``sentence`` makes a user's sentence of it).
``start`` is called once in every process before its first item, such as to load a rubric. For folders of files.

The bounds are ``seconds`` for each item, and ``memory`` in bytes that a process may take for them. The system enforces
the memory (RLIMIT_DATA on Linux, a job object on Windows); where it does not, the parent looks and ends the
process. What native libraries print never reaches the screen; a killed parent leaves no process behind; Ctrl-C is the
parent's alone to hear. In a browser, which has no processes, the same two ways work through items right there
(``here``), and the page that runs them holds the bounds.
"""

from lke_cli.bounded.calls import call, call_each, cores, run, sentence
from lke_cli.bounded.lost import MEMORY, SECONDS, Lost

__all__ = ["MEMORY", "SECONDS", "Lost", "call", "call_each", "cores", "run", "sentence"]
