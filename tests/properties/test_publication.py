"""Laws of publication: what was published reads as it was, in every format."""

import csv
import json
import warnings

import pyarrow.parquet as pq
import pyoxigraph
import rdflib
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from publication.reading_rdf import FILES, by_oxigraph, by_pyld, canonical
from publication.released import INNOVATION, SMALL, WIDE, as_is, release

import openinnov
from openinnov.publication import data_package, json_ld, n_quads, parquet, trig, turtle
from openinnov.publication.files import Output

SKOS = "http://www.w3.org/2004/02/skos/core#"
#: Any text but NUL, which no database takes; RDF cannot tell a lone surrogate either.
ANY = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)
#: What the standard accepts as a text of one line.
LINE = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs", "Zl", "Zp"),
        exclude_characters="\ufffe\uffff",
    ),
    min_size=3,
    max_size=60,
).filter(lambda text: text.strip() == text)


def _content(submission):
    """Return all cells, by table and row."""
    content = {}
    for table, names in submission.columns.items():
        cells = ", ".join(f'"{name}"' for name in names)
        query = f'SELECT {cells} FROM submitted."{table}" ORDER BY ALL'
        content[table] = (names, submission.database.execute(query).fetchall())
    return content


def _fields(submission):
    tables = submission.standard.tables
    return {
        (table, name): tables[table].fields[name]
        for table, names in submission.columns.items()
        for name in names
    }


@given(titles=st.lists(LINE, max_size=3), profile=st.sampled_from(["public", "internal"]))
@settings(max_examples=15)
def test_what_was_published_reads_as_it_was(titles, profile, tmp_path_factory):
    directory = tmp_path_factory.mktemp("law")
    rows = [INNOVATION | {"id": f"bd-a2i-{n}", "keywords": "a;b"} for n in range(len(titles))]
    rows = [row | {"status_reason": title} for row, title in zip(rows, titles, strict=True)]
    protected = release({**SMALL, "innovation": rows or [INNOVATION]}, profile=profile)

    assume(openinnov.validate(protected.submission).valid)  # Some texts look like a telephone.
    openinnov.publish(protected, directory / "package")
    read = openinnov.read(directory / "package")

    assert _content(read) == _content(protected.submission)
    assert _fields(read) == _fields(protected.submission)


def test_a_package_read_and_published_again_has_the_same_bytes(tmp_path):
    openinnov.publish(release(WIDE), tmp_path / "first")

    again = as_is(openinnov.read(tmp_path / "first"))
    openinnov.publish(again, tmp_path / "second")

    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("first", "second")
    )
    assert second == first


@given(texts=st.lists(st.tuples(ANY, ANY), min_size=1, max_size=4))
def test_any_text_survives_every_format(texts, tmp_path_factory):
    directory = tmp_path_factory.mktemp("law")
    rows = [
        {"id": f"bd-a2i-{number}", "title": title, "acronym": acronym}
        for number, (title, acronym) in enumerate(texts)
    ]
    named = [{"id": row["id"], "name": row["title"], "acronym": row["acronym"]} for row in rows]
    protected = release({"organization": named})

    for form in (data_package, parquet, n_quads, turtle, trig, json_ld):
        form.write(protected, Output(directory))

    expected = [tuple(row.values()) for row in named]
    with (directory / "data/organization.csv").open(encoding="utf-8", newline="") as file:
        assert list(map(tuple, csv.reader(file)))[1:] == expected
    table = pq.read_table(directory / "data/organization.parquet")
    assert list(map(tuple, map(dict.values, table.to_pylist()))) == expected
    statements = {
        (f"<https://w3id.org/openinnov/id/organization/{key}>", name, text, language)
        for key, title, acronym in expected
        for name, text, language in [("prefLabel", title, "en"), ("altLabel", acronym, "en")]
    }
    for path in FILES:
        assert _labels(directory / path) == statements
    # A second parser, of other authors, reads the same.
    assert by_pyld(directory) == by_oxigraph(directory, "rdf/data.nq")
    for path in ("rdf/data.nq", "rdf/data.ttl", "rdf/data.trig"):
        assert _labels_by_rdflib(directory / path) == statements


def _labels_by_rdflib(path):
    graph = rdflib.Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib uses what it deprecates.
        graph.parse(data=path.read_bytes(), format=FILES[f"rdf/{path.name}"][0])
    return {
        (subject.n3(), predicate.removeprefix(SKOS), str(text), text.language)
        for subject, predicate, text, _ in graph.quads()
        if predicate.startswith(SKOS)
    }


def _labels(path):
    """Return the labels that a file gives, with what they are labels of."""
    quads = pyoxigraph.parse(path.read_bytes(), FILES[f"rdf/{path.name}"][1])
    return {
        (
            str(quad.subject),
            quad.predicate.value.removeprefix(SKOS),
            quad.object.value,
            quad.object.language,
        )
        for quad in quads
        if quad.predicate.value.startswith(SKOS)
    }


@given(texts=st.lists(ANY, min_size=1, max_size=5))
def test_n_quads_of_any_text_are_their_own_canonical_form(texts, tmp_path_factory):
    directory = tmp_path_factory.mktemp("law")
    rows = [{"id": f"bd-a2i-{n}", "title": text} for n, text in enumerate(texts)]
    translated = [
        {
            "table_name": "innovation",
            "record_id": f"bd-a2i-{number}",
            "field_name": "title",
            "language": "bn",
            "text": text[::-1],
        }
        for number, text in enumerate(texts)
    ]

    n_quads.write(release({"innovation": rows, "translation": translated}), Output(directory))

    content = (directory / n_quads.PATH).read_bytes()
    assert content == canonical(directory / n_quads.PATH)
    assert content.count(b"\n") == 4 * len(texts)


#: Codes of open lists, which people may write as they like.
CODE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(
    lambda code: ";" not in code
)


@given(codes=st.sets(CODE, min_size=1, max_size=4))
@example(codes={"role", "lead", "@id", "_:b0", "https://e.org/x", "a:b", "..", "a/b", "%41"})
def test_any_open_code_becomes_the_same_iri_in_every_format(codes, tmp_path_factory):
    directory = tmp_path_factory.mktemp("law")
    rows = [
        {"innovation_id": "bd-a2i-1", "organization_id": "bd-a2i-org-1", "role": code}
        for code in codes
    ]
    protected = release({"participation": rows})

    for form in (n_quads, turtle, trig, json_ld):
        form.write(protected, Output(directory))

    said = [
        {
            (quad.subject, quad.predicate, quad.object)
            for quad in pyoxigraph.parse((directory / path).read_bytes(), reader)
        }
        for path, (_, reader) in FILES.items()
    ]
    assert said[0] == said[1] == said[2]
    assert len({statement[0] for statement in said[0]}) == len(codes)
    json.loads((directory / json_ld.PATH).read_text("utf-8"))
