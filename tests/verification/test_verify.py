"""A published package is read again by code that knows nothing of how it was written."""

import hashlib
import json
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from publication.released import WIDE, release

import openinnov


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    directory = tmp_path_factory.mktemp("sound") / "package"
    openinnov.publish(release(WIDE), directory)
    return directory


@pytest.fixture
def package(sound, tmp_path):
    shutil.copytree(sound, tmp_path / "package")
    return tmp_path / "package"


def _sign(package):
    """Write size and hash of each file as they are now, so that only its content is at fault."""
    descriptor = json.loads((package / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        content = (package / resource["path"]).read_bytes()
        resource["bytes"] = len(content)
        resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    paths = sorted(
        path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()
    )
    lines = (
        f"{hashlib.sha256((package / path).read_bytes()).hexdigest()}  {path}\n"
        for path in paths
        if path != "SHA256SUMS"
    )
    (package / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def _edit(path, old, new):
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))


def test_a_package_is_sound_as_it_was_published(sound):
    assert openinnov.verify(sound) == ()


def test_what_is_no_directory_is_said(tmp_path):
    assert openinnov.verify(tmp_path / "none") == (f"{tmp_path / 'none'}: is no directory",)


def test_an_empty_directory_is_no_package(tmp_path):
    found = openinnov.verify(tmp_path)

    assert found[0] == "SHA256SUMS: cannot be read"
    assert "datapackage.json: openinnov:release is missing" in found


def test_a_changed_file_is_found(package):
    _edit(package / "data/innovation.csv", b"Union", b"Onion")

    assert openinnov.verify(package) == (
        "data/innovation.csv: is not the file that was published",
        "datapackage.json: size or hash of data/innovation.csv is another",
        "data/innovation.parquet: title does not tell what data/innovation.csv tells",
        "rdf/data.nq: 1 statements are in no table",
    )


def test_a_file_that_is_missing_or_too_many_is_found(package):
    (package / "README.md").unlink()
    (package / "data" / "more.csv").write_text("x\n", encoding="utf-8")

    assert openinnov.verify(package) == (
        "README.md: is missing",
        "data/more.csv: has no checksum",
        "datapackage.json: data/more.csv is not described",
    )


def test_a_link_is_found(package):
    (package / "README.md").unlink()
    (package / "README.md").symlink_to(package / "datapackage.json")

    assert openinnov.verify(package) == ("README.md: is a link",)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param(b"  README", b" README", "line 2 is no checksum with a path", id="form"),
        pytest.param(b"README.md", b"zREADME.md", "is not sorted by path", id="order"),
        pytest.param(b"", b"\xff", "cannot be read", id="not UTF-8"),
    ],
)
def test_a_list_of_checksums_has_its_form(old, new, fault, package):
    _edit(package / "SHA256SUMS", old, new)

    assert openinnov.verify(package)[0] == f"SHA256SUMS: {fault}"


def test_a_descriptor_that_is_no_object_is_found(package):
    (package / "datapackage.json").write_text("[]", encoding="utf-8")
    _edit(package / "SHA256SUMS", b"datapackage.json", b"datapackage.json")

    found = openinnov.verify(package)

    assert "datapackage.json: is not the file that was published" in found
    assert "datapackage.json: resources is missing" in found


@pytest.mark.parametrize(
    "resources",
    [
        pytest.param(7, id="a number"),
        pytest.param([7], id="no objects"),
        pytest.param([{"path": ["a"], "schema": {}}], id="several paths"),
        pytest.param([{"path": "data/need.csv", "schema": {"fields": 7}}], id="no fields"),
        pytest.param([{"path": "README.md", "schema": {"fields": [7, {}]}}], id="no names"),
    ],
)
def test_a_descriptor_of_any_shape_is_a_fault_and_not_a_crash(resources, package):
    text = json.dumps({"resources": resources})
    (package / "datapackage.json").write_text(text, encoding="utf-8")

    assert "datapackage.json: rdf/data.nq is not described" in openinnov.verify(package)


def test_a_descriptor_that_leads_to_no_file_is_found(package):
    _edit(package / "datapackage.json", b'"rdf/data.nq"', b'"../../etc/passwd"')

    assert "datapackage.json: there is no file ../../etc/passwd" in openinnov.verify(package)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param(b"id,title", b"id,name", "the header is not that of the schema", id="header"),
        pytest.param(b",Desk", b",,Desk", "a record has too many or too few cells", id="width"),
        pytest.param(b"bd-a2i-10", b'"bd-a2i-10', "is no CSV file: Error", id="an open quote"),
        pytest.param(b"bd-a2i-10", b"\xff", "is no CSV file: UnicodeDecodeError", id="not UTF-8"),
        pytest.param(
            b"bd-a2i-10,", b"bd-a2i-11\nbd-a2i-10,", "has 4 records, and 3 are described", id="more"
        ),
    ],
)
def test_a_table_that_is_not_as_described_is_found(old, new, fault, package):
    _edit(package / "data/innovation.csv", old, new)
    _sign(package)

    assert f"data/innovation.csv: {fault}" in openinnov.verify(package)


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        pytest.param(pa.table({"id": ["x"]}), "the columns are not those of the schema", id="some"),
        pytest.param(pa.table({"id": ["x"] * 2}), "has 2 records, and 1 are described", id="more"),
        pytest.param(None, "is no Parquet file", id="something else"),
    ],
)
def test_a_parquet_file_that_is_not_as_described_is_found(table, fault, package):
    path = package / "data/organization.parquet"
    if table is None:
        path.write_bytes(b"PAR0")
    else:
        pq.write_table(table, path)
    _sign(package)

    assert f"data/organization.parquet: {fault}" in openinnov.verify(package)


_NO_QUAD = "is no canonical N-Quad of the graph of the first line"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param(b'"bd-a2i-7"', b'"bd-a2i-7"@EN', f"line 1 {_NO_QUAD}", id="a tag in capitals"),
        pytest.param(b'"bd-a2i-7"', b'"\\u001f"', f"line 1 {_NO_QUAD}", id="small hex digits"),
        pytest.param(b'"bd-a2i-7"', b'"\x7f"', f"line 1 {_NO_QUAD}", id="a raw control"),
        pytest.param(b'"bd-a2i-7"', b"_:b0", f"line 1 {_NO_QUAD}", id="a blank node"),
        pytest.param(b'"bd-a2i-7"', b"<http://e.org/a b>", f"line 1 {_NO_QUAD}", id="a blank"),
        pytest.param(b" .\n", b".\n", f"line 1 {_NO_QUAD}", id="another space"),
        pytest.param(b"2026.01.15> .", b"2026.01.14> .", f"line 2 {_NO_QUAD}", id="another graph"),
        pytest.param(b"7> <", b"8> <", "line 2 is not in order, or stands twice", id="order"),
    ],
)
def test_n_quads_that_are_not_canonical_are_found(old, new, fault, package):
    _edit(package / "rdf/data.nq", old, new)
    _sign(package)

    assert openinnov.verify(package)[0] == f"rdf/data.nq: {fault}"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param("rdf/data.jsonld", b"},\n{", b"}\n{", id="a comma is missing"),
        pytest.param("rdf/data.jsonld", b"}\n]}\n", b"},\n]}\n", id="a comma too many"),
        pytest.param("rdf/data.jsonld", b"}\n]}\n", b"}\n", id="no end"),
        pytest.param("rdf/data.jsonld", b'{"@id"', b"{@id", id="no JSON"),
        pytest.param("rdf/data.jsonld", b'{"@context"', b'{"context"', id="no context"),
        pytest.param("rdf/catalog.jsonld", b'"@context"', b'"context"', id="in the catalogue"),
        pytest.param("rdf/catalog.jsonld", b"{", b"", id="a catalogue that is no JSON"),
        pytest.param("croissant.json", b'"@context"', b'"context"', id="in Croissant"),
    ],
)
def test_json_ld_that_is_no_document_of_its_own_is_found(path, old, new, package):
    _edit(package / path, old, new)
    _sign(package)

    assert openinnov.verify(package) == (
        f"{path}: is no JSON-LD document with a context of its own",
    )


def test_a_document_without_nodes_is_sound(package):
    (package / "rdf/data.jsonld").write_text('{"@context":{},"@graph":[\n]}\n', encoding="utf-8")
    _sign(package)

    assert openinnov.verify(package) == ()


def test_a_descriptor_that_frictionless_refuses_is_found(package):
    descriptor = json.loads((package / "datapackage.json").read_text("utf-8"))
    table = next(each for each in descriptor["resources"] if "schema" in each)
    table["schema"]["fields"][0]["type"] = "no type"
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    _sign(package)

    found = openinnov.verify(package)

    assert any(fault.startswith("datapackage.json: is no data package: ") for fault in found)
