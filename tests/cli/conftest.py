"""What tests of commands share."""

import pytest

from openinnov.cli import main


@pytest.fixture
def run(capsys):
    """Return a function that runs a command line and gives exit code, output and errors."""

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        written = capsys.readouterr()
        return left.value.code, written.out, written.err

    return run
