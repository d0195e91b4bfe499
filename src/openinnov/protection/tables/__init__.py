"""Tables of counts, protected against an attacker who adds up and subtracts.

`link` makes a `System` of cells and breakdowns, or `join` of those of earlier releases too;
`with_inner` adds the cells that stand in no table.
`below_threshold` says what needs protection; for sums made from microdata, `dominated` and
`estimable` do. `suppress` says what to withhold, and `audit` and `judge` what follows from the
rest. `round_count` is the alternative that withholds nothing.
"""

from openinnov.protection.tables.auditing import Interval, audit
from openinnov.protection.tables.breakdowns import link
from openinnov.protection.tables.cell_keys import round_count
from openinnov.protection.tables.cells import Cell, Coordinates, Role, coordinates
from openinnov.protection.tables.dimensions import Dimension, without_wholes
from openinnov.protection.tables.inner import with_inner
from openinnov.protection.tables.primary import Need, below_threshold, dominated, estimable
from openinnov.protection.tables.releases import Entry, Joint, join
from openinnov.protection.tables.solver import check_solver
from openinnov.protection.tables.suppression import Pattern, judge, seek, suppress
from openinnov.protection.tables.system import Equation, System

__all__ = [
    "Cell",
    "Coordinates",
    "Dimension",
    "Entry",
    "Equation",
    "Interval",
    "Joint",
    "Need",
    "Pattern",
    "Role",
    "System",
    "audit",
    "below_threshold",
    "check_solver",
    "coordinates",
    "dominated",
    "estimable",
    "join",
    "judge",
    "link",
    "round_count",
    "seek",
    "suppress",
    "with_inner",
    "without_wholes",
]
