"""The descriptor of a package of others' tables. Specification: Data Package 2.0."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from openinnov.engine.sql import identifier
from openinnov.exceptions import RefusedError
from openinnov.packaging.loading import Loaded
from openinnov.packaging.metadata import faults, properties
from openinnov.packaging.tables import Table
from openinnov.publication.description import PATH, described_table, other_file
from openinnov.publication.files import File, Output

#: Properties of a resource that say where and how its data stood before.
_REPLACED = frozenset(
    {
        *("$schema", "name", "type", "path", "data", "title", "description", "format", "mediatype"),
        *("encoding", "bytes", "hash", "dialect", "schema", "profile", "compression", "innerpath"),
        *("scheme", "control", "layout", "extrapaths", "stats", "rows", "fields", "tabular"),
    }
)


def write(loaded: Loaded, said: Mapping[str, Any], tables: Sequence[Table], output: Output) -> None:
    """Write the descriptor of the files that were written."""
    paths = {table.path: table for table in tables}
    own = [_resource(loaded, paths[file.path], file) for file in output.files if file.path in paths]
    others = [other_file(file) for file in output.files if file.path not in paths]
    text = json.dumps({**said, "resources": [*own, *others]}, ensure_ascii=False, indent=2)
    output.write_text(PATH, f"{text}\n")


def _resource(loaded: Loaded, table: Table, file: File) -> dict[str, Any]:
    given = {
        key: value
        for key, value in properties(loaded.resources.get(table.own, {})).items()
        if key not in _REPLACED
    }
    found = list(faults(given))
    if found:
        raise RefusedError(f"the description of {table.name}: {'; '.join(found)}")
    texts = {"title": table.title, "description": table.description}
    return {
        **described_table(table.name, file, {key: text for key, text in texts.items() if text}),
        **given,
        "schema": _with_empty(loaded, table),
    }


def _with_empty(loaded: Loaded, table: Table) -> dict[str, Any]:
    """Return a schema that says of empty cells that they are missing, where there are any.

    Here they always are; elsewhere only where the schema says so.
    """
    schema = dict(table.schema)
    schema["fields"] = [dict(each) for each in schema["fields"]]
    empty = _empty(loaded, table)
    for each in schema["fields"]:
        if each["name"] in empty and "missingValues" in each:
            each["missingValues"] = _listed(each["missingValues"])
    if "missingValues" in schema and empty:
        schema["missingValues"] = _listed(schema["missingValues"])
    return schema


def _listed(marks: Sequence[Any]) -> list[Any]:
    texts = [mark["value"] if isinstance(mark, dict) else mark for mark in marks]
    if "" in texts:
        return list(marks)
    return [{"value": ""} if any(isinstance(mark, dict) for mark in marks) else "", *marks]


def _empty(loaded: Loaded, table: Table) -> set[str]:
    """Return the fields that have an empty cell."""
    names = [field.name for field in table.fields]
    counts = ", ".join(f"count(*) - count({identifier(name)})" for name in names)
    query = f"SELECT {counts} FROM submitted.{identifier(table.own)}"
    (found,) = loaded.submission.connection.cursor().execute(query).fetchall()
    return {name for name, number in zip(names, found, strict=True) if number}
