"""What the command ``validate`` writes, also where nothing could be checked."""

import json
from importlib.resources import files

import jsonschema
import pytest

from openinnov.cli import main
from openinnov.cli.reports import FORMATS
from openinnov.reporting import OUTPUTS

SCHEMA = json.loads((files("openinnov") / "report.schema.json").read_text("utf-8"))


@pytest.fixture
def run(capsys):
    """Return a function that runs ``validate`` and gives exit code, output and errors."""

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            main(["validate", *(str(argument) for argument in arguments)])
        written = capsys.readouterr()
        return left.value.code, written.out, written.err

    return run


@pytest.fixture
def source(tmp_path):
    """Return a folder with a table in which a code is wrong."""
    (tmp_path / "in").mkdir()
    text = "id,name,organization_type,country\nbd-a2i-org-1,Aspire,public-agency,UK\n"
    (tmp_path / "in" / "organization.csv").write_text(text, encoding="utf-8")
    return tmp_path / "in"


def _cause(text):
    document = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert (document["valid"], document["evaluated"]) == (False, [])
    assert "end-before-start" in {each["rule"] for each in document["unevaluated"]}
    return document["cause"]


def test_each_output_can_be_asked_for(run, source, tmp_path):
    asked = [f"--output={form}={tmp_path / form}" for form in FORMATS]

    code, out, err = run(source, *asked)

    assert (code, out, err) == (1, "", "")
    assert set(FORMATS) >= set(OUTPUTS)
    assert [form for form in OUTPUTS if not (tmp_path / form).read_text("utf-8")] == []


def test_the_cause_of_a_failure_is_json_where_that_was_asked_for(run, tmp_path):
    code, out, err = run(
        tmp_path / "nothing", "--output=json=-", f"--output=json={tmp_path / 'report.json'}"
    )

    assert code == 2
    assert err == f"Error: {_cause(out)}\n"
    assert _cause((tmp_path / "report.json").read_text("utf-8")) == _cause(out)
    assert "nothing: there is no such file" in err


def test_without_json_only_the_cause_is_said(run, tmp_path):
    code, out, _ = run(tmp_path / "nothing", "--output", f"html={tmp_path / 'report.html'}")

    assert (code, out) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_the_cause_is_told_in_the_language_of_the_report(run, tmp_path):
    _, out, _ = run(tmp_path / "nothing", "--output", "json=-", "--lang", "fr")

    assert json.loads(out)["language"] == "fr"


def test_a_language_that_is_unknown_is_a_cause(run, source):
    code, out, err = run(source, "--output", "json=-", "--lang", "tlh")

    assert code == 2
    assert "no report can be written in 'tlh', but in en, " in _cause(out)
    assert _cause(out).removeprefix("Invalid value: ") in err


def test_a_fault_is_a_cause_without_the_data_it_met(run, source, monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError("canary")

    monkeypatch.setattr("openinnov.reading.read", fail)

    code, out, _ = run(source, "--output", "json=-")

    assert code == 2
    assert "a fault in openinnov (ZeroDivisionError" in _cause(out)
    assert "canary" not in out


def test_an_interruption_is_a_cause(run, source, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("openinnov.reading.read", interrupt)

    assert _cause(run(source, "--output", "json=-")[1]) == "Interrupted: nothing more was written."


def test_a_cause_that_cannot_be_written_hides_no_other(run, tmp_path):
    code, _, err = run(tmp_path / "nothing", "--output", f"json={tmp_path / 'no' / 'where.json'}")

    assert code == 2
    assert err.endswith("nothing: there is no such file or folder\n")


def test_a_step_of_github_gets_its_summary(run, source, tmp_path, monkeypatch):
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    run(source)
    assert summary.read_text("utf-8") == "before\n"

    run(source, "--output", "github=-")
    assert summary.read_text("utf-8").startswith("before\n### Not ready to publish. Errors: ")


def test_a_summary_that_cannot_be_written_is_exit_2(run, source, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))

    code, _, err = run(source, "--output", "github=-")

    assert code == 2
    assert str(tmp_path) in err


def test_outside_of_github_there_is_no_summary(run, source, monkeypatch):
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)

    code, out, _ = run(source, "--output", "github=-")

    assert code == 1
    assert "::error file=organization.csv,line=2," in out
