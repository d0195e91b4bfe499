"""Killing publishers at random moments."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path


def killed_at_random(code, place, *, seed, kills, longest) -> Iterator[None]:
    """Run code that publishes to a place again and again, kill it, and give its turn to the test.

    The code says "ready" once it is about to begin; it is killed at most `longest` seconds later.
    """
    chance = random.Random(seed)  # noqa: S311 -- moments, not secrets
    surroundings = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    for _ in range(kills):
        with subprocess.Popen(
            [sys.executable, "-c", code, str(place)], env=surroundings, stdout=subprocess.PIPE
        ) as publisher:
            assert publisher.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0, longest))
            publisher.send_signal(signal.SIGKILL)
        yield
