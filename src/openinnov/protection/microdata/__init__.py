"""Make records about persons anonymous: coarsen, empty and drop as little as the policy lets.

Of all ways to coarsen whole columns the one that loses least is found (`anonymization.search`);
what it would drop is saved by emptying single cells where that is possible. The references to other
tables are quasi-identifiers, so what these tell is told apart already: the guarantee holds on the
join with all of them.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

import numpy as np

from openinnov.exceptions import RefusedError
from openinnov.policy import ANONYMIZE
from openinnov.protection.anonymization import Blanked, local_suppression, search, whole
from openinnov.protection.anonymization.search import Solution
from openinnov.protection.key import Key
from openinnov.protection.microdata.applying import apply, drop_all
from openinnov.protection.microdata.exposure import exposure
from openinnov.protection.microdata.guarantee import guarantee
from openinnov.protection.microdata.lines import Lines, read
from openinnov.protection.microdata.models import models, objective
from openinnov.protection.microdata.noting import note_fields, note_rows
from openinnov.protection.microdata.persons import drop_classes_of_few
from openinnov.protection.microdata.tracing import trace
from openinnov.protection.microdata.unlisted import empty_unlisted
from openinnov.protection.work import Work, staged
from openinnov.submission import Anonymity, Exposure, Trace

#: By how much the persons of a class grow where the risk is still too high.
_STEP = Fraction(3, 2)


def anonymize(work: Work, ledger_key: Key | None) -> Iterator[tuple[Anonymity, Trace | None]]:
    """Make the staged rows of each table anonymous of which the policy asks it, and say how.

    With a key of the ledger it says too, by hashes, which rows are left.

    Raises `RefusedError` for values that cannot be coarsened, and where more rows would be lost
    than the policy's gate lets.
    """
    for table in work.tables:
        if work.decisions.rows[table.name] == ANONYMIZE:
            empty_unlisted(work, table)
            lines = read(work, table, work.policy.microdata[table.name])
            yield _anonymize(work, lines), trace(work, lines, ledger_key) if ledger_key else None


def _anonymize(work: Work, lines: Lines) -> Anonymity:
    problem, table = lines.problem, lines.table.name
    nothing = (0,) * len(lines.quasi)
    as_it_is = whole(problem, np.ones(len(problem.rows), np.bool_))
    before = exposure(problem, lines.weights, nothing, as_it_is)
    solution, blanked, after = _least_loss(work, lines)
    if solution is None:
        drop_all(work, lines)
    else:
        apply(work, lines, solution.node, blanked)
        drop_classes_of_few(work, lines)
        note_fields(work, lines, solution.node, blanked)
    left = work.number(f"SELECT count(*) FROM {staged(table)}")
    note_rows(work, lines, problem.size - left)
    _refuse_loss(work, table, problem.size, left)
    node = solution.node if solution else tuple(each.height for each in lines.hierarchies)
    kept = ~blanked.dropped
    names = [field.name for field in lines.quasi]
    return Anonymity(
        table=table,
        guarantee=guarantee(work, lines),
        before=before,
        after=after,
        levels={
            name: (level, each.height)
            for name, level, each in zip(names, node, lines.hierarchies, strict=True)
        },
        emptied={
            name: int(blanked.rows[kept] @ blanked.blanks[kept, place])
            for place, name in enumerate(names)
        },
        dropped=problem.size - left,
        objective=lines.asked.objective,
        loss=max(solution.loss) if solution else 1.0,
        ways=solution.nodes if solution else 0,
    )


def _least_loss(work: Work, lines: Lines) -> tuple[Solution | None, Blanked, Exposure]:
    """Return the best way for the smallest classes under which the risk passes the gate."""
    problem, asked, gate = lines.problem, lines.asked, work.policy.gate
    for k in _sizes(max(asked.k, ceil(1 / gate.prosecutor_max)), problem.size):
        demanded = models(asked, problem, k)
        found = search(problem, demanded, objective(asked, problem), asked.suppression)
        if found is None:
            break
        blanked = (
            local_suppression(problem, found.node, demanded)
            if asked.local
            else whole(problem, found.kept)
        )
        after = exposure(problem, lines.weights, found.node, blanked)
        # Whoever holds a release has its weights no more, so the gate was passed when it was made.
        if after.global_risk <= gate.global_risk or work.released:
            return found, blanked, after
    gone = whole(problem, np.zeros(len(problem.rows), np.bool_))
    nothing = (0,) * len(lines.quasi)
    return None, gone, exposure(problem, lines.weights, nothing, gone)


def _sizes(least: int, rows: int) -> Iterator[int]:
    while least <= rows:
        yield least
        least = ceil(least * _STEP)


def _refuse_loss(work: Work, table: str, before: int, left: int) -> None:
    """Refuse a release of which too many rows are lost, unless none of them can leave."""
    most = work.policy.gate.rows_lost
    if left and before - left > most * before:
        raise RefusedError(
            f"{table}: more than {most:.0%} of the records would be dropped, which is all that the "
            "policy lets go (gate.rows_lost): collect more, coarsen fields before, or drop the "
            f"table: kinds.{work.submission.standard.tables[table].kind}"
        )
