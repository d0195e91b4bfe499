"""Each code in the linked data has its name beside them."""

import pyoxigraph
import rdflib
from publication.released import INNOVATION, SMALL, WIDE, release
from rdflib import DCTERMS, FOAF, RDF, SKOS

import openinnov
from openinnov.publication import dcat
from openinnov.publication.files import Output
from openinnov.standard import load

CODES = rdflib.Namespace(f"{load().code_base}/")
BANGLADESH = rdflib.URIRef("http://publications.europa.eu/resource/authority/country/BGD")


def _concepts(package):
    return rdflib.Graph().parse(package / "rdf/concepts.ttl", format="turtle")


def _written(directory, tables, **properties):
    dcat.write(release(tables, **properties), Output(directory))
    return _concepts(directory)


def test_every_resource_of_others_in_the_data_is_described(wide):
    quads = [*pyoxigraph.parse(path=wide / "rdf/data.nq")]
    named = {
        quad.object.value
        for quad in quads
        if isinstance(quad.object, pyoxigraph.NamedNode)
        and quad.predicate.value not in {str(RDF.type), str(RDF.predicate)}
        and not quad.object.value.startswith((f"{load().base}/", "mailto:", "https://e.org/"))
    }

    graph = _concepts(wide).parse(wide / "rdf/structures.ttl", format="turtle")
    described = {*map(str, graph.subjects(RDF.type))}

    assert named
    assert named <= described


def test_nothing_is_described_that_is_not_used(wide):
    graph = _concepts(wide)
    text = (wide / "rdf/data.nq").read_text("utf-8")

    concepts = {*graph.subjects(RDF.type, SKOS.Concept)}

    assert [each for each in concepts if f"<{each}>" not in text] == []
    assert {*graph.objects(None, SKOS.inScheme)} == {*graph.subjects(RDF.type, SKOS.ConceptScheme)}


def test_a_code_has_its_name_and_its_list(wide):
    graph = _concepts(wide)
    stage = CODES["stage/diffusion"]

    assert {(name, target) for _, name, target in graph.triples((stage, None, None))} == {
        (RDF.type, SKOS.Concept),
        (SKOS.inScheme, CODES.stage),
        (SKOS.notation, rdflib.Literal("diffusion")),
        (SKOS.prefLabel, rdflib.Literal(load().codelists["stage"].codes["diffusion"].title, "en")),
    }
    assert (CODES.stage, DCTERMS.title, rdflib.Literal("Stage of an innovation", "en")) in graph
    assert {*graph.objects(BANGLADESH, RDF.type)} == {SKOS.Concept, DCTERMS.Location}


def test_a_code_of_nobodys_list_goes_by_itself(wide):
    code = CODES["participation_role/key%20holder"]

    assert _concepts(wide).value(code, SKOS.prefLabel) == rdflib.Literal("key holder", "en")


def test_names_are_in_the_language_of_the_release_too(tmp_path):
    graph = _written(tmp_path, SMALL, **{"openinnov:language": "zh-Hans"})

    title = load().texts("zh-Hans")["codelist/country/BD/title"]
    found = {*graph.objects(BANGLADESH, SKOS.prefLabel)}
    assert rdflib.Literal(title, "zh-hans") in found
    assert {each.language for each in found} == {"en", "zh-hans"}


def test_in_a_language_that_the_standard_does_not_know_names_are_in_english(tmp_path):
    graph = _written(tmp_path, SMALL, **{"openinnov:language": "fj"})

    assert {each.language for each in graph.objects(None, SKOS.prefLabel)} == {"en"}


def test_a_home_page_is_a_page(wide):
    page = rdflib.URIRef("https://a2i.example.org/")

    assert (page, RDF.type, FOAF.Document) in _concepts(wide)


def test_a_table_without_its_key_has_no_codes(tmp_path):
    graph = _written(tmp_path, {"innovation": [{"title": "x", "stage": "pilot"}]})

    assert CODES["stage/pilot"] not in {*graph.subjects()}


def test_the_names_are_the_same_each_time(tmp_path):
    tables = WIDE | {"innovation": [*WIDE["innovation"], INNOVATION | {"id": "bd-a2i-11"}]}

    for name in ("one", "two"):
        openinnov.publish(release(tables), tmp_path / name, formats=["dcat"])

    one, two = ((tmp_path / name / "rdf/concepts.ttl").read_bytes() for name in ("one", "two"))
    assert one == two
