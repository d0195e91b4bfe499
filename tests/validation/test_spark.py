"""Spark finds what DuckDB finds: the reports are equal as whole documents."""

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import nullcontext
from unicodedata import category

import duckdb
import pytest
from foreign.test_guards import CASES as LISTED
from foreign.test_guards import field_of
from golden import EXAMPLES
from spark import QUICK, uses_spark
from submissions import make
from test_rules import CASES, described, split

import openinnov
from openinnov.cli import main
from openinnov.detection.persons import folded, words_in
from openinnov.engine import spark as engine
from openinnov.engine import spark_session
from openinnov.engine.dialect import to_spark
from openinnov.engine.forms import guard
from openinnov.engine.types import TYPES, typed
from openinnov.reading import read
from openinnov.standard import Field, load
from openinnov.validation import staging
from openinnov.validation.staging import stage

pytestmark = uses_spark
STANDARD = load()
#: Texts that engines may take for different things.
TEXTS = [
    *("", " ", "a", " a", "a ", "a\n", "a\tb", "a\r\nb", "a\rb", "a\x0bb", "a\x00b", "a\u2028b"),
    *("\u00a0a\u3000", "\ufffe", "🇧🇩", "কেন্দ্র", "ΣΑΣ", "İ", "it's", 'a"b', "a\\b", "\\n", "${a}"),
    *("a;b", "a; b", "a;;b", "a;a", ";", "x" * 300, "x" * ((1 << 20) + 1)),
    *("0", "-0", "007", "12.5", ".5", "5.", "1e3", "0x1F", "1_000", "१२", "5d", "NaN", "infinity"),
    *("999999999999999999", "1234567890123456789", "-0.000000001", "123456789012345678.123456789"),
    *("true", "TRUE", "t", "yes", "2020", "2020-01", "2020-02-29", "2023-02-29", "2020-1-1"),
    *("0000-01-01", "0000", "9999-12-31", "9999", "2020/01/01", "2020-01-01 10:00", "today"),
    *("en", "zh-Hans", "pt-BR", "bd-a2i-1", "bd-a2i-2", "BD", "info@example.org", "a@b"),
    *("https://example.org/", "https://example.org/" + "a" * 100_000, "https://u:p@example.org/"),
    *("+880 1711 234567 call", "ſecret=abcdef123456", "23.780612, 90.407012"),
]


def _assert_equal(spark, submission, previous=None, **options):
    ours = openinnov.validate(submission, previous=previous, **options).document()
    here, before = stage(spark, submission, previous)
    theirs = openinnov.validate(here, previous=before, **options).document()

    assert theirs == ours
    return ours


def test_an_example_with_many_mistakes_has_the_same_report(spark):
    document = _assert_equal(spark, read(EXAMPLES / "mistakes" / "submission"))

    assert not document["valid"]


def _batches():
    """Put the cases of all rules together that have the same descriptor."""
    batches = defaultdict(list)
    for case in CASES:
        rule, tables = case.values
        now, before, properties, _ = split(tables)
        kind = (json.dumps(described(properties), sort_keys=True), bool(before))
        batches[kind].append((rule, now, before, properties))
    return batches.values()


def _merged(parts):
    tables = defaultdict(list)
    for part in parts:
        for name, rows in part.items():
            tables[name] += rows
    return tables


def test_the_examples_of_the_rules_have_the_same_report(spark):
    found = set()
    for cases in _batches():
        rules = sorted({rule for rule, *_ in cases})
        submission = make(_merged(now for _, now, _, _ in cases), descriptor=described(cases[0][3]))
        before = _merged(before for _, _, before, _ in cases)
        previous = make(before) if before else None

        document = _assert_equal(spark, submission, previous, rules=rules)

        found |= {notice["rule"] for notice in document["notices"]} & set(rules)
    # In company some records break no rule any more: these stand alone.
    for rule in sorted(STANDARD.rules.keys() - found):
        now, _, properties, _ = next(split(c.values[1]) for c in CASES if _fails(c, rule))
        submission = make(now, descriptor=described(properties))
        document = _assert_equal(spark, submission, rules=[rule])
        assert rule in {notice["rule"] for notice in document["notices"]}


def _fails(case, rule):
    return case.values[0] == rule and bool(split(case.values[1])[3])


def test_tables_with_every_fault_have_the_same_report(spark):
    texts = [text for text in TEXTS if len(text) < 1000]
    names = ["organization", "contact", "innovation", "measurement", "need", "translation"]
    # Keys are repeated, and of the organizations referred to only every other one is there.
    tables = {
        name: [
            dict.fromkeys(STANDARD.tables[name].fields, text) for text in [*texts, *texts[30:34]]
        ]
        for name in names
    }
    tables["organization"] = tables["organization"][::2] * 2

    document = _assert_equal(spark, make(tables), rules=[])

    checks = {notice["rule"] for notice in document["notices"]}
    assert {"type", "required", "codelist", "primary-key", "foreign-key", "pattern"} <= checks


def test_the_types_agree(spark):
    texts = [text for text in TEXTS if text]
    frame = spark.session.createDataFrame([(text,) for text in texts], "x STRING")
    frame.createOrReplaceTempView("texts")
    cells = [
        sql
        for kind, each in TYPES.items()
        for sql in (
            each.guard("x"),
            f"CAST({typed(Field('x', kind, '', '', 'public'), 'x')} AS STRING)",
        )
    ]
    query = f"SELECT x, {', '.join(cells)} FROM texts ORDER BY x"
    ours = duckdb.connect()
    ours.execute("CREATE TABLE texts AS SELECT unnest(?::varchar[]) AS x", [texts])

    theirs = [tuple(row) for row in spark.session.sql(to_spark(query)).collect()]

    assert theirs == ours.execute(query).fetchall()


@pytest.mark.skipif(not LISTED, reason="the shared data are not there")
def test_the_guards_of_other_table_schemas_agree(spark):
    texts = sorted({text for _, text, _ in LISTED})
    ours = duckdb.connect()
    ours.execute("CREATE TABLE values_ AS SELECT unnest(?::varchar[]) AS x", [texts])
    frame = spark.session.createDataFrame([(text,) for text in texts], "x STRING")
    frame.createOrReplaceTempView("values_")
    fields = {kind: field_of(kind) for kind, _, _ in LISTED}
    guards = [guard(field, field.form, "x") for field in fields.values()]
    query = f"SELECT x, {', '.join(guards)} FROM values_ ORDER BY x"

    theirs = [tuple(row) for row in spark.session.sql(to_spark(query)).collect()]

    assert theirs == ours.execute(query).fetchall()
    said = {(kind, row[0]): row[i] for row in theirs for i, kind in enumerate(fields, start=1)}
    assert {
        (kind, text): said[kind, text] for kind, text, accepted in LISTED if text != "2020-02-30"
    } == {(kind, text): accepted for kind, text, accepted in LISTED if text != "2020-02-30"}


@pytest.mark.skipif(not LISTED, reason="the shared data are not there")
def test_tables_of_others_have_the_same_report(spark, tmp_path):
    strings = ("email", "uri", "uuid")  # They are formats of texts.
    kinds = sorted({kind for kind, _, _ in LISTED}.difference(strings))
    fields = [
        {"name": f'{kind}. "x"', "type": kind, "constraints": {"unique": True}} for kind in kinds
    ]
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps({"fields": fields}), encoding="utf-8")
    with (tmp_path / "data.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(field["name"] for field in fields)
        rows.writerows([text] * len(kinds) for _, text, _ in LISTED)

    document = _assert_equal(spark, read(tmp_path / "data.csv", schema=schema))

    assert {"type", "unique"} <= {notice["rule"] for notice in document["notices"]}


def test_letters_agree(spark):
    ranges = [*range(1, 0xD800), *range(0xE000, 0x11_0000)]
    letters = [chr(code) for code in ranges if category(chr(code))[0] in "LMNZ"]
    words = [*letters, *(f"a{letter}" for letter in letters)]
    frame = spark.session.createDataFrame([(word,) for word in words], "x STRING")
    frame.createOrReplaceTempView("letters")
    query = f"SELECT x, lower(x), trim(x), {folded('x')}, {words_in('x')} FROM letters"
    ours = duckdb.connect()
    ours.execute("CREATE TABLE letters AS SELECT unnest(?::varchar[]) AS x", [words])

    theirs = sorted(tuple(row) for row in spark.session.sql(to_spark(query)).collect())

    differ = [
        both
        for both in zip(theirs, sorted(ours.execute(query).fetchall()), strict=True)
        if both[0] != both[1]
    ]
    assert differ == []


def test_large_data_stay_in_files_of_spark(spark, monkeypatch):
    monkeypatch.setattr(staging, "_SMALL", 0)
    rows = [
        {
            "id": f"bd-a2i-{n}",
            "title": "Call +880 1711 234567",
            "budget": "1.234",
            "currency": "JPY",
        }
        for n in range(3)
    ]
    rules = ["amount-decimals", "id-vanished", "personal-data-in-text"]

    document = _assert_equal(spark, make({"need": rows[1:]}), make({"need": rows}), rules=rules)

    assert {notice["rule"] for notice in document["notices"]} >= set(rules)


def test_rows_that_are_too_many_for_a_plan_stay_in_files(spark, monkeypatch):
    monkeypatch.setattr(engine, "_IN_PLAN", 1)
    rows = [{"id": f"bd-a2i-{n}", "title": "a\tb", "budget": "1.234"} for n in range(3)]

    document = _assert_equal(spark, make({"need": rows}), rules=["amount-and-currency"])

    assert {"amount-and-currency", "type"} <= {n["rule"] for n in document["notices"]}


def test_what_is_not_public_is_withheld_alike(spark):
    tables = {
        "contact": [{"id": "bd-a2i-1", "name": "José Zqxcanáry", "email": "zqxcanary at example"}],
        "need": [
            {"id": "bd-a2i-1", "title": "Ask\tJOSE ZQXCANARY"},
            {"id": "bd-a2i-2", "title": "x\ty"},
        ],
    }

    document = _assert_equal(spark, make(tables), rules=[])

    assert "zqxcanary" not in json.dumps(document).lower()
    assert "x\\ty" in json.dumps(document)


def test_its_files_are_private_and_it_listens_on_this_machine_alone(spark):
    settings = dict(spark.session.sparkContext.getConf().getAll())

    assert spark.folder.stat().st_mode & 0o777 == 0o700
    assert settings["spark.local.dir"] == str(spark.folder)
    assert settings["spark.ui.enabled"] == "false"
    assert settings["spark.driver.bindAddress"] == settings["spark.driver.host"] == "127.0.0.1"


def test_the_command_says_the_same_and_nothing_else(tmp_path):
    source = EXAMPLES / "mistakes" / "submission" / "need.csv"
    command = [sys.executable, "-m", "openinnov", "validate", source, "--output", "json=-"]
    environment = os.environ | {
        "TMPDIR": str(tmp_path),
        "JDK_JAVA_OPTIONS": QUICK,
    }

    ours = subprocess.run(command, capture_output=True, text=True, check=False)
    theirs = subprocess.run(
        [*command, "--engine", "spark"],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )

    assert (theirs.returncode, theirs.stdout, theirs.stderr) == (1, ours.stdout, "")
    assert list(tmp_path.iterdir()) == []


def test_validate_takes_the_master_of_a_spark(spark, monkeypatch):
    monkeypatch.setattr(spark_session, "started", lambda _: nullcontext(spark))
    submission = make({"need": [{"id": "bd-a2i-1", "title": "x"}]})

    report = openinnov.validate(submission, rules=[], spark="local[2]")

    assert report == openinnov.validate(submission, rules=[])


def test_without_pyspark_it_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(spark_session, "find_spec", lambda _: None)

    assert _validate("spark") == 2
    assert 'pip install "openinnov[spark]"' in capsys.readouterr().err


def test_without_java_it_says_so(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    assert _validate("spark") == 2
    assert "install Java 17" in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Of pyspark.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_java_that_does_not_start_is_said(monkeypatch, capsys, tmp_path):
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    java.chmod(0o700)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    with pytest.raises(openinnov.MissingExtraError, match="it needs Java 17"):
        openinnov.validate(make({}), spark="local[1]")
    assert list(tmp_path.glob("openinnov-*")) == []


def _validate(engine):
    source = str(EXAMPLES / "mistakes" / "submission" / "need.csv")
    with pytest.raises(SystemExit) as left:
        main(["validate", source, "--engine", engine])
    return left.value.code
