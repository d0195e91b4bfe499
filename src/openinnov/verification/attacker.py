"""What somebody who adds up and subtracts learns of numbers that were withheld.

She knows all numbers that are told, which of them add up, and that what is withheld is a whole
number of people: at least one, where that is possible at all.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Equation:
    """Withheld numbers, each with its sign, and what they add up to."""

    unknown: Mapping[int, float]
    sum: float


def narrow(equations: Sequence[Equation], threshold: int) -> list[int]:
    """Return the withheld numbers that cannot be as large as the threshold, for all she knows.

    A number that can be none at all only tells of nobody. Where the numbers contradict each other,
    nothing follows from them.
    """
    known = [each for each in equations if each.unknown]
    return sorted(place for linked in _linked(known) for place in _narrow(linked, threshold))


def _narrow(equations: Sequence[Equation], threshold: int) -> Iterator[int]:
    system = next((each for each in (System(equations, 1.0), System(equations, 0.0)) if each), None)
    if system is None:
        return
    safe: set[int] = set()
    for place in system.places:
        if place not in safe:
            upper, witness = system.greatest(place)
            # What is large in one solution need not be asked for again.
            safe |= {each for each, value in witness.items() if value > threshold - _TOLERANCE}
            if _TOLERANCE < upper < threshold - _TOLERANCE:
                yield place


def _linked(equations: Sequence[Equation]) -> Iterator[list[Equation]]:
    """Yield the equations that have to do with each other, by whatever detour."""
    having: dict[int, list[int]] = defaultdict(list)
    for number, equation in enumerate(equations):
        for place in equation.unknown:
            having[place].append(number)
    seen: set[int] = set()
    for number in range(len(equations)):
        linked, waiting = [], [number]
        while waiting:
            here = waiting.pop()
            if here not in seen:
                seen.add(here)
                linked.append(equations[here])
                waiting += (each for place in equations[here].unknown for each in having[place])
        if linked:
            yield linked


class System:
    """Equations as a linear program; false where they have no solution."""

    def __init__(self, equations: Sequence[Equation], floor: float) -> None:
        self._program = _solver()
        from highspy import ObjSense, kHighsInf

        self.places = sorted({each for equation in equations for each in equation.unknown})
        self._column = {place: number for number, place in enumerate(self.places)}
        for _ in self.places:
            self._program.addVar(floor, kHighsInf)
        for equation in equations:
            columns = [self._column[each] for each in equation.unknown]
            signs = list(equation.unknown.values())
            self._program.addRow(equation.sum, equation.sum, len(columns), columns, signs)
        self._program.changeObjectiveSense(ObjSense.kMaximize)

    def __bool__(self) -> bool:
        """Say whether there is a solution at all."""
        from highspy import HighsModelStatus

        self._program.run()
        return bool(self._program.getModelStatus() == HighsModelStatus.kOptimal)

    def greatest(self, place: int) -> tuple[float, Mapping[int, float]]:
        """Return the greatest value of a number, and all numbers where it has that.

        It may be infinite; then there are no numbers to show.
        """
        from highspy import HighsModelStatus

        self._program.changeColCost(self._column[place], 1.0)
        self._program.run()
        status, solution = self._program.getModelStatus(), self._program.getSolution()
        values = list(solution.col_value)
        # From here on the solver forgets what it found.
        self._program.changeColCost(self._column[place], 0.0)
        if status != HighsModelStatus.kOptimal:
            return inf, {}
        return values[self._column[place]], dict(zip(self.places, values, strict=True))


def _solver() -> Any:
    import highspy

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 -- the solver calls it so
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]  # because highspy has it so

    program = Quiet()  # type: ignore[no-untyped-call]  # because highspy has it so
    # Presolve may not tell what has no limit from what has no solution.
    program.setOptionValue("presolve", "off")
    program.setOptionValue("threads", 1)
    return program
