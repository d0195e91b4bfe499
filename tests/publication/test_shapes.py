"""The official shapes find in the catalogue nothing but what they themselves make impossible."""

import csv
from collections import Counter
from io import StringIO

import pyoxigraph
import pyshacl
import pytest
import rdflib
from publication.released import DATASET
from rdflib import RDF, Namespace
from shared_data import shared

SDO = Namespace("https://schema.org/")
SHACL = Namespace("http://www.w3.org/ns/shacl#")
ADMS = "http://www.w3.org/ns/adms#"
AP, HVD = "dcat-ap-3.0.1/shapes", "dcat-ap-3.0.0-hvd/hvd-SHACL.ttl"
#: The sets of shapes, and which rows of the expected results they have.
SETS = [
    *(
        f"{AP}/{name}.ttl"
        for name in ("shapes", "range", "mdr-vocabularies.shape", "deprecateduris")
    ),
    f"{AP}/shapes_recommended.ttl",
    "dcat-ap-3.0.1/shacl/dcat-ap-SHACL.ttl",
    HVD,
    "dcat-us-3/shacl/dcat-us_3.0_shacl_shapes.ttl",
    "cpov-2.1.2/core-public-organisation-ap-SHACL.ttl",
]
#: The list of file types of the EU has no Parquet.
PARQUET = (
    "Warning",
    "file",
    "http://purl.org/dc/terms/format",
    "MinCountConstraintComponent",
)


def _results(data, path):
    """Return each result as in the list of expected ones; the shapes apply to something."""
    shapes = rdflib.Graph().parse(shared("data/linkeddata") / path, format="turtle")
    targets = {*shapes.objects(None, SHACL.targetClass)}
    assert targets & {*data.objects(None, RDF.type)}
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    return Counter(
        tuple(
            str(results.value(each, SHACL[name])).removeprefix(str(SHACL))
            for name in ("resultSeverity", "focusNode", "resultPath", "sourceConstraintComponent")
        )
        for each in results.subjects(RDF.type, SHACL.ValidationResult)
    )


def _expected(path):
    text = (shared("data/linkeddata") / "fixture/expected.csv").read_text("utf-8")
    return Counter(
        (row["severity"], row["focus"], row["path"], row["constraint"])
        for row in csv.DictReader(StringIO(text))
        if row["shapes"] == path
    )


def _kinds(results):
    """Return results with the kind of the node in place of the node."""
    return {(severity, _kind(focus), *more) for severity, focus, *more in results}


def _kind(focus):
    kinds = {"/organization/": "publisher", "/authority/": "code", "#": "file", "/": "data set"}
    return next(kind for part, kind in kinds.items() if part in focus)


@pytest.fixture(scope="module")
def catalogue(described):
    return rdflib.Graph().parse(described / "rdf/catalog.ttl", format="turtle")


@pytest.mark.parametrize("path", SETS)
def test_the_worked_example_has_the_results_that_are_expected(path):
    folder = shared("data/linkeddata") / "fixture"
    data = rdflib.Graph()
    for name in ("example.ttl", "stubs.ttl"):
        data.parse(folder / name, format="turtle")

    assert _results(data, path) == _expected(path)


@pytest.mark.parametrize("path", SETS)
def test_the_shapes_find_in_a_catalogue_what_is_expected_alone(path, catalogue):
    expected = _kinds(_expected(path))

    found = _kinds(_results(catalogue, path))

    assert found == expected | ({PARQUET} if "recommended" in path else set())


@pytest.mark.parametrize("path", [SETS[0], SETS[1], SETS[-2], SETS[-1]])
def test_with_the_names_of_its_codes_the_data_are_as_sound(path, described):
    data = rdflib.Graph()
    for name in ("catalog", "concepts", "data"):
        data.parse(described / f"rdf/{name}.ttl", format="turtle")

    assert _results(data, path) == Counter()


def test_only_the_files_in_parquet_lack_a_type(catalogue):
    found = {focus for _, focus, path, _ in _results(catalogue, SETS[4]) if "format" in path}

    assert {focus.rpartition("-")[2] for focus in found} == {"parquet"}


def test_a_fault_in_a_catalogue_is_found(catalogue):
    broken = rdflib.Graph() + catalogue
    broken.remove((rdflib.URIRef(DATASET), rdflib.DCTERMS.title, None))

    assert _kinds(_results(broken, SETS[0])) == {
        ("Violation", "data set", str(rdflib.DCTERMS.title), "MinCountConstraintComponent")
    }


def test_the_terms_of_adms_exist(catalogue):
    known = rdflib.Graph().parse(shared("data/linkeddata") / "adms-2.00/adms.ttl")

    used = {term for term in catalogue.predicates() if term.startswith(ADMS)}

    assert used == {rdflib.URIRef(f"{ADMS}status")}
    assert used <= {*known.subjects()}


def _nodes_of_a_wrong_kind(data):
    folder = shared("data/linkeddata") / "schemaorg-30.0"
    shapes = rdflib.Graph()
    for name in ("shapes", "subclasses"):
        # The official files say http, and the terms of data sets on the web are those with https.
        text = (folder / f"schemaorg-{name}.shacl").read_text("utf-8")
        shapes.parse(data=text.replace("http://schema.org/", str(SDO)), format="turtle")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=shapes)
    shacl = Namespace("http://www.w3.org/ns/shacl#")
    found = {
        results.value(each, shacl.resultPath)
        for each in results.subjects(RDF.type, shacl.ValidationResult)
    }
    # They ask that even a text be a node, which no literal can be.
    terms = rdflib.Graph().parse(folder / "schemaorg-current-https.ttl", format="turtle")
    plain = {SDO[name] for name in ("Text", "Boolean", "Date", "URL")}
    texts = {
        term for term, _, kind in terms.triples((None, SDO.rangeIncludes, None)) if kind in plain
    }
    return {each for each in found - texts if each is not None}


def test_the_shapes_of_schema_org_find_no_node_of_a_wrong_kind(wide):
    data = rdflib.Graph()
    for quad in pyoxigraph.parse(path=wide / "rdf/schema-org.jsonld"):
        data.parse(data=f"{quad.triple} .", format="nt")

    found = _nodes_of_a_wrong_kind(data)
    data.add((rdflib.URIRef(DATASET), SDO.creator, rdflib.Literal("a name")))

    assert found == set()
    assert _nodes_of_a_wrong_kind(data) == {SDO.creator}
