"""Which cells are withheld, so that nobody can calculate the small ones from the others."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from openinnov.exceptions import RefusedError
from openinnov.protection.tables.attacker import unknown
from openinnov.protection.tables.board import Board
from openinnov.protection.tables.cells import Cell, Role
from openinnov.protection.tables.components import Component, components
from openinnov.protection.tables.primary import Need, Zeros
from openinnov.protection.tables.proof import Proof
from openinnov.protection.tables.search import Search
from openinnov.protection.tables.solver import check_solver
from openinnov.protection.tables.system import System
from openinnov.protection.tables.witnesses import Demand, demands

#: How long the programs of one component may take.
SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is withheld; cells are given by their positions in the system."""

    withheld: frozenset[int]
    #: Cells that can be calculated all the same, or too closely, as too much has to be published.
    exposed: frozenset[int]
    #: Cells that can be calculated from what earlier releases published, whatever is withheld now.
    disclosed: frozenset[int]
    #: How many linear programs were solved, those in whole numbers among them.
    programs: int


def suppress(
    system: System, needs: Mapping[int, Need], *, zeros: Zeros = "safe", seconds: float = SECONDS
) -> Pattern:
    """Return which cells to withhold, so that what needs it is protected from an attacker.

    She knows all other cells, all equations, that counts are whole numbers, and that no zero is
    withheld if zeros are safe. The same system gives the same pattern. Each component may take
    `seconds`.

    Raises `RefusedError` if that is impossible, or nobody can tell; `MissingExtraError` without the
    solver.
    """
    pattern = seek(system, needs, zeros=zeros, seconds=seconds)
    if pattern.exposed:
        raise RefusedError(
            f"{system.where(pattern.exposed)} too small, and can be calculated from cells that "
            "have to be published; let more cells be withheld, or leave out the tables"
        )
    return pattern


def seek(
    system: System, needs: Mapping[int, Need], *, zeros: Zeros = "safe", seconds: float = SECONDS
) -> Pattern:
    """Return the pattern that `suppress` would, with the cells for which it would refuse."""
    check_solver()
    cells = system.cells
    forced = {i for i in needs if cells[i].role is Role.FORCED}
    withheld = {i for i, cell in enumerate(cells) if cell.role is Role.WITHHELD}
    withheld |= {i for i in needs.keys() - forced if cells[i].is_shown}
    hidden = unknown(system, withheld)
    wanted = demands(system, {i: need for i, need in needs.items() if i in hidden})
    exposed, programs = set(forced), 0
    for component, demanded in _parts(system, hidden, wanted):
        board = Board(system, component, hidden.intersection(component.cells), zeros)
        search = Search(board, demanded, seconds=seconds)
        search.run()
        programs += search.programs
        if system.counts:
            proof = Proof(search, seconds=seconds)
            proof.run()
            programs += proof.programs
        withheld.update(board.added)
        exposed.update(demand.cell for demand in search.exposed)
    disclosed = {i for i in needs if cells[i].known}
    disclosed |= _disclosed(system, {i: needs[i] for i in exposed}, zeros, seconds)
    return Pattern(
        withheld=frozenset(withheld),
        exposed=frozenset(exposed - disclosed),
        disclosed=frozenset(disclosed),
        programs=programs,
    )


def judge(
    system: System,
    needs: Mapping[int, Need],
    withheld: Collection[int],
    *,
    zeros: Zeros = "safe",
    seconds: float = SECONDS,
) -> Pattern:
    """Return what becomes of the cells that need protection if just these cells are withheld.

    Raises as `suppress` does if nobody can tell.
    """

    def decided(i: int, cell: Cell) -> Role:
        if cell.role is not Role.OPEN:
            return cell.role
        return Role.WITHHELD if i in withheld else Role.FORCED

    return seek(_with_roles(system, decided), needs, zeros=zeros, seconds=seconds)


def _disclosed(
    system: System, needs: Mapping[int, Need], zeros: Zeros, seconds: float
) -> frozenset[int]:
    """Return the cells that are exposed even if nothing of this release is published."""
    if not needs or not any(cell.known for cell in system.cells):
        return frozenset()

    def withheld(_: int, cell: Cell) -> Role:
        return Role.WITHHELD if cell.role in {Role.OPEN, Role.FORCED} else cell.role

    return seek(_with_roles(system, withheld), needs, zeros=zeros, seconds=seconds).exposed


def _with_roles(system: System, role: Callable[[int, Cell], Role]) -> System:
    cells = tuple(replace(cell, role=role(i, cell)) for i, cell in enumerate(system.cells))
    return replace(system, cells=cells)


def _parts(
    system: System, hidden: set[int], wanted: Iterable[Demand]
) -> Iterator[tuple[Component, list[Demand]]]:
    """Yield the components in which something is demanded.

    What is published in any case, or is a zero, is a constant and links nothing.
    """
    by_cell: dict[int, list[Demand]] = {}
    for demand in wanted:
        by_cell.setdefault(demand.cell, []).append(demand)
    movable = (i for i, cell in enumerate(system.cells) if i in hidden or _can_move(cell))
    for component in components(system, movable):
        found = [demand for cell in component.cells for demand in by_cell.get(cell, ())]
        if found:
            yield component, found


def _can_move(cell: Cell) -> bool:
    return cell.role is Role.OPEN and not cell.known and cell.value > 0
