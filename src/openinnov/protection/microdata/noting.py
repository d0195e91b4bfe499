"""Say what was done to records to make them anonymous: by field and in numbers, never by record."""

from openinnov.protection.anonymization import Blanked, Node
from openinnov.protection.microdata.lines import Lines
from openinnov.protection.staging import note_all
from openinnov.protection.work import Work, staged

_REASON = "personal"


def note_fields(work: Work, lines: Lines, node: Node, blanked: Blanked) -> None:
    """Note each field that was coarsened, and those of which single cells were emptied."""
    rows = work.number(f"SELECT count(*) FROM {staged(lines.table.name)}")
    kept = ~blanked.dropped
    chosen = work.decisions.fields[lines.table.name]
    for place, (field, level) in enumerate(zip(lines.quasi, node, strict=True)):
        name = (lines.table.name, field.name)
        emptied = int(blanked.rows[kept] @ blanked.blanks[kept, place])
        whole = level == lines.hierarchies[place].height
        done = [("suppressed", rows)] if whole else [("generalized", rows if level else 0)]
        done += [("suppressed", emptied)]
        # A field has one notice, and the plan has the rest.
        noted = bool(chosen[field.name].technique)
        for technique, cells in done:
            if cells and not noted:
                note_all(work, name, _REASON, technique, cells)
                noted = True
            else:
                work.measure(name, (_REASON, technique), cells)


def note_rows(work: Work, lines: Lines, dropped: int) -> None:
    """Note how many rows were dropped."""
    note_all(work, (lines.table.name, "*"), _REASON, "suppressed", dropped)
