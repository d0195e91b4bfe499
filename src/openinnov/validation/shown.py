"""What a finding shows of a cell, and the one place that drops what not everybody may see."""

from collections.abc import Iterable

from openinnov.engine.sql import identifier, literal
from openinnov.standard import CLASSES, Individual, Table
from openinnov.submission import Submission
from openinnov.validation.groups import VALUES, Grouping
from openinnov.validation.persons import personal_values

_OPEN = CLASSES[0]
#: Of so many findings all values are looked at, whether a report shows them or not.
_FEW = 10_000
_ABOUT_PERSONS = ("personal", "intake", "microdata")

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
    cells = [
        f"SELECT {literal(table.name)} AS owner, {literal(name)} AS name, _row AS record, "
        f"{identifier(name)} AS cell FROM submitted.{identifier(table.name)}"
        for table in submission.tables
        for name in submission.columns[table.name]
        if table.fields[name].type == "decimal"
    ]
    if cells:
        submission.connection.execute(
            f"UPDATE temp.found SET value = own.cell FROM ({' UNION ALL '.join(cells)}) AS own "
            "WHERE own.record = _row AND table_name = own.owner AND field_name = own.name "
            "AND value IS NOT NULL"
        )


def drop_protected_values(submission: Submission) -> None:
    """Empty the value of each finding that is not about a public field, or of a broken record.

    The temporary table ``concealed`` then says of which rules and fields values were dropped.
    """
    submission.connection.execute(
        "CREATE OR REPLACE TEMP TABLE concealed (rule VARCHAR, table_name VARCHAR, "
        "field_name VARCHAR)"
    )
    kinds = "SELECT DISTINCT rule, table_name, field_name FROM temp.found WHERE value IS NOT NULL"
    shown = submission.connection.execute(kinds).fetchall()
    if not shown:
        return
    if any(rule not in _ABOUT_HEADINGS and not _is_open(submission, *of) for rule, *of in shown):
        headings = ", ".join(map(literal, _ABOUT_HEADINGS))
        public = _one_of(submission.tables, "table_name", "field_name")
        _conceal(submission, f"rule NOT IN ({headings}) AND NOT coalesce({public}, FALSE)")
    for table in submission.tables:
        if table.individual:
            # In the row of a one-person business these fields are about that person.
            fields = ", ".join(map(literal, table.individual.fields))
            _conceal(
                submission,
                f"table_name = {literal(table.name)} AND field_name IN ({fields}) AND _row IN "
                f"(SELECT _row FROM {_persons(table, table.individual)})",
            )
    if "translation" in submission.columns and not submission.standard.generic:
        _conceal_translations(submission)
    _conceal_headings(submission)
    if not submission.standard.generic:  # A schema of others protects no field.
        _conceal_broken_records(submission)


def conceal_persons(submission: Submission, grouping: Grouping) -> None:
    """Empty the values that tell of a person: of many findings only those that a report shows.

    The temporary table ``unjudged`` then has a row if there are others, which
    `conceal_other_persons` looks at before anything else tells them.
    """
    database = submission.connection
    database.execute("CREATE OR REPLACE TEMP TABLE unjudged (findings BIGINT)")
    if not _shows_any(submission):
        return
    if grouping.total <= _FEW:
        _conceal_persons(submission, "temp.found")
        return
    database.execute("INSERT INTO temp.unjudged SELECT unnest(?::BIGINT[])", [[grouping.total]])
    values = VALUES
    while _conceal_persons(submission, grouping.told(values)):
        values *= 4  # Others are the commonest now.


def conceal_other_persons(submission: Submission) -> None:
    """Empty the values that tell of a person and that the report did not need to know."""
    database = submission.connection
    if database.execute("SELECT 1 FROM temp.unjudged").fetchall():
        _conceal_persons(submission, "temp.found")
        database.execute("DELETE FROM temp.unjudged")


def _shows_any(submission: Submission) -> bool:
    some = "SELECT 1 FROM temp.found WHERE value IS NOT NULL LIMIT 1"
    return bool(submission.connection.execute(some).fetchall())


def _conceal(submission: Submission, condition: str) -> None:
    shown = f"value IS NOT NULL AND {condition}"
    submission.connection.execute(
        "INSERT INTO temp.concealed SELECT DISTINCT rule, table_name, field_name "
        f"FROM temp.found WHERE {shown}"
    )
    submission.connection.execute(f"UPDATE temp.found SET value = NULL WHERE {shown}")


def _conceal_headings(submission: Submission) -> None:
    """Show no heading of a table about persons: typed sideways, it is the name of one."""
    tables = (t for t in submission.standard.tables.values() if t.kind in _ABOUT_PERSONS)
    names = ", ".join(literal(table.name) for table in tables)
    if names:
        _conceal(submission, f"rule = 'extra-label' AND table_name IN ({names})")


def _conceal_broken_records(submission: Submission) -> None:
    """Show nothing of a record that has lost its shape: a cell may hold what belongs to another."""
    checks = submission.standard.checks.values()
    names = ["", *(check.name for check in checks if check.quarantines)]  # SQL has no empty list.
    rules = ", ".join(map(literal, names))
    broken = f"SELECT table_name, _row FROM temp.found WHERE rule IN ({rules})"
    _conceal(submission, f"rule NOT IN ({rules}) AND (table_name, _row) IN ({broken})")


def _conceal_persons(submission: Submission, found: str) -> bool:
    values = personal_values(submission, found)
    if values:
        submission.connection.execute(
            "CREATE OR REPLACE TEMP TABLE personal AS SELECT unnest(?::VARCHAR[]) AS value",
            [values],
        )
        _conceal(submission, "value IN (SELECT value FROM temp.personal)")
    return bool(values)


def _conceal_translations(submission: Submission) -> None:
    """Treat a translated text as the text that it translates."""
    tables = submission.standard.tables.values()
    row = "SELECT own._row FROM submitted.translation AS own"
    public = _one_of(tables, "own.table_name", "own.field_name")
    about = [f"{row} WHERE NOT coalesce({public}, FALSE)"]
    about += [
        f"{row} JOIN {_persons(table, table.individual)} AS person "
        f"ON own.table_name = {literal(table.name)} "
        f"AND own.record_id = person.{identifier(table.primary_key[0])} "
        f"AND own.field_name IN ({', '.join(map(literal, table.individual.fields))})"
        for table in tables
        if table.individual
    ]
    for rows in about:
        _conceal(submission, f"table_name = 'translation' AND _row IN ({rows})")


def _is_open(submission: Submission, table: str | None, field: str | None) -> bool:
    """Say whether a table and a field, so named, are a public field of the submission."""
    known = submission.standard.tables.get(table or "")
    told = known.fields.get(field or "") if known and table in submission.columns else None
    return told is not None and told.privacy == _OPEN


def _one_of(tables: Iterable[Table], table_name: str, field_name: str) -> str:
    """Say in SQL that a table and a field, so named, are a public field of these tables."""
    fields = (
        (
            table.name,
            ", ".join(literal(f.name) for f in table.fields.values() if f.privacy == _OPEN),
        )
        for table in tables
    )
    return " OR ".join(
        [
            "FALSE",
            *(
                f"({table_name} = {literal(name)} AND {field_name} IN ({listed}))"
                for name, listed in fields
                if listed
            ),
        ]
    )


def _persons(table: Table, individual: Individual) -> str:
    """Return the rows of a table that are about one person, or not clearly about none."""
    flag = f"coalesce({identifier(individual.when)}, 'false')"
    return f"(SELECT * FROM submitted.{identifier(table.name)} WHERE {flag} <> 'false')"
