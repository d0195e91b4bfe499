"""Data packages of others, and single files with a schema."""

import json

import pyarrow as pa
import pytest
from pyarrow import parquet

import openinnov

PEOPLE = {
    "fields": [{"name": "id", "type": "integer"}, {"name": "team", "type": "string"}],
    "primaryKey": "id",
    "foreignKeys": [{"fields": "team", "reference": {"resource": "teams", "fields": "name"}}],
}
TEAMS = {"fields": [{"name": "name", "type": "string"}], "primaryKey": ["name"]}
FILES = {"people.csv": "id,team\n1,red\nx,blue\n", "teams.csv": "name\nred\n"}


def resource(name, schema, **said):
    return {"name": name, "path": f"{name}.csv", "schema": schema, **said}


@pytest.fixture
def package(tmp_path):
    """Return a function that writes a data package, and returns its descriptor file."""

    def write(*resources, files=FILES, **properties):
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        file = tmp_path / "datapackage.json"
        descriptor = {"name": "example", "resources": list(resources), **properties}
        file.write_text(json.dumps(descriptor), encoding="utf-8")
        return file

    return write


def found(source, **options):
    report = openinnov.validate(openinnov.read(source, **options))
    return [(f.rule, f.table, f.row, f.field, f.value) for f in report.findings]


FOUND = [("type", "people", 3, "id", "x"), ("foreign-key", "people", 3, "team", "blue")]


def test_tables_are_checked_by_their_schemas_and_against_each_other(package):
    file = package(resource("people", PEOPLE), resource("teams", TEAMS), version="1.2")

    assert found(file) == FOUND
    assert found(file.parent) == FOUND
    assert openinnov.read(file).standard.version == "1.2"


def test_a_schema_may_stand_in_a_file_of_the_package(package):
    files = FILES | {"people.schema.json": json.dumps(PEOPLE)}

    assert found(package(resource("people", "people.schema.json"), files=files)) == FOUND[:1]


def test_what_has_no_schema_is_only_named(package):
    other = {"name": "notes", "path": "notes.pdf"}
    nameless = {"path": "more.txt"}

    report = openinnov.validate(openinnov.read(package(resource("teams", TEAMS), other, nameless)))

    assert [(f.rule, f.value) for f in report.findings] == [
        ("unknown-table", "more.txt"),
        ("unknown-table", "notes"),
    ]
    assert report.valid


@pytest.mark.parametrize(
    ("schema", "fault"),
    [
        pytest.param("https://example.org/s.json", "must lead to a file", id="an address"),
        pytest.param("../s.json", "must lead to a file", id="a way out"),
        pytest.param("none.json", "there is no such file", id="no file"),
        pytest.param("people.csv", "people.csv", id="no JSON"),
        pytest.param(7, "resource people: schema: must be an object", id="a number"),
    ],
)
def test_a_schema_that_cannot_be_read_is_refused(schema, fault, package):
    with pytest.raises(openinnov.OpenInnovError, match=fault):
        openinnov.read(package(resource("people", schema)))


@pytest.mark.parametrize(
    ("second", "fault"),
    [
        pytest.param("people", "people is listed twice", id="the same name"),
        pytest.param("People", "stands twice, but for capital letters", id="other letters"),
    ],
)
def test_two_resources_cannot_be_one_table(second, fault, package):
    file = package(resource("people", PEOPLE), resource("teams", TEAMS) | {"name": second})

    with pytest.raises(openinnov.OpenInnovError, match=fault):
        openinnov.read(file)


@pytest.mark.parametrize(
    "resources",
    [pytest.param({}, id="no list"), pytest.param([7], id="a list of numbers")],
)
def test_a_package_without_resources_is_none_of_others(resources, package):
    with pytest.raises(openinnov.SubmissionError, match="resources must be a list of objects"):
        openinnov.read(package(resources=resources))


def test_a_package_that_names_our_standard_follows_it(package):
    table = resource("need", {"fields": [{"name": "id"}]})
    file = package(table, files={"need.csv": "id\nx\n"}, **{"openinnov:language": "en"})

    assert openinnov.read(file).standard.generic is False


def test_rows_of_a_package_are_those_of_any_table_of_ours_by_name(package):
    file = package(
        resource("translation", {"fields": [{"name": "need", "type": "integer"}]}),
        files={"translation.csv": "need\nx\n"},
    )

    assert found(file) == [("type", "translation", 2, "need", "x")]


@pytest.mark.parametrize("act", [openinnov.protect], ids=["protect"])
def test_what_follows_no_standard_is_not_protected(act, package):
    submission = openinnov.read(package(resource("teams", TEAMS)))

    with pytest.raises(openinnov.RefusedError, match="a Table Schema of their own"):
        act(submission)


def test_a_release_is_not_compared_with_data_of_others(package):
    submission = openinnov.read(package(resource("teams", TEAMS)))

    with pytest.raises(openinnov.SubmissionError, match="leave it out"):
        openinnov.validate(submission, previous=submission)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        pytest.param("", "a schema describes one file", id="a folder"),
        pytest.param("datapackage.json", "a schema describes one file", id="a package"),
        pytest.param("notes.txt", "is none of .csv", id="another format"),
        pytest.param("none.csv", "there is no such file", id="no file"),
    ],
)
def test_a_schema_goes_with_one_file(name, fault, package):
    package(files={"notes.txt": ""})

    with pytest.raises(openinnov.SubmissionError, match=fault):
        openinnov.read(package(files={}).parent / name, schema=TEAMS)


def test_records_of_json_keep_the_lists_that_their_schema_describes(tmp_path):
    path = tmp_path / "data.json"
    path.write_text('[{"b": 2, "a": [1, 2]}, {"b": "x", "a": [1]}]', encoding="utf-8")
    schema = {
        "fields": [{"name": "a", "type": "list", "itemType": "integer"}, {"name": "b"}],
    }

    assert found(path, schema=schema) == [("number-in-text", "data", 1, "b", "2")]


def test_lists_of_parquet_are_written_as_their_schema_says(tmp_path):
    path = tmp_path / "data.parquet"
    parquet.write_table(pa.table({"a": [[1, 2], [3]], "b": [["x;y", "z"], ["v|w"]]}), path)
    lists = [{"name": "a", "type": "list", "itemType": "integer"}]
    lists.append({"name": "b", "type": "list", "delimiter": "|"})

    assert found(path, schema={"fields": lists}) == [("type", "data", 2, "b", None)]


def test_a_number_that_should_be_an_identifier_is_noted(tmp_path):
    path = tmp_path / "data.json"
    path.write_text('[{"a": 7}]', encoding="utf-8")
    schema = {"fields": [{"name": "a", "type": "string", "format": "uuid"}]}

    assert [rule for rule, *_ in found(path, schema=schema)] == ["type", "number-in-text"]


def test_a_large_file_is_read_as_a_stream(tmp_path):
    path = tmp_path / "data.csv"
    rows = "".join(f"{n},NA,{'x' * 60}\n" for n in range(80_000))
    path.write_text(f"a,b,c\n{rows}NA,NA,NA\ny,1,z\n", encoding="utf-8")
    integers = [{"name": name, "type": "integer"} for name in "ab"]
    schema = {"fields": [*integers, {"name": "c"}], "primaryKey": "a", "missingValues": ["", "NA"]}

    assert path.stat().st_size > 4 << 20
    assert found(path, schema=schema) == [
        ("type", "data", 80_003, "a", "y"),
        ("blank-row", "data", 80_002, None, None),
    ]
