"""Whether linked data say no more of a record than its row in the CSV file does.

Each statement of the N-Quads has to have its subject and its value from one row, or from a row that
refers to that record; Turtle and JSON-LD have to say nothing that the N-Quads do not say, and the
JSON-LD of one table neither more nor less.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from openinnov.verification import linked_data, table_documents
from openinnov.verification.fingerprints import Fingerprints
from openinnov.verification.observations import observed
from openinnov.verification.package import Package, names, objects
from openinnov.verification.quads_text import statements, unescaped
from openinnov.verification.rows import csv_rows
from openinnov.verification.vocabulary import Vocabulary, read_vocabulary

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ABOUT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate"
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
#: So many resources of which others are told too, such as codes, are looked up once.
_CODES = 1 << 14
#: What tells of a value in JSON-LD, and the line that explains its names.
_NO_TEXT, _HEAD = ("@type", "@language"), b'{"@context"'


def check(package: Package) -> Iterator[str]:
    """Yield the files of linked data that say more than the tables."""
    paths = linked_data.files(package, ".nq")
    if not paths:
        return
    words, known = read_vocabulary(package), Fingerprints()
    for table in package.tables.values():
        for pair in _pairs(package, table, words):
            known.add(pair)
    for path in paths:
        said = Fingerprints()
        more = known.lacks(_said(package, path, said, words))
        if more:
            yield f"{path}: {more} statements are in no table"
        yield from _twins(package, path, said, words)
        yield from table_documents.check(package, path, words)


def _said(
    package: Package, path: str, said: Fingerprints, words: Vocabulary
) -> Iterator[Sequence[tuple[str, str]]]:
    """Yield for each statement the pairs of which one has to be known; note all that is said."""
    texts_of, last = lru_cache(_CODES)(words.texts), ""
    for subject, predicate, iri, text in statements(linked_data.lines(package.directory / path)):
        if subject != last:
            said.add(last := subject)
        if iri is None:
            said.add(text or "")
            yield ((subject, text or ""),)
        elif predicate != _TYPE:
            texts = texts_of(iri)
            for each in texts:
                said.add(each)
            # A notice names the property that it is about by another IRI.
            if predicate != _ABOUT:
                yield [(subject, each) for each in reversed(texts)]


def _pairs(
    package: Package, table: Mapping[str, Any], words: Vocabulary
) -> Iterator[tuple[str, str]]:
    """Yield what each row says of its record, and of those that it refers to."""
    schema, name = table["schema"], str(table.get("name"))
    template = str(schema.get("openinnov:subject", ""))
    about = _references(package, schema)
    for row in csv_rows(package, str(table["path"])):
        subjects = [words.subject(template, row)]
        yield from ((subjects[0], each) for each in observed(package, name, row, words))
        for field, target in about.items():
            if row.get(field):
                subjects.append(words.subject(target, {"id": row[field]}))
        subjects += _annotated(package, name, row, words)
        for cell in row.values():
            if cell:
                for item in {cell, *cell.split(";")}:
                    for subject in subjects:
                        yield subject, item


def _references(package: Package, schema: Mapping[str, Any]) -> dict[str, str]:
    """Return the template of the records to which each field refers."""
    found = {}
    for key in objects(schema.get("foreignKeys")):
        stated, target = key.get("fields", []), key.get("reference", {})
        table = package.tables.get(str(target.get("resource")))
        if table is not None:
            for field in [stated] if isinstance(stated, str) else stated:
                found[str(field)] = str(table["schema"].get("openinnov:subject", ""))
    return found


def _annotated(
    package: Package, name: str, row: Mapping[str, str], words: Vocabulary
) -> Iterator[str]:
    """Yield the record that a translation or a relation is about."""
    record = row.get("record_id") if name == "translation" else row.get("subject_id")
    if name in {"translation", "relation"} and record:
        table = package.tables.get(row.get("table_name", ""))
        if table is not None:
            schema = table["schema"]
            key = schema.get("primaryKey", ["id"])
            fields = [key] if isinstance(key, str) else key
            cells = record.split("/", len(fields) - 1)
            if set(fields) <= set(names(schema)):
                yield words.subject(
                    str(schema.get("openinnov:subject", "")), dict(zip(fields, cells, strict=False))
                )


def _twins(package: Package, path: str, said: Fingerprints, words: Vocabulary) -> Iterator[str]:
    """Yield the files beside N-Quads that hold a text that these do not."""
    stem = linked_data.plain(path).removesuffix(".nq")
    for ending, texts in ((".ttl", _turtle), (".trig", _turtle), (".jsonld", _json_ld)):
        for twin in linked_data.files(package, stem + ending):
            lines = linked_data.lines(package.directory / twin)
            more = said.lacks(
                (each, words.expand(each)) if ":" in each else (each,) for each in texts(lines)
            )
            if more:
                yield f"{twin}: {more} texts are not in {path}"


def _turtle(lines: Iterable[bytes]) -> Iterator[str]:
    for line in lines:
        if not line.startswith(b"#"):
            yield from map(unescaped, _QUOTED.findall(line.decode("utf-8", "replace")))


def _json_ld(lines: Iterable[bytes]) -> Iterator[str]:
    for line in lines:
        if line.startswith(_HEAD):
            continue
        try:
            node = json.loads(line.strip().removesuffix(b","))
        except ValueError:
            continue  # What is wrong with it the check of documents says.
        yield from _texts(node)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in _NO_TEXT:
                yield from _texts(each)
