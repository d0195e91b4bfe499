"""The head and the sources of a mapping: every refusal names the key that it is about."""

import pytest

from openinnov.exceptions import MappingError
from openinnov.mapping import apply

ID = 'id = { number = "Nr" }\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("cases.csv", "*.tsv", "files: no file matches *.tsv", id="no file"),
        pytest.param(
            "cases.csv",
            "../*.csv",
            "files: name files below the data folder",
            id="a folder above",
        ),
        pytest.param(
            "cases.csv",
            "**cases.csv",
            "files: **cases.csv is no pattern for names of files",
            id="no pattern",
        ),
        pytest.param(
            "cases.csv",
            "/cases.csv",
            "files: name files below the data folder",
            id="an absolute path",
        ),
        pytest.param(
            '"innovation"',
            '"inovation"',
            "main: there is no table inovation; did you mean innovation?",
            id="no such table",
        ),
        pytest.param(
            '"innovation"',
            '"service"',
            "main: exactly one block of table.service should be from cases",
            id="no block of the main table",
        ),
        pytest.param(
            'main = "innovation"',
            'main = "innovation"\nkey = ["No"]',
            "key: there is no column No",
            id="no such key",
        ),
        pytest.param(
            'main = "innovation"',
            'main = "innovation"\nignore = ["Tit"]',
            "ignore[1]: there is no column Tit; did you mean Title?",
            id="an ignored column that is not there",
        ),
        pytest.param(
            'main = "innovation"',
            'main = "innovation"\nfile_key = "[a-z]+[.]csv"',
            "file_key: this should be a simple pattern with one group",
            id="no group",
        ),
        pytest.param(
            'main = "innovation"',
            'main = "innovation"\nfile_key = "([0-9]+)[.]csv"',
            "file_key: it does not match the name of cases.csv",
            id="no match",
        ),
        pytest.param('"csv"', '"xml"', "format: this should be 'csv', 'workbook'", id="xml"),
    ],
)
def test_a_source_that_cannot_be_read_is_refused_by_its_key(refusal, texts, old, new, said):
    assert refusal(ID, source=texts.source.replace(old, new)).startswith(f"source.cases.{said}")


def test_a_block_from_no_source_is_refused_by_its_key(refusal, texts):
    said = "table.innovation.from: there is no source cases; did you mean case?"

    assert refusal(ID, source=texts.source.replace('"cases"', '"case"')) == said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param(("mapping = 1", "mapping = 2"), "mapping: this should be 1", id="version"),
        pytest.param(
            ("T09:00:00Z", "T09:00:00"),
            "descriptor.created: this needs a time zone, such as the Z",
            id="no time zone",
        ),
        pytest.param(
            ("2026-01-15T09:00:00Z", '"2026-01-15"'),
            "descriptor.created: this should be a date with its time and zone, without quotation",
            id="a text for a date",
        ),
        pytest.param(
            ('"2026.01.15"', "2026"),
            "descriptor.version: this should be a text, in quotation marks",
            id="a number for a text",
        ),
        pytest.param(
            ('"ca-demo"', '"CA-DEMO"'), "descriptor.prefix: openinnov:prefix should be", id="prefix"
        ),
        pytest.param(
            ('licence = "CC-BY-4.0"', 'licence = ""'), "descriptor.licence: ", id="no licence"
        ),
        pytest.param(('name = "demo"', ""), "descriptor.name: this key is needed", id="no name"),
        pytest.param(("mapping = 1", "mapping = "), "Invalid value (at line 2", id="no TOML"),
    ],
)
def test_a_head_that_is_faulty_is_refused_by_its_key(refusal, texts, changed, said):
    assert refusal(ID, head=texts.head.replace(*changed)).startswith(said)


def test_a_mapping_that_is_not_there_is_refused(demo):
    with pytest.raises(MappingError, match=r"mapping\.toml: there is no such mapping file"):
        apply(demo.file, demo.data)


def test_a_mapping_that_is_not_utf_8_is_refused(demo):
    demo.file.write_bytes(b"mapping = 1 # \xff")

    with pytest.raises(MappingError, match=r"mapping\.toml: byte 14 is not UTF-8"):
        apply(demo.file, demo.data)


def test_of_a_key_that_may_be_one_thing_or_another_both_are_said(refusal):
    found = refusal(ID, block="distinct = 5")

    assert found == (
        "table.innovation.distinct: this should be a text, in quotation marks; "
        "or this should be a list, in brackets"
    )


def test_all_faults_of_the_form_are_told_at_once(refusal):
    found = refusal(ID + "title = { colum = 'Title' }\nsummary = { kolumn = 'Title' }")

    assert [line.partition(":")[0] for line in found.splitlines()] == [
        "table.innovation.fields.title.colum",
        "table.innovation.fields.summary.kolumn",
    ]


def test_a_refusal_quotes_no_cell(demo):
    demo.write({"cases.csv": "Nr,Title\n7,Canary Person\n"})

    with pytest.raises(MappingError) as caught:
        demo.cases("Nr,Title\n7,Canary Person\n", ID + "title = 'Absent'")

    assert "Canary" not in f"{caught.value!r} {caught.value.__cause__!r}"
