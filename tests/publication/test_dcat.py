"""The catalogue says of each file where it lies, how large it is, and what its hash is."""

import hashlib
import json
from collections import Counter

import pyoxigraph
import pytest
import rdflib
import yaml
from publication import released
from publication.released import INNOVATION, SMALL, release
from rdflib import DCTERMS, FOAF, ORG, RDF, Namespace

import openinnov
from openinnov.publication import dcat
from openinnov.publication.files import Output

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
PROV = Namespace("http://www.w3.org/ns/prov#")
SDO = Namespace("https://schema.org/")
VOID = Namespace("http://rdfs.org/ns/void#")
DATASET = rdflib.URIRef(released.DATASET)
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
    beside = {"README.md", "CITATION.cff", "croissant.json", "csvw.json", "datapackage.json"}
    beside |= {"rdf/concepts.ttl", "rdf/schema-org.jsonld", "rdf/structures.ttl"}
    beside |= {f"rdf/catalog{ending}" for ending in (".ttl", ".jsonld", ".rdf")}
    assert found == written - beside


def test_no_node_is_blank(wide):
    terms = {term for statement in _graph(wide) for term in statement}

    assert [term for term in terms if isinstance(term, rdflib.BNode)] == []


@pytest.mark.parametrize("ending", ["jsonld", "rdf"])
def test_the_files_say_the_same(ending, wide):
    turtle, other = (
        {*pyoxigraph.parse(path=wide / f"rdf/catalog.{each}")} for each in ("ttl", ending)
    )

    assert other == turtle


def test_the_release_is_described(wide):
    graph = _graph(wide)

    assert graph.value(CATALOGUE, DCAT.dataset) == DATASET
    assert {
        str(name).rpartition("/")[2].rpartition("#")[2]: target.n3()
        for name, target in graph.predicate_objects(DATASET)
        if name != DCAT.distribution and not name.startswith(VOID)
    } == {
        "accessRights": "<http://publications.europa.eu/resource/authority/access-right/PUBLIC>",
        "conformsTo": "<https://w3id.org/openinnov/schema/1.0.0>",
        "description": '"An example of a package."@en',
        "identifier": f'"{DATASET}"',
        "inSeries": "<https://w3id.org/openinnov/dataset/bd-a2i>",
        "issued": f'"2026-01-15"^^<{rdflib.XSD.date}>',
        "language": "<http://publications.europa.eu/resource/authority/language/ENG>",
        "license": "<http://publications.europa.eu/resource/authority/licence/CC_BY_4_0>",
        "modified": f'"2026-01-15"^^<{rdflib.XSD.date}>',
        "publisher": "<https://w3id.org/openinnov/id/organization/bd-a2i-org-1>",
        "spatial": "<http://publications.europa.eu/resource/authority/country/BGD>",
        "temporal": f"<{DATASET}#period>",
        "theme": "<http://publications.europa.eu/resource/authority/data-theme/GOVE>",
        "title": '"Example"@en',
        "type": "<http://www.w3.org/ns/dcat#Dataset>",
        "version": '"2026.01.15"',
        "wasGeneratedBy": f"<{DATASET}#making>",
    }
    assert {*graph.objects(DATASET, RDF.type)} == {DCAT.Dataset, VOID.Dataset}


def test_the_statements_are_counted(wide):
    graph = _graph(wide)
    quads = pyoxigraph.parse(path=wide / "rdf/data.nq")
    statements = {(str(q.subject), q.predicate.value, str(q.object)) for q in quads}

    def number(node, name):
        return graph.value(node, VOID[name]).value

    assert number(DATASET, "triples") == len(statements)
    assert number(DATASET, "distinctSubjects") == len({s for s, _, _ in statements})
    assert {
        str(graph.value(node, VOID["property"])): number(node, "triples")
        for node in graph.objects(DATASET, VOID.propertyPartition)
    } == Counter(p for _, p, _ in statements)
    assert {
        f"<{graph.value(node, VOID['class'])}>": number(node, "entities")
        for node in graph.objects(DATASET, VOID.classPartition)
    } == Counter(o for _, p, o in statements if p == str(RDF.type))
    used = {p for _, p, _ in statements}
    used |= {o[1:-1] for _, p, o in statements if p == str(RDF.type)}
    starts = tuple(map(str, graph.objects(DATASET, VOID.vocabulary)))
    assert all(each.startswith(starts) for each in used)


def test_without_n_quads_nothing_is_counted(tmp_path):
    openinnov.publish(release(SMALL), tmp_path / "package", formats=["turtle", "dcat"])

    graph = _graph(tmp_path / "package")

    assert not [name for name in graph.predicates(DATASET) if name.startswith(VOID)]


def test_how_it_was_made_is_said_without_the_submission(wide):
    graph = _graph(wide)
    making = rdflib.URIRef(f"{DATASET}#making")

    used = {*graph.objects(making, PROV.used)}

    assert used == {
        rdflib.URIRef(f"{DATASET}#policy"),
        rdflib.URIRef("https://w3id.org/openinnov/schema/1.0.0"),
    }
    assert (rdflib.URIRef(f"{DATASET}#policy"), DCAT.version, rdflib.Literal("1.0.0")) in graph
    software = f"https://w3id.org/openinnov/software/{openinnov.__version__}"
    assert (making, PROV.wasAssociatedWith, rdflib.URIRef(software)) in graph


def test_search_engines_find_a_download_for_each_file(wide):
    said = {
        (each.subject.value, each.predicate.value, each.object.value)
        for each in pyoxigraph.parse(path=wide / "rdf/schema-org.jsonld")
    }

    distributions = _graph(wide).objects(None, DCAT.downloadURL)
    assert {address for _, name, address in said if name == str(SDO.contentUrl)} == {
        str(each) for each in distributions
    }
    assert (str(DATASET), str(RDF.type), str(SDO.Dataset)) in said
    assert (str(DATASET), str(SDO.name), "Example") in said
    assert (str(DATASET), str(SDO.temporalCoverage), "2010-11/2026-01-15") in said
    country = "http://publications.europa.eu/resource/authority/country/BGD"
    assert {
        (str(DATASET), str(SDO.spatialCoverage), country),
        (country, str(SDO.name), "Bangladesh"),
        (str(DATASET), str(SDO.includedInDataCatalog), str(CATALOGUE)),
    } <= said


def test_no_title_ends_the_script_that_holds_it(tmp_path):
    openinnov.publish(
        release(SMALL, title="</script><script>alert(1)</script>"), tmp_path / "package"
    )

    text = (tmp_path / "package/rdf/schema-org.jsonld").read_text("utf-8")

    assert "<" not in text
    assert json.loads(text)["name"] == "</script><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("licences", "expected"),
    [
        pytest.param([{"name": "CC-BY-4.0"}], ["CC-BY-4.0"], id="known"),
        pytest.param([{"name": "x", "path": "https://e.org/l"}], None, id="not of SPDX"),
    ],
)
def test_the_citation_can_be_read(licences, expected, tmp_path):
    title, words = 'Say: "yes" # {no}', ["null", "health: care", "null"]
    openinnov.publish(
        release(SMALL, title=title, keywords=words, licenses=licences), tmp_path / "package"
    )

    cited = yaml.safe_load((tmp_path / "package/CITATION.cff").read_text("utf-8"))

    assert (cited["cff-version"], cited["type"], cited["title"]) == ("1.2.0", "dataset", title)
    assert cited["authors"] == [{"name": "Aspire to Innovate"}]
    assert (cited["version"], cited["date-released"]) == ("2026.01.15", "2026-01-15")
    assert (cited["keywords"], cited["url"]) == (["null", "health: care"], str(DATASET))
    assert cited.get("license") == expected


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

    dcat.write(protected, Output(tmp_path))

    publisher = rdflib.URIRef("https://w3id.org/openinnov/id/organization/bd-a2i-org-1")
    assert str(_graph(tmp_path).value(publisher, DCTERMS.title)) == "bd-a2i-org-1"


def test_a_language_without_a_code_of_three_letters_has_no_iri(tmp_path):
    openinnov.publish(release(SMALL, **{"openinnov:language": "sh"}), tmp_path / "package")

    assert list(_graph(tmp_path / "package").objects(DATASET, DCTERMS.language)) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2010", rdflib.XSD.gYear, id="a year"),
        pytest.param("2010-11", rdflib.XSD.gYearMonth, id="a month"),
        pytest.param("2010-11-11", rdflib.XSD.date, id="a day"),
    ],
)
def test_the_period_begins_as_exactly_as_is_known(day, expected, tmp_path):
    later = INNOVATION | {"id": "bd-a2i-2", "start_date": "2011-01"}
    tables = SMALL | {"innovation": [INNOVATION | {"start_date": day}, later]}
    dcat.write(release(tables), Output(tmp_path))

    graph, period = _graph(tmp_path), rdflib.URIRef(f"{DATASET}#period")

    begin = graph.value(period, DCAT.startDate)
    assert (str(begin), begin.datatype) == (day, expected)
    assert str(graph.value(period, DCAT.endDate)) == "2026-01-15"


def test_what_is_not_known_is_not_said(tmp_path):
    tables = {
        "organization": [{"id": "bd-a2i-org-1", "name": "x", "organization_type": "other"}],
        "innovation": [{"id": "bd-a2i-1", "title": "y"}],
    }
    dcat.write(release(tables), Output(tmp_path))

    graph = _graph(tmp_path)

    publisher = graph.value(DATASET, DCTERMS.publisher)
    assert {*graph.objects(publisher, RDF.type)} == {FOAF.Agent, ORG.Organization}
    unknown = (DCTERMS.spatial, DCTERMS.temporal, DCAT.contactPoint, DCAT.landingPage)
    assert not [each for each in graph.predicates() if each in unknown]


def test_whom_to_ask_is_the_first_with_a_mailbox(described):
    graph, contact = _graph(described), rdflib.URIRef(f"{DATASET}#contact")

    assert {*graph.subjects(DCAT.contactPoint, contact)} == {
        DATASET,
        rdflib.URIRef(DATASET.rpartition("/")[0]),
    }
    assert {str(each) for each in graph.objects(contact)} == {
        "http://www.w3.org/2006/vcard/ns#Kind",
        "http://www.w3.org/2006/vcard/ns#Organization",
        "Data desk",
        "mailto:data@a2i.example.org",
    }


def test_a_mailbox_without_a_name_goes_by_that_of_the_publisher(tmp_path):
    contributors = [{"path": "https://e.org/", "email": "a b@e.org"}]
    dcat.write(release(SMALL, contributors=contributors), Output(tmp_path))

    said = {str(each) for each in _graph(tmp_path).objects(rdflib.URIRef(f"{DATASET}#contact"))}

    assert {"Aspire to Innovate", "mailto:a%20b@e.org"} <= said
