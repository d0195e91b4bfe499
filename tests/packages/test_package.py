"""Public tables of others become a complete data package, with nothing lost or changed."""

import gzip
import hashlib
import json
import os

import frictionless
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from packages.sources import FILES, SAID, SITES, TREES, write_descriptor, write_files
from publication.profile import profile_faults

import openinnov
from openinnov import replacement
from openinnov.cli import main
from openinnov.exceptions import PublicationError, RefusedError, StandardError, SubmissionError

A = {"fields": [{"name": "a"}]}


@pytest.fixture
def made(tmp_path):
    """Return a function that packages a file with a schema, and gives the directory."""

    def made(content, schema=A, file="t.csv", **said):
        paths = write_files(tmp_path / "source", {file: content})
        source = openinnov.ForeignPackage(paths, [schema], public_data=True)
        openinnov.write_package(source, tmp_path / "out", **(SAID | said))
        return tmp_path / "out"

    return made


@pytest.fixture(scope="module")
def trees(tmp_path_factory):
    """Return the directory of a package of two tables."""
    folder = tmp_path_factory.mktemp("trees")
    paths = write_files(folder, FILES)
    source = openinnov.ForeignPackage(paths, [TREES, SITES], public_data=True)
    done = openinnov.write_package(source, folder / "out", title="Trees *2024*", **SAID)
    assert done.tables == {"trees": 2, "sites": 1}
    return folder / "out"


def _descriptor(package):
    return json.loads((package / "datapackage.json").read_text("utf-8"))


def _files(package):
    return {
        path.relative_to(package).as_posix(): path.read_bytes()
        for path in package.rglob("*")
        if path.is_file()
    }


def test_the_files_are_these(trees):
    assert sorted(_files(trees)) == [
        "README.md",
        "SHA256SUMS",
        "data/sites.csv",
        "data/sites.parquet",
        "data/trees.csv",
        "data/trees.parquet",
        "datapackage.json",
    ]


def test_a_table_keeps_its_cells_and_the_order_of_its_rows(trees):
    assert (trees / "data/trees.csv").read_text("utf-8") == FILES["trees.csv"]


def test_parquet_has_types_and_says_what_the_schema_says(trees):
    table = pq.read_table(trees / "data/trees.parquet")

    assert table.schema.types == [pa.int64(), pa.string(), pa.string(), pa.float64()]
    assert table.schema.field("id").metadata == {b"type": b"integer", b"title": b"Number"}
    assert table.to_pylist() == [
        {"id": 2, "species": "Celtis, australis", "site": "a", "height": None},
        {"id": 1, "species": "=1+1", "site": None, "height": 1.5},
    ]


def test_the_descriptor_is_complete(trees):
    document = _descriptor(trees)

    table = document["resources"][0]
    data = (trees / "data/trees.csv").read_bytes()
    assert list(document)[:3] == ["$schema", "name", "title"]
    assert [each["name"] for each in document["resources"]] == [
        *("trees", "sites", "trees.parquet", "sites.parquet")
    ]
    assert table["bytes"] == len(data)
    assert table["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert table["schema"]["foreignKeys"] == [
        {"fields": "site", "reference": {"resource": "sites", "fields": "code"}}
    ]


def test_the_official_profile_and_frictionless_find_it_valid(trees):
    report = frictionless.validate(trees / "datapackage.json")

    assert report.flatten(["name", "type", "note"]) == []
    assert profile_faults(_descriptor(trees)) == []


def test_the_checksums_are_those_of_all_other_files(trees):
    files = _files(trees)
    sums = files.pop("SHA256SUMS").decode().splitlines()

    assert sums == [
        f"{hashlib.sha256(data).hexdigest()}  {path}" for path, data in sorted(files.items())
    ]


def test_the_page_names_tables_and_fields_without_markup(trees):
    text = (trees / "README.md").read_text("utf-8")

    assert text.startswith("# Trees \\*2024\\*\n")
    assert "| [sites](data/sites.csv) | 1 | Sites |" in text
    assert "| species | string | The name in Latin. |" in text


def test_a_package_that_is_packaged_again_has_the_same_bytes(trees, tmp_path):
    source = openinnov.ForeignPackage(trees, public_data=True)

    openinnov.write_package(source, tmp_path / "again")

    assert _files(tmp_path / "again") == _files(trees)


def test_a_data_package_of_version_1_becomes_one_of_version_2(tmp_path):
    own = {"fields": [{"name": "id", "type": "integer"}, {"name": "up", "type": "integer"}]}
    own |= {"primaryKey": "id"}
    own |= {"foreignKeys": [{"fields": "up", "reference": {"resource": "", "fields": "id"}}]}
    write_files(tmp_path, {"t.csv": "id;up\n1;\n2;1\n"})
    file = write_descriptor(
        tmp_path,
        {"t": own},
        name="old",
        profile="tabular-data-package",
        licenses=[{"name": "CC0-1.0"}],
        contributors=[{"title": "Desk", "role": "author"}],
        keywords=[],
    )
    document = json.loads(file.read_text("utf-8"))
    document["resources"][0] |= {"dialect": {"delimiter": ";"}, "profile": "tabular-data-resource"}
    document["resources"][0] |= {"sources": [{"title": "A register"}], "note": "kept"}
    file.write_text(json.dumps(document), "utf-8")

    openinnov.write_package(
        openinnov.ForeignPackage([file], public_data=True), tmp_path / "out", title="New"
    )

    written = _descriptor(tmp_path / "out")
    table = written["resources"][0]
    assert profile_faults(written) == []
    assert frictionless.validate(tmp_path / "out/datapackage.json").valid
    assert (written["title"], written["contributors"]) == (
        "New",
        [{"title": "Desk", "roles": ["author"]}],
    )
    assert not {"profile", "keywords"} & written.keys()
    assert (table["note"], table["sources"]) == ("kept", [{"title": "A register"}])
    assert table["schema"]["foreignKeys"][0]["reference"] == {"fields": "id"}
    assert (tmp_path / "out/data/t.csv").read_text("utf-8") == "id,up\n1,\n2,1\n"


@pytest.mark.parametrize(
    ("field", "cells", "kind", "values"),
    [
        pytest.param({"type": "year"}, ["2019"], pa.int16(), [2019], id="a year"),
        pytest.param({"type": "number"}, ["1e3", "-.5"], pa.float64(), [1000.0, -0.5], id="number"),
        pytest.param(
            {"type": "number"},
            ["0.12345678901234567"],
            pa.string(),
            ["0.12345678901234567"],
            id="a number that a double would round",
        ),
        pytest.param({"type": "time"}, ["09:30:00"], pa.time64("us"), ["09:30:00"], id="a time"),
        pytest.param({"type": "time"}, ["09:30:00Z"], pa.string(), ["09:30:00Z"], id="with zone"),
        pytest.param(
            {"type": "datetime"},
            ["2020-01-02T09:30:00"],
            pa.timestamp("us"),
            ["2020-01-02 09:30:00"],
            id="a moment of no place",
        ),
        pytest.param(
            {"type": "datetime"},
            ["2020-01-02T09:30:00.5Z"],
            pa.timestamp("us", "UTC"),
            ["2020-01-02 09:30:00.500000+00:00"],
            id="a moment",
        ),
        pytest.param(
            {"type": "datetime"},
            ["2020-01-02T09:30:00Z", "2020-01-02T09:30:00+05:30"],
            pa.string(),
            ["2020-01-02T09:30:00Z", "2020-01-02T09:30:00+05:30"],
            id="a moment with an offset that would be lost",
        ),
        pytest.param(
            {"type": "list", "delimiter": "|"},
            ["x|y", "z"],
            pa.list_(pa.string()),
            [["x", "y"], ["z"]],
            id="a list",
        ),
        pytest.param(
            {"type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"]},
            ["ja", "nein"],
            pa.bool_(),
            [True, False],
            id="answers",
        ),
        pytest.param({"type": "date"}, ["2020-02-29"], pa.date32(), ["2020-02-29"], id="a day"),
        pytest.param({"type": "duration"}, ["P1Y"], pa.string(), ["P1Y"], id="a duration"),
        pytest.param(
            {"type": "integer", "missingValues": ["-1"]},
            ["-1", "+007"],
            pa.int64(),
            [None, 7],
            id="the mark of a missing value",
        ),
    ],
)
def test_a_column_has_the_type_that_loses_nothing(field, cells, kind, values, made):
    package = made("\n".join(["a", *cells, ""]), {"fields": [{"name": "a"} | field]})

    column = pq.read_table(package / "data/t.parquet").column("a")
    plain = str if pa.types.is_temporal(kind) else (lambda value: value)
    assert column.type == kind
    assert [each if each is None else plain(each) for each in column.to_pylist()] == values
    assert (package / "data/t.csv").read_text("utf-8") == "\n".join(["a", *cells, ""])


def test_empty_cells_are_said_to_be_missing_where_the_schema_forgot_them(made):
    fields = [{"name": "a", "type": "integer", "missingValues": ["-"]}, {"name": "b"}]

    package = made("a,b\n-,x\n,x\n", {"fields": fields, "missingValues": [{"value": "NA"}]})

    schema = _descriptor(package)["resources"][0]["schema"]
    assert schema["missingValues"] == [{"value": ""}, {"value": "NA"}]
    assert schema["fields"][0]["missingValues"] == ["", "-"]


def test_other_encodings_and_headings_are_written_anew(made):
    package = made(
        "﻿ A ;B\r\nnaïve;x\r\n".encode("utf-16"), {"fields": [{"name": "a"}, {"name": "b"}]}
    )

    assert (package / "data/t.csv").read_bytes() == "a,b\nnaïve,x\n".encode()


def test_an_encoding_may_be_said(made):
    package = made("a\nna\xefve\n".encode("cp1252"), encoding="cp1252")

    assert (package / "data/t.csv").read_text("utf-8") == "a\nnaïve\n"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        pytest.param("a\n1,2\n", "extra-cell: 1 in t", id="a ragged row"),
        pytest.param("", "empty-file: 1 in t", id="an empty file"),
        pytest.param("1\n2\n", "unmatched-header: 1 in t", id="no header"),
        pytest.param("about\na\n1\n", "misplaced-header: 1 in t", id="a line above the header"),
        pytest.param('a\n"x\n', "unclosed-quote: 1 in t", id="an open quotation mark"),
        pytest.param(b"a\n\xff\xfe\xfd\n", "encoding-error: 1 in t", id="no text"),
        pytest.param("a,b\n1,2\n", "no field b, so the column would be left out", id="a column"),
        pytest.param("a,\n1,2\n", "blank-label: 1 in t", id="a column without a name"),
        pytest.param("a\nx\x01y\n", "control-character: 1 in t.a", id="a control character"),
    ],
)
def test_what_is_broken_or_would_be_lost_is_refused(content, fault, made, tmp_path):
    with pytest.raises(RefusedError, match=fault):
        made(content)

    assert [path.name for path in tmp_path.iterdir()] == ["source"]


def test_a_column_that_the_schema_allows_is_not_lost_either(made):
    with pytest.raises(RefusedError, match="its schema has no field b"):
        made("a,b\n1,2\n", A | {"fieldsMatch": "subset"})


def test_rows_without_a_value_are_counted_and_left_out(made, tmp_path):
    paths = write_files(tmp_path, {"u.csv": "a,b\n1,2\n,\n\n3,4\n"})
    schema = {"fields": [{"name": "a"}, {"name": "b"}]}
    source = openinnov.ForeignPackage(paths, [schema], public_data=True)

    done = openinnov.write_package(source, tmp_path / "out", **SAID)

    assert (tmp_path / "out/data/u.csv").read_text("utf-8") == "a,b\n1,2\n3,4\n"
    assert (done.blank, "Left out: 2 rows without any value" in str(done)) == (2, True)


def test_cells_that_spreadsheets_would_run_stay_what_they_are(made):
    cells = ["=1+1", "+1", "-1", "@x", "=cmd|' /C calc'!A0"]

    package = made("\n".join(["a", *cells, ""]))

    assert (package / "data/t.csv").read_text("utf-8").splitlines() == ["a", *cells]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        pytest.param("CON.csv", "con-table", id="a device of Windows"),
        pytest.param("..x..csv", "x", id="dots"),
        pytest.param("বৃক্ষ.csv", "table-1", id="no Latin letter"),
        pytest.param(" Größe (2024)|a.csv", "große-2024-a".replace("ß", ""), id="signs"),
        pytest.param(f"{'long' * 50}.csv", "long" * 25, id="very long"),
    ],
)
def test_a_hostile_name_becomes_one_that_is_safe_everywhere(name, written, made):
    package = made("a\n1\n", file=name)

    table = _descriptor(package)["resources"][0]
    assert (table["name"], table["path"]) == (written, f"data/{written}.csv")
    assert table["title"] == name.removesuffix(".csv")


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a\\..\\x"])
def test_a_resource_has_no_say_in_where_its_file_goes(name, tmp_path):
    write_files(tmp_path, {"t.csv": "a\n1\n"})
    file = write_descriptor(tmp_path, {"t": A})
    file.write_text(
        file.read_text("utf-8").replace('"name": "t"', json.dumps(name).join(['"name": ', ""]))
    )

    openinnov.write_package(
        openinnov.ForeignPackage([file], public_data=True), tmp_path / "out", **SAID
    )

    (path,) = (tmp_path / "out/data").glob("*.csv")
    assert path.name in {"x.csv", "etc-x.csv", "a-x.csv"}


def test_tables_that_would_have_one_name_are_refused(tmp_path):
    paths = write_files(tmp_path, {"a b.csv": "a\n1\n", "a_b.csv": "a\n1\n", "A-b.csv": "a\n1\n"})
    source = openinnov.ForeignPackage(paths, [A] * 3, public_data=True)

    with pytest.raises(RefusedError, match="the tables a b, A-b would all be called a-b"):
        openinnov.write_package(source, tmp_path / "out", **SAID)


def test_two_files_of_one_name_are_refused(tmp_path):
    paths = write_files(tmp_path, {"x/t.csv": "a\n1\n", "y/t.csv": "a\n2\n"})
    source = openinnov.ForeignPackage(paths, [A, A], public_data=True)

    with pytest.raises(SubmissionError, match=r"t\.csv: two files have this name"):
        openinnov.write_package(source, tmp_path / "out", **SAID)


@pytest.mark.parametrize("count", [0, 2])
def test_each_file_needs_a_schema(count, tmp_path):
    paths = write_files(tmp_path, {"t.csv": "a\n1\n"})

    with pytest.raises(RefusedError, match=f"1 files have {count} schemas"):
        openinnov.ForeignPackage(paths, [A] * count, public_data=True)


def test_a_data_package_takes_no_schema_from_elsewhere(tmp_path):
    file = write_descriptor(tmp_path, {"t": A})

    with pytest.raises(RefusedError, match="leave out the schemas"):
        openinnov.ForeignPackage([file], [A], public_data=True)


def test_other_formats_are_not_taken(tmp_path):
    paths = write_files(tmp_path, {"t.xlsx": b"x"})
    source = openinnov.ForeignPackage(paths, [A], public_data=True)

    with pytest.raises(SubmissionError, match=r"t\.xlsx: is none of \.csv, \.tsv"):
        openinnov.write_package(source, tmp_path / "out", **SAID)


def test_what_no_schema_describes_is_not_left_out_in_silence(tmp_path):
    file = tmp_path / "datapackage.json"
    file.write_text('{"resources": [{"name": "notes", "path": "notes.pdf"}]}', "utf-8")
    source = openinnov.ForeignPackage([file], public_data=True)

    with pytest.raises(SubmissionError, match="no schema describes notes"):
        openinnov.write_package(source, tmp_path / "out", **SAID)


def test_a_reference_to_a_table_elsewhere_is_refused(made):
    keys = [{"fields": "a", "reference": {"resource": "gone", "fields": "id"}}]

    with pytest.raises(SubmissionError, match="there is no table gone in the package"):
        made("a\n1\n", A | {"foreignKeys": keys})


def test_a_type_that_is_not_checked_is_refused(made):
    with pytest.raises(StandardError, match="'geojson' is not supported"):
        made("a\n1\n", {"fields": [{"name": "a", "type": "geojson"}]})


def test_a_pattern_that_is_not_checked_is_named(tmp_path):
    paths = write_files(tmp_path, {"t.csv": "a\nx\n"})
    schema = {"fields": [{"name": "a", "constraints": {"pattern": r"\w+"}}]}
    source = openinnov.ForeignPackage(paths, [schema], public_data=True)

    done = openinnov.write_package(source, tmp_path / "out", **SAID)

    assert list(done.unchecked) == [("t", "a")]
    assert "Not checked: the pattern of a in t" in str(done)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        pytest.param({"name": None}, "add name", id="no name"),
        pytest.param({"name": "Trees!"}, "name should be", id="a name with signs"),
        pytest.param({"licence": None}, "add licenses", id="no licence"),
        pytest.param({"licence": "mine"}, "the licence should be an address, or one of", id="mine"),
        pytest.param({"descriptor": {"id": 7}}, "id should be a text", id="a number"),
        pytest.param({"descriptor": {"keywords": "x"}}, "keywords should be", id="no list"),
        pytest.param({"descriptor": {"created": "2020"}}, "created should be", id="no moment"),
        pytest.param(
            {"descriptor": {"sources": [{"path": "../x"}]}}, "sources: path should be", id="a path"
        ),
        pytest.param(
            {"descriptor": {"licenses": [{"title": "x"}]}, "licence": None},
            "licenses: each needs a name",
            id="a title alone",
        ),
        pytest.param(
            {"descriptor": {"licenses": [{"name": "x y"}]}, "licence": None},
            "licenses: name should be of letters",
            id="a blank",
        ),
    ],
)
def test_a_description_that_does_not_do_is_refused(said, fault, made):
    with pytest.raises(RefusedError, match=fault):
        made("a\n1\n", **said)


def test_a_licence_may_be_an_address(made):
    package = made("a\n1\n", licence="https://e.org/licence")

    assert _descriptor(package)["licenses"] == [{"path": "https://e.org/licence"}]
    assert (package / "README.md").read_text("utf-8").endswith("* <https://e.org/licence>\n")


def test_a_malformed_description_of_a_table_is_refused(tmp_path):
    write_files(tmp_path, {"t.csv": "a\n1\n"})
    file = write_descriptor(tmp_path, {"t": A})
    document = json.loads(file.read_text("utf-8"))
    document["resources"][0]["sources"] = "a register"
    file.write_text(json.dumps(document), "utf-8")

    with pytest.raises(RefusedError, match="the description of t: sources should be"):
        openinnov.write_package(
            openinnov.ForeignPackage([file], public_data=True), tmp_path / "out", **SAID
        )

    assert sorted(path.name for path in tmp_path.iterdir()) == ["datapackage.json", "t.csv"]


@pytest.mark.parametrize(
    "schema",
    [
        pytest.param({"fields": [{"name": "a", "openinnov:privacy": "public"}]}, id="a key"),
        pytest.param(A | {"title": "https://w3id.org/openinnov/ns#"}, id="the name"),
    ],
)
@pytest.mark.parametrize("as_file", [False, True], ids=["a document", "a file"])
def test_a_schema_of_our_standard_is_refused(schema, as_file, tmp_path):
    paths = write_files(tmp_path, {"t.csv": "a\n1\n", "s.json": json.dumps(schema)})

    with pytest.raises(RefusedError, match="openinnov publish, which protects"):
        openinnov.ForeignPackage(paths[:1], [paths[1] if as_file else schema], public_data=True)


def test_a_schema_of_our_standard_in_a_file_of_the_package_is_refused(tmp_path):
    schema = {"fields": [{"name": "a", "openinnov:privacy": "public"}]}
    write_files(tmp_path, {"t.csv": "a\n1\n", "s.json": json.dumps(schema)})
    source = openinnov.ForeignPackage(
        [write_descriptor(tmp_path, {"t": "s.json"})], public_data=True
    )

    with pytest.raises(RefusedError, match="openinnov publish, which protects"):
        openinnov.write_package(source, tmp_path / "out", **SAID)


def test_a_table_of_our_standard_in_a_folder_of_the_package_is_refused(tmp_path):
    files = {"in/t.csv": "a\n1\n", "in/datapackage.json": '{"openinnov:standard": "1.0.0"}'}
    write_files(tmp_path, files)
    file = write_descriptor(tmp_path, {"in/t": A})
    source = openinnov.ForeignPackage([file], public_data=True)

    with pytest.raises(RefusedError, match=r"t\.csv: belongs to our standard"):
        openinnov.write_package(source, tmp_path / "out", **SAID)


def test_a_link_out_of_a_submission_is_refused(tmp_path):
    write_files(tmp_path, {"t.csv": "a\n1\n", "in/datapackage.json": '{"openinnov:x": 1}'})
    (tmp_path / "in/t.csv").symlink_to(tmp_path / "t.csv")

    with pytest.raises(RefusedError, match=r"t\.csv: belongs to our standard"):
        openinnov.ForeignPackage([tmp_path / "in/t.csv"], [A], public_data=True)


def test_a_description_of_our_standard_is_refused(made):
    with pytest.raises(RefusedError, match="the description belongs to our standard"):
        made("a\n1\n", descriptor={"openinnov:prefix": "bd-a2i"})


@pytest.mark.parametrize("name", ["submission", "published"])
def test_the_examples_are_refused(name):
    folder = openinnov.load().root.parent / "datapackages/bangladesh-digital-centres" / name

    with pytest.raises(RefusedError, match="openinnov publish, which protects"):
        openinnov.ForeignPackage([folder], public_data=True)


def test_that_the_data_are_public_has_to_be_stated(tmp_path):
    paths = write_files(tmp_path, {"t.csv": "a\n1\n"})

    with pytest.raises(RefusedError, match="state that it may be published: --public-data"):
        openinnov.ForeignPackage(paths, [A])


def test_a_package_is_replaced_only_on_request(made):
    package = made("a\n1\n")

    with pytest.raises(PublicationError, match="say --replace"):
        made("a\n2\n")
    assert made("a\n2\n", replace=True) == package
    assert (package / "data/t.csv").read_text("utf-8") == "a\n2\n"


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"datapackage.json": "{}"}, id="a package of others"),
        pytest.param({"thesis.txt": "x"}, id="something else"),
        pytest.param(
            {
                "datapackage.json": '{"openinnov:release": "public"}',
                "SHA256SUMS": f"{'0' * 64}  datapackage.json\n",
            },
            id="a release",
        ),
    ],
)
def test_what_was_not_written_here_is_never_replaced(files, made, tmp_path):
    write_files(tmp_path / "out", files)

    with pytest.raises(PublicationError, match="holds something else"):
        made("a\n1\n", replace=True)

    assert sorted(_files(tmp_path / "out")) == sorted(files)


def test_a_failed_write_leaves_nothing_or_what_was(made, tmp_path, monkeypatch):
    made("a\n1\n")
    before = _files(tmp_path)

    def fail(*_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(replacement, "_put", fail)

    with pytest.raises(PublicationError, match="cannot be written: No space left"):
        made("a\n1\n", replace=True)
    assert _files(tmp_path) == before


def test_work_that_is_interrupted_leaves_nothing(made, tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("openinnov.packaging.readme.write", interrupt)

    with pytest.raises(KeyboardInterrupt):
        made("a\n1\n")
    assert [path.name for path in tmp_path.iterdir()] == ["source"]


def test_a_table_without_records_has_a_header(made):
    package = made("a,b\n", {"fields": [{"name": "a", "type": "integer"}, {"name": "b"}]})

    assert (package / "data/t.csv").read_text("utf-8") == "a,b\n"
    assert pq.read_table(package / "data/t.parquet").schema.types == [pa.int64(), pa.string()]
    assert frictionless.validate(package / "datapackage.json").valid


def test_a_compressed_file_of_a_package_is_written_plain(tmp_path):
    write_files(tmp_path, {"t.csv.gz": gzip.compress(b"a\n1\n")})
    document = {"resources": [{"name": "t", "path": "t.csv.gz", "schema": A}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(document), "utf-8")
    source = openinnov.ForeignPackage(tmp_path, public_data=True)

    openinnov.write_package(source, tmp_path / "out", **SAID)

    assert (tmp_path / "out/data/t.csv").read_text("utf-8") == "a\n1\n"


def test_records_in_the_description_itself_are_written_as_a_file(tmp_path):
    document = {"resources": [{"name": "t", "data": [{"a": "1"}, {"a": "x, y"}], "schema": A}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(document), "utf-8")
    source = openinnov.ForeignPackage(tmp_path, public_data=True)

    openinnov.write_package(source, tmp_path / "out", **SAID)

    assert (tmp_path / "out/data/t.csv").read_text("utf-8") == 'a\n1\n"x, y"\n'
    assert "data" not in _descriptor(tmp_path / "out")["resources"][0]


def _cli(*arguments):
    with pytest.raises(SystemExit) as left:
        main(["package", *map(str, arguments)])
    return left.value.code


def test_the_command_says_what_it_wrote(tmp_path, capsys):
    trees, sites = write_files(tmp_path, FILES)
    schemas = write_files(tmp_path, {"t.json": json.dumps(TREES), "s.json": json.dumps(SITES)})
    options = ["--name", "trees", "--license", "CC-BY-4.0"]
    options += [f"--schema={path}" for path in schemas]

    refused = _cli(trees, sites, tmp_path / "out", *options)
    done = _cli(trees, sites, tmp_path / "out", *options, "--public-data")

    said = capsys.readouterr()
    assert (refused, done) == (1, 0)
    assert said.err.startswith("Error: trees.csv: is taken as it is, so state that")
    assert said.out.startswith("Written: 3 records of 2 tables, 6 files, ")


def test_the_command_takes_a_description_from_a_file(tmp_path, capsys):
    write_files(
        tmp_path, {"t.csv": "a\n1\n", "d.json": '{"name": "x", "licenses": [{"name": "MIT"}]}'}
    )
    file = write_descriptor(tmp_path, {"t": A})

    code = _cli(file, tmp_path / "out", "--descriptor", tmp_path / "d.json", "--public-data")

    assert (code, _descriptor(tmp_path / "out")["name"]) == (0, "x")
