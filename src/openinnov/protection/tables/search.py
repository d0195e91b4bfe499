"""The search for cells to withhold besides: until every demand is met by some table."""

from collections.abc import Iterable

from openinnov.protection.tables.attacker import Aim, Attacker
from openinnov.protection.tables.board import Board
from openinnov.protection.tables.witnesses import Demand, Witnesses

#: A program that aims at all open demands at once is worth it while it meets this share of them.
_WORTH = 0.02
#: How many demands may have lost their witnesses, that publishing a cell again is tried.
_DOUBTFUL = 20


class Search:
    """Complementary suppression of one component, by an attacker's linear program.

    Every solution is a witness: all demands that it meets are met for good, since withholding more
    only widens what is possible (Fischetti, Salazar 2000 search with the same attacker; witnesses
    and the order of choice are ours).
    """

    def __init__(self, board: Board, demands: list[Demand], *, seconds: float) -> None:
        """Begin with a board on which nothing is hidden yet to protect others."""
        self.board = board
        self.witnesses = Witnesses(board.system, demands)
        #: Demands that withholding all that can be withheld does not meet.
        self.exposed: set[Demand] = set()
        board.close_gaps(demand.cell for demand in demands)
        self._attacker = Attacker(
            board.system, board.component, board.least(board.hidden), seconds=seconds
        )
        self._open = set(demands)

    @property
    def programs(self) -> int:
        """Return how many programs were solved."""
        return self._attacker.program.solved

    def run(self) -> None:
        """Withhold cells until no demand is left open, and publish again what was not needed."""
        self._meet_many()
        while self._open:
            for demand in sorted(self._open):
                if demand in self._open and not self._is_met(demand):
                    self._withhold_for(demand)
            self._meet_many()
        self._trim(budget=self.programs)

    def _meet_many(self) -> None:
        """Aim at all open demands at once, as long as that is worth it."""
        turn = worth = 0
        while self._open:
            turn += 1
            worth = max(1, int(_WORTH * len(self._open)))
            if self._aim(spread(self._open, turn)) < worth:
                return

    def _is_met(self, demand: Demand) -> bool:
        self._aim({demand.cell: Aim(demand.sign, demand.distance)})
        return demand not in self._open

    def _aim(self, aims: dict[int, Aim]) -> int:
        """Solve a program, and return how many open demands it meets."""
        self._attacker.aim(aims)
        met = self.witnesses.note(self._attacker.moves() or {}).meets & self._open
        self._open -= met
        return len(met)

    def _withhold_for(self, demand: Demand) -> None:
        """Withhold a cell that holds a demand back that was just aimed at."""
        chosen = self.board.choose(self._attacker.levers())
        if chosen is None:
            self.exposed.add(demand)
            self._open.discard(demand)
            return
        self.board.hide(chosen)
        self._attacker.hide(self.board.least({chosen}))

    def _trim(self, budget: int) -> None:
        """Publish again what is not needed, the dearest first, with no more programs than that."""
        limit = self.programs + budget
        cells = self.board.system.cells
        for cell in sorted(self.board.added, key=lambda cell: (-cells[cell].value, cell)):
            if self.programs >= limit:
                return
            self._open = self.witnesses.unmet_without(cell) - self.exposed
            if len(self._open) > _DOUBTFUL:
                continue
            self._attacker.publish(cell)
            if all(
                demand not in self._open or self._is_met(demand) for demand in sorted(self._open)
            ):
                self.board.publish(cell)
                self.witnesses.forget(cell)
            else:
                self._open.clear()
                self._attacker.hide(self.board.least({cell}))


def spread(demands: Iterable[Demand], turn: int) -> dict[int, Aim]:
    """Return aims at all demands, one a cell, of weights that differ from turn to turn.

    With equal weights a solution goes half the way to each demand, and meets none.
    """
    return {
        demand.cell: Aim(demand.sign, demand.distance, _weight(rank, turn) / demand.distance)
        for rank, demand in enumerate(sorted(demands, reverse=True))
    }


def _weight(rank: int, turn: int) -> float:
    """Return a number from 0.1 to 1.1 that is spread evenly: multiples of irrational numbers."""
    return 0.1 + (rank * 0.6180339887 + turn * 0.4142135624) % 1
