import errno
import subprocess
import sys
from pathlib import Path

import pytest
from reading.hostile import cells, findings

from openinnov.exceptions import SubmissionError
from openinnov.reading import read

TABLE = "id,name\na,b\n"


def test_files_are_named_after_tables_or_their_titles(reading):
    submission = reading({"service.csv": TABLE, "Besoins.csv": "id\nn\n", "offer.json": "[]"})

    assert submission.columns == {"service": ("id", "name"), "need": ("id",), "offer": ()}
    assert submission.descriptor is None


def test_expected_companions_are_passed_over_and_others_named(reading):
    files = [
        "~$service.xlsx",
        ".~lock.service.csv#",
        "README.md",
        "notes.md",
        ".hidden",
        "LICENSE.txt",
        "Notice",
        "photo.png",
        "sub/a.csv",
    ]

    submission = reading({"withheld.csv": "table_name\nx\n", **dict.fromkeys(files, "")})

    assert [each.source for each in submission.unknown] == ["photo.png", "sub"]
    assert [rule for rule, _, _ in findings(submission)] == ["unknown-table", "unknown-table"]


def test_what_workbooks_alone_need_is_not_loaded_before():
    code = "import sys, openinnov.reading; print({'html', 'zipfile'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"


def test_one_file_is_a_submission(folder):
    path = folder({"service.csv": TABLE}) / "service.csv"

    assert cells(read(str(path)), "service") == cells(read(path), "service")


def test_a_table_in_two_files_is_refused_with_both_names(reading):
    with pytest.raises(SubmissionError, match=r"service\.csv and service\.json both hold"):
        reading({"service.csv": TABLE, "service.json": "[]"})


def test_a_name_that_could_do_harm_is_shown_escaped(reading):
    submission = reading({"service.csv": TABLE, "a\x1b[1m\u202e.csv": "x"})

    assert [each.source for each in submission.unknown] == ["a\\u001b[1m\\u202e.csv"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("missing.csv", "there is no such file or folder", id="missing"),
        pytest.param("old.doc", "is not read; give CSV files", id="older format"),
        pytest.param("empty", "holds nothing to read; give CSV files", id="empty folder"),
        pytest.param("x" * 400, "cannot be opened", id="name too long"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_can(folder, name, message):
    path = folder({"old.doc": ""})
    (path / "empty").mkdir()

    with pytest.raises(SubmissionError, match=message):
        read(path / name)


@pytest.mark.parametrize("source", ["", ".", "./"])
def test_the_folder_one_stands_in_is_named_too(tmp_path, monkeypatch, source):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SubmissionError, match=r"^\.: holds nothing to read"):
        read(source)


@pytest.mark.parametrize("name", ["service.csv", "datapackage.json"])
def test_of_a_folder_the_file_that_cannot_be_opened_is_named(folder, monkeypatch, name):
    path = folder({"need.csv": "id\n", "service.csv": TABLE, "datapackage.json": "{}"})
    open_ = Path.open

    def fail(self, *arguments, **options):
        if self.name == name:
            raise PermissionError(errno.EACCES, "Permission denied")
        return open_(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", fail)

    with pytest.raises(SubmissionError, match=f"^{name}: cannot be opened: Permission denied"):
        read(path)


@pytest.mark.parametrize("target", ["../outside.csv", "service.csv"], ids=["outside", "itself"])
def test_a_link_that_leaves_the_folder_is_refused(folder, target):
    path = folder({"inside/need.csv": "id\n", "outside.csv": TABLE}) / "inside"
    (path / "service.csv").symlink_to(target)

    with pytest.raises(SubmissionError, match=r"service\.csv: is a link that leaves the folder"):
        read(path)


def test_a_link_within_the_folder_is_followed(folder):
    path = folder({"service.csv": TABLE})
    (path / "need.csv").symlink_to("service.csv")

    assert read(path).columns == {"service": ("id", "name"), "need": ("id",)}


def test_findings_of_headings_name_the_column(reading):
    submission = reading({"service.csv": "Id,name,colour\na,b,c\n"})

    found = submission.database.execute("FROM submitted._finding ORDER BY rule").fetchall()
    assert found == [
        ("extra-label", "service", "service.csv", 1, None, "colour", "column 3"),
        ("renamed-label", "service", "service.csv", 1, "id", "Id", "column 1"),
    ]
    assert [(each.table, each.heading) for each in submission.unknown] == [("service", "colour")]
