"""What the command line promises of every command."""

import io
import json
import os
import runpy
import signal
import subprocess
import sys

import pytest
from golden import EXAMPLES
from submissions import DESCRIPTOR

from openinnov import publication
from openinnov.cli import cli, main, options
from openinnov.reading import FORMATS
from openinnov.standard import PROFILES


def test_without_a_command_the_help_is_printed_to_standard_output(run):
    code, out, err = run()

    assert (code, err) == (0, "")
    assert out.startswith("Usage: ")


def test_help_names_the_formats_that_are_written_on_request():
    command = cli.commands["publish"]
    (option,) = (each for each in command.params if each.name == "formats")

    _, said = option.help.split("by default all but ")
    words = said.partition(".")[0].replace(",", "").split()
    assert set(words) - {"and"} == publication.ON_REQUEST


@pytest.mark.parametrize("name", [None, *cli.commands])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_begins_with_a_sentence_and_examples(name, option, run):
    code, out, _ = run(*([name] if name else []), option)

    usage, _, rest = out.partition("\n\n")
    sentence, examples, first = rest.splitlines()[0], rest.splitlines()[2], rest.splitlines()[3]
    assert code == 0
    assert usage.startswith("Usage: ")
    assert sentence.endswith(".")
    assert examples.strip() == "Examples:"
    assert first.startswith(f"    openinnov {name or ''}")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        pytest.param(["validat", "x"], "Did you mean 'validate'?", id="a command"),
        pytest.param(["publish", "x", "y", "--profle"], "--profile", id="an option"),
        pytest.param(["publish", "x", "y", "--profile", "publik"], "'public'", id="a profile"),
        pytest.param(["validate", "x", "--output", "jsn=-"], "'json'", id="a format"),
        pytest.param(["publish", "x", "y", "--format", "turtl"], "'turtle'", id="another format"),
        pytest.param(["explain", "end-befor-start"], "end-before-start", id="a rule"),
        pytest.param(["schema", "innovatoin"], "innovation", id="a table"),
    ],
)
def test_a_typing_error_is_answered_with_the_nearest_word(arguments, hint, run):
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert hint in err


def test_the_profiles_are_those_of_the_standard():
    assert options.PROFILES == PROFILES


@pytest.mark.parametrize("name", ["map", "protect", "publish", "validate"])
def test_help_shows_three_examples_at_least(name, run):
    _, out, _ = run(name, "--help")

    examples = [line for line in out.splitlines() if line.startswith(f"    openinnov {name} ")]
    assert len(examples) >= 3


def test_a_source_that_is_not_there_is_exit_2_without_a_traceback(run, tmp_path):
    code, out, err = run("validate", tmp_path / "nothing")

    assert (code, out) == (2, "")
    assert "nothing" in err
    assert "Traceback" not in err


def test_two_outputs_cannot_both_go_to_standard_output(run, tmp_path):
    (tmp_path / "need.csv").write_text("id\n", encoding="utf-8")

    code, out, err = run("validate", tmp_path, "--output", "json=-", "--output", "text=-")

    assert (code, out) == (2, "")
    assert "only one output" in err


def test_a_fault_is_said_without_the_data_it_met(run, monkeypatch, tmp_path):
    def fail(*_, **__):
        raise ZeroDivisionError("canary")

    monkeypatch.setattr("openinnov.reading.read", fail)

    code, out, err = run("validate", tmp_path)

    assert (code, out) == (2, "")
    assert "ZeroDivisionError" in err
    assert "canary" not in err


def test_interruption_is_exit_2(run, monkeypatch, tmp_path):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("openinnov.reading.read", interrupt)

    assert run("validate", tmp_path)[0] == 2


def test_a_terminal_that_lacks_letters_gets_their_numbers(tmp_path):
    (tmp_path / "need.csv").write_text("id,السعودية\nx,y\n", encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "openinnov", "validate", str(tmp_path)],
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )

    assert done.returncode == 1
    assert rb"\u0627" in done.stdout


def _submission(folder):
    folder.mkdir()
    (folder / "organization.csv").write_text(
        "id,name,organization_type,country\nbd-a2i-org-1,Aspire,public-agency,BD\n",
        encoding="utf-8",
    )
    return folder


def test_nothing_that_the_standard_knows_is_no_pass(run, tmp_path):
    (tmp_path / "cases.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    code, out, _ = run("validate", tmp_path / "cases.csv")

    assert code == 1
    assert "A submission holds a table of the standard." in out


def test_what_needs_drop_unknown_is_said(run, tmp_path):
    folder = _submission(tmp_path / "in")
    (folder / "cases.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    code, out, _ = run("validate", folder)

    assert code == 0
    assert out.startswith("Can be published with --drop-unknown")


def test_a_package_is_not_written_into_its_source(run, tmp_path):
    folder = _submission(tmp_path / "in")

    code, _, err = run("publish", folder, folder / "package")

    assert code == 2
    assert "lies in the source" in err
    assert [path.name for path in folder.iterdir()] == ["organization.csv"]


def test_an_unknown_language_is_refused(run):
    code, _, err = run("explain", "end-before-start", "--lang", "xx")

    assert code == 2
    assert "'xx' is none of en, " in err


@pytest.mark.parametrize(
    ("language", "verdict"),
    [
        pytest.param("ar", "غير جاهز للنشر.", id="Arabic"),
        pytest.param("bn", "প্রকাশের জন্য প্রস্তুত নয়।", id="Bengali"),
        pytest.param("en", "Not ready to publish.", id="English"),
        pytest.param("es", "No está listo para publicarse.", id="Spanish"),
        pytest.param("fr", "Pas prêt à être publié.", id="French"),
        pytest.param("ru", "Не готово к публикации.", id="Russian"),
        pytest.param("zh-Hans", "尚不能发布。", id="Chinese"),
    ],
)
def test_a_report_is_in_the_language_asked_for(language, verdict, run, tmp_path):
    file = tmp_path / "organization.csv"
    file.write_text("id,name,organization_type,country\nbd-a2i-1,,public-agency,BD\n", "utf-8")

    code, out, _ = run("validate", file, "--lang", language)

    assert code == 1
    assert out.startswith(verdict)


@pytest.mark.parametrize("language", ["de", "xx"])
def test_a_language_without_the_words_of_reports_is_refused(language, run, tmp_path):
    code, out, err = run("validate", _submission(tmp_path / "in"), "--lang", language)

    assert (code, out) == (2, "")
    assert f"no report can be written in '{language}', but in en, ar, bn, es, fr, ru" in err


@pytest.mark.parametrize("command", ["validate", "publish"])
def test_the_release_of_another_publisher_is_not_compared(command, run, tmp_path):
    ours, theirs = ("bangladesh-digital-centres/submission", "rwanda-irembo/published")
    target = [tmp_path / "package"] if command == "publish" else []

    code, _, err = run(command, EXAMPLES / ours, *target, "--previous", EXAMPLES / theirs)

    assert code == 2
    assert "is a release of rw-showcase" in err
    assert not (tmp_path / "package").exists()


def test_a_terminated_run_leaves_nothing_behind(tmp_path):
    source, key = EXAMPLES / "bangladesh-digital-centres" / "submission", EXAMPLES / "demo.key"
    code = (
        "import os, signal, openinnov.cli, openinnov.publication.readme as readme\n"
        "readme.write = lambda *_: os.kill(os.getpid(), signal.SIGTERM)\n"
        f"openinnov.cli.main(['publish', {str(source)!r}, 'package', '--key-file', {str(key)!r}])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        check=False,
    )

    assert done.returncode == 2
    assert b"Interrupted" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_large_table_goes_through_a_process_of_its_own(tmp_path):
    folder = _submission(tmp_path / "in")
    header = "id,name,organization_type,country\n"
    rows = (f"bd-a2i-org-{n},Office {n:>0150},public-agency,BD\n" for n in range(1, 30_001))
    (folder / "organization.csv").write_text(header + "".join(rows), encoding="utf-8")
    (folder / "innovation.csv").write_text(
        "id,title,summary,country,lead_organization_id,stage,status\n"
        "bd-a2i-1,Digital centres,Centres where people use public services.,BD,bd-a2i-org-1,"
        "pilot,active\n",
        encoding="utf-8",
    )
    properties = json.dumps(DESCRIPTOR | {"resources": []})
    (tmp_path / "descriptor.json").write_text(properties, encoding="utf-8")

    done = subprocess.run(
        [
            *(sys.executable, "-m", "openinnov", "publish", "in", "package"),
            *("--descriptor", "descriptor.json"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "Published: 30001 records of 2 tables" in done.stdout


def test_a_report_that_cannot_be_written_is_exit_2(run, tmp_path):
    folder = _submission(tmp_path / "in")

    code, _, err = run("validate", folder, "--output", f"json={tmp_path / 'no' / 'where.json'}")

    assert code == 2
    assert "where.json" in err


def test_an_output_without_a_path_is_exit_2(run, tmp_path):
    code, _, err = run("validate", _submission(tmp_path / "in"), "--output", "json")

    assert code == 2
    assert "should be FORMAT=PATH, such as text=-" in err


def test_somebody_who_watches_is_told_what_goes_on(run, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)

    _, _, err = run("validate", _submission(tmp_path / "in"))

    assert "Reading" in err


def test_a_mapping_without_gaps_says_nothing_of_them(run, tmp_path):
    (tmp_path / "cases.csv").write_text("Nr\n1\n", encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")

    _, out, err = run("validate", tmp_path / "cases.csv", "--mapping", tmp_path / "mapping.toml")

    assert "see openinnov map" not in err
    assert "Tables: 1." in out


MAPPING = """
mapping = 1
[descriptor]
name = "cases"
title = "Cases"
description = "Cases of a register."
publisher = "ca-demo-publisher"
prefix = "ca-demo"
language = "en"
created = 2026-01-15T09:00:00Z
version = "2026.01.15"
licence = "CC-BY-4.0"
[[source]]
name = "cases"
files = "cases.csv"
format = "csv"
key = ["Nr"]
main = "need"
[table.need]
from = "cases"
fields = { id = { number = "Nr" } }
"""


def test_a_fault_without_a_line_of_ours_is_said_too(run, monkeypatch, tmp_path):
    monkeypatch.setattr("openinnov.reading.read", lambda: None)

    code, _, err = run("validate", tmp_path)

    assert code == 2
    assert "a fault in openinnov (TypeError in steps.py" in err


def test_a_terminated_run_is_exit_2(run, monkeypatch, tmp_path):
    def terminate(*_, **__):
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr("openinnov.reading.read", terminate)

    code, out, err = run("validate", tmp_path)

    assert (code, out) == (2, "")
    assert "Interrupted" in err


def test_the_module_runs_the_command_line(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["openinnov", "--version"])

    with pytest.raises(SystemExit) as left:
        runpy.run_module("openinnov", run_name="__main__")

    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("openinnov, version ")


def test_a_stream_that_is_no_terminal_or_file_will_do(monkeypatch):
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)

    with pytest.raises(SystemExit) as left:
        main(["--version"])

    assert left.value.code == 0
    assert out.getvalue().startswith("openinnov, version ")


def test_a_reader_that_has_gone_is_exit_2(run, monkeypatch, tmp_path):
    # Click ends the program so when nobody reads its output any more.
    def leave(*_, **__):
        raise SystemExit(1)

    monkeypatch.setattr("openinnov.reading.read", leave)

    assert run("validate", tmp_path) == (2, "", "")


def test_a_mapping_with_gaps_says_where_to_look(run, tmp_path):
    (tmp_path / "cases.csv").write_text("Nr\n1\n\n1\n", encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")

    _, _, err = run("validate", tmp_path / "cases.csv", "--mapping", tmp_path / "mapping.toml")

    assert "see openinnov map" in err


def _package(folder):
    (folder / "need.csv").write_text("id\nbd-a2i-need-1\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["need.csv", "report.json"])
def test_a_report_is_not_written_among_what_is_read(name, run, tmp_path):
    before = _package(tmp_path).joinpath("need.csv").read_bytes()

    code, out, err = run("validate", tmp_path, "--output", f"json={tmp_path / name}")

    assert (code, out) == (2, "")
    assert f"{name} is read by this command: name another place" in err
    assert (tmp_path / "need.csv").read_bytes() == before
    assert not (tmp_path / "report.json").exists()


def test_a_report_may_lie_beside_what_is_read(run, tmp_path):
    code, _, err = run("validate", _package(tmp_path), "--output", f"text={tmp_path / 'r.txt'}")

    assert (code, err) == (1, "")
    assert (tmp_path / "r.txt").read_text("utf-8").startswith("Not ready")


def test_a_plan_is_not_written_over_its_source(run, tmp_path):
    source = _package(tmp_path) / "need.csv"

    code, _, err = run("protect", source, "--output", f"json={source}")

    assert code == 2
    assert "name another place" in err


def test_two_outputs_cannot_go_to_one_file(run, tmp_path):
    outputs = ("--output", f"json={tmp_path / 'r'}", "--output", f"text={tmp_path / 'r'}")

    code, _, err = run("validate", _package(tmp_path), *outputs)

    assert code == 2
    assert "only one output can go to" in err


def test_an_empty_path_is_exit_2(run):
    code, _, err = run("validate", "")

    assert code == 2
    assert "is empty: name a file or a folder" in err


def test_an_empty_name_is_exit_2(run):
    code, _, err = run("explain", "")

    assert (code, err) == (2, "Error: the standard has no ''\n")


def test_a_derived_form_is_of_the_whole_standard(run, tmp_path):
    code, _, err = run("schema", "need", "--output", f"json-schema={tmp_path / 's.json'}")

    assert code == 2
    assert "leave out NAME" in err


def test_a_key_that_cannot_be_read_is_exit_2(run, tmp_path):
    code, _, err = run("protect", _package(tmp_path), "--key-file", tmp_path / "no.key")

    assert code == 2
    assert "no.key: the key cannot be read" in err


def test_standard_input_is_read(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"id;title\n")))

    code, out, err = run("validate", "-", "--table", "need", "--encoding", "utf-8")

    assert err == ""
    assert code == 1
    assert "need" in out


def test_the_formats_that_can_be_declared_are_those_that_are_read():
    assert list(options.FORMATS) == sorted(name.removeprefix(".") for name in FORMATS)


@pytest.fixture
def table(tmp_path):
    """Return a CSV file, and the Table Schema that it breaks in one place."""
    data, schema = tmp_path / "people.csv", tmp_path / "people.schema.json"
    data.write_text("id,born\n1,1990\n2,90\n", encoding="utf-8")
    fields = [{"name": "id", "type": "integer"}, {"name": "born", "type": "year"}]
    schema.write_text(json.dumps({"fields": fields}), encoding="utf-8")
    return data, schema


def test_a_file_is_checked_by_a_schema_of_its_own(run, table):
    data, schema = table

    code, out, err = run("validate", data, "--schema", schema)

    assert (code, err) == (1, "")
    assert out.startswith("The data do not agree with their description. Errors: 1. ")
    assert 'people.csv; column "born"; rows 3' in out


def test_data_that_agree_with_their_schema_are_said_to(run, table):
    data, schema = table
    data.write_text("id,born\n1,1990\n,\n", encoding="utf-8")

    code, out, _ = run("validate", data, "--schema", schema)

    assert code == 0
    assert out.startswith("The data agree with their description. Warnings: 1. ")


def test_a_schema_that_asks_for_what_is_not_checked_is_exit_2(run, table):
    data, schema = table
    schema.write_text('{"fields": [{"name": "id", "type": "object"}]}', encoding="utf-8")

    code, out, err = run("validate", data, "--schema", schema)

    assert (code, out) == (2, "")
    assert err == "Error: people.schema.json: field id: type: 'object' is not supported\n"


@pytest.mark.parametrize("option", ["--mapping", "--descriptor"])
def test_a_schema_goes_with_no_other_description(option, run, table):
    data, schema = table

    code, _, err = run("validate", data, "--schema", schema, option, schema)

    assert code == 2
    assert "--schema goes neither with" in err


@pytest.mark.parametrize("command", [["protect"], ["publish"]])
def test_data_of_others_are_not_published(command, run, tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a.csv").write_text("a\n1\n", encoding="utf-8")
    descriptor = {
        "resources": [{"name": "a", "path": "a.csv", "schema": {"fields": [{"name": "a"}]}}]
    }
    (tmp_path / "p" / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    target = [tmp_path / "out"] if command == ["publish"] else []

    code, out, err = run(*command, tmp_path / "p", *target)

    assert (code, out) == (1, "")
    assert "only data of the standard can be protected and published" in err
    assert not (tmp_path / "out").exists()


def _with_a_code_in_small_letters(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    text = "id,name,organization_type,country\nfj-demo-1,Body,other,fj\n"
    (folder / "organization.csv").write_text(text, encoding="utf-8")
    return folder


def test_copies_are_written_beside_the_report(run, tmp_path):
    source = _with_a_code_in_small_letters(tmp_path)
    outputs = {"fixed": "fixed", "workbook": "marked.xlsx", "findings": "all.csv", "text": "-"}

    code, out, err = run(
        *("validate", source),
        *(
            word
            for form, name in outputs.items()
            for word in ("--output", f"{form}={name if name == '-' else tmp_path / name}")
        ),
    )

    assert (code, err) == (1, "")
    assert out.startswith("Not ready to publish.")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("all.csv", "changes.csv", "data", "fixed", "marked.xlsx"),
    ]
    assert run("validate", tmp_path / "fixed")[0] == 0


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        pytest.param(["fixed=data/again"], "lies in the submission", id="into the source"),
        pytest.param(["workbook=-"], "needs a path", id="to standard output"),
        pytest.param(["findings=all.txt"], "should end in .csv or .parquet", id="another ending"),
        pytest.param(["findings=a.csv", "findings=a.csv"], "only one output", id="one path twice"),
        pytest.param(["fixed=x", "text=changes.csv"], "only one output", id="over the list"),
        pytest.param(["fixed=there"], "is there already", id="over what is there"),
    ],
)
def test_no_copy_goes_where_it_would_do_harm(outputs, said, run, tmp_path, monkeypatch):
    _with_a_code_in_small_letters(tmp_path)
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path)

    code, out, err = run("validate", "data", *(w for o in outputs for w in ("--output", o)))

    assert (code, out) == (2, "")
    assert said in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "there"]


def test_the_names_of_copies_are_those_of_the_library():
    from openinnov.cli.validate import COPY_FORMS
    from openinnov.copies import COPIES

    assert sorted(COPY_FORMS) == sorted(COPIES)


def test_linked_data_are_compressed_on_request(run, tmp_path):
    source = EXAMPLES / "bangladesh-digital-centres/submission"
    key = EXAMPLES / "demo.key"
    options = ("--key-file", key, "--compress", "zstd", "--format", "n-quads")

    code, _, _ = run("publish", source, tmp_path / "package", *options)

    assert code == 0
    assert (tmp_path / "package/rdf/data.nq.zst").is_file()
    assert "`zstd -d FILE`" in (tmp_path / "package/README.md").read_text("utf-8")
