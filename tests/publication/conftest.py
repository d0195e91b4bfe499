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


@pytest.fixture(scope="session")
def described(tmp_path_factory):
    """Return the directory of a package whose description says all that it may."""
    properties = {
        "homepage": "https://a2i.example.org/data",
        "keywords": ["services"],
        "contributors": [
            {"title": "Desk"},
            {"title": "Data desk", "email": "data@a2i.example.org"},
        ],
    }
    directory = tmp_path_factory.mktemp("described") / "package"
    openinnov.publish(release(WIDE, **properties), directory)
    return directory
