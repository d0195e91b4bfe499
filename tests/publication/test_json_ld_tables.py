"""JSON-LD a document a table says together what the N-Quads say, and no table less or more."""

import hashlib
import json
from itertools import chain

import pytest
import rdflib
from golden import EXAMPLES, SUBMISSIONS
from hypothesis import example, given, settings
from hypothesis import strategies as st
from publication import reading_rdf
from publication.released import DATASET, SMALL, WIDE, as_is, release

import openinnov
from openinnov.publication import json_ld, json_ld_tables, n_quads
from openinnov.publication.files import Output
from openinnov.verification import privacy, table_documents
from openinnov.verification.package import opened
from openinnov.verification.vocabulary import read_vocabulary

BASE = "https://w3id.org/openinnov/id"
FORMATS = ["n-quads", "json-ld", "json-ld-tables", "dcat"]


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """Return the directory of a package with a document for each table."""
    directory = tmp_path_factory.mktemp("tables") / "package"
    openinnov.publish(release(WIDE), directory, formats=FORMATS)
    return directory


@pytest.fixture
def changed(package, tmp_path):
    """Return a package of which linked data may be changed."""
    for path in package.rglob("*"):
        if path.is_file():
            target = tmp_path / path.relative_to(package)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return tmp_path


def _said(path):
    return reading_rdf.said_to_oxigraph(path.read_bytes())


def _documents(directory):
    others = {"data", "catalog", "schema-org"}
    return {p.stem: p for p in sorted(directory.glob("rdf/*.jsonld")) if p.stem not in others}


def _part(directory, table):
    """Return what the N-Quads say of the records of a table."""
    said = reading_rdf.by_oxigraph(directory, n_quads.PATH)
    return {each for each in said if each[0].startswith(f"<{BASE}/{table}/")}


def test_each_table_with_nodes_has_a_document(package):
    assert list(_documents(package)) == [
        *("deployment", "indicator", "innovation", "innovation_sdg", "measurement"),
        *("organization", "participation", "withheld"),
    ]


@pytest.mark.parametrize("table", ["deployment", "innovation", "innovation_sdg", "measurement"])
def test_a_document_says_what_the_n_quads_say_of_its_table(table, package, monkeypatch):
    data, expected = _documents(package)[table].read_bytes(), _part(package, table)

    assert reading_rdf.said_to_pyld(data) == expected
    assert reading_rdf.said_to_oxigraph(data) == expected
    whole = reading_rdf.by_rdflib(package, n_quads.PATH, monkeypatch)
    said = reading_rdf.said_to_rdflib(data, "json-ld", monkeypatch)
    assert said == {each for each in whole if each[0].startswith(f"<{BASE}/{table}/")}


def test_all_documents_together_say_what_the_n_quads_say(package):
    said = [_said(path) for path in _documents(package).values()]

    assert set().union(*said) == reading_rdf.by_oxigraph(package, n_quads.PATH)
    assert sum(map(len, said)) == len(set().union(*said))


def test_the_nodes_are_the_lines_of_the_whole_document(package):
    whole = (package / json_ld.PATH).read_text("utf-8").splitlines()[1:-1]

    lines = [path.read_text("utf-8").splitlines()[1:-1] for path in _documents(package).values()]

    assert [line.removesuffix(",") for line in chain(*lines)] == [
        line.removesuffix(",") for line in whole
    ]


def test_the_context_knows_its_own_table_alone(package):
    head = json.loads(_documents(package)["deployment"].read_bytes())["@context"]

    assert [name for name, term in head.items() if isinstance(term, dict)] == ["Deployment"]


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_the_examples_say_the_same_by_table(name, tmp_path):
    protected = as_is(openinnov.read(EXAMPLES / name / "published"))
    output = Output(tmp_path)
    for form in (n_quads, json_ld_tables):
        form.write(protected, output)

    said = [_said(path) for path in _documents(tmp_path).values()]
    package = opened(tmp_path)

    assert set().union(*said) == reading_rdf.by_oxigraph(tmp_path, n_quads.PATH)
    assert [*table_documents.check(package, n_quads.PATH, read_vocabulary(package))] == []


def test_a_record_of_a_table_that_is_not_released_has_a_document(tmp_path):
    row = {"table_name": "service", "subject_id": "bd-a2i-8", "predicate": "same-as"}
    protected = release({**SMALL, "relation": [row | {"object_id": "https://e.org/7"}]})

    for form in (n_quads, json_ld_tables):
        form.write(protected, Output(tmp_path))

    assert _said(tmp_path / "rdf/service.jsonld") == _part(tmp_path, "service")


def test_a_release_of_no_record_has_no_document(tmp_path):
    json_ld_tables.write(release({"innovation": []}), Output(tmp_path))

    assert _documents(tmp_path) == {}


def test_the_package_is_sound_and_described(package):
    document = json.loads((package / "datapackage.json").read_text("utf-8"))
    resources = {each["path"]: each for each in document["resources"]}

    said = resources["rdf/innovation.jsonld"]

    data = (package / "rdf/innovation.jsonld").read_bytes()
    assert openinnov.verify(package) == ()
    assert (said["name"], said["mediatype"]) == ("innovation.jsonld", "application/ld+json")
    assert said["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert "* `rdf/TABLE.jsonld`: the linked data of one table: JSON-LD" in (
        package / "README.md"
    ).read_text("utf-8")


def test_the_catalogue_has_a_distribution_for_each_and_counts_none_as_a_dump(package):
    graph = rdflib.Graph().parse(package / "rdf/catalog.ttl", format="turtle")
    dcat, void = (
        rdflib.Namespace(start)
        for start in ("http://www.w3.org/ns/dcat#", "http://rdfs.org/ns/void#")
    )
    node = rdflib.URIRef(f"{DATASET}#innovation-json-ld")

    assert str(graph.value(node, rdflib.DCTERMS.title)) == "innovation, JSON-LD"
    assert [str(each) for each in graph.objects(node, dcat.downloadURL)] == [
        f"{DATASET}/rdf/innovation.jsonld"
    ]
    assert {str(each) for each in graph.objects(None, void.dataDump)} == {
        f"{DATASET}/rdf/data.jsonld",
        f"{DATASET}/rdf/data.nq",
    }


def test_documents_are_compressed_as_the_others_are(package, tmp_path):
    formats = ["n-quads", "json-ld-tables"]
    openinnov.publish(release(WIDE), tmp_path / "p", formats=formats, compression="zstd")

    assert openinnov.verify(tmp_path / "p") == ()
    names = {f"{name}.jsonld.zst" for name in _documents(package)}
    assert {path.name for path in (tmp_path / "p/rdf").iterdir()} == {"data.nq.zst", *names}


def _change(path, before, after):
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Desk for permits", "Desk", id="another text"),
        pytest.param('"country":"BD",', "", id="a statement less"),
        pytest.param('"stage":"diffusion"', '"stage":"pilot"', id="another code"),
        pytest.param('"title":', '"summary":', id="another property"),
        pytest.param('"@language":"bn"', '"@language":"en"', id="another language"),
        pytest.param('"xsd:date"', '"xsd:gYear"', id="another datatype"),
        pytest.param("np-moha-3", "np-moha-4", id="another reference"),
        pytest.param(f'"@id":"{BASE}/innovation/bd-a2i-10"', '"@id":"x"', id="no record"),
        pytest.param('{"@id"', '["@id"', id="no JSON"),
        pytest.param('"title":{"@id":"dcterms:title"}', '"title":{"@id":"oi:title"}', id="context"),
    ],
)
def test_a_document_that_says_something_else_is_found(before, after, changed):
    _change(changed / "rdf/innovation.jsonld", before, after)

    faults = privacy.check(opened(changed), None)[0]

    assert any(
        fault.startswith("rdf/innovation.jsonld: ") and "are not as rdf/data.nq has them" in fault
        for fault in faults
    )


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_a_record_that_a_document_leaves_out_is_found(kept, changed):
    path = changed / "rdf/innovation.jsonld"
    head, *nodes, end = path.read_text("utf-8").splitlines()
    left = [node.removesuffix(",") for i, node in enumerate(nodes) if i != kept]
    path.write_text("\n".join([head, ",\n".join(left), end, ""]), "utf-8")

    assert privacy.check(opened(changed), None)[0] == (
        "rdf/innovation.jsonld: 1 records are not as rdf/data.nq has them",
    )


def test_a_document_that_is_gone_is_found(changed):
    (changed / "rdf/innovation.jsonld").unlink()

    assert privacy.check(opened(changed), None)[0] == (
        "rdf/data.nq: 3 records have no document of their table",
    )


def test_a_record_in_the_document_of_another_table_is_found(changed):
    (changed / "rdf/indicator.jsonld").rename(changed / "rdf/need.jsonld")

    assert privacy.check(opened(changed), None)[0] == (
        "rdf/data.nq: 1 records have no document of their table",
        "rdf/need.jsonld: 1 records are not as rdf/data.nq has them",
    )


def test_a_document_of_another_name_is_found_where_the_order_stays(changed):
    (changed / "rdf/indicator.jsonld").rename(changed / "rdf/indicators.jsonld")

    assert privacy.check(opened(changed), None)[0] == (
        "rdf/indicators.jsonld: 1 records are not as rdf/data.nq has them",
    )


#: Any text but NUL, which no database takes.
ANY = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)
#: Codes of open lists, which people may write as they like.
CODE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1)


@settings(max_examples=25)
@given(title=ANY, text=ANY, code=CODE.filter(lambda code: ";" not in code))
@example(title="x", text="x", code="role")
@example(title="@id", text='"\\', code="@vocab")
@example(title="a:b", text="_:b0", code="a:b")
@example(title="https://e.org/x", text="\u2028", code="lead")
def test_whatever_records_hold_their_documents_say_the_same(title, text, code, tmp_path_factory):
    translated = {"table_name": "innovation", "record_id": "bd-a2i-1", "field_name": "title"}
    protected = release(
        {
            "innovation": [{"id": "bd-a2i-1", "title": title, "keywords": text.replace(";", "-")}],
            "translation": [translated | {"language": "bn", "text": text}],
            "participation": [
                {"innovation_id": "bd-a2i-1", "organization_id": "bd-a2i-org-1", "role": code}
            ],
        }
    )
    directory = tmp_path_factory.mktemp("law")
    for form in (n_quads, json_ld_tables):
        form.write(protected, Output(directory))
    package = opened(directory)

    said = [reading_rdf.said_to_pyld(path.read_bytes()) for path in _documents(directory).values()]

    assert set().union(*said) == reading_rdf.by_oxigraph(directory, n_quads.PATH)
    assert [*table_documents.check(package, n_quads.PATH, read_vocabulary(package))] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param('{"@context":7,"@graph":[\n7\n]}\n', id="no objects"),
        pytest.param('{"@context":{"@language":{"a":[]}},"@graph":[\n{"a":[{}]}\n]}\n', id="odd"),
        pytest.param(
            '{"@context":{"oi":[],"A":{"@context":{"b":{"@type":"@vocab","@context":7}}}},'
            f'"@graph":[\n{{"@id":"{BASE}/need/x","@type":["A",{{}}],"b":["y",{{"@id":{{}}}}]}}\n]}}\n',
            id="odd terms",
        ),
    ],
)
def test_no_document_stops_the_check(text, changed):
    (changed / "rdf/need.jsonld").write_text(text, "utf-8")

    found = privacy.check(opened(changed), None)[0]

    assert all(fault.startswith("rdf/need.jsonld: 1 records") for fault in found)
    assert bool(found) == bool(text)
