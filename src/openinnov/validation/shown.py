"""What a finding shows of a cell, and the one place that drops what not everybody may see."""

from openinnov.engine.sql import identifier, literal
from openinnov.submission import Submission

#: The checks whose value is a heading or a file's name, which belongs to no field.
_ABOUT_HEADINGS = (
    "unknown-table",
    "extra-label",
    "blank-label",
    "duplicate-label",
    "renamed-label",
)


def show_as_submitted(submission: Submission) -> None:
    """Put the text of the cell in the place of a number, to which rules add noughts."""
    for table in submission.tables:
        for name in submission.columns[table.name]:
            if table.fields[name].type == "decimal":
                submission.database.execute(
                    f"UPDATE temp.found SET value = own.cell FROM (SELECT _row AS record, "
                    f"{identifier(name)} AS cell FROM submitted.{identifier(table.name)}) AS own "
                    f"WHERE own.record = _row AND table_name = {literal(table.name)} "
                    f"AND field_name = {literal(name)} AND value IS NOT NULL"
                )


def drop_protected_values(submission: Submission) -> None:
    """Empty the value of each finding that is not about a public field."""
    headings = ", ".join(map(literal, _ABOUT_HEADINGS))
    public = " OR ".join(
        f"(table_name = {literal(table.name)} AND field_name IN ({', '.join(fields)}))"
        for table in submission.tables
        if (fields := [literal(f.name) for f in table.fields.values() if f.privacy == "public"])
    )
    submission.database.execute(
        f"UPDATE temp.found SET value = NULL WHERE rule NOT IN ({headings}) "
        f"AND NOT coalesce({public or 'FALSE'}, FALSE)"
    )
    for table in submission.tables:
        if table.individual:
            # In the row of a one-person business these fields are about that person.
            about = ", ".join(map(literal, table.individual.fields))
            person = f"coalesce({identifier(table.individual.when)}, 'false') <> 'false'"
            submission.database.execute(
                f"UPDATE temp.found SET value = NULL WHERE table_name = {literal(table.name)} "
                f"AND field_name IN ({about}) AND _row IN "
                f"(SELECT _row FROM submitted.{identifier(table.name)} WHERE {person})"
            )
