"""What tests of all parts share."""

import os

import pytest
from hypothesis import settings
from spark import spark
from submissions import make

__all__ = ["spark", "submit"]

settings.register_profile("default", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture
def submit():
    """Return a function that makes a submission of rows, without files."""
    return make
