"""Linked data are compressed on request, and are the same once they are decompressed."""

import gzip
import hashlib
import json

import pyarrow as pa
import pytest
import rdflib
from publication.reading_rdf import FILES
from publication.released import WIDE, release
from rdflib import RDF

import openinnov
from openinnov.exceptions import UnknownNameError
from openinnov.verification import examine

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
ENDINGS = {"gzip": ".gz", "zstd": ".zst"}
DECOMPRESS = {
    "gzip": gzip.decompress,
    "zstd": lambda data: pa.input_stream(pa.BufferReader(data), compression="zstd").read(),
}
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o . FILTER(CONTAINS(STR(?s), '/id/')) }"


@pytest.fixture(scope="module", params=ENDINGS)
def packed(request, tmp_path_factory):
    """Return the kind of a compression, and the directory of a package that has it."""
    directory = tmp_path_factory.mktemp("packed") / "package"
    openinnov.publish(release(WIDE), directory, compression=request.param)
    return request.param, directory


def _checksums(package):
    """Write the checksums anew, as somebody would who changed a file."""
    files = sorted(path for path in package.rglob("*") if path.is_file())
    lines = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(package).as_posix()}\n"
        for path in files
        if path.name != "SHA256SUMS"
    )
    (package / "SHA256SUMS").write_text("".join(lines), "utf-8")


@pytest.mark.parametrize("path", FILES)
def test_what_is_decompressed_is_the_plain_file(path, packed, wide):
    name, package = packed

    data = (package / f"{path}{ENDINGS[name]}").read_bytes()

    assert DECOMPRESS[name](data) == (wide / path).read_bytes()
    assert not (package / path).exists()


def test_all_else_is_plain_and_the_tables_are_the_same(packed, wide):
    _, package = packed

    for path in (wide / "data").iterdir():
        assert (package / "data" / path.name).read_bytes() == path.read_bytes()
    assert {path.name for path in (package / "rdf").glob("catalog*")} == {
        path.name for path in (wide / "rdf").glob("catalog*")
    }


def test_the_bytes_are_the_same_each_time(packed, tmp_path):
    name, package = packed

    openinnov.publish(release(WIDE), tmp_path / "again", compression=name)

    assert (tmp_path / "again/SHA256SUMS").read_bytes() == (package / "SHA256SUMS").read_bytes()


def test_the_package_is_sound_and_can_be_asked(packed, wide):
    _, package = packed

    assert openinnov.verify(package) == ()
    assert [*openinnov.query(package, COUNT)] == [*openinnov.query(wide, COUNT)]


def test_the_descriptor_says_what_comes_out(packed, wide):
    name, package = packed
    document = json.loads((package / "datapackage.json").read_text("utf-8"))
    resources = {each["path"]: each for each in document["resources"]}

    said = resources[f"rdf/data.nq{ENDINGS[name]}"]

    plain = (wide / "rdf/data.nq").read_bytes()
    assert said["compression"] == name
    assert said["openinnov:content"] == {
        "bytes": len(plain),
        "hash": f"sha256:{hashlib.sha256(plain).hexdigest()}",
    }


def test_the_catalogue_says_how_to_open_them_and_counts_the_same(packed, wide):
    name, package = packed
    graphs = [
        rdflib.Graph().parse(each / "rdf/catalog.ttl", format="turtle") for each in (package, wide)
    ]

    media_types = {
        str(graphs[0].value(each, DCAT.mediaType))
        for each in graphs[0].subjects(DCAT.compressFormat)
    }

    assert {each.rpartition("/")[2] for each in media_types} == {
        "n-quads",
        "turtle",
        "trig",
        "ld+json",
    }
    formats = {*graphs[0].objects(None, DCAT.compressFormat)}
    assert {str(each).rpartition("/")[2] for each in formats} == {name}
    assert all((each, RDF.type, rdflib.DCTERMS.MediaType) in graphs[0] for each in formats)
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    assert [*graphs[0].objects(None, void.triples)] == [*graphs[1].objects(None, void.triples)]


def _cut(data):
    return data[:-9]


def _other(data):
    return gzip.compress(gzip.decompress(data)[:-1], mtime=0)


def _more(data):
    return data + b"x"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_cut, "rdf/data.nq.gz: cannot be decompressed"),
        (_more, "rdf/data.nq.gz: cannot be decompressed"),
        (_other, "size or hash of what is compressed in rdf/data.nq.gz is another"),
    ],
)
def test_a_file_of_which_something_else_comes_is_a_fault(change, fault, tmp_path):
    package = tmp_path / "package"
    openinnov.publish(release(WIDE), package, compression="gzip")
    file, descriptor = package / "rdf/data.nq.gz", package / "datapackage.json"
    was = file.read_bytes()
    file.write_bytes(change(was))
    text = descriptor.read_text("utf-8")
    for before, after in (
        (hashlib.sha256(was).hexdigest(), hashlib.sha256(file.read_bytes()).hexdigest()),
        (f'"bytes": {len(was)},', f'"bytes": {file.stat().st_size},'),
    ):
        text = text.replace(before, after)
    descriptor.write_text(text, "utf-8")
    _checksums(package)

    assert any(fault in each for each in openinnov.verify(package))


def test_a_compressed_file_that_says_more_is_a_fault(tmp_path):
    package = tmp_path / "package"
    openinnov.publish(release(WIDE), package, compression="gzip")
    file = package / "rdf/data.nq.gz"
    first = gzip.decompress(file.read_bytes()).splitlines(keepends=True)[0]
    file.write_bytes(gzip.compress(first + gzip.decompress(file.read_bytes())))
    _checksums(package)

    assert any(
        each.startswith("rdf/data.nq.gz: line 2 is not in order")
        for each in openinnov.verify(package)
    )


def test_the_shape_of_what_is_compressed_is_checked(tmp_path):
    package = tmp_path / "package"
    openinnov.publish(release(WIDE), package, compression="gzip")
    file = package / "rdf/data.nq.gz"
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    left = [line for line in lines if b"22-rdf-syntax-ns#type" not in line]
    file.write_bytes(gzip.compress(b"".join(left)))

    (verdict,) = (each for each in examine(package) if each.check == "shapes")

    assert any("do not have its class" in fault for fault in verdict.faults)


def test_an_unknown_compression_is_refused_before_the_work(tmp_path):
    with pytest.raises(UnknownNameError, match="there is no brotli; choose gzip, zstd"):
        openinnov.publish(release(WIDE), tmp_path / "package", compression="brotli")

    assert not (tmp_path / "package").exists()
