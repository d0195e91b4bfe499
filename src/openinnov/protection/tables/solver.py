"""HiGHS, the solver of linear programs, as it is used here: silent, on one thread, and checked."""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from openinnov.exceptions import MissingExtraError, RefusedError

if TYPE_CHECKING:
    import highspy

#: By how much solutions may miss a bound, and bounds a number.
TOLERANCE = 1e-6
#: How many branches a search for whole numbers may look at: other than a time, equal everywhere.
_BRANCHES = 1000
#: The simplex methods, as the solver counts them.
_PRIMAL, _DUAL = 4, 1


class Column(NamedTuple):
    """A variable: its bounds, and the rows in which it stands, with its sign."""

    lower: float
    upper: float
    entries: Sequence[tuple[int, int]]


def check_solver() -> None:
    """Raise `MissingExtraError` if tables cannot be protected, as the solver is not installed."""
    if find_spec("highspy") is None:
        raise MissingExtraError(
            "tables of counts are protected by a solver of linear programs, which is not "
            "installed: run pip install highspy numpy"
        )


class Program:
    """The greatest weighted sum of columns, of which each row adds up to nothing.

    That all columns are zero is a solution from the start. Columns are added, and their bounds and
    weights changed, in place, so that the next search begins where the last one ended.
    """

    def __init__(self, rows: int, *, seconds: float, whole: bool = False) -> None:
        """Begin with empty rows; `whole` asks for whole numbers, `seconds` are for all searches."""
        check_solver()
        from highspy import ObjSense

        #: How often it was solved.
        self.solved = 0
        self._whole, self._columns = whole, 0
        self._highs = _quiet()()
        options = {
            "threads": 1,  # More could find another of two equal solutions.
            "time_limit": seconds,
            # As it begins with a solution, the primal simplex method is eight times as fast.
            "simplex_strategy": _PRIMAL,
            "simplex_scale_strategy": 0,
            "presolve": "choose" if whole else "off",
            "mip_max_nodes": _BRANCHES,
        }
        for name, value in options.items():
            self._highs.setOptionValue(name, value)
        zeros = [0.0] * rows
        self._highs.addRows(rows, zeros, zeros, 0, [0] * rows, [], [])
        self._highs.changeObjectiveSense(ObjSense.kMaximize)

    def add(self, columns: Sequence[Column]) -> None:
        """Add columns after those that are there."""
        from highspy import HighsVarType

        first, self._columns = self._columns, self._columns + len(columns)
        starts, rows, signs = [], list[int](), list[float]()
        for column in columns:
            starts.append(len(rows))
            rows += [row for row, _ in column.entries]
            signs += [float(sign) for _, sign in column.entries]
        lower, upper = [each.lower for each in columns], [each.upper for each in columns]
        costs = [0.0] * len(columns)
        self._highs.addCols(len(columns), costs, lower, upper, len(rows), starts, rows, signs)
        if self._whole:
            for position in range(first, self._columns):
                self._highs.changeColIntegrality(position, HighsVarType.kInteger)

    def bound(self, column: int, lower: float, upper: float) -> None:
        """Change the bounds of a column."""
        self._highs.changeColBounds(column, lower, upper)

    def weigh(self, column: int, weight: float) -> None:
        """Change what a column counts for; at first it counts for nothing."""
        self._highs.changeColCost(column, weight)

    def allow(self, gap: float) -> None:
        """Allow a sum in whole numbers that misses the greatest by a share."""
        self._highs.setOptionValue("mip_rel_gap", gap)

    def solve(self, *, best: bool = False) -> list[float] | None:
        """Return the values of the columns at the greatest sum, or None if it has no limit.

        `best` takes the best that was found, if there are too many whole numbers to look at all.
        Raises `RefusedError` if there is no answer, as after the time that was allowed.
        """
        from highspy import HighsModelStatus

        self._highs.run()
        self.solved += 1
        for strategy in (_PRIMAL, _DUAL):
            if self._highs.getModelStatus() == HighsModelStatus.kUnknown:
                # Where the last search ended can be a bad place to begin: once more from nothing,
                # and if that is no better, by the other method.
                self._highs.clearSolver()
                self._highs.setOptionValue("simplex_strategy", strategy)
                self._highs.run()
        self._highs.setOptionValue("simplex_strategy", _PRIMAL)
        status, solution = self._highs.getModelStatus(), self._highs.getSolution()
        if status == HighsModelStatus.kUnbounded:
            return None
        if status == HighsModelStatus.kOptimal:
            return list(solution.col_value)
        if best and status == HighsModelStatus.kSolutionLimit:
            # If nothing was found, all zeros is a solution still.
            return list(solution.col_value) if solution.value_valid else [0.0] * self._columns
        raise _untold(self._highs)

    def prices(self) -> list[float]:
        """Return by how much the sum would grow if a row added up to one, at the last solution."""
        return list(self._highs.getSolution().row_dual)


def least_whole(
    columns: Sequence[tuple[float, float, float]],
    rows: Sequence[tuple[float, float, Sequence[tuple[int, int]]]],
    *,
    seconds: float,
) -> list[int] | None:
    """Return whole numbers of a small weighted sum, which keep all bounds; None if there are none.

    Each column has a lower bound, an upper bound and a weight; each row a lower bound, an upper
    bound, and its columns with their signs. The sum is the smallest that few branches find.
    Raises `RefusedError` if nobody can tell.
    """
    check_solver()
    from highspy import HighsModelStatus, HighsVarType

    highs = _quiet()()
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("time_limit", seconds)
    highs.setOptionValue("mip_max_nodes", _BRANCHES)
    for position, (lower, upper, weight) in enumerate(columns):
        highs.addCol(weight, lower, upper, 0, [], [])
        highs.changeColIntegrality(position, HighsVarType.kInteger)
    for lower, upper, entries in rows:
        places, signs = [place for place, _ in entries], [float(sign) for _, sign in entries]
        highs.addRow(lower, upper, len(entries), places, signs)
    highs.run()
    solution = highs.getSolution()
    if highs.getModelStatus() == HighsModelStatus.kInfeasible:
        return None
    if not solution.value_valid:
        raise _untold(highs)
    return [round(value) for value in solution.col_value]


def _untold(highs: "highspy.Highs") -> RefusedError:
    return RefusedError(
        "nobody can tell whether the tables are safe, as the solver of linear programs ended "
        f"with: {highs.modelStatusToString(highs.getModelStatus())}"
    )


@cache
def _quiet() -> "type[highspy.Highs]":
    """Return the solver, kept from printing its name when it is made."""
    import highspy

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 -- the solver calls it so
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]  # because highspy has it so

    return Quiet
