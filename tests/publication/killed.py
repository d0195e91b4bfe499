"""Replace a package and die at a chosen step: run by the tests in a process of its own.

``python killed.py DIRECTORY TEXT STEP WAY``: writes a package-like directory that holds TEXT, and
ends the process just before the STEP-th call that changes the disk; WAY is "exchange" or "rename".
Without a step the number of calls is printed.
"""

import ctypes
import os
import shutil
import sys
from pathlib import Path

from openinnov import replacement

#: The functions through which the disk is changed; each call of them is a step.
CHANGES = [(os, "mkdir"), (os, "rename"), (os, "fsync"), (shutil, "rmtree"), (os, "unlink")]
CHANGES += [(os, "rmdir"), (ctypes, "get_errno")]


class Steps:
    """Counts the steps, and ends the process before the last."""

    def __init__(self, last):
        self.last, self.taken = last, 0

    def before(self, function):
        """Return a function that is the given one, but for the step that is too many."""

        def stepping(*arguments, **options):
            self.taken += 1
            if self.taken == self.last:
                os._exit(9)
            return function(*arguments, **options)

        return stepping


def _cannot(one, other):
    return False


def run(directory, text, last, way):
    """Replace the directory by one that holds the text, step by step."""
    steps = Steps(last)
    for module, name in CHANGES:
        setattr(module, name, steps.before(getattr(module, name)))
    exchange = replacement.exchange if way == "exchange" else _cannot
    replacement.exchange = steps.before(exchange)
    with replacement.replacing(directory, lambda _: None) as fresh:
        for name in ("one", "two"):
            steps.before(fresh.joinpath(name).write_text)(text, encoding="utf-8")
    return steps.taken


if __name__ == "__main__":
    place, content, step, manner = sys.argv[1:]
    print(run(Path(place), content, int(step), manner))
