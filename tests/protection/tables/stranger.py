"""An attacker who shares no code with what is attacked, and knows every number that is published.

A publication is a list of pairs: the inner cells that a published cell sums over, and its number,
or None where it is withheld. The stranger calculates with inner cells, states linear programs in
the modelling language of the solver, and tries whole numbers one by one.
"""

import highspy

INFINITE = highspy.kHighsInf
#: Where nothing that is published limits a number, no larger one is tried.
_LARGEST = 40


class Stranger:
    """Linear programs over inner cells, each of which is at least zero."""

    def __init__(self, *, whole=False):
        self._solver = highspy.Highs()
        self._solver.silent()
        self._add = self._solver.addIntegral if whole else self._solver.addVariable
        self._cells = {}

    def cell(self, name):
        """Return the variable of an inner cell."""
        if name not in self._cells:
            self._cells[name] = self._add(0, INFINITE)
        return self._cells[name]

    def sum(self, names):
        """Return the sum of inner cells."""
        return sum((self.cell(name) for name in names), start=0 * self.cell(next(iter(names))))

    def learn(self, names, number, floor):
        """Use what is published of a sum: its number, or that it is withheld."""
        if number is None:
            self._solver.addConstr(self.sum(names) >= floor)
        else:
            self._solver.addConstr(self.sum(names) == number)

    def learn_same(self, left, right):
        """Use that two sums are the same number."""
        self._solver.addConstr(self.sum(left) - self.sum(right) == 0)

    def most(self, names):
        """Return the most that a sum can be."""
        self._solver.maximize(self.sum(names))
        return self._answer(INFINITE)

    def least(self, names):
        """Return the least that a sum can be."""
        self._solver.minimize(self.sum(names))
        return self._answer(-INFINITE)

    def _answer(self, unlimited):
        if self._solver.getModelStatus().name == "kUnknown":
            self._solver.clearSolver()
            self._solver.run()
        status = self._solver.getModelStatus()
        if status.name in {"kUnbounded", "kUnboundedOrInfeasible"}:
            return unlimited
        assert status.name == "kOptimal", status
        return round(self._solver.getObjectiveValue(), 6)


def attack(publication, *, floor, whole=False):
    """Return the bounds of each withheld cell of a publication, in its order."""
    stranger = Stranger(whole=whole)
    for names, number in publication:
        stranger.learn(names, number, floor)
    return [
        (stranger.least(names), stranger.most(names))
        for names, number in publication
        if number is None
    ]


def can_be(publication, names, at_least, *, floor):
    """Return whether whole numbers exist of which a sum is at least that, by trying them."""
    ranges = [
        (frozenset(each), floor, None) if number is None else (frozenset(each), number, number)
        for each, number in publication
    ]
    ranges.append((frozenset(names), at_least, None))
    cells = {cell: (0, _LARGEST) for each, _, _ in ranges for cell in each}
    return _try(cells, ranges)


def _try(cells, ranges):
    cells = _narrow(dict(cells), ranges)
    if cells is None:
        return False
    open_cells = [cell for cell, (low, high) in cells.items() if low < high]
    if not open_cells:
        return True
    cell = min(open_cells, key=lambda each: (cells[each][1] - cells[each][0], each))
    low, high = cells[cell]
    return any(_try(cells | {cell: (n, n)}, ranges) for n in range(low, high + 1))


def _narrow(cells, ranges):
    """Narrow the range of each cell by all sums until nothing changes; None if none is left."""
    changed = True
    while changed:
        changed = False
        for names, least, most in ranges:
            low, high = (sum(cells[name][end] for name in names) for end in (0, 1))
            if high < least or (most is not None and low > most):
                return None
            for name in names:
                first, last = cells[name]
                new_first = max(first, least - (high - last))
                new_last = last if most is None else min(last, most - (low - first))
                if new_first > new_last:
                    return None
                if (new_first, new_last) != (first, last):
                    cells[name] = (new_first, new_last)
                    low, high = low + new_first - first, high + new_last - last
                    changed = True
    return cells
