"""What the policy holds back: records under embargo, and those that are erased on request."""

from collections.abc import Iterator

from openinnov.engine.sql import identifier, literal
from openinnov.engine.views import record_id
from openinnov.protection.work import Work, submitted
from openinnov.standard import KINDS, Table

#: The kinds of tables whose rows are about the person whom they refer to.
_ABOUT_PERSONS = (KINDS[2], KINDS[3])
#: The reason for which a record is erased.
_ERASED = "consent"


def fill(work: Work) -> None:
    """Load which records are held back: embargoes under their place in the policy, ids by table."""
    held = [("erased", table, each) for table, ids in work.policy.erased.items() for each in ids]
    held += [
        (str(place), embargo.table, each)
        for place, embargo in enumerate(work.policy.embargoes)
        for each in embargo.records
    ]
    columns = [list(column) for column in zip(*sorted(held), strict=True)]
    if columns:
        work.database.execute(
            "INSERT INTO temp.held SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), "
            "unnest(?::VARCHAR[])",
            columns,
        )


def unfound(work: Work) -> dict[str, int]:
    """Return how many ids that are held back were not submitted, by table."""
    found: dict[str, int] = {}
    held = work.database.execute("SELECT DISTINCT table_name FROM temp.held ORDER BY 1").fetchall()
    for (name,) in held:
        known = "SELECT NULL WHERE FALSE"
        if name in work.submission.columns:
            key = record_id(work.submission.standard.tables[name])
            known = f"SELECT {key} FROM {submitted(name)} WHERE {key} IS NOT NULL"
        number = work.number(
            f"SELECT count(DISTINCT record_id) FROM temp.held WHERE table_name = {literal(name)} "
            f"AND record_id NOT IN ({known})"
        )
        found |= {name: number} if number else {}
    return found


def erased(work: Work, table: Table) -> Iterator[str]:
    """Yield SQL that is true of rows which nobody asked to erase.

    Rows about a person go with the person, and so do those that say nothing without the record that
    they refer to. The other references to it are emptied later.
    """
    if table.name in work.policy.erased:
        yield _is_not_among(record_id(table), "erased", table.name)
    for field in table.fields.values():
        target = field.reference.table if field.reference else ""
        about = table.kind in _ABOUT_PERSONS and field.name in work.submission.columns[table.name]
        if about and target in work.policy.erased:
            yield _is_not_among(f"own.{identifier(field.name)}", "erased", target)


def embargoed(work: Work, table: Table) -> Iterator[tuple[str, str, str]]:
    """Yield SQL that is true of rows not under an embargo, its reason, and until when it holds."""
    for place, each in enumerate(work.policy.embargoes):
        if each.table == table.name and not each.fields:
            free = _is_not_among(record_id(table), str(place), table.name)
            yield free if each.records else "FALSE", each.reason, each.until.isoformat()


def holds_back(work: Work, table: str) -> bool:
    """Say whether records of a table are held back, or could be."""
    if table in work.policy.erased:
        return True
    embargoes = () if work.decisions.is_open else work.policy.embargoes
    return any(each.table == table and not each.fields for each in embargoes)


def reason(work: Work, table: str) -> str:
    """Return why references to a table are emptied where its records do not leave."""
    if work.decisions.rows[table] == "large-groups":
        return "small-count"
    embargoes = () if work.decisions.is_open else work.policy.embargoes
    stated = (each.reason for each in embargoes if each.table == table and not each.fields)
    return next(stated, _ERASED)


def _is_not_among(key: str, cause: str, table: str) -> str:
    held = (
        f"SELECT record_id FROM temp.held WHERE cause = {literal(cause)} "
        f"AND table_name = {literal(table)}"
    )
    return f"coalesce({key} NOT IN ({held}), TRUE)"
