"""The committed packages are what the example submissions give today."""

import json
import shutil
import subprocess

import frictionless
import pytest
from golden import EXAMPLES, PICTURES, REPORTS, SUBMISSIONS, pictures, publish, reports
from publication import reading_rdf
from publication.profile import profile_faults

import openinnov


def _files(directory):
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_the_published_package_is_what_its_submission_gives(name, tmp_path):
    publish(name, tmp_path / "published")

    committed, written = _files(EXAMPLES / name / "published"), _files(tmp_path / "published")
    assert list(committed) == list(written)
    assert [path for path in written if committed[path] != written[path]] == []
    assert "data/innovation.csv" in committed


#: Those that are there, so that one whose submission is listed nowhere is looked at as well.
PACKAGES = sorted(path.parent for path in EXAMPLES.glob("*/published/datapackage.json"))
PACKAGE = pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.parent.name)


def test_every_committed_package_has_a_submission():
    assert [package.parent.name for package in PACKAGES] == sorted(SUBMISSIONS)


@PACKAGE
def test_frictionless_finds_a_committed_package_valid(package):
    report = frictionless.validate(package / "datapackage.json")

    assert report.flatten(["name", "type", "note"]) == []
    assert report.valid


@PACKAGE
def test_a_committed_package_follows_the_profile_of_data_package_2(package):
    assert profile_faults(json.loads((package / "datapackage.json").read_text("utf-8"))) == []


@PACKAGE
@pytest.mark.skipif(not shutil.which("sha256sum"), reason="there is no sha256sum here")
def test_sha256sum_finds_a_committed_package_whole(package):
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],  # noqa: S607
        cwd=package,
        capture_output=True,
        text=True,
        check=False,
    )

    lines = (package / "SHA256SUMS").read_text("utf-8").splitlines()
    assert done.stdout.splitlines() == [f"{line[66:]}: OK" for line in lines]
    assert {line[66:] for line in lines} == _files(package).keys() - {"SHA256SUMS"}


@PACKAGE
def test_the_files_of_a_committed_package_hold_one_graph(package):
    quads, *others = (reading_rdf.by_oxigraph(package, path) for path in reading_rdf.FILES)

    assert quads
    assert others == [quads] * 3
    text = (package / "rdf/data.nq").read_bytes()
    assert text == b"".join(sorted(set(text.splitlines(keepends=True))))


@PACKAGE
@pytest.mark.parametrize("path", reading_rdf.FILES)
def test_rdflib_reads_the_same_graph_of_a_committed_package(package, path, monkeypatch):
    read = reading_rdf.by_rdflib(package, path, monkeypatch)

    assert len(read) == len(reading_rdf.by_oxigraph(package, "rdf/data.nq"))


def test_the_reports_on_the_mistakes_are_what_is_found_in_them():
    committed = {path.name: path.read_text("utf-8") for path in REPORTS.iterdir()}

    written = reports()
    assert sorted(committed) == sorted(written)
    assert [name for name, text in written.items() if committed[name] != text] == []


def test_the_pictures_of_the_model_are_what_the_standard_gives():
    committed = {path.name: path.read_text("utf-8") for path in PICTURES.iterdir()}

    assert committed
    assert committed == pictures()


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_the_good_examples_have_no_error(name):
    report = openinnov.validate(openinnov.read(EXAMPLES / name / SUBMISSIONS[name]))

    assert report.totals["error"] == 0, str(report)


def test_each_planted_mistake_is_found_and_nothing_else():
    report = openinnov.validate(openinnov.read(EXAMPLES / "mistakes" / "submission"))

    found = {
        (finding.source, finding.row or 1, finding.field or "", finding.rule)
        for finding in report.findings
    }
    lines = (EXAMPLES / "mistakes" / "README.md").read_text("utf-8").splitlines()
    cells = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in lines if "|" in line]
    planted = {
        (file, int(row), field, rule)
        for file, row, field, rule, _ in (row for row in cells if row[1].isdigit())
    }
    assert found == planted
