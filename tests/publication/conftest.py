"""What the tests of publication share."""

import pytest
from publication.released import WIDE, release

import openinnov


@pytest.fixture(scope="session")
def wide(tmp_path_factory):
    """Return the directory of a package with a bit of everything."""
    directory = tmp_path_factory.mktemp("published") / "package"
    openinnov.publish(release(WIDE), directory)
    return directory
