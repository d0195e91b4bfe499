"""One record as JSON-LD that stands alone says what the N-Quads say of it."""

import json

import pytest
from golden import EXAMPLES, SUBMISSIONS
from hypothesis import example, given, settings
from hypothesis import strategies as st
from publication import reading_rdf
from publication.reading_rdf import by_oxigraph
from publication.released import SMALL, WIDE, as_is, release

import openinnov
from openinnov.cli import main
from openinnov.exceptions import QueryError, RefusedError, UnknownNameError
from openinnov.publication import n_quads
from openinnov.publication.files import Output

ID = "https://w3id.org/openinnov/id"
SUBJECT = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#subject>"
RECORDS = [
    ("organization", "bd-a2i-org-1"),
    ("innovation", "bd-a2i-1"),
    ("innovation", "bd-a2i-1-2"),
    ("innovation_sdg", "bd-a2i-1/16.6"),
    ("participation", "bd-a2i-1/bd-a2i-org-1/key holder"),
    ("deployment", "bd-a2i-7"),
    ("measurement", "bd-a2i-9"),
    ("withheld", "deployment/bd-a2i-7/people_eligible/small-count"),
    ("withheld", "contact/%2A/%2A/personal"),
    ("withheld", "contact/*/*/personal"),
]


def _by_pyld(document):
    return reading_rdf.said_to_pyld(json.dumps(document))


def _about(statements, document):
    """Return the statements about a record, and about the notices that name it."""
    iri = f"<{document['@id']}>"
    subjects = {iri, *(s for s, p, o in statements if (p, o) == (SUBJECT, iri))}
    return {each for each in statements if each[0] in subjects}


@pytest.fixture(scope="module")
def quads(tmp_path_factory):
    """Return the directory of the N-Quads of the wide release."""
    directory = tmp_path_factory.mktemp("described")
    n_quads.write(release(WIDE), Output(directory))
    return directory


@pytest.mark.parametrize(("table", "key"), RECORDS)
def test_a_record_says_what_the_n_quads_say(table, key, quads, monkeypatch):
    document = openinnov.describe(release(WIDE), table, key)

    expected = _about(by_oxigraph(quads, n_quads.PATH), document)
    text = json.dumps(document)
    assert expected
    assert reading_rdf.said_to_pyld(text) == expected
    assert reading_rdf.said_to_oxigraph(text.encode()) == expected
    whole = reading_rdf.by_rdflib(quads, n_quads.PATH, monkeypatch)
    assert reading_rdf.said_to_rdflib(text, "json-ld", monkeypatch) == _about(whole, document)


def test_the_notices_of_a_record_stand_with_it():
    document = openinnov.describe(release(WIDE), "deployment", "bd-a2i-7")

    assert [each["rdf:predicate"] for each in document["@included"]] == [
        {"@id": "oi:peopleEligible"}
    ]
    assert "@included" not in openinnov.describe(release(WIDE), "innovation", "bd-a2i-1")


def test_the_context_holds_the_terms_that_are_used_and_no_others():
    document = openinnov.describe(release(SMALL), "innovation", "bd-a2i-1")

    context = document["@context"]
    terms = context["Innovation"]["@context"]
    assert list(terms) == [key for key in document if not key.startswith("@")]
    assert [key for key in context if key != "Innovation"] == [
        *("@language", "@version", "oi", "dcterms", "adms")
    ]
    assert list(terms["country"]["@context"][1]) == ["@vocab", "BD", "country"]


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_a_record_of_each_table_of_the_examples_says_the_same(name):
    package = EXAMPLES / name / "published"
    said = by_oxigraph(package, n_quads.PATH)
    firsts = {}
    for subject in sorted({subject.strip("<>") for subject, *_ in said}):
        table, _, key = subject.partition("/id/")[2].partition("/")
        firsts.setdefault(table, key)
    protected = as_is(openinnov.read(package))

    for table, key in firsts.items():
        document = openinnov.describe(protected, table, key)
        assert _by_pyld(document) == _about(said, document)


def test_a_package_gives_the_same_as_what_it_was_made_of(wide_package):
    document = openinnov.describe(wide_package, "innovation", "bd-a2i-1")

    assert document == openinnov.describe(release(WIDE), "innovation", "bd-a2i-1")


@pytest.fixture(scope="module")
def wide_package(tmp_path_factory):
    """Return the directory of a package with a bit of everything, without linked data."""
    directory = tmp_path_factory.mktemp("described") / "package"
    openinnov.publish(release(WIDE), directory, formats=["data-package"])
    return directory


#: Codes of open lists, which people may write as they like.
CODE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1)


@settings(max_examples=20)
@given(code=CODE.filter(lambda code: ";" not in code), title=CODE)
@example(code="role", title="@id")
@example(code="a:b", title='"\\')
@example(code="@vocab", title="x")
@example(code="lead", title="x")
def test_whatever_a_record_holds_it_says_the_same(code, title, tmp_path_factory):
    row = {"innovation_id": "bd-a2i-1", "organization_id": "bd-a2i-org-1", "role": code}
    protected = release(
        {"participation": [row], "innovation": [{"id": "bd-a2i-1", "title": title}]}
    )
    directory = tmp_path_factory.mktemp("law")
    n_quads.write(protected, Output(directory))
    said = by_oxigraph(directory, n_quads.PATH)

    for table, key in (("innovation", "bd-a2i-1"), ("participation", _key(said))):
        document = openinnov.describe(protected, table, key)
        assert _by_pyld(document) == {each for each in said if each[0] == f"<{document['@id']}>"}


def _key(said):
    (subject,) = {subject for subject, *_ in said if "/participation/" in subject}
    return subject.partition("/participation/")[2].removesuffix(">")


def test_what_is_not_there_is_said():
    with pytest.raises(UnknownNameError, match="innovation: there is no record x"):
        openinnov.describe(release(SMALL), "innovation", "x")
    with pytest.raises(UnknownNameError, match="no table ned"):
        openinnov.describe(release(SMALL), "ned", "x")
    with pytest.raises(UnknownNameError, match="there is no record x"):
        openinnov.describe(release(WIDE), "translation", "x")


def test_a_submission_is_no_published_package():
    folder = EXAMPLES / "bangladesh-digital-centres" / "submission"

    with pytest.raises(QueryError, match="is no published package"):
        openinnov.describe(folder, "innovation", "bd-a2i-1")


def test_a_description_that_says_too_little_is_refused():
    with pytest.raises(RefusedError, match="does not say what a release needs"):
        openinnov.describe(release(SMALL, version=""), "innovation", "bd-a2i-1")


def _cli(*arguments):
    with pytest.raises(SystemExit) as left:
        main(["query", *map(str, arguments)])
    return left.value.code


def test_the_command_shows_a_record(wide_package, capsys):
    code = _cli(wide_package, "--record", "innovation_sdg/bd-a2i-1/16.6")

    document = json.loads(capsys.readouterr().out)
    assert (code, document["@id"]) == (0, f"{ID}/innovation_sdg/bd-a2i-1/16.6")


@pytest.mark.parametrize("arguments", [["--record", "need"], ["b", "--record", "need/x"], []])
def test_the_command_says_what_it_needs(arguments, wide_package, capsys):
    assert _cli(wide_package, *arguments) == 2
    assert "name" in capsys.readouterr().err
