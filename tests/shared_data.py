"""Where the data lie that tests read in place: beside the checkout, if at all."""

from pathlib import Path

import pytest

#: The folder beside the checkout, whether it is there or not.
SHARED = Path(__file__).parents[2] / "shared"


def shared(path):
    """Return a path in the shared data, or skip the test."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"the shared data {path} are not beside this checkout")
    return found
