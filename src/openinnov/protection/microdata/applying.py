"""Give the staged rows of a table what they show when they are anonymous."""

import numpy as np

from openinnov.engine.sql import conjunction, identifier
from openinnov.protection.anonymization import Blanked, Node
from openinnov.protection.anonymization.hierarchy import ALL
from openinnov.protection.microdata.lines import LINES, Lines
from openinnov.protection.work import Work, staged


def apply(work: Work, lines: Lines, node: Node, blanked: Blanked) -> None:
    """Coarsen, empty and drop as was found: of rows that are alike, the first ones in their order.

    That order is of what leaves of them, then of their new keys, so that none tells of the old.
    """
    _fill(work, lines, node, blanked)
    table = lines.table.name
    leaving = [identifier(each.field.name) for each in work.fields(lines.table) if each.leaves]
    order = ", ".join(f"own.{name} NULLS FIRST" for name in dict.fromkeys([*leaving, "_key"]))
    shown = ", ".join(
        f"entry.{name} AS {name}" for name in (identifier(field.name) for field in lines.quasi)
    )
    replaced = f" REPLACE ({shown})" if shown else ""
    names = [identifier(field.name) for field in lines.compared]
    alike = conjunction([f"coalesce(own.{name}, '') = line.{name}" for name in names])
    work.database.execute(
        f"CREATE OR REPLACE TEMP TABLE {identifier(f'staged {table}')} AS "
        f"SELECT given.* EXCLUDE (line, place){replaced} FROM ("
        "SELECT own.*, line.line, row_number() OVER (PARTITION BY line.line "
        f"ORDER BY {order}) AS place "
        f"FROM {staged(table)} AS own JOIN {LINES} AS line ON {alike}) AS given "
        "JOIN temp.microdata_entry AS entry ON entry.line = given.line "
        "AND given.place > entry.before AND given.place <= entry.upto"
    )


def drop_all(work: Work, lines: Lines) -> None:
    """Drop all rows: there is no way to make them anonymous."""
    work.database.execute(f"DELETE FROM {staged(lines.table.name)}")


def _fill(work: Work, lines: Lines, node: Node, blanked: Blanked) -> None:
    """Load what the rows of each line show: from the row before which, up to which."""
    kept = np.flatnonzero(~blanked.dropped & (blanked.rows > 0))
    own, rows = blanked.lines[kept], blanked.rows[kept]
    # Entries of one line stand together, so what came before is what the others had.
    ends = np.cumsum(rows)
    starts = np.concatenate([[0], np.flatnonzero(np.diff(own)) + 1]).astype(np.int64)
    first = (
        np.repeat(
            (ends - rows)[starts[: len(own)]], np.diff(np.append(starts, len(own)))[: len(starts)]
        )
        if len(own)
        else ends
    )
    given = lines.given[own]
    columns = [given.tolist(), (ends - rows - first).tolist(), (ends - first).tolist()]
    kinds = ["BIGINT[]"] * len(columns)
    for place, level in enumerate(node):
        texts = lines.texts(place, level)
        cells = [texts[line] for line in own.tolist()]
        hidden = blanked.blanks[kept, place].tolist()
        columns.append(
            [
                None if gone or text in {ALL, ""} else text
                for text, gone in zip(cells, hidden, strict=True)
            ]
        )
        kinds.append("VARCHAR[]")
    names = ["line", "before", "upto", *(identifier(field.name) for field in lines.quasi)]
    parts = ", ".join(
        f"unnest(?::{kind}) AS {name}" for kind, name in zip(kinds, names, strict=True)
    )
    work.database.execute(
        f"CREATE OR REPLACE TEMP TABLE microdata_entry AS SELECT {parts}", columns
    )
