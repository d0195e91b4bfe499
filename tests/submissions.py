"""Make submissions of rows, so that a test can say its data where it stands."""

from openinnov.engine.duckdb import open_database
from openinnov.engine.sql import identifier
from openinnov.standard import load
from openinnov.submission import Source, Submission

#: A descriptor that lacks nothing.
DESCRIPTOR = {
    "name": "example",
    "title": "Example",
    "description": "An example of a package.",
    "licenses": [{"name": "CC-BY-4.0"}],
    "created": "2026-01-15T09:00:00Z",
    "version": "2026.01.15",
    "openinnov:standard": "1.0.0",
    "openinnov:publisher": "bd-a2i-org-1",
    "openinnov:prefix": "bd-a2i",
    "openinnov:language": "en",
}


def make(tables, *, descriptor=DESCRIPTOR, standard=None):
    """Return a submission of tables, each a list of rows, each a dict of texts by field."""
    standard = standard or load()
    database = open_database(standard)
    columns, sources = {}, []
    for name in standard.tables:
        if name not in tables:
            continue
        rows = tables[name]
        given = {field for row in rows for field in row}
        columns[name] = tuple(field for field in standard.tables[name].fields if field in given)
        assert given == set(columns[name])
        for number, row in enumerate(rows, start=2):
            cells = [number, f"{name}.csv", *(row.get(field) or None for field in columns[name])]
            fields = ", ".join(["_row", "_source", *map(identifier, columns[name])])
            places = ", ".join("?" for _ in cells)
            database.execute(
                f"INSERT INTO submitted.{identifier(name)} ({fields}) VALUES ({places})", cells
            )
        sources.append(Source(f"{name}.csv", name, "0" * 64, 0, "utf-8", len(rows), len(rows)))
    return Submission(standard, database, columns, tuple(sources), (), descriptor)
