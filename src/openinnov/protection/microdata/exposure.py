"""How much at risk the persons are of rows that look alike."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from openinnov.protection.anonymization import (
    Blanked,
    Classes,
    Node,
    Problem,
    loose_sizes,
    shown_classes,
    shown_columns,
)
from openinnov.protection.anonymization.arrays import Codes, Floats, Ints, number
from openinnov.protection.microdata.models import CODE
from openinnov.protection.risk import (
    field_sets,
    global_risk,
    individual,
    journalist,
    k_reached,
    marketer,
    prosecutor,
    reached,
)
from openinnov.submission import Exposure

#: Up to how many fields are looked at together; one less of more lines than these.
_FIELDS, _MANY = 3, 50_000


def exposure(problem: Problem, weights: Floats | None, node: Node, blanked: Blanked) -> Exposure:
    """Return the risks of the rows that are kept, as they are shown.

    `weights` are the persons of the population behind each distinct line of the problem; without
    them nobody is known but those in the data.
    """
    kept = np.flatnonzero(~blanked.dropped & (blanked.rows > 0))
    classes = shown_classes(problem, node, blanked)
    columns = [column[kept] for column in shown_columns(problem, node, blanked)]
    rows = blanked.rows[kept]
    persons = _persons(problem, weights, blanked, kept, columns, classes)
    seeker = journalist(classes.rows, persons)
    knower = prosecutor(classes.rows)
    told = reached(problem, classes) if len(kept) else ()
    return Exposure(
        rows=int(rows.sum()),
        classes=len(classes),
        k=k_reached(classes),
        k_loose=int(loose_sizes(columns, rows).min()) if len(kept) else 0,
        prosecutor_max=knower.maximum,
        prosecutor_mean=knower.mean,
        journalist_max=seeker.maximum,
        journalist_mean=seeker.mean,
        marketer=marketer(classes.rows, persons),
        global_risk=global_risk(classes.rows, individual(classes.rows, persons)),
        minimal_uniques=_uniques(columns, rows),
        distinct_l={
            name: int(value)
            for name, value in _worst(
                {each.attribute: each.distinct_l for each in told}, min
            ).items()
        },
        t=_worst({each.attribute: each.t_equal for each in told}, max),
    )


def _persons(  # noqa: PLR0913, PLR0917 -- what the rows are, and how they are shown
    problem: Problem,
    weights: Floats | None,
    blanked: Blanked,
    kept: Ints,
    columns: Sequence[Codes],
    classes: Classes,
) -> Floats:
    """Return the persons of the population behind each class: no fewer than its rows."""
    rows = classes.rows.astype(np.float64)
    if weights is None:
        return rows
    numbers, size = number(((c + 1, int(c.max(initial=0)) + 2) for c in columns), len(kept))
    lines = blanked.lines[kept]
    # Of a line whose rows are shown in several ways, each has its part of the persons.
    shares = weights[lines] * blanked.rows[kept] / problem.counts[lines]
    return np.maximum(np.bincount(numbers, shares, size), rows)


def _uniques(columns: Sequence[Codes], rows: Ints) -> int:
    size = _FIELDS if len(rows) <= _MANY else _FIELDS - 1
    scores = field_sets([column + 1 for column in columns], rows, size).scores
    return int(np.count_nonzero(scores))


def _worst(found: Mapping[str, float], worse: Callable[[float, float], float]) -> dict[str, float]:
    """Return the worst of each field, of which each code may be an attribute of its own."""
    worst: dict[str, float] = {}
    for name, value in found.items():
        field = name.partition(CODE)[0]
        worst[field] = worse(worst.get(field, value), value)
    return worst
