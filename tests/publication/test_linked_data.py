"""Tables as RDF: what a cell becomes, and that the three files say the same."""

import dataclasses

import pyoxigraph
import pytest
from publication import reading_rdf
from publication.released import (
    INNOVATION,
    ORGANIZATION,
    SMALL,
    WIDE,
    holding,
    release,
    without_fields,
)

from openinnov.exceptions import PublicationError, RefusedError
from openinnov.publication import json_ld, n_quads, streaming, turtle
from openinnov.publication.files import Output

ID = "https://w3id.org/openinnov/id"
CODE = "https://w3id.org/openinnov/code"
OI = "https://w3id.org/openinnov/ns#"
DC = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
GRAPH = "<https://w3id.org/openinnov/dataset/bd-a2i/2026.01.15> ."


@pytest.fixture
def said(tmp_path):
    """Return a function that gives what N-Quads say of a node."""

    def said(protected, subject):
        n_quads.write(protected, Output(tmp_path))
        lines = (tmp_path / n_quads.PATH).read_text("utf-8").split("\n")
        start = f"<{subject}> "
        assert all(line.endswith(GRAPH) for line in lines[:-1])
        return [
            line.removeprefix(start).removesuffix(f" {GRAPH}")
            for line in lines
            if line.startswith(start)
        ]

    return said


def _innovation(**cells):
    return {**SMALL, "innovation": [INNOVATION | cells]}


def test_a_record_becomes_these_statements(said):
    protected = release({"need": [{"id": "bd-a2i-2", "title": "Land", "wanted": "advice;tools"}]})

    assert said(protected, f"{ID}/need/bd-a2i-2") == [
        f'<{DC}identifier> "bd-a2i-2"',
        f'<{DC}title> "Land"@en',
        f"<{RDF}type> <https://schema.org/Demand>",
        f"<{OI}wanted> <{CODE}/support_kind/advice>",
        f"<{OI}wanted> <{CODE}/support_kind/tools>",
    ]


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        pytest.param("start_date", "2016", f'"2016"^^<{XSD}gYear>', id="a year"),
        pytest.param("start_date", "2016-11", f'"2016-11"^^<{XSD}gYearMonth>', id="a month"),
        pytest.param("start_date", "2016-11-01", f'"2016-11-01"^^<{XSD}date>', id="a day"),
        pytest.param("modified", "2016-11-01", f'"2016-11-01"^^<{XSD}date>', id="a date"),
        pytest.param("language", "pt-BR", f'"pt-BR"^^<{XSD}language>', id="a tag keeps its case"),
        pytest.param("keywords", "desk", '"desk"', id="a plain text has no datatype"),
        pytest.param(
            "country",
            "XK",
            f"<{CODE}/country/XK>",
            id="a code that no list has",
        ),
        pytest.param(
            "country",
            "BD",
            "<http://publications.europa.eu/resource/authority/country/BGD>",
            id="a code with an IRI of its own",
        ),
        pytest.param("technologies", "a/b c", f"<{CODE}/technology/a%2Fb%20c>", id="encoded"),
        pytest.param("license", "MIT", "<https://spdx.org/licenses/MIT>", id="a licence"),
        pytest.param("website", "https://e.org/é?a=b", "<https://e.org/é?a=b>", id="an address"),
        pytest.param(
            "lead_organization_id", "bd-a2i-org-1", f"<{ID}/organization/bd-a2i-org-1>", id="a ref"
        ),
        pytest.param(
            "adapted_from_id", "np-moha-3", f"<{ID}/innovation/np-moha-3>", id="a foreign record"
        ),
        pytest.param("title", 'a "b"\\c', '"a \\"b\\"\\\\c"@en', id="quotes and backslash"),
        pytest.param("title", "\b\t\n\f\r", '"\\b\\t\\n\\f\\r"@en', id="escapes by letter"),
        pytest.param(
            "title",
            "\x01\x0b\x1f\x7f\ufffe\uffff",
            '"\\u0001\\u000B\\u001F\\u007F\\uFFFE\\uFFFF"@en',
            id="escapes by number",
        ),
        pytest.param(
            "title",
            "\xa0\x85\u2028\ufeff😀\U0001fffe\u202e",
            '"\xa0\x85\u2028\ufeff😀\U0001fffe\u202e"@en',
            id="all else as it is",
        ),
    ],
)
def test_a_cell_becomes_this_term(field, cell, expected, said):
    protected = release(_innovation(**{field: cell}))
    properties = protected.submission.standard.tables["innovation"].fields[field].properties
    prefix, _, name = properties[0].partition(":")
    start = f"<{protected.submission.standard.prefixes[prefix]}{name}> "

    found = said(protected, f"{ID}/innovation/bd-a2i-1")

    assert [line.removeprefix(start) for line in found if line.startswith(start)] == [expected]


def test_numbers_and_answers_keep_their_text_and_have_a_type(said):
    protected = release(
        {
            "time_cost_visit": [{"id": "bd-a2i-4", "cost": "12.50", "steps": "3"}],
            "funding": [{"id": "bd-a2i-5", "year": "2019"}],
            "evidence": [{"id": "bd-a2i-6", "is_independent": "true"}],
        }
    )

    assert f'<{OI}cost> "12.50"^^<{XSD}decimal>' in said(
        protected, f"{ID}/time_cost_visit/bd-a2i-4"
    )
    assert f'<{OI}steps> "3"^^<{XSD}integer>' in said(protected, f"{ID}/time_cost_visit/bd-a2i-4")
    assert f'<{DC}date> "2019"^^<{XSD}gYear>' in said(protected, f"{ID}/funding/bd-a2i-5")
    assert f'<{OI}isIndependent> "true"^^<{XSD}boolean>' in said(
        protected, f"{ID}/evidence/bd-a2i-6"
    )


def test_addresses_of_contacts_are_of_their_scheme(said):
    contact = {"id": "bd-a2i-3", "email": "desk+a@e.org", "phone": "+8801700000000"}

    found = said(release({"contact": [contact]}), f"{ID}/contact/bd-a2i-3")

    vcard = "http://www.w3.org/2006/vcard/ns#"
    assert f"<{vcard}hasEmail> <mailto:desk+a@e.org>" in found
    assert f"<{vcard}hasTelephone> <tel:+8801700000000>" in found


def test_texts_have_the_language_of_their_row_in_lower_case(said):
    protected = release(_innovation(language="zh-Hans"))

    found = said(protected, f"{ID}/innovation/bd-a2i-1")

    assert f'<{DC}title> "Union digital centres"@zh-hans' in found


def test_a_translation_is_a_literal_of_the_record_and_never_said_twice(said):
    cells = {"table_name": "innovation", "record_id": "bd-a2i-1", "field_name": "title"}
    rows = [
        cells | {"language": "bn", "text": "কেন্দ্র"},
        cells | {"language": "en", "text": "Union digital centres"},
    ]

    found = said(release({**SMALL, "translation": rows}), f"{ID}/innovation/bd-a2i-1")

    assert [line for line in found if line.startswith(f"<{DC}title>")] == [
        f'<{DC}title> "Union digital centres"@en',
        f'<{DC}title> "কেন্দ্র"@bn',
    ]


def test_a_translation_of_a_record_with_a_key_of_parts(said):
    found = said(release(WIDE), f"{ID}/innovation_sdg/bd-a2i-1/16.6")

    assert f'<{DC}description> "近"@zh-hans' in found


def test_a_translation_of_what_is_not_exported_is_not_either(said):
    row = {"table_name": "organization", "record_id": "bd-a2i-org-1", "field_name": "acronym"}

    found = said(
        release({**SMALL, "translation": [row | {"language": "bn", "text": "এ"}]}),
        f"{ID}/organization/bd-a2i-org-1",
    )

    assert [line for line in found if "এ" in line] == []


def test_references_to_others_stand_under_the_default_base(tmp_path, monkeypatch):
    base = "https://data.example.org/id"
    rows = [
        INNOVATION | {"adapted_from_id": "np-moha-3"},
        INNOVATION | {"id": "bd-a2i-2", "adapted_from_id": "bd-a2i-1"},
    ]
    protected = release({**SMALL, "innovation": rows}, **{"openinnov:base": base})

    for form in (n_quads, turtle, json_ld):
        form.write(protected, Output(tmp_path))

    derived = "<http://www.w3.org/ns/prov#wasDerivedFrom>"
    said = reading_rdf.by_oxigraph(tmp_path, n_quads.PATH)
    assert {statement for statement in said if statement[1] == derived} == {
        (f"<{base}/innovation/bd-a2i-1>", derived, f"<{ID}/innovation/np-moha-3>"),
        (f"<{base}/innovation/bd-a2i-2>", derived, f"<{base}/innovation/bd-a2i-1>"),
    }
    assert reading_rdf.by_oxigraph(tmp_path, turtle.PATH) == said
    assert reading_rdf.by_pyld(tmp_path) == said


def test_a_large_batch_is_cut_and_the_bytes_stay(wide, tmp_path, monkeypatch):
    monkeypatch.setattr(streaming, "_BATCH_BYTES", 100)

    for form in (n_quads, turtle, json_ld):
        form.write(release(WIDE), Output(tmp_path))

    for form in (n_quads, turtle, json_ld):
        assert (tmp_path / form.PATH).read_bytes() == (wide / form.PATH).read_bytes()


def test_a_translation_of_no_record_stops_the_work(tmp_path):
    row = {"table_name": "innovation", "record_id": "bd-a2i-99", "field_name": "title"}
    tables = {**SMALL, "translation": [row | {"language": "bn", "text": "কেন্দ্র"}]}

    with pytest.raises(PublicationError, match=r"^innovation: 9 statements .* 8 came out"):
        n_quads.write(release(tables), Output(tmp_path))


@pytest.mark.parametrize(
    ("predicate", "object_id", "expected"),
    [
        pytest.param(
            "same-as",
            "https://e.org/7",
            "<http://www.w3.org/2002/07/owl#sameAs> <https://e.org/7>",
            id="a thing elsewhere",
        ),
        pytest.param(
            "replaces",
            "bd-a2i-0",
            f"<{DC}replaces> <https://data.example.org/id/innovation/bd-a2i-0>",
            id="an own record, under the base of the publisher",
        ),
        pytest.param(
            "inspired-by",
            "np-moha-3",
            f"<http://www.w3.org/ns/prov#wasInfluencedBy> <{ID}/innovation/np-moha-3>",
            id="a record of another publisher, under the default base",
        ),
        pytest.param(
            "related",
            "np-moha-3/a b",
            f"<{DC}relation> <{ID}/innovation/np-moha-3/a%20b>",
            id="a key of parts",
        ),
    ],
)
def test_a_relation_is_a_statement(predicate, object_id, expected, tmp_path):
    row = {"table_name": "innovation", "subject_id": "bd-a2i-1"}
    rows = [row | {"predicate": predicate, "object_id": object_id, "note": "So we say."}]
    base = "https://data.example.org/id"
    protected = release({**SMALL, "relation": rows}, **{"openinnov:base": base})

    n_quads.write(protected, Output(tmp_path))

    text = (tmp_path / n_quads.PATH).read_text("utf-8")
    graph = "<https://data.example.org/dataset/bd-a2i/2026.01.15>"
    assert f"<{base}/innovation/bd-a2i-1> {expected} {graph} .\n" in text
    assert "So we say." not in text


def test_a_relation_may_be_about_a_record_that_is_not_in_the_release(said):
    row = {"predicate": "same-as", "object_id": "https://e.org/7"}
    rows = [
        row | {"table_name": "innovation", "subject_id": "bd-a2i-99"},
        row | {"table_name": "service", "subject_id": "bd-a2i-8"},
    ]
    protected = release({**SMALL, "relation": rows})

    statement = ["<http://www.w3.org/2002/07/owl#sameAs> <https://e.org/7>"]
    assert said(protected, f"{ID}/innovation/bd-a2i-99") == statement
    assert said(protected, f"{ID}/service/bd-a2i-8") == statement


def test_a_relation_that_has_no_prefix_is_refused(tmp_path):
    protected = release(WIDE)
    standard = protected.submission.standard
    prefixes = {name: iri for name, iri in standard.prefixes.items() if name != "owl"}
    submission = dataclasses.replace(
        protected.submission, standard=dataclasses.replace(standard, prefixes=prefixes)
    )

    with pytest.raises(RefusedError, match=r"is that of the relation http://www\.w3\.org/2002"):
        n_quads.write(holding(protected, submission), Output(tmp_path))


def test_a_relation_about_an_unknown_table_is_refused(tmp_path):
    row = {"table_name": "gadget", "subject_id": "bd-a2i-1", "predicate": "same-as"}
    tables = {**SMALL, "relation": [row | {"object_id": "https://e.org/7"}]}

    with pytest.raises(RefusedError, match="about the table gadget"):
        n_quads.write(release(tables), Output(tmp_path))


def test_an_address_that_no_reader_takes_is_refused(tmp_path):
    with pytest.raises(RefusedError, match=r"^website: a value is no web address"):
        n_quads.write(release(_innovation(website="https://e.org/a b")), Output(tmp_path))


def test_a_notice_names_record_and_property_by_their_iris(said):
    found = said(release(WIDE), f"{ID}/withheld/deployment/bd-a2i-7/people_eligible/small-count")

    assert found == [
        f"<{RDF}predicate> <{OI}peopleEligible>",
        f"<{RDF}subject> <{ID}/deployment/bd-a2i-7>",
        f"<{RDF}type> <{OI}Withholding>",
        f"<{OI}protectionTechnique> <{CODE}/protection_technique/suppressed>",
        f'<{OI}tableName> "deployment"',
        f"<{OI}withheldReason> <{CODE}/withheld_reason/small-count>",
    ]


def test_a_notice_of_whole_records_names_none(said):
    found = said(release(WIDE), f"{ID}/withheld/contact/%2A/%2A/personal")

    assert found == [
        f"<{RDF}type> <{OI}Withholding>",
        f'<{OI}cells> "12"^^<{XSD}integer>',
        f"<{OI}protectionTechnique> <{CODE}/protection_technique/dropped>",
        f'<{OI}tableName> "contact"',
        f"<{OI}withheldReason> <{CODE}/withheld_reason/personal>",
    ]


def test_a_notice_about_a_key_of_parts_names_the_record_as_it_is(said):
    notice = {
        "table_name": "innovation_sdg",
        "record_id": "bd-a2i-1/16.6",
        "field_name": "rationale",
        "reason": "personal",
    }

    found = said(
        release({"withheld": [notice]}),
        f"{ID}/withheld/innovation_sdg/bd-a2i-1%2F16.6/rationale/personal",
    )

    assert f"<{RDF}subject> <{ID}/innovation_sdg/bd-a2i-1/16.6>" in found


def test_a_property_of_several_predicates_is_said_with_each(said, tmp_path):
    number = {"id": "bd-a2i-1", "participants": "40"}
    protected = release({**SMALL, "translation": [_name_in("bn", "উদ্ভাবন")], "experiment": [number]})
    experiment = protected.submission.standard.tables["experiment"]
    participants = dataclasses.replace(
        experiment.fields["participants"], properties=("oi:participants", "oi:sampleSize")
    )
    protected = _with_field(protected, experiment, participants)
    table = protected.submission.standard.tables["organization"]
    name = dataclasses.replace(
        table.fields["name"], properties=("skos:prefLabel", "dcterms:title", "foaf:name")
    )
    protected = _with_field(protected, table, name)

    found = said(protected, f"{ID}/organization/bd-a2i-org-1")
    json_ld.write(protected, Output(tmp_path))

    assert reading_rdf.by_pyld(tmp_path) == reading_rdf.by_oxigraph(tmp_path, n_quads.PATH)
    assert [line for line in found if "Aspire" in line or "উদ্ভাবন" in line] == [
        f'<{DC}title> "Aspire to Innovate"@en',
        f'<{DC}title> "উদ্ভাবন"@bn',
        '<http://www.w3.org/2004/02/skos/core#prefLabel> "Aspire to Innovate"@en',
        '<http://www.w3.org/2004/02/skos/core#prefLabel> "উদ্ভাবন"@bn',
        '<http://xmlns.com/foaf/0.1/name> "Aspire to Innovate"',
    ]


def _name_in(language, text):
    return {
        "table_name": "organization",
        "record_id": ORGANIZATION["id"],
        "field_name": "name",
        "language": language,
        "text": text,
    }


def _with_field(protected, table, field):
    submission = protected.submission
    changed = dataclasses.replace(table, fields={**table.fields, field.name: field})
    tables = {**submission.standard.tables, table.name: changed}
    standard = dataclasses.replace(submission.standard, tables=tables)
    submission = dataclasses.replace(submission, standard=standard)
    return holding(protected, submission)


def test_a_table_without_its_key_has_no_nodes(said):
    protected = without_fields(release(SMALL), "organization", "id")

    assert said(protected, f"{ID}/organization/bd-a2i-org-1") == []


def test_lines_are_sorted_though_ids_are_not(tmp_path):
    ids = ["bd-a2i-1", "bd-a2i-1-2", "bd-a2i-10", "bd-a2i-2"]
    rows = [INNOVATION | {"id": each} for each in reversed(ids)]

    n_quads.write(release({**SMALL, "innovation": rows}), Output(tmp_path))

    lines = (tmp_path / n_quads.PATH).read_bytes().splitlines(keepends=True)
    assert lines == sorted(set(lines))


def test_the_n_quads_are_their_own_canonical_form(wide):
    assert (wide / n_quads.PATH).read_bytes() == reading_rdf.canonical(wide / n_quads.PATH)


@pytest.mark.parametrize("path", [turtle.PATH, "rdf/data.trig", json_ld.PATH])
def test_all_formats_say_the_same_to_rdflib(path, wide, monkeypatch):
    expected = reading_rdf.by_rdflib(wide, n_quads.PATH, monkeypatch)

    assert reading_rdf.by_rdflib(wide, path, monkeypatch) == expected
    assert len(expected) == len((wide / n_quads.PATH).read_bytes().splitlines())


def test_all_formats_say_the_same_to_readers_of_json_ld(wide):
    expected = reading_rdf.by_oxigraph(wide, n_quads.PATH)

    assert reading_rdf.by_oxigraph(wide, turtle.PATH) == expected
    assert reading_rdf.by_oxigraph(wide, json_ld.PATH) == expected
    assert reading_rdf.by_pyld(wide) == expected


def test_turtle_says_that_records_were_made_up(tmp_path):
    turtle.write(release(SMALL, **{"openinnov:synthetic": True}), Output(tmp_path))

    text = (tmp_path / turtle.PATH).read_text("utf-8")
    assert text.startswith("# Synthetic data: the records were made up.\n@prefix adms: ")


def test_a_node_reads_like_a_row_in_json_ld(wide):
    lines = (wide / json_ld.PATH).read_text("utf-8").splitlines()

    assert lines[0].startswith('{"@context":{"@language":"en","@version":1.1,')
    assert lines[0].endswith(',"@graph":[')
    assert (
        f'{{"@id":"{ID}/deployment/bd-a2i-7","@type":"Deployment","id":"bd-a2i-7",'
        '"innovation_id":"bd-a2i-1","kind":"origin","country":"BD","stage":"full",'
        '"start_date":{"@value":"2011","@type":"xsd:gYear"},"people_reached":"6000000"},'
    ) in lines
    assert lines[-1] == "]}"


def test_a_release_of_no_record_is_still_a_document(tmp_path):
    protected = release({"innovation": []})

    for form in (n_quads, turtle, json_ld):
        form.write(protected, Output(tmp_path))

    assert (tmp_path / n_quads.PATH).read_bytes() == b""
    assert reading_rdf.by_oxigraph(tmp_path, turtle.PATH) == set()
    assert reading_rdf.by_pyld(tmp_path) == set()


def test_the_release_is_the_graph_of_its_statements(wide):
    graphs = {
        path: {quad.graph_name.value for quad in pyoxigraph.parse(path=wide / path)}
        for path in ("rdf/data.nq", "rdf/data.trig")
    }

    release = {"https://w3id.org/openinnov/dataset/bd-a2i/2026.01.15"}
    assert graphs == {"rdf/data.nq": release, "rdf/data.trig": release}
