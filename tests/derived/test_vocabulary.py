"""The vocabulary defines every term that linked data of the standard use, and nothing of others."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter

import pyoxigraph
import pytest
import rdflib
from documents import ROOT
from golden import EXAMPLES
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Literal, Namespace, URIRef
from shared_data import shared

from openinnov.derived import json_ld_context, shacl, vocabulary
from openinnov.derived.own_terms import own_terms
from openinnov.exceptions import StandardError
from openinnov.standard import load

STANDARD = load()
PACKAGE = json.loads((STANDARD.root / "datapackage.json").read_text("utf-8"))
LANGUAGES = {"ar", "bn", "en", "es", "fr", "ru", "zh-hans"}
NS, CODE = "https://w3id.org/openinnov/ns", "https://w3id.org/openinnov/code/"
OI, SCHEMA, VANN = (
    Namespace(f"{NS}#"),
    Namespace("https://schema.org/"),
    Namespace("http://purl.org/vocab/vann/"),
)
#: The files of the published examples in which terms stand.
FILES = sorted(
    path
    for pattern in ("*.nq", "*.ttl", "*.trig", "*.jsonld", "*.rdf")
    for path in EXAMPLES.glob(f"*/published/rdf/{pattern}")
)
FILES += sorted(EXAMPLES.glob("*/published/*.json"))
FORMATS = {
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
}


@pytest.fixture(scope="module")
def text():
    return vocabulary.derive(STANDARD)


@pytest.fixture(scope="module")
def graph(text):
    """Return the vocabulary but for the codes of languages, which nobody names by an IRI."""
    paragraphs = text.split("\n\n")
    short = [each for each in paragraphs if not each.startswith(f"<{CODE}language/")]
    return rdflib.Graph().parse(data="\n\n".join(short), format="turtle")


@pytest.fixture(scope="module")
def subjects(text):
    """Return the IRI of each thing that is defined, as a stricter reader has it."""
    triples = pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)
    types = str(RDF.type)
    return {triple.subject.value for triple in triples if triple.predicate.value == types}


def _iris(path):
    """Return the IRIs of a file: those of terms stand in JSON and XML by a prefix, or whole."""
    content = path.read_text("utf-8")
    if path.suffix not in FORMATS:
        named = re.findall(r'["<]oi:([\w-]+)', content)
        return {f"{NS}#{name}" for name in named} | set(
            re.findall(rf"(?:{NS}#|{CODE})[^\"]+", content)
        )
    return {
        term.value
        for quad in pyoxigraph.parse(content, FORMATS[path.suffix])
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, pyoxigraph.NamedNode)
    }


def _own(iris):
    # A context of JSON-LD names what codes begin with, and CSVW has templates.
    own = (iri for iri in iris if iri.startswith((f"{NS}#", CODE)))
    return {iri for iri in own if iri[-1] not in "#/" and "{" not in iri}


def test_there_are_published_files_of_each_kind():
    assert {path.suffix for path in FILES} == {
        ".json",
        ".jsonld",
        ".nq",
        ".rdf",
        ".trig",
        ".ttl",
    }


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(EXAMPLES).as_posix())
def test_each_term_and_code_of_the_published_examples_is_defined(path, subjects):
    assert sorted(_own(_iris(path)) - subjects) == []


def test_the_published_examples_use_terms_and_codes():
    used = _own(_iris(next(path for path in FILES if path.name == "data.nq")))

    assert {f"{NS}#Innovation", f"{NS}#stage", f"{CODE}stage/diffusion"} <= used


def test_each_term_and_code_of_the_shapes_is_defined(subjects):
    shapes = pyoxigraph.parse(shacl.derive(STANDARD), pyoxigraph.RdfFormat.TURTLE)
    used = {
        term.value
        for triple in shapes
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, pyoxigraph.NamedNode)
    }

    assert _own(used)
    assert sorted(_own(used) - subjects) == []


def test_each_term_of_the_json_ld_context_is_defined(subjects):
    content = json_ld_context.derive(STANDARD)
    used = {f"{NS}#{name}" for name in re.findall(r'"oi:([\w-]+)"', content)}
    used |= _own(re.findall(rf'"((?:{NS}#|{CODE})[^"]+)"', content))

    assert f"{NS}#Innovation" in used
    assert sorted(used - subjects) == []


def test_each_code_of_the_standard_is_a_concept_of_its_list(text):
    triples = pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)
    places = {
        (triple.subject.value, triple.object.value)
        for triple in triples
        if triple.predicate.value == str(SKOS.inScheme)
    }

    wanted = {
        (f"{CODE}{name}/{code}", f"{CODE}{name}")
        for name, codelist in STANDARD.codelists.items()
        for code in codelist.codes
    }
    assert wanted - places == set()
    marks = {(f"{NS}#withheld", scheme) for _, scheme in places}
    assert places - wanted <= marks


def test_each_code_that_others_name_is_linked_to_their_iri(graph):
    links = {
        (str(subject), str(target))
        for link in (SKOS.exactMatch, RDFS.seeAlso)
        for subject, target in graph.subject_objects(link)
        if str(subject).startswith(CODE)
    }

    assert links == {
        (f"{CODE}{name}/{code.code}", code.iri)
        for name, codelist in STANDARD.codelists.items()
        for code in codelist.codes.values()
        if code.iri
    }
    assert (URIRef(f"{CODE}sex/F"), SKOS.exactMatch, None) in graph
    # A property is no concept.
    assert not [s for s in graph.subjects(SKOS.exactMatch) if "relation_predicate" in s]


def test_nothing_is_said_of_the_terms_of_others(subjects, graph):
    named = {str(subject) for subject in graph.subjects()}

    assert [iri for iri in named if not iri.startswith((NS, CODE))] == []
    assert [iri for iri in subjects if not iri.startswith((NS, CODE))] == []
    blank = [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]
    assert blank == []


def test_the_vocabulary_says_what_it_is(graph):
    said = {(p, o) for p, o in graph.predicate_objects(URIRef(NS)) if p != DCTERMS.hasPart}

    assert said == {
        (RDF.type, OWL.Ontology),
        (RDF.type, URIRef("http://www.w3.org/ns/adms#Asset")),
        (DCTERMS.type, URIRef("http://purl.org/adms/assettype/Ontology")),
        (DCTERMS.title, Literal(STANDARD.title, "en")),
        (DCTERMS.description, Literal(PACKAGE["description"], "en")),
        (DCTERMS.license, URIRef("https://creativecommons.org/licenses/by/4.0/")),
        (OWL.versionInfo, Literal("1.0.0")),
        (VANN.preferredNamespacePrefix, Literal("oi")),
        (VANN.preferredNamespaceUri, Literal(f"{NS}#")),
        (URIRef("http://xmlns.com/foaf/0.1/homepage"), URIRef("https://w3id.org/openinnov/")),
    }
    parts = {str(part) for part in graph.objects(URIRef(NS), DCTERMS.hasPart)}
    assert parts == {f"{CODE}{name}" for name in STANDARD.codelists}


@pytest.mark.parametrize("name", [own.name for own in own_terms(STANDARD)])
def test_a_term_has_a_label_in_each_language_and_a_definition(name, graph):
    node = OI[name.partition(":")[2]]
    labels = [*graph.objects(node, RDFS.label), *graph.objects(node, SKOS.prefLabel)]
    definitions = [text.language for text in graph.objects(node, SKOS.definition)]

    assert sorted(label.language for label in labels) == sorted(LANGUAGES)
    assert {"en", "fr"} <= set(definitions)
    assert max(Counter(definitions).values()) == 1
    assert (node, RDFS.isDefinedBy, URIRef(NS)) in graph


@pytest.mark.parametrize(
    ("term", "prop", "target"),
    [
        pytest.param("Innovation", RDFS.subClassOf, "http://www.w3.org/ns/prov#Entity", id="kind"),
        pytest.param("stage", RDFS.domain, f"{NS}#Innovation", id="property of one table"),
        pytest.param("stage", RDFS.range, str(SKOS.Concept), id="property of codes"),
        pytest.param("stage", RDFS.seeAlso, f"{CODE}stage", id="list of its codes"),
        pytest.param("sites", RDFS.range, "http://www.w3.org/2001/XMLSchema#integer", id="number"),
        pytest.param("lesson", RDFS.range, str(RDF.langString), id="text"),
        pytest.param(
            "leadOrganization", RDFS.range, "http://www.w3.org/ns/org#Organization", id="reference"
        ),
        pytest.param(
            "sites", SCHEMA.domainIncludes, f"{NS}#Experiment", id="property of two tables"
        ),
        pytest.param(
            "isIndividual",
            RDFS.domain,
            "http://www.w3.org/ns/org#Organization",
            id="class of others",
        ),
        pytest.param("sites", RDF.type, str(OWL.DatatypeProperty), id="datatype property"),
        # A release may hold the name of a group, such as "2-3", in the place of a code.
        pytest.param("education", RDF.type, str(RDF.Property), id="property of codes or texts"),
        pytest.param("education", SCHEMA.rangeIncludes, str(SKOS.Concept), id="codes or texts"),
        pytest.param("deployment", RDF.type, str(OWL.ObjectProperty), id="object property"),
        pytest.param(
            "Innovation", SKOS.closeMatch, "http://purl.org/gi2mo/ns#Idea", id="close to others"
        ),
    ],
)
def test_a_term_says_where_it_belongs(term, prop, target, graph):
    assert (OI[term], prop, URIRef(target)) in graph


def test_what_does_not_hold_everywhere_is_not_said(graph):
    # Of the answers of people the age may be coarsened, which makes it a text.
    assert list(graph.objects(OI.age, RDFS.range)) == []
    assert list(graph.objects(OI.education, RDFS.range)) == []
    assert list(graph.objects(OI.sites, RDFS.domain)) == []
    # A total stands where a measurement is of all deployments.
    assert list(graph.objects(OI.deployment, RDFS.range)) == [RDFS.Resource]
    assert list(graph.objects(OI.deployment, SCHEMA.rangeIncludes)) == [OI.Deployment]
    # Not each measurement is an observation.
    assert list(graph.objects(OI.Measurement, RDFS.subClassOf)) == []
    for prop in (RDFS.domain, RDFS.range):
        assert max(Counter(graph.subjects(prop)).values()) == 1


@pytest.mark.parametrize(
    ("code", "prop", "target"),
    [
        pytest.param("cofog/01.1.1", SKOS.broader, "cofog/01.1", id="level"),
        pytest.param("cofog/01", SKOS.topConceptOf, "cofog", id="top"),
        pytest.param("sdg/16.10", SKOS.broader, "sdg/16", id="target"),
        pytest.param("sdg_indicator/16.10.2", SKOS.broadMatch, "sdg/16.10", id="of another list"),
        pytest.param("country/UK", DCTERMS.isReplacedBy, "country/GB", id="alias"),
    ],
)
def test_a_code_has_its_place(code, prop, target, graph):
    assert (URIRef(CODE + code), prop, URIRef(CODE + target)) in graph


def test_each_broader_code_is_one(graph):
    links = [*graph.objects(None, SKOS.broader), *graph.objects(None, SKOS.broadMatch)]

    assert links
    assert [link for link in links if (link, RDF.type, SKOS.Concept) not in graph] == []


def test_a_code_that_is_no_longer_valid_is_deprecated(graph):
    deprecated = {
        str(node) for node in graph.subjects(OWL.deprecated, Literal(lexical_or_value=True))
    }

    lists = {name: each for name, each in STANDARD.codelists.items() if name != "language"}
    assert deprecated == {
        f"{CODE}{name}/{code.code}"
        for name, codelist in lists.items()
        for code in codelist.codes.values()
        if code.status != "active"
    }
    assert f"{CODE}currency/DEM" in deprecated


def test_a_code_has_its_titles_notation_and_definition(graph):
    pilot = URIRef(f"{CODE}stage/pilot")

    assert (pilot, SKOS.notation, Literal("pilot")) in graph
    assert (pilot, SKOS.prefLabel, Literal("Pilot", "en")) in graph
    assert {text.language for text in graph.objects(pilot, SKOS.definition)} == {"en"}
    goal = URIRef(f"{CODE}sdg/16")
    titles = {text.language for text in graph.objects(goal, SKOS.prefLabel)}
    assert titles == LANGUAGES - {"bn"}


def test_two_readers_read_the_same(text, graph):
    read = {
        (triple.subject.value, triple.predicate.value, triple.object.value)
        for triple in pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)
        if not triple.subject.value.startswith(f"{CODE}language/")
    }

    assert read == {tuple(map(str, triple)) for triple in graph}


def test_a_thing_has_one_label_in_a_language_also_beside_the_published_files(text):
    labels = set()
    for path in [None, *(p for p in FILES if p.suffix == ".ttl")]:
        content = path.read_bytes() if path else text
        labels |= {
            (
                triple.subject.value,
                triple.predicate.value,
                triple.object.language,
                str(triple.object),
            )
            for triple in pyoxigraph.parse(content, pyoxigraph.RdfFormat.TURTLE)
            if triple.predicate.value in {str(SKOS.prefLabel), str(RDFS.label)}
            and triple.subject.value.startswith((NS, CODE))
        }

    counted = Counter(label[:3] for label in labels)
    assert [each for each, count in counted.items() if count > 1] == []


@pytest.fixture(scope="module", params=["bangladesh-digital-centres", "rwanda-irembo"])
def published(request):
    """Return the quads of a published example, and the types of each of its records."""
    data = EXAMPLES / request.param / "published/rdf/data.nq"
    quads = list(pyoxigraph.parse(data.read_bytes(), pyoxigraph.RdfFormat.N_QUADS))
    types = {}
    for quad in quads:
        if quad.predicate.value == str(RDF.type):
            types.setdefault(quad.subject.value, set()).add(quad.object.value)
    return quads, types


def test_each_domain_holds_of_published_data(published, graph):
    quads, types = published
    domains = {str(prop): str(of) for prop, of in graph.subject_objects(RDFS.domain)}

    stated = [quad for quad in quads if quad.predicate.value in domains]
    assert stated
    assert [q for q in stated if domains[q.predicate.value] not in types[q.subject.value]] == []


def test_each_range_holds_of_published_data(published, graph):
    quads, types = published
    ranges = {str(prop): str(of) for prop, of in graph.subject_objects(RDFS.range)}

    wrong = []
    for quad in quads:
        wanted = ranges.get(quad.predicate.value)
        if isinstance(quad.object, pyoxigraph.Literal):
            fits = wanted in {None, str(RDFS.Literal), quad.object.datatype.value}
        else:
            # A mark stands for a record, and what has no types is described elsewhere.
            known = types.get(quad.object.value)
            fits = wanted in {None, str(RDFS.Resource)} or known is None or wanted in known
        if not fits:
            wrong.append(quad)
    assert wrong == []


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(OWL.ObjectProperty, id="resources"),
        pytest.param(OWL.DatatypeProperty, id="literals"),
    ],
)
def test_each_property_has_objects_of_its_kind(kind, published, graph):
    quads, _ = published
    own = {str(name) for name in graph.subjects(RDF.type, kind)}

    stated = [quad for quad in quads if quad.predicate.value in own]
    literals = [quad for quad in stated if isinstance(quad.object, pyoxigraph.Literal)]
    assert stated
    assert literals == (stated if kind == OWL.DatatypeProperty else [])


def test_each_term_of_others_is_one_of_theirs(graph):
    folder = shared("data/linkeddata")
    known = set()
    for path in ("schemaorg-30.0/schemaorg-current-https.ttl", "adms-2.00/adms.ttl"):
        triples = pyoxigraph.parse((folder / path).read_bytes(), pyoxigraph.RdfFormat.TURTLE)
        known |= {triple.subject.value for triple in triples if hasattr(triple.subject, "value")}

    starts = (str(SCHEMA), "http://www.w3.org/ns/adms#")
    used = {str(term) for triple in graph for term in triple if str(term).startswith(starts)}
    assert str(SCHEMA.domainIncludes) in used
    assert sorted(used - known) == []


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return a standard with few codes of languages, which takes no time."""
    root = tmp_path_factory.mktemp("standard") / "schema"
    shutil.copytree(STANDARD.root, root, ignore=shutil.ignore_patterns("examples"))
    file = root / "codelists" / "language.csv"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    kept = [x for x in lines if x.split(",")[0] in {"code", *STANDARD.report_languages, "zh"}]
    file.write_text("".join(kept), "utf-8")
    return root


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_bytes_are_the_same_whatever_the_seed_of_hashes(small, seed):
    code = (
        "import sys; from openinnov.standard import load; from openinnov.derived import vocabulary;"
        "sys.stdout.buffer.write(vocabulary.derive(load(sys.argv[1])).encode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, small],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )

    assert done.stdout.decode() == vocabulary.derive(load(small))


def _terms(root, *changes):
    file = root / "terms.csv"
    before = file.read_text("utf-8")
    after = before
    for old, new in changes:
        assert old in after
        after = after.replace(old, new, 1)
    file.write_text(after, "utf-8")


@pytest.fixture
def copy(small, tmp_path):
    return shutil.copytree(small, tmp_path / "schema")


def test_a_deprecated_term_says_so_and_by_what_it_is_replaced(copy):
    _terms(copy, ("made up.,,,active,", "made up.,,,deprecated,oi:total"))

    triples = list(pyoxigraph.parse(vocabulary.derive(load(copy)), pyoxigraph.RdfFormat.TURTLE))

    said = {
        (t.predicate.value, t.object.value) for t in triples if t.subject.value == str(OI.synthetic)
    }
    assert (str(OWL.deprecated), "true") in said
    assert (str(DCTERMS.isReplacedBy), str(OI.total)) in said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "oi:total,skos:Concept", "oi:total,", "oi:total: no table has it", id="term of no table"
        ),
        pytest.param("prov:Activity", "x:Activity", "prefix of x:Activity", id="unknown prefix"),
        pytest.param("oi:sites,", "sites,", "sites: 'sites' is no compact IRI", id="no name"),
        pytest.param("Sites,", ",", "oi:sites: it has no label", id="no label"),
        pytest.param(",active,", ",gone,", "status must be one of active, deprecated", id="status"),
        pytest.param(",active,", ",active,oi:x", "is replaced by oi:x", id="replaced by nothing"),
        pytest.param("http://purl.org/gi2mo/ns#Idea", "idea", "'idea' is no web", id="no address"),
    ],
)
def test_a_fault_in_the_terms_is_named(copy, old, new, message):
    _terms(copy, (old, new))

    with pytest.raises(StandardError, match=re.escape(message)):
        vocabulary.derive(load(copy))


def test_a_property_whose_fields_differ_needs_words_of_its_own(copy):
    for file in copy.glob("translations/*.csv"):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        file.write_text("".join(x for x in lines if not x.startswith("term/")), "utf-8")
    (copy / "terms.csv").unlink()

    with pytest.raises(StandardError, match="oi:Innovation: add a row with its label"):
        vocabulary.derive(load(copy))


def test_a_property_of_several_fields_needs_words_that_fit_all(copy):
    for file in [copy / "terms.csv", *copy.glob("translations/*.csv")]:
        lines = file.read_text("utf-8").splitlines(keepends=True)
        kept = [x for x in lines if not x.startswith(("oi:sites,", "term/sites/"))]
        file.write_text("".join(kept), "utf-8")

    with pytest.raises(StandardError, match="oi:sites: add a row with its label"):
        vocabulary.derive(load(copy))


def test_a_term_is_a_kind_of_what_its_row_says(copy):
    _terms(
        copy,
        ('or on trial.",,,', 'or on trial.",dcterms:extent,,'),
        ("not published.,,,", "not published.,oi:total,,"),
    )

    triples = list(pyoxigraph.parse(vocabulary.derive(load(copy)), pyoxigraph.RdfFormat.TURTLE))

    said = {(t.subject.value, t.predicate.value, t.object.value) for t in triples}
    extent = str(DCTERMS.extent)
    assert (str(OI.sites), str(RDFS.subPropertyOf), extent) in said
    assert (str(OI.withheld), str(SKOS.broader), str(OI.total)) in said


def test_no_term_repeats_what_its_fields_say():
    spoken = [
        own.name
        for own in own_terms(STANDARD)
        if own.term and len({(u.field.title, u.field.description) for u in own.uses}) == 1
    ]

    assert spoken == []


def test_the_query_of_the_documentation_finds_the_titles_of_codes(text):
    page = (ROOT / "docs" / "how-to" / "schema.md").read_text("utf-8")
    (query,) = re.findall(r"```text\n(SELECT .*?)```", page, re.DOTALL)
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in STANDARD.prefixes.items())
    store = pyoxigraph.Store()
    store.load(text, pyoxigraph.RdfFormat.TURTLE)
    data = EXAMPLES / "bangladesh-digital-centres/published/rdf/data.ttl"
    store.load(data.read_bytes(), pyoxigraph.RdfFormat.TURTLE)

    answers = {row["label"].value for row in store.query(prefixes + query)}

    assert "Bangladesh" in answers
    assert "Philippines" in answers
