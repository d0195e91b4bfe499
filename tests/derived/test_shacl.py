"""SHACL, the check of a package and the tables say the same of data, be they good or bad."""

import dataclasses
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import islice

import pyshacl
import pytest
import rdflib
from derived.rows import CELL_CHECKS, STANDARD
from documents import ROOT
from publication.released import INNOVATION, ORGANIZATION, as_is
from rdflib import OWL, RDF, Namespace
from submissions import DESCRIPTOR, make

from openinnov.derived import shacl
from openinnov.derived.shapes import shapes
from openinnov.exceptions import StandardError
from openinnov.publication import n_quads
from openinnov.publication.files import Output
from openinnov.validation import validate
from openinnov.verification.package import Package
from openinnov.verification.shapes import check

SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = "https://w3id.org/openinnov/shapes#"
BASE = "https://w3id.org/openinnov/id"
CHECKS = {*CELL_CHECKS, "foreign-key", "primary-key"}
_FIRST = {
    "deployment": {
        "innovation_id": "bd-a2i-1",
        "kind": "origin",
        "country": "BD",
        "stage": "full",
    },
    "measurement": {
        "indicator_id": "bd-a2i-5",
        "innovation_id": "bd-a2i-1",
        "point": "actual",
        "period_start": "2016",
        "value": "7",
    },
    "organization": ORGANIZATION,
    "innovation": INNOVATION,
    "feedback": {"innovation_id": "bd-a2i-1"},
    "need": {
        "organization_id": "bd-a2i-org-1",
        "title": "Land",
        "description": "Land records that people can look up themselves.",
        "country": "BD",
        "wanted": "advice",
        "status": "open",
    },
}
#: A table, what a cell holds, and whether it may: in a record that is good otherwise.
CELLS = [
    ("innovation", "title", None, False),
    ("innovation", "title", "ab", False),
    ("innovation", "title", "x" * 201, False),
    ("innovation", "title", "a\nb", False),
    ("innovation", "title", "A\u2028B C", False),
    ("innovation", "title", "tab \\n \\u0041 \"no\" 'break'", True),
    ("innovation", "title", "🇧🇩" * 100, True),
    ("innovation", "title", "ring\x07ring", False),
    ("innovation", "summary", "Of two lines,\nand the second is here.", True),
    ("innovation", "summary", "Of two lines,\rand the second is here.", False),
    ("innovation", "summary", "A summary that is odd\ufffe.", False),
    ("organization", "name", " \u00a0", False),
    ("organization", "name", None, False),
    ("organization", "country", "bd", False),
    ("organization", "country", None, False),
    ("organization", "is_individual", "yes", False),
    ("organization", "is_individual", "false", True),
    ("organization", "email", "info", False),
    ("organization", "email", "info@example.org", True),
    ("organization", "website", "ftp://e.org/", False),
    ("organization", "website", "https://বাংলা.org/?a=%20#b", True),
    ("organization", "subdivision", "bd-13", False),
    ("organization", "subdivision", "BD-13\n", False),
    ("organization", "subdivision", "BD-13", True),
    ("organization", "subtype", "a house of ours", True),
    ("organization", "identifiers", "BD-REG-7;9", False),
    ("organization", "parent_id", "bd-a2i-org-404", False),
    ("organization", "parent_id", "bd-a2i-org-1", True),
    ("innovation", "stage", "Open", False),
    ("innovation", "policy_areas", "01.3;99.9", False),
    ("innovation", "policy_areas", "01.3;04.6", True),
    ("innovation", "technologies", "abacus/2", True),
    ("innovation", "start_date", "2019-13", False),
    ("innovation", "start_date", "2019-05", True),
    ("innovation", "start_date", "2020-02-29", True),
    ("innovation", "start_date", "2019-02-29", False),
    ("innovation", "modified", "2019-02-30", False),
    ("innovation", "modified", "2019", False),
    ("innovation", "language", "EN", False),
    ("innovation", "adapted_from_id", "np-moha-3", True),
    ("innovation", "adapted_from_id", "NP-3", False),
    ("innovation", "lead_organization_id", "bd-a2i-org-404", False),
    ("innovation", "lead_organization_id", None, False),
    ("innovation", "license", "MIT", True),
    ("deployment", "sites", "1.0", False),
    ("deployment", "sites", "007", False),
    ("deployment", "sites", "-1", False),
    ("deployment", "sites", "0", True),
    ("deployment", "people_reached", "1000000000000000000", False),
    ("measurement", "value", "1e3", False),
    ("measurement", "value", "1.", False),
    ("measurement", "value", "-0.000000001", True),
    ("measurement", "evidence_level", "6", False),
    ("measurement", "evidence_level", "5", True),
    ("measurement", "sex", "X", False),
    ("measurement", "age_band", "ten", False),
    ("feedback", "weight", "0", False),
    ("feedback", "weight", "0.5", True),
    ("feedback", "age", "121", False),
    ("feedback", "sex", "both", False),
    ("feedback", "beneficiary_groups", "rural;of our own", True),
    ("need", "wanted", None, False),
    ("need", "sdgs", "16.10;9.c", True),
    ("need", "sdgs", "16.99", False),
    ("need", "budget", "-5", False),
]


def _tables():
    """Return a table of rows, of which each but the first has one cell of `CELLS`."""
    tables = {"organization": [ORGANIZATION], "innovation": [INNOVATION]}
    tables["indicator"] = [
        {"id": "bd-a2i-5", "name": "Users a month", "result_level": "output", "unit": "person"}
    ]
    for number, (table, field, cell, _) in enumerate(CELLS):
        row = _FIRST[table] | {"id": f"bd-a2i-case-{number}"} | {field: cell}
        tables.setdefault(table, []).append(row)
    # Two records of one key, of which nobody can say what is true.
    for country in ("BD", "NP"):
        row = ORGANIZATION | {"id": "bd-a2i-org-2", "country": country}
        tables["organization"].append(row)
    return tables


@pytest.fixture(scope="module")
def shapes_graph():
    return rdflib.Graph().parse(data=shacl.derive(STANDARD), format="turtle")


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Return the tables, and a folder with their N-Quads as the writer has them, fault by fault."""
    tables, folder = _tables(), tmp_path_factory.mktemp("faults")
    n_quads.write(as_is(make(tables)), Output(folder))
    return tables, folder


def _expected():
    """Return the fields of each record that are wrong."""
    return {
        f"bd-a2i-case-{n}": {f"{table}.{field}"} for n, (table, field, _, _) in enumerate(CELLS)
    }


def _wrong():
    good = {f"bd-a2i-case-{n}" for n, (*_, may) in enumerate(CELLS) if may}
    return {key: fields for key, fields in _expected().items() if key not in good}


def _read(path):
    graph = rdflib.Graph()
    for line in path.read_text("utf-8").split("\n")[:-1]:
        graph.parse(data=line.rpartition(" <")[0] + " .", format="nt")
    return graph


def _violations(data, shapes_graph):
    """Return the fields of each record, by its key, of which a shape is violated."""
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes_graph, allow_warnings=True)
    found = defaultdict(set)
    for each in results.objects(None, SH.result):
        if results.value(each, SH.resultSeverity) != SH.Violation:
            continue
        shape = str(results.value(each, SH.sourceShape)).removeprefix(SHAPES)
        key = str(results.value(each, SH.focusNode)).rpartition("/")[2]
        found[key].add(".".join(shape.split("-")[:2]))
    return dict(found)


@pytest.fixture
def exact(monkeypatch):
    """Let rdflib read numbers and dates as they are written."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def test_the_tables_find_these_faults(published):
    tables, _ = published
    found = defaultdict(set)
    for finding in validate(make(tables), samples=1_000_000):
        if finding.rule in CHECKS:
            row = tables[finding.table][finding.row - 2]
            found[row["id"]].add(f"{finding.table}.{finding.field}")

    assert found.pop("bd-a2i-org-2") == {"organization.id"}
    assert found == _wrong()


@pytest.mark.usefixtures("exact")
def test_the_shapes_find_in_the_graph_what_is_wrong_in_the_tables(published, shapes_graph):
    _, folder = published

    found = _violations(_read(folder / n_quads.PATH), shapes_graph)

    assert found.pop("bd-a2i-org-2") == {"organization.country"}
    assert found == _wrong()


def test_the_check_finds_in_the_graph_what_is_wrong_in_the_tables(published):
    _, folder = published
    package = Package(folder, {n_quads.PATH: (0, "")}, DESCRIPTOR)

    found = _by_field(check(package))

    fields = Counter(field for fields in _wrong().values() for field in fields)
    assert found == fields + Counter({"organization.country": 1})


def _by_field(faults):
    """Count the values and records that are wrong by the field that they are wrong in."""
    found = Counter()
    for fault in faults:
        number = int(fault.split()[1])
        for pattern in (
            r"values of (\w+)\.(\w+) do not",
            r"records of (\w+) have several values of (\w+)",
            r"records of (\w+) lack (\w+),",
            r"references of (\w+)\.(\w+) lead",
        ):
            for table, field in re.findall(pattern, fault):
                found[f"{table}.{field}"] += number
    return found


def _closure(graph, starts):
    """Return what a graph says of some nodes, and of all that these lead to."""
    found, waiting = rdflib.Graph(), list(starts)
    while waiting:
        node = waiting.pop()
        for triple in graph.triples((node, None, None)):
            if triple not in found:
                found.add(triple)
                waiting.append(triple[2])
    return found


def test_the_shapes_are_shapes(shapes_graph):
    starts = [
        node
        for node in set(shapes_graph.subjects())
        if str(node).startswith(
            tuple(f"{SHAPES}{name}" for name in ("innovation_service", "withheld", "contact"))
        )
    ]
    some = _closure(shapes_graph, starts)

    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=some, meta_shacl=True)

    assert len(some) > 1000
    assert conforms, text


@pytest.mark.parametrize("name", ["bangladesh-digital-centres", "rwanda-irembo"])
@pytest.mark.usefixtures("exact")
def test_the_data_of_an_example_conform(name, shapes_graph):
    data = rdflib.Graph()
    data.parse(ROOT / "datapackages" / name / "published/rdf/data.ttl", format="turtle")
    classes = sorted(set(data.objects(None, RDF.type)))
    starts = [
        record for each in classes for record in islice(sorted(data.subjects(RDF.type, each)), 1)
    ]
    some = _closure(data, starts)
    for record in set(some.subjects()):
        for notice in data.subjects(RDF.subject, record):
            some += _closure(data, [notice])

    assert _violations(some, shapes_graph) == {}
    assert len(classes) > 15


@pytest.mark.parametrize(
    ("notices", "expected"),
    [
        pytest.param([], {"need.title"}, id="without a notice"),
        pytest.param(["dcterms:title"], set(), id="with a notice of the title"),
        pytest.param(["dcterms:spatial"], {"need.title"}, id="with a notice of something else"),
    ],
)
def test_a_required_field_may_be_missing_where_a_notice_says_so(notices, expected, shapes_graph):
    shape = rdflib.URIRef(f"{SHAPES}need-title-required")
    shapes_of_title = _closure(shapes_graph, [shape])
    data = rdflib.Graph()
    need = rdflib.URIRef(f"{BASE}/need/bd-a2i-2")
    data.add((need, RDF.type, rdflib.URIRef("https://schema.org/Demand")))
    for each in notices:
        name = rdflib.URIRef(STANDARD.prefixes["dcterms"] + each.partition(":")[2])
        notice = rdflib.URIRef(f"{BASE}/withheld/need/bd-a2i-2/x/commercial")
        data.add((notice, RDF.subject, need))
        data.add((notice, RDF.predicate, name))

    found = _violations(data, shapes_of_title)

    assert found == ({"bd-a2i-2": expected} if expected else {})


def test_what_is_recommended_or_unlisted_is_a_warning(shapes_graph):
    severities = {
        str(shape).rpartition("-")[2]: severity
        for shape, severity in shapes_graph.subject_objects(SH.severity)
        if "innovation-" in shape
    }

    assert {severities[role] for role in ("recommended", "listed", "languages")} == {SH.Warning}
    assert {severities[role] for role in ("required", "once", "found")} == {SH.Violation}


def test_each_shape_speaks_every_language_of_reports(shapes_graph):
    expected = sorted(language.lower() for language in STANDARD.report_languages)
    said = {shape: [] for shape in shapes_graph.subjects(SH.severity)}
    for shape, message in shapes_graph.subject_objects(SH.message):
        said[shape].append(message.language)

    assert len(expected) == 7
    assert {tuple(sorted(languages)) for languages in said.values()} == {tuple(expected)}


def test_only_paths_are_blank_nodes(shapes_graph):
    blank = {node for node in shapes_graph.all_nodes() if isinstance(node, rdflib.BNode)}

    assert {p for node in blank for p in shapes_graph.predicates(node)} == {SH.inversePath}
    assert set(shapes_graph.objects(None, SH.path)) >= blank


def test_the_document_says_of_which_version_it_is(shapes_graph):
    document = rdflib.URIRef(shacl.address(STANDARD))

    assert str(shapes_graph.value(document, OWL.versionInfo)) == STANDARD.version


def test_each_table_that_has_records_has_a_class_of_its_own():
    own = [shape.own_class for shape in shapes(STANDARD)]

    assert len(set(own)) == len(own)
    assert set(STANDARD.tables) - {shape.table.name for shape in shapes(STANDARD)} == {
        "relation",
        "translation",
    }


def test_a_table_without_a_class_of_its_own_is_refused():
    need, offer = (STANDARD.tables[name] for name in ("need", "offer"))
    standard = dataclasses.replace(
        STANDARD, tables={"need": need, "offer": dataclasses.replace(offer, classes=need.classes)}
    )

    with pytest.raises(StandardError, match=r"need\.json: openinnov:class: name a class"):
        shapes(standard)


def test_the_bytes_do_not_depend_on_the_hash_seed():
    script = (
        "import itertools; from openinnov.derived import shacl, ordered_graph;"
        "from openinnov.standard import load; standard = load();"
        "prefixes = {**standard.prefixes, 'sh': 'http://www.w3.org/ns/shacl#'};"
        "some = itertools.islice(shacl.statements(standard), 1500);"
        "print(ordered_graph.turtle(some, prefixes))"
    )

    first, second = (
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )

    assert first == second
    assert b"sh:inversePath" in first
