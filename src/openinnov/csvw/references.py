"""Keys between tables, as far as metadata alone tell whether they are sound.

Specification: Metadata Vocabulary for Tabular Data, section 5.5.2.1.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from openinnov.exceptions import MetadataError

_KEY = {"columnReference", "reference"}
_REFERENCE = {"columnReference", "resource", "schemaReference"}
#: A table and its schema, as they are described.
_Tables = Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]


def check(tables: _Tables, base: str) -> None:
    """Raise `MetadataError` for a key that names a table or a column that is not there."""
    for table, schema in tables:
        # A schema that stands elsewhere names others as they lie beside itself.
        place = urljoin(base, str(schema.get("@id", "")))
        for key in schema.get("foreignKeys", []):
            for fault in _faults(key, schema, tables, place):
                raise MetadataError(f"{table.get('url')}: {fault}")


def _faults(key: Any, schema: Mapping[str, Any], tables: _Tables, base: str) -> Iterator[str]:
    if not isinstance(key, dict) or key.keys() - _KEY:
        yield "a foreign key has columnReference and reference alone"
        return
    reference = key.get("reference")
    reference = reference if isinstance(reference, dict) else {}
    if reference.keys() - _REFERENCE:
        yield "a reference has resource or schemaReference, and columnReference"
        return
    target = next((other for other in tables if _is_meant(*other, reference, base)), None)
    if target is None:
        yield "a foreign key names a table that is not described"
        return
    for columns, described in ((key, schema), (reference, target[1])):
        stated = columns.get("columnReference", [])
        names = [stated] if isinstance(stated, str) else stated
        if not names or not set(names) <= _names(described):
            yield "a foreign key names a column that has no such name"


def _is_meant(
    table: Mapping[str, Any], schema: Mapping[str, Any], reference: Mapping[str, Any], base: str
) -> bool:
    pairs = (("resource", table.get("url")), ("schemaReference", schema.get("@id")))
    return any(
        name in reference
        and isinstance(address, str)
        and urljoin(base, str(reference[name])) == urljoin(base, address)
        for name, address in pairs
    )


def _names(schema: Mapping[str, Any]) -> set[str]:
    columns = schema.get("columns", [])
    return {str(each["name"]) for each in columns if isinstance(each, dict) and "name" in each}
