"""The descriptor ``datapackage.json``: whose release it is, and what each file holds.

Each CSV file is described by the release schema, the standard after the policy, so that checking
the files against it tells the truth. Specification: Data Package 2.0.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from openinnov.publication.files import File, Output
from openinnov.publication.release_schema import release_schema
from openinnov.standard import Standard
from openinnov.submission import ProtectedSubmission

PATH = "datapackage.json"
#: The profile that the descriptor follows.
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
#: What a format is called if not by its ending: tools that take "parquet" for a table want a
#: schema and a library of their own, and "json" for one too.
_FORMATS = {
    ".json": "jsonld",
    ".parquet": "apache-parquet",
    "datapackage-v1.json": "datapackage",
}


def describe(protected: ProtectedSubmission, output: Output) -> None:
    """Write the descriptor of the files that were written."""
    submission = protected.submission
    given = dict(submission.descriptor or {})
    document = {
        "$schema": PROFILE,
        **{key: value for key, value in given.items() if key not in {"$schema", "resources"}},
        "licenses": licences(submission.standard, given["licenses"]),
        "openinnov:release": protected.profile,
        "openinnov:policy": dict(protected.policy),
        "resources": list(_resources(protected, output.files)),
    }
    text = json.dumps(document, ensure_ascii=False, indent=2)
    output.write_text(PATH, f"{text}\n")


def licences(standard: Standard, given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the licences, with address and title where the standard knows them."""
    codes = standard.codelists["license"].codes
    known = (codes.get(licence.get("name", "")) for licence in given)
    return [
        {**({"path": code.iri, "title": code.title} if code else {}), **licence}
        for code, licence in zip(known, given, strict=True)
    ]


def _resources(protected: ProtectedSubmission, files: Sequence[File]) -> Iterator[dict[str, Any]]:
    tables = {f"data/{table.name}.csv": table.name for table in protected.submission.tables}
    described = [file for file in files if file.path in tables]
    for file in described:
        yield _table(protected, tables[file.path], file)
    yield from (other_file(file) for file in files if file not in described)


def other_file(file: File) -> dict[str, Any]:
    """Return what is said of a file that no schema describes."""
    return {
        "name": PurePosixPath(file.path).name.lower(),
        "path": file.path,
        "format": _FORMATS.get(file.path)
        or _FORMATS.get(file.suffix, file.suffix.removeprefix(".")),
        "mediatype": file.media_types[-1],
        **_integrity(file),
        **_compressed(file),
    }


def described_table(name: str, file: File, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return what is said of the CSV file of a table, with its texts, but without its schema."""
    return {
        "name": name,
        "type": "table",
        **texts,
        "path": file.path,
        "format": "csv",
        "mediatype": file.media_types[0],
        "encoding": "utf-8",
        "dialect": _DIALECT,
        **_integrity(file),
    }


def _table(protected: ProtectedSubmission, name: str, file: File) -> dict[str, Any]:
    submission = protected.submission
    table = submission.standard.tables[name]
    guarantees = {each.table: dict(each.guarantee) for each in protected.anonymity}
    return {
        **described_table(name, file, {"title": table.title, "description": table.description}),
        "openinnov:records": submission.rows(name),
        **({"openinnov:guarantees": guarantees[name]} if name in guarantees else {}),
        **protected.counts.get(name, {}),
        "schema": release_schema(submission.standard, table, submission.columns),
    }


def _compressed(file: File) -> dict[str, Any]:
    """Return how a file is compressed, and what comes out of it."""
    if file.content is None:
        return {}
    return {"compression": file.compression, "openinnov:content": _integrity(file.content)}


def _integrity(file: File) -> dict[str, Any]:
    return {"bytes": file.size, "hash": f"sha256:{file.sha256}"}
