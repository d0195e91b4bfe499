"""Writing small sources to a folder."""

import pytest

from openinnov.reading import read


@pytest.fixture
def folder(tmp_path):
    """Return a function that writes files, by name, into a folder, and returns that."""

    def write(files):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


@pytest.fixture
def reading(folder):
    """Return a function that writes files into a folder and reads it."""
    return lambda files: read(folder(files))
