"""What tests of all parts share."""

import os

import pytest
from hypothesis import settings
from spark import spark
from submissions import make

__all__ = ["spark", "submit"]

settings.register_profile("default", deadline=None, max_examples=25)
settings.register_profile("few", deadline=None, max_examples=10)
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_collection_modifyitems(items):
    """Begin with the tests of Spark: they are long, and all run in one process."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


@pytest.fixture
def submit():
    """Return a function that makes a submission of rows, without files."""
    return make
