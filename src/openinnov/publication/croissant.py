"""``croissant.json``: the tables as tools for machine learning read them.

Each table is a record set, whose fields are columns of its Parquet file: from CSV these tools make
of the code 16.10 the number 16.1. Files go by their paths in the package, so that it can be read
where it lies. References are not said, because readers join the tables along them, and lose rows.
Specification: Croissant 1.0.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from openinnov.publication import concepts, iris
from openinnov.publication.files import MEDIA_TYPES, File, Output
from openinnov.publication.publisher import publisher_iri, publisher_name
from openinnov.publication.synopsis import credit, synopsis
from openinnov.standard import Field, Standard, Table
from openinnov.submission import ProtectedSubmission, Submission

PATH = "croissant.json"
#: Readers of the format do not know the type that was registered for Parquet since.
_ENCODINGS = {**MEDIA_TYPES, ".parquet": "application/x-parquet"}
#: Types of the standard that are not text there.
_TYPES = {
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "decimal": "sc:Float",
    "integer": "sc:Integer",
    "uri": "sc:URL",
    "year": "sc:Integer",
}
#: The context that the specification gives in its first appendix; readers ask for the whole of it.
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    **{
        name: f"cr:{name}"
        for name in (
            *("citeAs", "column", "equivalentProperty", "extract", "field", "fileObject"),
            *("fileProperty", "fileSet", "format", "includes", "isLiveDataset", "jsonPath", "key"),
            *("md5", "parentField", "path", "recordSet", "references", "regex", "repeated"),
            *("replace", "samplingRate", "separator", "source", "subField", "transform"),
        )
    },
}


def write(protected: ProtectedSubmission, output: Output) -> None:
    """Write the file: it describes the tables of which there are files."""
    document = _document(protected.submission, output.files)
    text = json.dumps(document, ensure_ascii=False, indent=1)
    # So that a page may hold it in a script, whatever a title says.
    output.write_text(PATH, text.replace("<", "\\u003c") + "\n")


def _document(submission: Submission, files: Sequence[File]) -> dict[str, Any]:
    descriptor, dataset = submission.descriptor or {}, iris.dataset(submission)
    tables = [file for file in files if file.path.startswith("data/")]
    return {
        "@context": dict(sorted(_CONTEXT.items())),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": descriptor["name"],
        "alternateName": _text(submission, descriptor["title"]),
        "description": _text(submission, synopsis(submission)),
        "url": dataset,
        "version": _version(descriptor["version"]),
        "datePublished": descriptor["created"][:10],
        "license": [iri for iri, _ in concepts.licences(submission, preferred={})],
        "keywords": [_text(submission, str(word)) for word in descriptor.get("keywords", ())],
        "citeAs": credit(submission),
        "creator": {
            "@id": publisher_iri(submission),
            "@type": "sc:Organization",
            "name": publisher_name(submission),
        },
        "isLiveDataset": False,
        "distribution": [_file(file) for file in tables],
        "recordSet": list(_record_sets(submission, tables)),
    }


def _text(submission: Submission, text: str) -> object:
    """Return a text in the language of the release; all else is in English."""
    language = str((submission.descriptor or {})["openinnov:language"]).lower()
    return text if language == "en" else {"@value": text, "@language": language}


def _version(version: str) -> str:
    """Return a version as semantic versioning has it.

    >>> _version("2026.01.31"), _version("2026.01.31.2")
    ('2026.1.31', '2026.1.31+2')
    """
    numbers = [str(int(number)) for number in version.split(".")]
    return "+".join((".".join(numbers[:3]), *numbers[3:]))


def _file(file: File) -> dict[str, Any]:
    return {
        "@id": file.path,
        "@type": "cr:FileObject",
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": _ENCODINGS[file.suffix],
        "sha256": file.sha256,
    }


def _record_sets(submission: Submission, files: Sequence[File]) -> Iterator[dict[str, Any]]:
    paths = {file.path for file in files}
    for table in submission.tables:
        path = f"data/{table.name}.parquet"
        if path in paths:
            yield _record_set(submission, table, path)


def _record_set(submission: Submission, table: Table, path: str) -> dict[str, Any]:
    released = submission.columns[table.name]
    key = [{"@id": f"{table.name}/{name}"} for name in table.primary_key]
    return {
        "@id": table.name,
        "@type": "cr:RecordSet",
        "name": table.name,
        "description": table.description,
        **({"key": key} if set(table.primary_key) <= set(released) else {}),
        "field": [
            _field(submission.standard, table, table.fields[name], path) for name in released
        ],
    }


def _field(standard: Standard, table: Table, field: Field, path: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@id": f"{table.name}/{field.name}",
        "@type": "cr:Field",
        "name": field.name,
        "description": field.description,
        "dataType": _TYPES.get(field.type, "sc:Text"),
        "source": {"fileObject": {"@id": path}, "extract": {"column": field.name}},
    }
    if field.type == "list":
        described["repeated"] = True
    if field.properties:
        described["equivalentProperty"] = iris.expand(standard, field.properties[0])
    return described
