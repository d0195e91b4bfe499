"""``csvw.json``: what the columns of the CSV files mean, as CSV on the Web says it.

Whoever converts the files by it, in minimal mode, gets statements of ``rdf/data.nq`` and no other.
Some it cannot say, because a column has one language, one datatype and one template for its IRIs:
texts of rows in another language, dates of several forms, codes whose IRIs are made in several
ways, lists of codes, marks of what is withheld, translations and relations.
Specification: Metadata Vocabulary for Tabular Data, W3C Recommendation 2015.
"""

import json
from collections.abc import Sequence
from typing import Any

from openinnov.publication import iris
from openinnov.publication.annotations import NO_NODES, columns
from openinnov.publication.csvw_columns import described, facts, shortcuts, virtual
from openinnov.publication.files import Output
from openinnov.publication.plan import Column
from openinnov.publication.release_schema import release_schema
from openinnov.standard import Table
from openinnov.submission import ProtectedSubmission, Submission

PATH = "csvw.json"
_DIALECT = {
    "delimiter": ",",
    "doubleQuote": True,
    "encoding": "utf-8",
    "header": True,
    "lineTerminators": ["\n"],
    "quoteChar": '"',
    "skipBlankRows": False,
    "trim": False,
}


def write(protected: ProtectedSubmission, output: Output) -> None:
    """Write the file: it describes the CSV files of all tables."""
    submission = protected.submission
    descriptor = submission.descriptor or {}
    language = str(descriptor["openinnov:language"]).lower()
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "@type": "TableGroup",
        "dc:title": {"@value": str(descriptor["title"]), "@language": language},
        "dialect": _DIALECT,
        "null": "",
        "tables": [_table(submission, table) for table in submission.tables],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    output.write_text(PATH, f"{text}\n")


def _table(submission: Submission, table: Table) -> dict[str, Any]:
    planned = () if table.name in NO_NODES else columns(submission, table)
    about = table.subject.replace("{base}", iris.base(submission))
    return {
        "url": _url(table.name),
        "dc:title": table.title,
        "dc:description": table.description,
        # Without its key a record has no IRI, and an annotation is said of the records it is about.
        **({} if planned else {"suppressOutput": True}),
        "tableSchema": {
            **({"aboutUrl": about} if planned else {}),
            **_keys(submission, table),
            "columns": _columns(submission, table, planned),
        },
    }


def _url(table: str) -> str:
    return f"data/{table}.csv"


def _columns(
    submission: Submission, table: Table, planned: Sequence[Column]
) -> list[dict[str, Any]]:
    released = submission.columns[table.name]
    found = facts(submission, table, planned)
    by_name = {column.name: column for column in planned}
    fields = [
        described(submission, table.fields[name], by_name.get(name), found) for name in released
    ]
    more = [column for column in planned if column.name not in released]
    return [*fields, *virtual(submission, more, found), *shortcuts(submission, table)]


def _keys(submission: Submission, table: Table) -> dict[str, Any]:
    """Return the keys of a table as the release has them."""
    schema = release_schema(submission.standard, table, submission.columns)
    keys = {"primaryKey": schema["primaryKey"]} if "primaryKey" in schema else {}
    references = [
        {
            "columnReference": key["fields"],
            "reference": {
                "resource": _url(key["reference"]["resource"]),
                "columnReference": key["reference"]["fields"],
            },
        }
        for key in schema.get("foreignKeys", ())
    ]
    return keys | ({"foreignKeys": references} if references else {})
