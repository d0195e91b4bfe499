"""What the files of a standard must fulfil together; each fault names its file and place."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from openinnov.exceptions import StandardError
from openinnov.standard.files import read_cells, refuse_repeated
from openinnov.standard.profile import faults
from openinnov.standard.terms import FILE as TERMS
from openinnov.standard.terms import read_terms
from openinnov.standard.values import Field, Standard, Table

#: The Table Schema type under which each type of the standard appears to other tools.
TABLE_SCHEMA_TYPES = {
    "string": "string",
    "text": "string",
    "code": "string",
    "list": "list",
    "language": "string",
    "email": "string",
    "uri": "string",
    "integer": "integer",
    "decimal": "number",
    "year": "year",
    "boolean": "boolean",
    "date": "date",
    "partial_date": "string",
}
#: What regular expression engines disagree on: look-around and inline flags, possessive and atomic
#: groups, escapes other than of punctuation, and repetitions above 1000, which RE2 refuses.
_NOT_PORTABLE = re.compile(
    r"\(\?(?!:)|[*+?}]\+|\\[A-Za-z0-9]|\{[0-9]*,?(?:1[0-9]{3}|[2-9][0-9]{3}|[0-9]{5,})"
)
_CHARACTER_CLASS = re.compile(r"\[(?:\\.|[^\]])*\]|\\.")
#: What is read from the description of a standard, as a profile.
_TEXT = {"type": "string"}
_PACKAGE: Mapping[str, Any] = {
    "type": "object",
    "required": [
        "name",
        "title",
        "version",
        "openinnov:namespace",
        "openinnov:base",
        "openinnov:codeBase",
        "openinnov:prefixes",
        "resources",
    ],
    "properties": {
        "name": _TEXT,
        "title": _TEXT,
        "version": _TEXT,
        "openinnov:namespace": _TEXT,
        "openinnov:base": _TEXT,
        "openinnov:codeBase": _TEXT,
        "openinnov:prefixes": {"type": "object", "additionalProperties": _TEXT},
        "resources": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "schema"],
                "properties": {"name": _TEXT, "schema": _TEXT},
            },
        },
    },
}
_VARIABLE = re.compile(r"\{\+?([^}]*)\}")


def check_package(package: Any) -> None:
    """Raise `StandardError` when the description of a standard lacks what is read from it."""
    file = "datapackage.json"
    for fault in _shape_faults(package, _PACKAGE):
        raise StandardError(f"{file}: {fault}")
    refuse_repeated([resource["name"] for resource in package["resources"]], file)


def check_descriptor(file: str, schema: Any, profile: Mapping[str, Any]) -> None:
    """Raise `StandardError` when a Table Schema lacks or misspells what the standard is made of."""
    for fault in _shape_faults(schema, profile):
        raise StandardError(f"{file}: {fault}")
    names = [field["name"] for field in schema["fields"]]
    refuse_repeated(names, file)
    for key in schema.get("foreignKeys", ()):
        if key["fields"][0] not in names:
            raise StandardError(f"{file}: foreignKeys: the table has no field {key['fields'][0]}")
    for field in schema["fields"]:
        kind = field["openinnov:type"]
        if field["type"] not in {TABLE_SCHEMA_TYPES[kind], "integer" if kind == "code" else ""}:
            raise StandardError(
                f"{file}: field {field['name']}: openinnov:type {kind} goes with type "
                f"{TABLE_SCHEMA_TYPES[kind]}"
            )


def _shape_faults(document: Any, profile: Mapping[str, Any]) -> Iterator[str]:
    for place, fault in faults(document, profile, profile.get("$defs", {})):
        named = (
            (f"field {place[1]}", *place[2:]) if place[:1] == ("fields",) and place[1:] else place
        )
        yield ": ".join((*named, fault))


def check_consistency(standard: Standard) -> None:
    """Raise `StandardError` when something in the standard resolves to nothing."""
    if not (standard.root / "policy.toml").is_file():
        raise StandardError("policy.toml: there is no such file")
    for table in standard.tables.values():
        for place, fault in _table_faults(standard, table):
            raise StandardError(f"{table.name}.json: {place}: {fault}")


def _named_fields(table: Table) -> Iterator[tuple[str, str]]:
    """Yield each place of a table outside its fields that names one of them, and the name."""
    yield from (("primaryKey", name) for name in table.primary_key)
    variables = _VARIABLE.findall(table.subject)
    yield from (("openinnov:subject", name) for name in variables if name != "base")
    if table.consent:
        slots = (getattr(table.consent, slot) for slot in table.consent.__slots__)
        yield from (("openinnov:consent", name) for name in slots if name is not None)
    if table.individual:
        names = (table.individual.when, *table.individual.fields)
        yield from (("openinnov:individual", name) for name in names)
    yield from (("openinnov:observed", name) for name in table.observed)
    if table.cube:
        names = (table.cube.measure, *table.cube.dimensions, *table.cube.totals)
        yield from (("openinnov:cube", name) for name in names)
    if table.language:
        yield "openinnov:language", table.language
    if table.shortcut:
        yield "openinnov:shortcut", table.shortcut.subject
        yield "openinnov:shortcut", table.shortcut.object


def _named_iris(table: Table) -> Iterator[tuple[str, str]]:
    """Yield each place of a table outside its fields that has a compact IRI, and the IRI."""
    yield from (("openinnov:class", iri) for iri in table.classes)
    if table.shortcut:
        yield "openinnov:shortcut", table.shortcut.property
    if table.cube:
        yield "openinnov:cube", table.cube.structure


def _table_faults(standard: Standard, table: Table) -> Iterator[tuple[str, str]]:
    for place, name in _named_fields(table):
        if name not in table.fields:
            yield place, f"the table has no field {name}"
    for name in table.cube.dimensions if table.cube else ():
        if name in table.fields and not table.fields[name].properties:
            yield "openinnov:cube", f"the field {name} has no openinnov:property"
    for place, iri in _named_iris(table):
        if iri.partition(":")[0] not in standard.prefixes:
            yield place, f"the prefix of {iri} is not declared in datapackage.json"
    for field in table.fields.values():
        for fault in _resolution_faults(standard, field):
            yield f"field {field.name}", fault


def _resolution_faults(standard: Standard, field: Field) -> Iterator[str]:
    for name in field.codelists:
        if name not in standard.codelists:
            yield f"the codelist {name} is not listed in codelists.csv"
        elif not (standard.root / "codelists" / f"{name}.csv").is_file():
            yield f"there is no file codelists/{name}.csv"
    target = field.reference
    if target and target.field not in getattr(standard.tables.get(target.table), "fields", ()):
        yield f"it refers to {target.table}.{target.field}, which does not exist"
    if field.hierarchy and not (standard.root / "hierarchies" / f"{field.hierarchy}.csv").is_file():
        yield f"there is no file hierarchies/{field.hierarchy}.csv"
    for iri in field.properties:
        prefix, _, local = iri.partition(":")
        if prefix not in standard.prefixes or not re.fullmatch(r"[A-Za-z_][\w.-]*", local):
            yield f"the property {iri} is no compact IRI with a prefix of datapackage.json"
    if field.pattern is not None and not portable(field.pattern):
        yield f"the pattern {field.pattern} means different things to different engines"
    elif field.example is not None and not re.fullmatch(field.pattern or "", field.example):
        yield f"the example {field.example} does not match the pattern"


def check_texts(standard: Standard) -> None:
    """Raise `StandardError` when a codelist or a term is faulty, or a translation is of nothing.

    Each file is read for it, which takes longer than all the rest.
    """
    for term in read_terms(standard.root).values():
        for iri in (term.name, term.type, *term.parents):
            if iri and iri.partition(":")[0] not in standard.prefixes:
                fault = f"the prefix of {iri} is not declared in datapackage.json"
                raise StandardError(f"{TERMS}: {term.name}: {fault}")
    keys = set(_translatable(standard))
    for language in standard.languages[1:]:
        file = f"translations/{language}.csv"
        translated = [key for key, *_ in read_cells(standard.root / file, file, ("key", "text"))]
        refuse_repeated(translated, file)
        for key in translated:
            if key not in keys:
                raise StandardError(f"{file}: {key} is the key of nothing in the standard")


def _translatable(standard: Standard) -> Iterator[str]:
    """Yield the key of each text that a translation may hold."""
    yield from (key for key in standard.texts("en") if key.startswith("message/"))
    for table in standard.tables.values():
        places = (f"table/{table.name}", *(f"field/{table.name}/{name}" for name in table.fields))
        yield from (f"{place}/{text}" for place in places for text in ("title", "description"))
    checks = [f"rule/{name}" for name in standard.rules]
    checks += [f"check/{name}" for name in standard.checks]
    yield from (f"{place}/{text}" for place in checks for text in ("sentence", "why", "fix"))
    for name, codelist in standard.codelists.items():
        yield f"codelist/{name}/title"
        yield f"codelist/{name}/definition"
        for code in codelist.codes:
            yield f"codelist/{name}/{code}/title"
            yield f"codelist/{name}/{code}/definition"
    for term in read_terms(standard.root):
        local = term.partition(":")[2]
        yield from (f"term/{local}/label", f"term/{local}/definition")


def portable(pattern: str) -> bool:
    r"""Say whether a pattern means the same in Python, RE2, Java and ECMAScript.

    >>> portable("[a-z]{2,3}(-[0-9]+)*"), portable(r"\d+"), portable("^a$"), portable("(?=a)a")
    (True, False, False, False)
    """
    if _NOT_PORTABLE.search(pattern) or set("^$") & set(_CHARACTER_CLASS.sub("", pattern)):
        return False
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
