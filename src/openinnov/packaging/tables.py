"""The tables of a package: ``data/<table>.csv`` with each cell as it was, and Parquet with types.

The CSV file is that of `publication.data_package`, its rows in the order of the source. A field of
the Parquet file says in its metadata what the schema says of it; where a value is missing, the cell
is null.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openinnov.engine.sql import identifier
from openinnov.packaging.columns import column, text_sql
from openinnov.packaging.loading import Loaded
from openinnov.publication import data_package, parquet
from openinnov.publication.files import Output
from openinnov.publication.rows import as_read
from openinnov.standard import Field


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is written."""

    #: Its name in the database, and in the package.
    own: str
    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    #: Its schema, in which references name tables as the package does.
    schema: Mapping[str, Any]
    rows: int

    @property
    def path(self) -> str:
        """The path of its CSV file."""
        return f"data/{self.name}.csv"

    @property
    def notes(self) -> list[Mapping[str, Any]]:
        """What the schema says of each of its fields."""
        said = {each["name"]: each for each in self.schema["fields"]}
        return [said[field.name] for field in self.fields]

    @classmethod
    def of(cls, loaded: Loaded, own: str, name: str, names: Mapping[str, str]) -> "Table":
        """Return a table of what was read; `names` are those of all tables in the package."""
        submission, resource = loaded.submission, loaded.resources.get(own, {})
        table = submission.standard.tables[own]
        given = [resource.get(key) for key in ("title", "description")]
        title, about = (text if isinstance(text, str) else "" for text in given)
        return cls(
            own=own,
            name=name,
            title=title or (table.title if table.title != own or own != name else ""),
            description=about or table.description,
            fields=tuple(table.fields[each] for each in submission.columns[own]),
            schema=_schema(loaded, own, names),
            rows=submission.rows(own),
        )


def _schema(loaded: Loaded, own: str, names: Mapping[str, str]) -> dict[str, Any]:
    schema = dict(loaded.schemas[own])
    if "foreignKeys" in schema:
        schema["foreignKeys"] = [_key(key, names) for key in schema["foreignKeys"]]
    return schema


def _key(key: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    reference = dict(key["reference"])
    # In version 1 a table refers to itself by the empty name, in version 2 by none.
    target = reference.pop("resource", "")
    return {
        **key,
        "reference": ({"resource": names[target]} if target else {}) | reference,
    }


def write(loaded: Loaded, table: Table, output: Output) -> None:
    """Write the two files of a table."""
    cells = {field.name: f"own.{identifier(field.name)}" for field in table.fields}
    with output.open(table.path) as writer:
        writer.write(data_package.header(list(cells)))
        for batch in as_read(loaded.submission, table.own, cells, data_package.BATCH):
            writer.write(data_package.lines(batch))
    _write_parquet(loaded, table, output)


def _write_parquet(loaded: Loaded, table: Table, output: Output) -> None:
    import pyarrow as pa

    submission = loaded.submission
    marks = {field.name: loaded.marks(table.own, field.name) for field in table.fields}
    typed = {
        field.name: column(submission, table.own, field, marks[field.name])
        for field in table.fields
    }
    schema = pa.schema(
        [
            pa.field(name, typed[name].type, metadata=_notes(said))
            for name, said in zip(typed, table.notes, strict=True)
        ]
    )
    with output.open(f"data/{table.name}.parquet") as sink:
        found = parquet.write_table(
            sink,
            schema,
            {"name": table.name, "title": table.title, "description": table.description},
            as_read(
                submission,
                table.own,
                {name: each.sql for name, each in typed.items()},
                parquet.GROUP,
            ),
            notes=True,
        )
    texts = [text_sql(field, marks[field.name]) for field in table.fields]
    parquet.check(submission, table.own, texts, found)


def _notes(said: Mapping[str, Any]) -> dict[str, str]:
    """Return what a schema says of a field, as texts."""
    return {
        key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for key, value in said.items()
        if key != "name"
    }
