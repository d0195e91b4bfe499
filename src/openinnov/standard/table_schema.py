"""Table Schemas of others, version 1 or 2, as a standard that the same engine checks.

Such a schema has no semantic rules and no codelists of ours, and says nothing of privacy: whoever
checks data of their own by a schema of their own may see the values. So a field is public, unless
it carries ``openinnov:privacy``. What cannot be checked is refused when the schema is read.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from openinnov.exceptions import StandardError
from openinnov.standard import forms
from openinnov.standard.loading import load
from openinnov.standard.values import CLASSES, FIELDS_MATCH, Field, ForeignKey, Standard, Table

#: Names that the database of a submission uses itself.
_RESERVED = frozenset({"_row", "_source", "_finding", "_noted", "_blank"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def table_schema_standard(
    schemas: Mapping[str, tuple[str, object]], *, name: str, version: str
) -> Standard:
    """Return the standard of tables by their Table Schemas, each with the place to name in errors.

    Raises `StandardError` with schema, field and key where a schema is faulty, or asks for what
    this tool does not check.
    """
    _refuse_names([(place, table) for table, (place, _) in schemas.items()])
    unchecked: list[tuple[str, str]] = []
    tables = {
        table: _table(place, table, schema, unchecked) for table, (place, schema) in schemas.items()
    }
    for table, (place, _) in schemas.items():
        _check_targets(place, tables, tables[table])
    own = load()
    # A column that the schema forbids breaks it; of our standard, it is only left out.
    extra = replace(own.checks["extra-label"], severity="error")
    return replace(
        own,
        name=name,
        title=name,
        version=version,
        tables=tables,
        codelists={},
        rules={},
        checks={**own.checks, "extra-label": extra},
        generic=True,
        digest=_digest(schemas),
        unchecked=tuple(unchecked),
    )


def _digest(schemas: Mapping[str, tuple[str, object]]) -> str:
    text = json.dumps({table: schema for table, (_, schema) in schemas.items()}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _refuse_names(places: Sequence[tuple[str, str]]) -> None:
    """Refuse names that the database cannot tell apart, or cannot hold."""
    seen: set[str] = set()
    for place, name in places:
        if not name.strip() or _CONTROL.search(name) or name.lower() in _RESERVED:
            raise StandardError(f"{place}: the name {name!r} cannot be used: choose another")
        if name.lower() in seen:
            raise StandardError(
                f"{place}: the name {name!r} stands twice, but for capital letters: rename one"
            )
        seen.add(name.lower())


def _fields_match(said: forms.Said) -> str:
    """Return how headings and fields go together: a word, which the profile has in a list."""
    given = said.value.get("fieldsMatch", "exact")
    words = given if isinstance(given, list) else [given]
    if len(words) != 1 or words[0] not in FIELDS_MATCH:
        said.refuse("fieldsMatch", f"must be one of {', '.join(FIELDS_MATCH)}")
    return str(words[0])


def _table(place: str, name: str, schema: object, unchecked: list[tuple[str, str]]) -> Table:
    said = forms.Said(place, schema)
    listed = said.of("fields", list, required=True)
    if not listed:
        raise StandardError(f"{place}: fields: a table has a field at least")
    names = [forms.Said(f"{place}: field {i}", each).text("name") for i, each in _numbered(listed)]
    _refuse_names([(f"{place}: field {i}", each) for i, each in _numbered(names)])
    key = _names(said, "primaryKey", names)
    missing = forms.missing_values(said, ("",))
    fields = {
        each["name"]: _field(
            forms.Said(f"{place}: field {each['name']}", each), name, key, missing, unchecked
        )
        for each in listed
    }
    return Table(
        name=name,
        title=said.text("title", name),
        description=said.text("description", ""),
        kind="register",
        classes=(),
        subject="",
        required=False,
        consent=None,
        individual=None,
        language=None,
        shortcut=None,
        primary_key=key,
        fields=fields,
        fields_match=_fields_match(said),
        unique_keys=tuple(u for u in _unique_keys(said, names) if set(u) != set(key)),
        foreign_keys=tuple(_foreign_keys(said, name, names)),
    )


def _numbered(items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    return enumerate(items, start=1)


def _field(
    said: forms.Said,
    table: str,
    key: Sequence[str],
    missing: tuple[str, ...],
    unchecked: list[tuple[str, str]],
) -> Field:
    kind = forms.kind_of(said)
    constraints = forms.constraints_of(said, kind)
    form = forms.form_of(said, kind, constraints, missing)
    name = said.text("name")
    pattern = constraints.text("pattern", None)
    portable = None if pattern is None else forms.portable_pattern(pattern)
    if pattern is not None and portable is None:
        unchecked.append((table, name))
    privacy = said.text("openinnov:privacy", CLASSES[0])
    if privacy not in CLASSES:
        said.refuse("openinnov:privacy", f"must be one of {', '.join(CLASSES)}")
    return Field(
        name=name,
        type=kind,
        title=said.text("title", name),
        description=said.text("description", ""),
        privacy=privacy,
        required=constraints.flag("required") or name in key,
        unique=constraints.flag("unique"),
        pattern=portable,
        min_length=constraints.count("minLength"),
        max_length=constraints.count("maxLength"),
        form=form,
    )


def _names(said: forms.Said, key: str, fields: Sequence[str]) -> tuple[str, ...]:
    """Return the fields that a key lists, or names alone as version 1 allows."""
    names = _texts(said, key)
    for name in names:
        if name not in fields:
            said.refuse(key, f"the table has no field {name!r}")
    if len(set(names)) < len(names):
        said.refuse(key, "names a field twice")
    return names


def _texts(said: forms.Said, key: str) -> tuple[str, ...]:
    value = said.of(key, (list, str), default=[])
    texts = [value] if isinstance(value, str) else value
    if not all(isinstance(text, str) for text in texts):
        said.refuse(key, "must be a list of names")
    return tuple(texts)


def _unique_keys(said: forms.Said, fields: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for each in said.of("uniqueKeys", list, default=[]):
        names = _names(forms.Said(said.place, {"uniqueKeys": each}), "uniqueKeys", fields)
        if not names:
            said.refuse("uniqueKeys", "a key names a field at least")
        yield names


def _foreign_keys(said: forms.Said, table: str, fields: Sequence[str]) -> Iterator[ForeignKey]:
    for i, each in _numbered(said.of("foreignKeys", list, default=[])):
        key = forms.Said(f"{said.place}: foreignKeys {i}", each)
        names = _names(key, "fields", fields)
        reference = forms.Said(key.place, key.of("reference", dict, required=True))
        targets = _texts(reference, "fields")
        if not names or len(names) != len(targets):
            key.refuse("fields", "needs as many fields as its reference, and one at least")
        # An empty name, or none, means the table itself.
        yield ForeignKey(names, reference.text("resource", "") or table, targets)


def _check_targets(place: str, tables: Mapping[str, Table], table: Table) -> None:
    for key in table.foreign_keys:
        if key.table in tables:
            for name in key.target:
                if name not in tables[key.table].fields:
                    raise StandardError(
                        f"{place}: foreignKeys: the table {key.table} has no field {name!r}"
                    )
