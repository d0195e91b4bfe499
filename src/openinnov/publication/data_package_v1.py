"""On request: the descriptor once more as Data Package 1.0 has it, ``datapackage-v1.json``.

It is for tools that do not know version 2, and describes the same CSV files. What version 1 has no
word for is gone: a list is a text, a bound that is excluded is none, a contributor has one role.
Properties of ours are left out too, so that openinnov reads a package by ``datapackage.json``.
Specification: Data Package 1.0, Tabular Data Package, Table Schema 1.0.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from openinnov.publication.description import licences
from openinnov.publication.files import File, Output
from openinnov.publication.release_schema import release_schema
from openinnov.standard import Table
from openinnov.submission import ProtectedSubmission, Submission

PATH = "datapackage-v1.json"
#: The properties of a package that are the same in both versions.
_SAME = ("name", "title", "description", "version", "created", "homepage", "keywords", "sources")
_PERSON = ("title", "path", "email", "organization")
_FIELD = ("name", "type", "format", "title", "description")
_CONSTRAINTS = ("required", "unique", "minLength", "maxLength", "minimum", "maximum", "pattern")


def write(protected: ProtectedSubmission, output: Output) -> None:
    """Write the descriptor of the CSV files that were written so far."""
    submission = protected.submission
    given = submission.descriptor or {}
    document = {
        "profile": "tabular-data-package",
        **{key: given[key] for key in _SAME if key in given},
        "licenses": licences(submission.standard, given["licenses"]),
        **_contributors(given),
        "resources": [
            _resource(submission, table, file)
            for table in submission.tables
            for file in output.files
            if file.path == f"data/{table.name}.csv"
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=2)
    output.write_text(PATH, f"{text}\n")


def _contributors(given: Mapping[str, Any]) -> dict[str, Any]:
    people = [
        {
            **{key: each[key] for key in _PERSON if key in each},
            **({"role": each["roles"][0]} if each.get("roles") else {}),
        }
        for each in given.get("contributors", ())
    ]
    return {"contributors": people} if people else {}


def _resource(submission: Submission, table: Table, file: File) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "path": file.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
        },
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": _schema(submission, table),
    }


def _schema(submission: Submission, table: Table) -> dict[str, Any]:
    schema = release_schema(submission.standard, table, submission.columns)
    keys = [_key(table, key) for key in schema.get("foreignKeys", ())]
    return {
        "fields": [dict(_field(each)) for each in schema["fields"]],
        "missingValues": [""],
        **({"primaryKey": schema["primaryKey"]} if "primaryKey" in schema else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(descriptor: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key in _FIELD:
        if key in descriptor:
            is_list = (key, descriptor[key]) == ("type", "list")
            yield key, "string" if is_list else descriptor[key]
    given = descriptor.get("constraints", {})
    constraints = {key: given[key] for key in _CONSTRAINTS if key in given}
    if constraints:
        yield "constraints", constraints


def _key(table: Table, key: Mapping[str, Any]) -> dict[str, Any]:
    target = key["reference"]
    # In version 1 a table refers to itself by the empty name.
    name = "" if target["resource"] == table.name else target["resource"]
    return {"fields": key["fields"], "reference": {"resource": name, "fields": target["fields"]}}
