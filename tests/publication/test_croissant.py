"""Tools for machine learning read each table with the types of its columns."""

import json
from decimal import Decimal

import pyarrow.parquet as pq
import pytest
from publication.released import SMALL, release, without_fields
from readers.environment import read_with

import openinnov
from openinnov.publication import croissant
from openinnov.publication.files import File, Output


def _document(package):
    return json.loads((package / "croissant.json").read_text("utf-8"))


def _fields(document, table):
    (found,) = (each for each in document["recordSet"] if each["@id"] == table)
    return {each["name"]: each for each in found["field"]}


def _written(directory, protected, *names):
    """Return the document that is written after these Parquet files."""
    files = [File(f"data/{name}.parquet", "0" * 64, 1) for name in names]
    croissant.write(protected, Output(directory, files=files))
    return _document(directory)


def test_each_file_of_a_table_has_its_hash(wide):
    listed = {each["contentUrl"]: each["sha256"] for each in _document(wide)["distribution"]}

    lines = (wide / "SHA256SUMS").read_text("utf-8").splitlines()
    checksums = {line[66:]: line[:64] for line in lines}
    assert listed == {path: sha for path, sha in checksums.items() if path.startswith("data/")}


def test_a_field_is_a_column_of_the_parquet_file(wide):
    fields = _fields(_document(wide), "innovation")

    assert fields["policy_areas"] == {
        "@id": "innovation/policy_areas",
        "@type": "cr:Field",
        "name": "policy_areas",
        "description": release(SMALL)
        .submission.standard.tables["innovation"]
        .fields["policy_areas"]
        .description,
        "dataType": "sc:Text",
        "source": {
            "fileObject": {"@id": "data/innovation.parquet"},
            "extract": {"column": "policy_areas"},
        },
        "repeated": True,
        "equivalentProperty": "http://purl.org/dc/terms/subject",
    }
    assert {name: each["dataType"] for name, each in fields.items()} == {
        name: {"modified": "sc:Date"}.get(name, "sc:Text") for name in fields
    }


def test_without_parquet_there_is_no_record_set(tmp_path):
    assert _written(tmp_path, release(SMALL))["recordSet"] == []


def test_without_its_key_a_record_set_has_none(tmp_path):
    protected = without_fields(release(SMALL), "innovation", "id")

    document = _written(tmp_path, protected, *SMALL)

    sets = {each["@id"]: each for each in document["recordSet"]}
    assert "key" not in sets["innovation"]
    assert sets["organization"]["key"] == [{"@id": "organization/id"}]


@pytest.mark.parametrize(
    ("version", "expected"),
    [("2026.01.05", "2026.1.5"), ("2026.01.05.2", "2026.1.5+2"), ("1.0.10", "1.0.10")],
)
def test_the_version_has_the_form_of_semantic_versioning(version, expected, tmp_path):
    assert _written(tmp_path, release(SMALL, version=version))["version"] == expected


def test_texts_of_the_release_have_its_language(tmp_path):
    properties = {"title": "</script>", "keywords": ["guichet"], "openinnov:language": "fr"}
    document = _written(tmp_path, release(SMALL, **properties))

    assert document["alternateName"] == {"@value": "</script>", "@language": "fr"}
    assert document["keywords"] == [{"@value": "guichet", "@language": "fr"}]
    assert "<" not in (tmp_path / croissant.PATH).read_text("utf-8")


def _expected(package, table):
    rows = pq.read_table(package / f"data/{table}.parquet").to_pylist()
    return [{f"{table}/{name}": _plain(cell) for name, cell in row.items()} for row in rows]


def _plain(cell):
    if isinstance(cell, Decimal):
        return float(cell)
    return cell if cell is None or isinstance(cell, bool | int | list) else str(cell)


def test_mlcroissant_reads_every_record_and_complains_of_nothing(wide):
    found = read_with("croissant", wide / "croissant.json")

    assert found["complaints"] == []
    assert found["records"] == {table: _expected(wide, table) for table in found["records"]}
    assert {*found["records"]} == {path.stem for path in (wide / "data").glob("*.parquet")}
    assert "16.10" in {row["innovation_sdg/sdg"] for row in found["records"]["innovation_sdg"]}


def test_mlcroissant_finds_another_language_as_sound(tmp_path):
    properties = {"keywords": ["b", "a"], "openinnov:language": "fr"}
    openinnov.publish(release(SMALL, **properties), tmp_path / "package")

    assert read_with("croissant", tmp_path / "package/croissant.json")["complaints"] == []
