"""What somebody who adds up and subtracts learns of numbers that were withheld.

She knows all numbers that are told, which of them add up, and that what is withheld is a whole
number of people: at least one, where that is possible at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openinnov.exceptions import MissingExtraError

_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Equation:
    """Withheld numbers, each with its sign, and what they add up to."""

    unknown: Mapping[int, float]
    sum: float


def reaches(equations: Sequence[Equation], place: int, threshold: int) -> bool:
    """Say whether a withheld number may be as large as the threshold, for all she knows.

    A number that can be none at all only tells of nobody. Where the numbers contradict each other,
    nothing follows from them. Raises `MissingExtraError` without the solver.
    """
    linked = _linked(equations, place)
    for floor in (1.0, 0.0):
        upper = greatest(linked, place, floor)
        if upper is not None:
            return upper < _TOLERANCE or upper > threshold - _TOLERANCE
    return True


def _linked(equations: Sequence[Equation], place: int) -> list[Equation]:
    """Return the equations that have to do with a number, by whatever detour."""
    reached, found, left = {place}, list[Equation](), list(equations)
    while True:
        near = [each for each in left if reached & each.unknown.keys()]
        if not near:
            return found
        found += near
        left = [each for each in left if not reached & each.unknown.keys()]
        reached |= {each for equation in near for each in equation.unknown}


def greatest(equations: Sequence[Equation], place: int, floor: float) -> float | None:
    """Return the greatest value of a number, or None where there is no solution."""
    program = _solver()
    from highspy import HighsModelStatus, ObjSense, kHighsInf

    unknown = sorted({each for equation in equations for each in equation.unknown} | {place})
    column = {each: number for number, each in enumerate(unknown)}
    for _ in unknown:
        program.addVar(floor, kHighsInf)
    for equation in equations:
        columns = [column[each] for each in equation.unknown]
        signs = list(equation.unknown.values())
        program.addRow(equation.sum, equation.sum, len(columns), columns, signs)
    program.changeColCost(column[place], 1.0)
    program.changeObjectiveSense(ObjSense.kMaximize)
    program.run()
    status = program.getModelStatus()
    if status == HighsModelStatus.kOptimal:
        return float(program.getInfo().objective_function_value)
    unbounded = {HighsModelStatus.kUnbounded, HighsModelStatus.kUnboundedOrInfeasible}
    return kHighsInf if status in unbounded else None


def _solver() -> Any:
    try:
        import highspy
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            "whether withheld numbers can be worked out is told by a solver of linear programs, "
            'which is not installed: run pip install "openinnov[privacy]"'
        ) from error

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 -- the solver calls it so
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]  # because highspy has it so

    program = Quiet()  # type: ignore[no-untyped-call]  # because highspy has it so
    # Presolve may not tell what has no limit from what has no solution.
    program.setOptionValue("presolve", "off")
    program.setOptionValue("threads", 1)
    return program
