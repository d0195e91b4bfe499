"""Where copies may be written."""

import pytest
from submissions import make

import openinnov
from openinnov.copies import COPIES
from openinnov.copies.targets import check_targets, new_file
from openinnov.exceptions import PublicationError, RefusedError
from openinnov.validation import validate


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param("data", "data", id="the folder itself"),
        pytest.param("data", "data/deep/fixed", id="within the folder"),
        pytest.param("data/a.csv", "data/a.csv", id="the file itself"),
        pytest.param("data/datapackage.json", "data/fixed", id="within the package"),
        pytest.param("data/a.csv", "data/../data/a.csv", id="by another path"),
    ],
)
def test_nothing_is_written_into_what_is_copied(source, target, tmp_path):
    (tmp_path / "data").mkdir()

    with pytest.raises(PublicationError, match="lies in the submission"):
        check_targets(tmp_path / source, [tmp_path / target])


def test_nothing_is_written_over_what_is_there(tmp_path):
    (tmp_path / "there").write_text("")
    (tmp_path / "link").symlink_to("nowhere")

    for name in ("there", "link"):
        with pytest.raises(PublicationError, match="is there already"):
            check_targets(None, [tmp_path / name])
    check_targets(None, [tmp_path / "free"])


def test_a_file_that_cannot_be_finished_is_gone(tmp_path):
    with pytest.raises(ZeroDivisionError), new_file(tmp_path / "deep" / "file") as file:
        file.write(b"%d" % (1 // 0))

    assert list((tmp_path / "deep").iterdir()) == []


def test_a_file_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(PublicationError, match="cannot be written"), new_file(tmp_path / "file"):
        pass


@pytest.mark.parametrize("form", COPIES)
def test_a_report_about_something_else_is_refused(form, tmp_path):
    submission, other = make({"need": [{"id": "x"}]}), make({})
    name = {"findings": "f.csv", "fixed": "fixed", "workbook": "w.xlsx"}[form]

    with pytest.raises(RefusedError, match="validate it again"):
        openinnov.write_copy(submission, validate(other), form, tmp_path / name)
    validate(submission)
    with pytest.raises(RefusedError, match="validate it again"):
        openinnov.write_copy(submission, validate(other), form, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("form", "name"), [("findings", "f.txt"), ("workbook", "w.xls")])
def test_a_name_with_another_ending_is_refused(form, name, tmp_path):
    submission = make({})

    with pytest.raises(PublicationError, match="should end in"):
        openinnov.write_copy(submission, validate(submission), form, tmp_path / name)
