"""Publishing: what is refused, what is written, and that it is the same each time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from publication.released import INNOVATION, SMALL, WIDE, release
from submissions import DESCRIPTOR, make

import openinnov
from openinnov.exceptions import PublicationError, RefusedError, UnknownNameError
from openinnov.publication import FORMATS
from openinnov.submission import ProtectedSubmission, protecting


def _files(directory):
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def test_a_package_holds_these_files(tmp_path):
    package = openinnov.publish(release(SMALL), tmp_path / "out" / "package")

    files = _files(tmp_path / "out" / "package")
    assert list(files) == [
        "CITATION.cff",
        "README.md",
        "SHA256SUMS",
        "croissant.json",
        "csvw.json",
        "data/innovation.csv",
        "data/innovation.parquet",
        "data/organization.csv",
        "data/organization.parquet",
        "datapackage.json",
        "rdf/catalog.jsonld",
        "rdf/catalog.rdf",
        "rdf/catalog.ttl",
        "rdf/concepts.ttl",
        "rdf/data.jsonld",
        "rdf/data.nq",
        "rdf/data.trig",
        "rdf/data.ttl",
        "rdf/schema-org.jsonld",
    ]
    assert list(package.files) == sorted(package.files, key=list(package.files).index)
    assert {path: file.size for path, file in package.files.items()} == {
        path: len(content) for path, content in files.items() if path != "SHA256SUMS"
    }
    assert list((tmp_path / "out").iterdir()) == [tmp_path / "out" / "package"]


def test_the_value_says_what_was_published(tmp_path):
    package = openinnov.publish(release(WIDE, profile="partner"), tmp_path / "package")

    assert (package.directory, package.name, package.version, package.profile) == (
        tmp_path / "package",
        "example",
        "2026.01.15",
        "partner",
    )
    assert package.tables["innovation_sdg"] == 2
    assert package.withheld == 2
    size = sum(file.size for file in package.files.values())
    assert str(package) == (
        "Published: 16 records of 10 tables, for the profile partner\n"
        "Withheld: 2 notices say what and why\n"
        f"Written: 35 files, {size} bytes, to {tmp_path / 'package'}"
    )


def test_sha256sum_finds_nothing_wrong(wide):
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],  # noqa: S607 -- what README says
        cwd=wide,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        pytest.param([], [], id="the data package alone"),
        pytest.param(["n-quads"], ["rdf/data.nq"], id="one more"),
        pytest.param(
            ["dcat", "turtle"],
            [
                "rdf/catalog.jsonld",
                "rdf/catalog.rdf",
                "rdf/catalog.ttl",
                "rdf/concepts.ttl",
                "rdf/data.ttl",
                "rdf/schema-org.jsonld",
            ],
            id="in any order",
        ),
    ],
)
def test_formats_may_be_chosen(formats, expected, tmp_path):
    openinnov.publish(release(SMALL), tmp_path / "package", formats=formats)

    assert list(_files(tmp_path / "package")) == [
        "CITATION.cff",
        "README.md",
        "SHA256SUMS",
        "data/innovation.csv",
        "data/organization.csv",
        "datapackage.json",
        *expected,
    ]


def test_an_unknown_format_is_refused(tmp_path):
    with pytest.raises(UnknownNameError, match=r"no format gadget; choose data-package, parquet"):
        openinnov.publish(release(SMALL), tmp_path / "package", formats=["gadget"])


def test_what_the_descriptor_lacks_is_named_with_the_way_out(tmp_path):
    protected = release(SMALL, title="", version="new")

    with pytest.raises(RefusedError) as caught:
        openinnov.publish(protected, tmp_path / "package")

    assert str(caught.value) == (
        "the descriptor (datapackage.json, or the sheet Start here) does not say what a release "
        "needs; correct it, or give it with --descriptor FILE:\n"
        "  add title: the title of the package\n"
        "  version should be the version, such as 2026.01.15"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_submission_without_a_descriptor_is_refused(tmp_path):
    with protecting():
        protected = ProtectedSubmission(make(SMALL, descriptor=None), "public", {}, ())

    with pytest.raises(RefusedError, match="--descriptor FILE"):
        openinnov.publish(protected, tmp_path / "package")


def test_errors_that_remain_are_counted_and_no_value_is_shown(tmp_path):
    rows = [INNOVATION | {"stage": "secret", "status": "x"}, INNOVATION | {"id": "bd-a2i-2"}]
    rows.append(INNOVATION | {"id": "bd-a2i-3", "stage": "secret"})

    with pytest.raises(RefusedError) as caught:
        openinnov.publish(release({**SMALL, "innovation": rows}), tmp_path / "package")

    assert str(caught.value) == (
        "errors remain, so nothing was written; openinnov validate shows where:\n"
        "  codelist: 2 in innovation.stage\n"
        "  codelist: 1 in innovation.status"
    )
    assert list(tmp_path.iterdir()) == []


def test_the_last_release_is_compared(tmp_path):
    before = {**SMALL, "innovation": [INNOVATION | {"title": "Boats", "country": "NP"}]}
    previous = make(before, descriptor=DESCRIPTOR | {"version": "2025.01.15"})

    with pytest.raises(RefusedError, match="id-recycled: 1 in innovation"):
        openinnov.publish(release(SMALL), tmp_path / "package", previous=previous)


@pytest.mark.parametrize("version", ["2026.01.15", "2026.01.16"])
def test_the_version_grows_from_release_to_release(tmp_path, version):
    previous = make(SMALL, descriptor=DESCRIPTOR | {"version": version})

    with pytest.raises(
        RefusedError, match=rf"\n  version should be greater than {version}, that of the last rel"
    ):
        openinnov.publish(release(SMALL), tmp_path / "package", previous=previous)
    assert list(tmp_path.iterdir()) == []


def _file(path):
    path.write_text("mine", encoding="utf-8")


def _folder(path):
    path.mkdir()
    (path / "mine.txt").write_text("mine", encoding="utf-8")


def _submission(path):
    path.mkdir()
    (path / "datapackage.json").write_text('{"openinnov:standard": "1.0.0"}', encoding="utf-8")


def _no_json(path):
    path.mkdir()
    (path / "datapackage.json").write_text("{", encoding="utf-8")


def _link(path):
    (path.parent / "elsewhere").mkdir()
    path.symlink_to(path.parent / "elsewhere")


def _damaged(path):
    openinnov.publish(release(SMALL), path, formats=[])
    (path / "SHA256SUMS").unlink()


def _package_with_more(path):
    openinnov.publish(release(SMALL), path, formats=[])
    (path / ".git").mkdir()
    (path / ".git" / "HEAD").write_text("mine", encoding="utf-8")


@pytest.mark.parametrize(
    ("occupy", "message"),
    [
        pytest.param(_file, r"package: is a file; name another directory$", id="a file"),
        pytest.param(_folder, r"package: holds something else than a", id="somebody's folder"),
        pytest.param(_submission, r"package: holds something else than a", id="a submission"),
        pytest.param(_no_json, r"package: holds something else than a", id="no JSON"),
        pytest.param(_damaged, r"holds 'CITATION.cff', 'README.md', 'data", id="no checksums"),
        pytest.param(_link, r"package: is a link; name the directory itself$", id="a link"),
        pytest.param(_package_with_more, r"holds '\.git/HEAD', which would be lost", id="more"),
    ],
)
def test_nothing_but_a_package_is_replaced(occupy, message, tmp_path):
    occupy(tmp_path / "package")
    before = _marks(tmp_path)

    with pytest.raises(PublicationError, match=message):
        openinnov.publish(release(SMALL), tmp_path / "package", replace=True)

    assert _marks(tmp_path) == before


def _marks(directory):
    """Return what changes with a file: which it is, how large, and when it was written."""
    stats = {path: path.lstat() for path in directory.rglob("*")}
    return {path: (stat.st_ino, stat.st_size, stat.st_mtime_ns) for path, stat in stats.items()}


def test_a_package_is_replaced_only_when_that_is_said(tmp_path):
    openinnov.publish(release(SMALL), tmp_path / "package")
    before = _files(tmp_path / "package")

    with pytest.raises(PublicationError, match="say --replace to put a new one there"):
        openinnov.publish(release(WIDE), tmp_path / "package")

    assert _files(tmp_path / "package") == before


def test_an_empty_directory_is_taken(tmp_path):
    (tmp_path / "package").mkdir()

    openinnov.publish(release(SMALL), tmp_path / "package")

    assert openinnov.verify(tmp_path / "package") == ()


def test_the_directory_may_be_where_one_stands(tmp_path, monkeypatch):
    (tmp_path / "package").mkdir()
    monkeypatch.chdir(tmp_path / "package")

    openinnov.publish(release(SMALL), Path())

    assert openinnov.verify(tmp_path / "package") == ()


def test_the_root_is_no_place_for_a_package():
    with pytest.raises(PublicationError, match="name a directory in it"):
        openinnov.publish(release(SMALL), Path("/"))


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(PublicationError, match="cannot be written"):
        openinnov.publish(release(SMALL), tmp_path / "file" / "package")


def test_a_disk_that_is_full_leaves_nothing(tmp_path, monkeypatch):
    def write(protected, output):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FORMATS["n-quads"], "write", write)

    with pytest.raises(PublicationError, match="cannot be written: No space left on device"):
        openinnov.publish(release(SMALL), tmp_path / "package")

    assert list(tmp_path.iterdir()) == []


def test_what_does_not_read_as_it_should_is_not_put_in_place(tmp_path, monkeypatch):
    def write(protected, output):
        output.write_text("rdf/data.nq", "b\na\n")

    monkeypatch.setattr(FORMATS["n-quads"], "write", write)

    with pytest.raises(PublicationError, match=r"what was written does not read as it should: "):
        openinnov.publish(release(SMALL), tmp_path / "package", formats=["n-quads"])

    assert list(tmp_path.iterdir()) == []


_SCRIPT = """
import locale, sys
from publication.released import WIDE, release
import openinnov
locale.setlocale(locale.LC_ALL, "")
protected = release(WIDE)
protected.submission.database.execute(f"SET threads = {sys.argv[2]}")
openinnov.publish(protected, sys.argv[1])
"""


@pytest.mark.parametrize(
    ("threads", "surroundings"),
    [
        pytest.param(
            "1", {"PYTHONHASHSEED": "1", "TZ": "Asia/Dhaka", "LC_ALL": "C.UTF-8"}, id="in Dhaka"
        ),
        pytest.param(
            "2", {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C"}, id="in Lima"
        ),
        pytest.param(
            "8", {"PYTHONHASHSEED": "3", "TZ": "UTC", "LC_ALL": "POSIX"}, id="many threads"
        ),
    ],
)
def test_the_bytes_are_the_same_anywhere(threads, surroundings, wide, tmp_path):
    path = {"PYTHONPATH": str(Path(__file__).parents[1])}

    subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(tmp_path / "package"), threads],
        env={**os.environ, **path, **surroundings},
        check=True,
    )

    assert _files(tmp_path / "package") == _files(wide)


def test_the_order_of_the_rows_changes_nothing(wide, tmp_path):
    tables = {name: rows[::-1] for name, rows in reversed(WIDE.items())}

    openinnov.publish(release(tables), tmp_path / "package")

    assert _files(tmp_path / "package") == _files(wide)
