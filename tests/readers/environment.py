"""Readers of packages that we did not write, each in an environment of its own: ``make readers``.

What they need gets in the way of what we need, and one of them is under the AGPL: so nothing of
ours imports them, and they run as programs.
"""

import json
import subprocess
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_ENVIRONMENTS = _HERE.parents[1] / ".readers"


def read_with(reader, *arguments):
    """Return what a reader makes of a file, or skip the test where the reader is not there."""
    python = _ENVIRONMENTS / reader / "bin" / "python"
    if not (_ENVIRONMENTS / reader / "ready").exists():
        pytest.skip(f"the reader {reader} is not there; make readers installs it")
    command = [python, _HERE / f"run_{reader}.py", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)
