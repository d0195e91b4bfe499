"""Converters make of the CSV files what stands in the linked data, and nothing else."""

import json
from pathlib import Path

import pytest
from publication import reading_csvw, reading_rdf
from publication.released import (
    INNOVATION,
    ORGANIZATION,
    SMALL,
    as_is,
    release,
    without_fields,
)
from readers.environment import read_with

import openinnov
from openinnov.publication import csvw, data_package, n_quads
from openinnov.publication.files import Output

ROOT = Path(__file__).parents[2]
ID = "https://w3id.org/openinnov/id"
NEED = {"id": "bd-a2i-2", "title": "Land", "organization_id": "bd-a2i-org-1"}


def _written(protected, directory):
    output = Output(directory)
    for form in (data_package, n_quads, csvw):
        form.write(protected, output)
    return directory


def _columns(package, table):
    document = json.loads((package / csvw.PATH).read_text("utf-8"))
    (found,) = (each for each in document["tables"] if each["url"] == f"data/{table}.csv")
    return {each["name"]: each for each in found["tableSchema"]["columns"]}


def _quads(package):
    return reading_rdf.by_oxigraph(package, n_quads.PATH)


@pytest.mark.parametrize("name", ["bangladesh-digital-centres", "rwanda-irembo"])
def test_files_of_a_package_say_nothing_that_linked_data_do_not(name, tmp_path):
    package = openinnov.read(ROOT / "datapackages" / name / "published")

    _written(as_is(package), tmp_path)

    said, quads = reading_csvw.statements(tmp_path), _quads(tmp_path)
    assert said <= quads
    assert len(said) > len(quads) * 3 / 4


def test_what_is_not_suppressed_is_all_there_is(tmp_path):
    plain = {name: cell for name, cell in INNOVATION.items() if name != "country"}
    tables = {
        "organization": [
            {"id": ORGANIZATION["id"], "name": 'A "name"', "website": "https://a2i.example.org/"}
        ],
        "innovation": [plain | {"keywords": "desk;one-stop shop", "start_date": "2019-05"}],
        "innovation_sdg": [{"innovation_id": "bd-a2i-1", "sdg": "16.10", "rationale": "a\nb"}],
        "need": [NEED],
        "funding": [{"id": "bd-a2i-5", "year": "2019", "amount": "12.50"}],
        "evidence": [{"id": "bd-a2i-6", "is_independent": "true", "title": "Report"}],
    }

    _written(release(tables), tmp_path)

    assert {*map(tuple, reading_csvw.suppressed(tmp_path).values())} == {()}
    assert reading_csvw.statements(tmp_path) == _quads(tmp_path)


@pytest.mark.parametrize(
    ("rows", "name", "expected"),
    [
        pytest.param(
            [{"title": "Land"}], "title", {"lang": "en"}, id="the language of the release"
        ),
        pytest.param(
            [{"title": "Land", "language": "bn"}, {"title": "Sea", "language": "en"}],
            "title",
            None,
            id="a row in another language",
        ),
        pytest.param(
            [{"start_date": "2019"}, {"start_date": "2020"}],
            "start_date",
            {"datatype": "gYear"},
            id="years",
        ),
        pytest.param([{"start_date": "2019-05-17"}], "start_date", {"datatype": "date"}, id="days"),
        pytest.param(
            [{"start_date": "2019"}, {"start_date": "2020-01"}], "start_date", None, id="both"
        ),
        pytest.param(
            [{"website": "https://e.org/a?b=%41#c"}],
            "website",
            {"valueUrl": "{+website}"},
            id="an address",
        ),
        pytest.param([{"website": "https://e.org/é"}], "website", None, id="an address to encode"),
        pytest.param(
            [{"stage": "diffusion"}],
            "stage",
            {"valueUrl": "https://w3id.org/openinnov/code/stage/{stage}"},
            id="codes of our own",
        ),
        pytest.param([{"country": "BD"}], "country", None, id="codes with IRIs of others"),
        pytest.param([{"policy_areas": "01.3"}], "policy_areas", None, id="a list of codes"),
        pytest.param(
            [{"adapted_from_id": "np-moha-3"}],
            "adapted_from_id",
            {"valueUrl": f"{ID}/innovation/{{adapted_from_id}}"},
            id="a record of another",
        ),
        pytest.param([{"keywords": "a;b"}], "keywords", {"separator": ";"}, id="a list of texts"),
    ],
)
def test_a_column_is_described_if_that_can_be(rows, name, expected, tmp_path):
    rows = [{"id": f"bd-a2i-{number}"} | row for number, row in enumerate(rows)]

    _written(release({"innovation": rows}), tmp_path)

    column = _columns(tmp_path, "innovation")[name]
    assert ("suppressOutput" in column) == (expected is None)
    assert column.items() >= (expected or {}).items()
    assert reading_csvw.statements(tmp_path) <= _quads(tmp_path)


def test_the_base_of_the_publisher_is_that_of_its_own_records_alone(tmp_path):
    base = "https://data.example.org/id"
    rows = [INNOVATION | {"adapted_from_id": "np-moha-3"}]

    _written(release({**SMALL, "innovation": rows}, **{"openinnov:base": base}), tmp_path)

    columns = _columns(tmp_path, "innovation")
    assert columns["lead_organization_id"]["valueUrl"].startswith(f"{base}/organization/")
    assert columns["adapted_from_id"]["suppressOutput"]
    assert reading_csvw.statements(tmp_path) <= _quads(tmp_path)


def test_addresses_of_contacts_are_of_their_scheme(tmp_path):
    rows = [{"id": "bd-a2i-3", "email": "desk+a@e.org", "phone": "+8801700000000"}]

    _written(release({"contact": rows}), tmp_path)

    columns = _columns(tmp_path, "contact")
    assert columns["email"]["valueUrl"] == "mailto:{+email}"
    assert columns["phone"]["valueUrl"] == "tel:{+phone}"
    assert reading_csvw.statements(tmp_path) <= _quads(tmp_path)


def test_an_empty_dimension_is_the_total_it_stands_for(tmp_path):
    row = {"indicator_id": "bd-a2i-5", "innovation_id": "bd-a2i-1", "point": "actual"}
    row |= {"period_start": "2016", "period_end": "2016", "value": "1", "sex": "F"}
    rows = [
        row
        | {"id": "bd-a2i-1", "deployment_id": "bd-a2i-7", "age_band": None, "area_type": "city"},
        row | {"id": "bd-a2i-2", "deployment_id": "bd-a2i-8", "age_band": None, "area_type": None},
    ]
    notice = {"table_name": "measurement", "record_id": "bd-a2i-2", "reason": "small-count"}
    notices = [notice | {"field_name": "area_type"}]

    _written(release({"measurement": rows, "withheld": notices}), tmp_path)

    columns = _columns(tmp_path, "measurement")
    assert columns["age_band"]["default"] == "_T"
    assert "default" not in columns["area_type"]
    assert columns["virtual_cube"]["valueUrl"].endswith("/2026.01.15#measurement")
    said, quads = reading_csvw.statements(tmp_path), _quads(tmp_path)
    assert said <= quads
    about = {each for each in quads if "/id/measurement/" in each[0]} - said
    # The one sex is no code that all are made like, and the withheld area is no code at all.
    assert {predicate.rpartition("/")[2] for _, predicate, _ in about} == {
        "dimension#sex>",
        "ns#areaType>",
        "ns#beneficiaryGroup>",
    }


def test_a_table_without_its_key_says_nothing(tmp_path):
    _written(without_fields(release(SMALL), "organization", "id"), tmp_path)

    assert "organization" not in {
        subject.split("/")[5] for subject, _, _ in reading_csvw.statements(tmp_path)
    }
    assert reading_csvw.statements(tmp_path) <= _quads(tmp_path)


def test_a_table_of_no_row_is_described(tmp_path):
    protected = release(SMALL)
    protected.submission.database.execute("DELETE FROM submitted.innovation")

    _written(protected, tmp_path)

    assert [*_columns(tmp_path, "innovation")] == [*INNOVATION]
    assert reading_csvw.statements(tmp_path) == _quads(tmp_path) - {
        each for each in _quads(tmp_path) if each[1].endswith("/spatial>")
    }


def test_a_reader_of_others_takes_the_files_for_valid(wide):
    found = read_with("csvw", wide / csvw.PATH)

    # The library does not know this datatype of the recommendation.
    assert set(found["complaints"]) <= {"Invalid value for property: language"}
    said = reading_csvw.statements(wide)
    subjects = {subject[1:-1] for subject, _, _ in said}
    nodes = [
        node for row in found["rows"] for node in (row, *row.values()) if isinstance(node, dict)
    ]
    assert {node["@id"] for node in nodes} == subjects
    texts = {
        (node["@id"], text)
        for node in nodes
        for key, value in node.items()
        for text in (value if isinstance(value, list) else [value])
        if isinstance(text, str) and not key.startswith("@") and text.startswith("https://")
    }
    assert len(texts) > len(subjects)
    iris = {(subject[1:-1], target[1:-1]) for subject, _, target in said}
    assert texts <= iris
