"""Where errors become messages and exit codes: 0 done, 1 the data have a problem, 2 not done."""

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

import click

from openinnov.exceptions import OpenInnovError, RefusedError

DONE, PROBLEM, NOT_DONE = 0, 1, 2
_PACKAGE = Path(__file__).parents[1]


class Boundary(AbstractContextManager["Boundary"]):
    """Turns what ends a command into an exit code and a message: never a traceback."""

    code = DONE

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Say what went wrong, and keep the exit code."""
        if error is None:
            return False
        self.code = PROBLEM if isinstance(error, RefusedError) else NOT_DONE
        if isinstance(error, click.ClickException):
            error.show()
        elif not isinstance(error, SystemExit):
            click.echo(say_cause(error), err=True)
        return True


def say_cause(error: BaseException) -> str:
    """Say why something was not done."""
    if isinstance(error, click.ClickException):
        return f"Error: {error.format_message()}"
    if isinstance(error, OpenInnovError):
        return f"Error: {error}"
    if isinstance(error, click.Abort | KeyboardInterrupt | SystemExit):
        return "Interrupted: nothing more was written."
    return _fault(error)


def _fault(error: BaseException) -> str:
    """Say where a fault of the program lies, without its message, which may quote the data."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _PACKAGE in Path(frame.filename).parents]
    frame = (ours or frames)[-1]
    place = f"{Path(frame.filename).name}, line {frame.lineno}"
    return f"Error: a fault in openinnov ({type(error).__name__} in {place}). Please report it."
