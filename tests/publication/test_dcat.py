"""The catalogue says of each file where it lies, how large it is, and what its hash is."""

import csv
import hashlib
from io import StringIO

import pyoxigraph
import pyshacl
import pytest
import rdflib
from publication.released import SMALL, release
from rdflib import DCTERMS, RDF, Namespace
from shared_data import shared

import openinnov
from openinnov.publication import dcat

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
DATASET = rdflib.URIRef("https://w3id.org/openinnov/dataset/bd-a2i/2026.01.15")
CATALOGUE = rdflib.URIRef("https://w3id.org/openinnov/catalog")


def _graph(package):
    return rdflib.Graph().parse(data=(package / "rdf/catalog.ttl").read_bytes(), format="turtle")


def test_each_file_has_a_distribution_with_size_and_hash(wide):
    graph = _graph(wide)
    found = set()

    for node in graph.objects(DATASET, DCAT.distribution):
        address = graph.value(node, DCAT.downloadURL)
        checksum = graph.value(node, SPDX.checksum)
        path = address.removeprefix(f"{DATASET}/")
        content = (wide / path).read_bytes()
        assert graph.value(node, DCAT.byteSize).value == len(content)
        value = str(graph.value(checksum, SPDX.checksumValue))
        assert value == hashlib.sha256(content).hexdigest()
        found.add(path)

    written = {path.relative_to(wide).as_posix() for path in wide.rglob("*.*")}
    beside = {"README.md", "datapackage.json", "rdf/catalog.ttl", "rdf/catalog.jsonld"}
    assert found == written - beside


def test_no_node_is_blank(wide):
    terms = {term for statement in _graph(wide) for term in statement}

    assert [term for term in terms if isinstance(term, rdflib.BNode)] == []


def test_both_files_say_the_same(wide):
    turtle, json_ld = (
        {*pyoxigraph.parse(path=wide / "rdf" / name)} for name in ("catalog.ttl", "catalog.jsonld")
    )

    assert json_ld == turtle


def test_the_release_is_described(wide):
    graph = _graph(wide)

    assert graph.value(CATALOGUE, DCAT.dataset) == DATASET
    assert {
        str(name).rpartition("/")[2].rpartition("#")[2]: target.n3()
        for name, target in graph.predicate_objects(DATASET)
        if name != DCAT.distribution
    } == {
        "accessRights": "<http://publications.europa.eu/resource/authority/access-right/PUBLIC>",
        "conformsTo": "<https://w3id.org/openinnov/schema/1.0.0>",
        "description": '"An example of a package."@en',
        "identifier": f'"{DATASET}"',
        "issued": f'"2026-01-15"^^<{rdflib.XSD.date}>',
        "language": "<http://publications.europa.eu/resource/authority/language/ENG>",
        "license": "<http://publications.europa.eu/resource/authority/licence/CC_BY_4_0>",
        "modified": f'"2026-01-15"^^<{rdflib.XSD.date}>',
        "publisher": "<https://w3id.org/openinnov/id/organization/bd-a2i-org-1>",
        "theme": "<http://publications.europa.eu/resource/authority/data-theme/GOVE>",
        "title": '"Example"@en',
        "type": "<http://www.w3.org/ns/dcat#Dataset>",
        "version": '"2026.01.15"',
    }


def test_made_up_records_are_said_to_be_so(tmp_path):
    properties = {"openinnov:synthetic": True, "keywords": ["services"]}
    openinnov.publish(release(SMALL, **properties), tmp_path / "package")

    graph = _graph(tmp_path / "package")

    assert str(graph.value(DATASET, DCTERMS.description)) == (
        "Synthetic data: records were made up. An example of a package."
    )
    assert (DATASET, DCAT.keyword, rdflib.Literal("services", lang="en")) in graph


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        pytest.param({"name": "MIT"}, ["https://spdx.org/licenses/MIT"], id="by its codelist"),
        pytest.param({"path": "https://e.org/l"}, ["https://e.org/l"], id="by its address"),
        pytest.param({"name": "x", "path": "https://e.org/a b"}, [], id="no address"),
        pytest.param({"name": "x", "path": "LICENSE.txt"}, [], id="a file"),
    ],
)
def test_a_licence_has_an_iri_or_none(licence, expected, tmp_path):
    openinnov.publish(release(SMALL, licenses=[licence]), tmp_path / "package")

    graph = _graph(tmp_path / "package")

    assert [str(each) for each in graph.objects(DATASET, DCTERMS.license)] == expected


def test_a_publisher_without_a_name_goes_by_its_id(tmp_path):
    protected = release(SMALL)
    protected.submission.database.execute("UPDATE submitted.organization SET name = NULL")

    dcat.write(protected, tmp_path, [])

    publisher = rdflib.URIRef("https://w3id.org/openinnov/id/organization/bd-a2i-org-1")
    assert str(_graph(tmp_path).value(publisher, DCTERMS.title)) == "bd-a2i-org-1"


def test_a_language_without_a_code_of_three_letters_has_no_iri(tmp_path):
    openinnov.publish(release(SMALL, **{"openinnov:language": "sh"}), tmp_path / "package")

    assert list(_graph(tmp_path / "package").objects(DATASET, DCTERMS.language)) == []


def _violations(package, shapes):
    data = _graph(package)
    found = rdflib.Graph().parse(data=shapes.read_bytes(), format="turtle")
    targets = rdflib.URIRef("http://www.w3.org/ns/shacl#targetClass")
    assert {*found.objects(None, targets)} & {*data.objects(None, RDF.type)}
    _, results, _ = pyshacl.validate(data, shacl_graph=found, inference="none")
    shacl = Namespace("http://www.w3.org/ns/shacl#")
    return {
        (str(results.value(result, shacl.focusNode)), str(results.value(result, shacl.resultPath)))
        for result in results.subjects(RDF.type, shacl.ValidationResult)
        if results.value(result, shacl.resultSeverity) == shacl.Violation
    }


@pytest.mark.parametrize(
    "shapes", ["shapes.ttl", "range.ttl", "mdr-vocabularies.shape.ttl", "deprecateduris.ttl"]
)
def test_the_official_shapes_of_dcat_ap_find_nothing_but_what_cannot_hold(shapes, wide):
    folder = shared("data/linkeddata")
    expected = csv.DictReader(StringIO((folder / "fixture/expected.csv").read_text("utf-8")))
    path = f"dcat-ap-3.0.1/shapes/{shapes}"

    found = _violations(wide, folder / path)

    # The EU has no list of the public bodies of other countries.
    unavoidable = {
        (row["focus"].rpartition("/")[2], row["path"])
        for row in expected
        if row["shapes"] == path and "/organization/" in row["focus"]
    }
    assert {(focus.rpartition("/")[2], name) for focus, name in found} == unavoidable
