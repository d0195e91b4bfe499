"""The proof, in whole numbers, that no demand is refuted by counts having no fractions.

In tables of two dimensions the solutions of linear programs are whole by themselves. In more they
need not be: what half a person could be, no person can.
"""

from openinnov.protection.tables.attacker import Aim, Attacker
from openinnov.protection.tables.search import Search, spread
from openinnov.protection.tables.witnesses import Demand

#: How far a program for many demands may stay behind the best there is.
_GAP = 0.1


class Proof:
    """Witnesses of whole numbers for the demands that a search met, by a branching program."""

    def __init__(self, search: Search, *, seconds: float) -> None:
        """Begin with what a search found."""
        board = search.board
        self._board, self._witnesses, self._exposed = board, search.witnesses, search.exposed
        self._open = search.witnesses.unproved() - search.exposed
        self._attacker = Attacker(
            board.system,
            board.component,
            board.least(board.hidden),
            seconds=seconds,
            whole=True,
        )

    @property
    def programs(self) -> int:
        """Return how many programs were solved."""
        return self._attacker.program.solved

    def run(self) -> None:
        """Prove all demands, withholding further cells for those that cannot be."""
        self._prove_many()
        self._attacker.program.allow(0.0)
        while self._open:
            demand = min(self._open)
            self._aim({demand.cell: Aim(demand.sign, demand.distance)})
            if demand in self._open:
                self._withhold_for(demand)

    def _prove_many(self) -> None:
        self._attacker.program.allow(_GAP)
        turn = 0
        while self._open:
            turn += 1
            if not self._aim(spread(self._open, turn)):
                return

    def _aim(self, aims: dict[int, Aim]) -> int:
        self._attacker.aim(aims)
        witness = self._witnesses.note(self._attacker.moves(best=True) or {})
        met = witness.meets & self._open if witness.whole else frozenset()
        self._open -= met
        return len(met)

    def _withhold_for(self, demand: Demand) -> None:
        """Withhold a cell near a demand, as no price tells here which one holds it back."""
        system = self._board.system
        near = {row for row, _ in system.incidence[demand.cell]}
        rings = (near, self._board.component.equations)
        cells = ({c for row in ring for c, _ in system.equations[row].terms()} for ring in rings)
        chosen = next(filter(None.__ne__, map(self._board.choose, cells)), None)
        if chosen is None:
            self._exposed.add(demand)
            self._open.discard(demand)
            return
        self._board.hide(chosen)
        self._attacker.hide(self._board.least({chosen}))
