"""The JSON-LD context that reads rows, as JSON has them, as linked data.

A row is an object whose ``@type`` is the class of its table, such as ``InnovationSdg``, and whose
``@id`` is its IRI. One column name means different properties in different tables, so each class
brings the terms of its own columns. A reference or code stands there as in a file: `openinnov`
spells out its IRI. Two things are up to the data, because a context cannot know them:

* the language of texts: ``{"@language": "en"}`` beside this context, or a value object;
* the type of a partial date: a value object, else it is plain text.

Write decimals as text: JSON-LD turns the number 12.5 into ``"1.25E1"``, which is no decimal.
Nothing is fetched: the context names no other one.
"""

import json
from collections.abc import Iterator
from typing import Any

from openinnov.derived.names import class_name
from openinnov.standard import Field, Standard, Table

#: Properties whose values are addresses of a scheme, and that scheme.
SCHEMES = {"vcard:hasEmail": "mailto:", "vcard:hasTelephone": "tel:"}
#: Properties whose range is a plain text, also where the field has a language.
PLAIN = frozenset({"foaf:name"})
#: The XSD type of what a cell of each type holds; a partial date tells its own.
DATATYPES = {
    "language": "xsd:language",
    "integer": "xsd:integer",
    "decimal": "xsd:decimal",
    "year": "xsd:gYear",
    "boolean": "xsd:boolean",
    "date": "xsd:date",
}


def context(standard: Standard, *, base: str | None = None) -> dict[str, Any]:
    """Return the JSON-LD 1.1 context of the rows of all tables.

    `base` is the base of the publisher's IRIs, if it is not that of the standard.

    >>> from openinnov.standard import load
    >>> context(load())["Need"]["@context"]["title"]
    {'@id': 'dcterms:title'}
    """
    classes = {
        class_name(table): _class(standard, table, base or standard.base)
        for table in standard.tables.values()
    }
    return {"@version": 1.1, **standard.prefixes, **classes}


def derive(standard: Standard, language: str = "en") -> str:
    """Return a document that holds the context, as the text of a file."""
    document = {"@context": context(standard)}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _class(standard: Standard, table: Table, base: str) -> dict[str, Any]:
    terms = {
        field.name: _term(standard, field, base)
        for field in table.fields.values()
        if field.properties
    }
    return {"@id": table.classes[0], "@context": terms}


def _term(standard: Standard, field: Field, base: str) -> dict[str, Any]:
    term: dict[str, Any] = {"@id": field.properties[0]}
    if field.type == "list":
        term["@container"] = "@set"
    names = _names(standard, field, base)
    if names:
        return term | {"@type": "@vocab", "@context": _alone(standard, field.name, term, names)}
    if field.type == "uri":
        return term | {"@type": "@id"}
    datatype = DATATYPES["language"] if "language" in field.codelists else None
    datatype = datatype or DATATYPES.get(field.type)
    if datatype:
        return term | {"@type": datatype}
    # Without a language of its own, a text that is not translated would take the default.
    return term if field.translatable else term | {"@language": None}


def _names(standard: Standard, field: Field, base: str) -> dict[str, str]:
    """Return how the texts of a cell become IRIs: ``@vocab`` goes before those without a term."""
    scheme = SCHEMES.get(field.properties[0])
    if scheme:
        return {"@vocab": scheme}
    if field.reference:
        return {"@vocab": f"{base}/{field.reference.table}/"}
    if not field.codelists or "language" in field.codelists or field.type == "integer":
        return {}
    start = f"{standard.code_base}/{field.codelists[0]}/"
    return {"@vocab": start, **dict(_irregular(standard, field, start))}


def _irregular(standard: Standard, field: Field, start: str) -> Iterator[tuple[str, str]]:
    for name in field.codelists:
        for code in standard.codelists[name].codes.values():
            iri = code.iri or f"{standard.code_base}/{name}/{code.code}"
            if code.status != "alias" and iri != start + code.code:
                yield code.code, iri


def _alone(
    standard: Standard, name: str, term: dict[str, Any], names: dict[str, str]
) -> list[dict[str, Any] | None]:
    """Return a context in which nothing but these names is known.

    Else the code ``cost`` of a grievance would be read as the column of that name. The column
    itself has to stay, because its term says that the texts are names.
    """
    prefix, _, local = term["@id"].partition(":")
    own = term | {"@id": standard.prefixes[prefix] + local, "@type": "@vocab"}
    return [None, {**names, name: own}]
