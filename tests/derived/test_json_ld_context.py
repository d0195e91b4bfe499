"""Rows under the context are the linked data that the standard promises."""

import json

import pytest
import rdflib
from derived.rows import STANDARD
from pyld import jsonld

from openinnov.derived.json_ld_context import context
from openinnov.derived.names import class_name

CONTEXT = context(STANDARD)
TABLES = [pytest.param(table, id=table.name) for table in STANDARD.tables.values()]
ID = "https://w3id.org/openinnov/id"
CODE = "https://w3id.org/openinnov/code"
XSD = "http://www.w3.org/2001/XMLSchema#"


def _refuse(url, options):
    raise AssertionError(url)


OFFLINE = {"documentLoader": _refuse}


def _iri(compact):
    prefix, _, local = compact.partition(":")
    return STANDARD.prefixes[prefix] + local


def _document(table, cells):
    row = {"@id": "https://example.org/1", "@type": class_name(STANDARD.tables[table]), **cells}
    return {"@context": [CONTEXT, {"@language": "en"}], "@graph": [row]}


def _cells(table):
    kinds = {"list": ["a"], "uri": "https://example.org/a"}
    return {name: kinds.get(field.type, "a") for name, field in table.fields.items()}


def _expanded(table, cells):
    (node,) = jsonld.expand(_document(table, cells), OFFLINE)
    return node


def _values(table, field, cell):
    node = _expanded(table, {field: cell})
    return node[_iri(STANDARD.tables[table].fields[field].properties[0])]


@pytest.mark.parametrize("table", TABLES)
def test_each_field_is_its_property_and_each_row_is_of_its_class(table):
    cells = _cells(table)
    fields = [field for field in table.fields.values() if field.properties]

    node = _expanded(table.name, cells)

    assert node.pop("@id") == "https://example.org/1"
    assert node.pop("@type") == [_iri(table.classes[0])]
    assert set(node) == {_iri(field.properties[0]) for field in fields}


# The readers of rdflib call what rdflib retires.
@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
@pytest.mark.parametrize("table", TABLES)
def test_rdflib_reads_the_same_triples(table):
    cells = _cells(table)
    document = _document(table.name, cells)

    read = rdflib.Dataset().parse(data=json.dumps(document), format="json-ld")

    quads = jsonld.to_rdf(document, {"format": "application/n-quads", **OFFLINE})
    oracle = rdflib.Dataset().parse(data=quads, format="nquads")
    assert set(read.triples((None, None, None))) == set(oracle.triples((None, None, None)))


@pytest.mark.parametrize(
    ("table", "field", "cell", "value"),
    [
        pytest.param("need", "title", "A", {"@value": "A", "@language": "en"}, id="text"),
        pytest.param("contact", "role_title", "A", {"@value": "A"}, id="text in no language"),
        pytest.param("need", "id", "bd-a2i-n1", {"@value": "bd-a2i-n1"}, id="identifier"),
        pytest.param(
            "need",
            "organization_id",
            "bd-a2i-org-1",
            {"@id": f"{ID}/organization/bd-a2i-org-1"},
            id="reference",
        ),
        pytest.param("need", "status", "open", {"@id": f"{CODE}/need_status/open"}, id="code"),
        pytest.param(
            "need",
            "country",
            "BD",
            {"@id": "http://publications.europa.eu/resource/authority/country/BGD"},
            id="code with an IRI of its own",
        ),
        pytest.param(
            "need",
            "sdgs",
            ["16.10"],
            {"@id": "http://metadata.un.org/sdg/16.10"},
            id="code in a list",
        ),
        pytest.param(
            "feedback",
            "grievance",
            "cost",
            {"@id": f"{CODE}/grievance/cost"},
            id="code like a field",
        ),
        pytest.param("indicator", "unit", "BDT", {"@id": f"{CODE}/currency/BDT"}, id="other list"),
        pytest.param(
            "need", "budget", "12.50", {"@value": "12.50", "@type": f"{XSD}decimal"}, id="decimal"
        ),
        pytest.param(
            "need",
            "valid_until",
            "2026-01-15",
            {"@value": "2026-01-15", "@type": f"{XSD}date"},
            id="date",
        ),
        pytest.param("funding", "year", 2024, {"@value": 2024, "@type": f"{XSD}gYear"}, id="year"),
        pytest.param(
            "deployment", "sites", 3, {"@value": 3, "@type": f"{XSD}integer"}, id="integer"
        ),
        pytest.param(
            "organization",
            "is_individual",
            True,
            {"@value": True, "@type": f"{XSD}boolean"},
            id="true",
        ),
        pytest.param(
            "evidence", "language", "fr", {"@value": "fr", "@type": f"{XSD}language"}, id="language"
        ),
        pytest.param(
            "organization", "website", "https://a.org/", {"@id": "https://a.org/"}, id="address"
        ),
        pytest.param("contact", "email", "a@b.org", {"@id": "mailto:a@b.org"}, id="mailbox"),
        pytest.param("contact", "phone", "+8801", {"@id": "tel:+8801"}, id="telephone"),
        pytest.param(
            "need",
            "needed_by",
            {"@value": "2026", "@type": "xsd:gYear"},
            {"@value": "2026", "@type": f"{XSD}gYear"},
            id="partial date",
        ),
    ],
)
def test_cells_are_what_the_standard_promises(table, field, cell, value):
    assert _values(table, field, cell) == [value]


def test_every_known_code_has_the_iri_of_its_codelist():
    wrong = []
    for table in STANDARD.tables.values():
        for field in table.fields.values():
            if field.type == "integer" or not field.codelists or "language" in field.codelists:
                continue
            for name in field.codelists:
                codes = [c for c in STANDARD.codelists[name].codes.values() if c.status != "alias"]
                values = _values(table.name, field.name, [code.code for code in codes])
                for code, value in zip(codes, values, strict=True):
                    iri = code.iri or f"{CODE}/{name}/{code.code}"
                    wrong += [] if value == {"@id": iri} else [(table.name, field.name, code.code)]

    assert wrong == []


def test_references_take_the_base_of_the_publisher():
    own = context(STANDARD, base="https://data.example.org/id")
    document = _document("need", {"organization_id": "bd-a2i-org-1"}) | {"@context": own}

    (node,) = jsonld.expand(document, OFFLINE)

    assert node[_iri("oi:organization")] == [
        {"@id": "https://data.example.org/id/organization/bd-a2i-org-1"}
    ]


def test_context_names_no_other_context():
    def strings(node):
        if isinstance(node, dict):
            inner = node.get("@context", {})
            assert not isinstance(inner, str)
            for value in node.values():
                strings(value)
        if isinstance(node, list):
            assert not any(isinstance(each, str) for each in node)
            for value in node:
                strings(value)

    strings(CONTEXT)
