import json

import pytest
from reading.hostile import cells, findings

from openinnov.exceptions import SubmissionError
from openinnov.reading import read, read_descriptor

TABLE = "id,name\na,b\n"


@pytest.fixture
def package(folder):
    """Return a function that writes a package of resources beside files, and reads it."""

    def write(resources, files=(), **properties):
        descriptor = json.dumps({"name": "x", **properties, "resources": resources})
        return read(folder({"datapackage.json": descriptor, **dict(files)}))

    return write


def test_resources_are_read_and_the_rest_of_the_descriptor_kept(package):
    resource = {"name": "service", "path": "data/a.csv"}

    submission = package([resource], {"data/a.csv": TABLE}, version="1.0.0")

    assert submission.descriptor == {"name": "x", "version": "1.0.0"}
    assert [source.name for source in submission.sources] == ["a.csv"]
    assert cells(submission, "service")[0][:3] == (2, "a", "b")


@pytest.mark.parametrize(
    "properties",
    [
        pytest.param({"profile": "tabular-data-package"}, id="version 1"),
        pytest.param({"$schema": "https://datapackage.org/profiles/2.0/x.json"}, id="version 2"),
    ],
)
def test_encoding_and_dialect_are_as_declared(package, properties):
    resource = {
        "name": "service",
        "path": ["a.csv"],
        "encoding": "latin1",
        "dialect": {"delimiter": ";", "quoteChar": "'"},
    }

    submission = package([resource], {"a.csv": "id;name\na;'é;'\n".encode("latin1")}, **properties)

    assert cells(submission, "service")[0][:3] == (2, "a", "é;")
    assert findings(submission) == [("transcoded", None, "iso8859-1")]


def test_records_may_stand_in_the_descriptor(package):
    resource = {"name": "service", "data": [{"id": "a", "yearly_users": 16}]}

    submission = package([{"name": "need", "path": "need.csv"}, resource], {"need.csv": "id\nn\n"})

    assert submission.columns == {"service": ("id", "yearly_users"), "need": ("id",)}
    assert cells(submission, "service")[0][:2] == (1, "a")
    assert [source.name for source in submission.sources] == [
        "datapackage.json#service",
        "need.csv",
    ]


def test_a_resource_that_is_no_table_and_a_file_that_is_not_listed_are_set_aside(package):
    resources = [{"name": "service", "path": "a.csv"}, {"name": "x", "path": "x.csv"}]

    submission = package(
        resources, {"a.csv": TABLE, "x.csv": "q\n", "need.csv": "id\n", "c.txt": ""}
    )

    assert [each.source for each in submission.unknown] == ["x.csv", "need.csv"]


@pytest.mark.parametrize(
    ("second", "said"),
    [
        pytest.param({"name": "service", "path": "b.csv"}, "service", id="name"),
        pytest.param({"name": "other", "path": "a.csv"}, "a.csv", id="file"),
    ],
)
def test_a_resource_that_is_listed_twice_is_refused(package, second, said):
    files = {"a.csv": TABLE, "b.csv": TABLE}

    with pytest.raises(
        SubmissionError,
        match=rf"^datapackage.json: {said} is listed twice, as resources 1 and 2: remove one$",
    ):
        package([{"name": "service", "path": "a.csv"}, second], files)


def test_a_descriptor_without_resources_describes_the_files_beside_it(folder):
    path = folder({"datapackage.json": '{"name": "x"}', "service.csv": TABLE})

    for source in (path, path / "datapackage.json"):
        submission = read(source)
        assert submission.descriptor == {"name": "x"}
        assert submission.columns == {"service": ("id", "name")}


def test_the_properties_of_a_descriptor_are_read_alone(folder):
    path = folder({"d.json": '{"name": "x", "resources": 1}'})

    assert read_descriptor(path / "d.json") == {"name": "x"}
    with pytest.raises(SubmissionError, match=r"e\.json: cannot be opened"):
        read_descriptor(path / "e.json")


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/etc/hostname", id="absolute"),
        pytest.param("../a.csv", id="above"),
        pytest.param("data/../../a.csv", id="above in the middle"),
        pytest.param("https://example.org/a.csv", id="address"),
        pytest.param("file:a.csv", id="scheme"),
        pytest.param("..\\a.csv", id="backslash"),
        pytest.param("a\0.csv", id="nul"),
    ],
)
def test_paths_that_leave_the_package_are_refused(package, path):
    with pytest.raises(SubmissionError, match="resource service: the path must lead to a file"):
        package([{"name": "service", "path": path}])


@pytest.mark.parametrize(
    ("resources", "message"),
    [
        pytest.param(1, "resources must be a list", id="number"),
        pytest.param([1], "resources must be a list", id="list of numbers"),
        pytest.param([{"path": "a.csv"}], "resource 1 needs a name", id="no name"),
        pytest.param([{"name": "need"}], "resource need: needs a path or data", id="no path"),
        pytest.param([{"name": "need", "path": ["a", "b"]}], "join them", id="two paths"),
        pytest.param([{"name": "need", "path": "a.odt"}], "a.odt is none of .csv", id="format"),
        pytest.param([{"name": "need", "path": "b.csv"}], "b.csv: there is no such", id="absent"),
        pytest.param([{"name": "need", "data": "id"}], "must be an array", id="text for data"),
        pytest.param([{"name": "need", "path": "a.csv", "encoding": 1}], "encoding", id="encoding"),
    ],
)
def test_what_cannot_be_read_is_refused(package, resources, message):
    with pytest.raises(SubmissionError, match=message):
        package(resources, {"a.csv": TABLE})


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(b"", "is empty: line 1, column 1 should begin a value", id="empty"),
        pytest.param(b'{"a": [', "ends in line 1, column 8, before its end", id="cut off"),
        pytest.param(b'{"a": \n 1,}', "line 2, column 4 is no JSON", id="no JSON"),
        pytest.param(b"\xff", "byte 0 is not UTF-8", id="no UTF-8"),
        pytest.param(b"[]", "must be an object", id="array"),
        pytest.param(b"[" * 100_000, "nested too deeply", id="deep"),
    ],
)
def test_a_descriptor_that_is_none_is_refused(folder, raw, message):
    with pytest.raises(SubmissionError, match=f"datapackage.json: .*{message}"):
        read(folder({"datapackage.json": raw}))
