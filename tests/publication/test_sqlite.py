"""All tables in one database, with keys, references and types, and the same bytes each time."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from publication.released import INNOVATION, SMALL, WIDE, as_is, release, without_fields

import openinnov
from openinnov.exceptions import PublicationError
from openinnov.publication import sqlite
from openinnov.publication.files import Output

ROOT = Path(__file__).parents[2]


def _asked(directory, query):
    with closing(sqlite3.connect(directory / sqlite.PATH)) as database:
        return database.execute(query).fetchall()


def test_a_table_has_its_types_its_key_and_its_references(tmp_path):
    sqlite.write(release(WIDE), Output(tmp_path))

    (definition,) = _asked(tmp_path, "SELECT sql FROM sqlite_schema WHERE name = 'deployment'")
    columns = '"id" TEXT NOT NULL, "innovation_id" TEXT, "kind" TEXT, "country" TEXT, "stage" TEXT'
    assert definition[0] == (
        f'CREATE TABLE "deployment" ({columns}, "start_date" TEXT, "people_reached" INTEGER, '
        'PRIMARY KEY ("id"), FOREIGN KEY ("innovation_id") REFERENCES "innovation" ("id"))'
    )


def test_cells_are_typed_and_decimals_stay_what_they_are(tmp_path):
    rows = [{"id": "bd-a2i-4", "cost": "12.50", "steps": "3"}, {"id": "bd-a2i-3", "steps": None}]
    rows[1]["cost"] = "0.100000001"
    tables = {
        "time_cost_visit": rows,
        "evidence": [{"id": "bd-a2i-6", "is_independent": "true", "published_on": "2019-05"}],
        "need": [{"id": "bd-a2i-2", "wanted": "advice;tools", "title": "16.10"}],
    }

    sqlite.write(release(tables), Output(tmp_path))

    assert _asked(tmp_path, "SELECT * FROM time_cost_visit") == [
        ("bd-a2i-3", "0.100000001", None),
        ("bd-a2i-4", "12.50", 3),
    ]
    assert _asked(tmp_path, "SELECT sum(cost) FROM time_cost_visit") == [(12.600000001,)]
    assert _asked(tmp_path, "SELECT * FROM evidence") == [("bd-a2i-6", "2019-05", 1)]
    assert _asked(tmp_path, "SELECT * FROM need") == [("bd-a2i-2", "16.10", "advice;tools")]


def test_a_package_holds_it_where_it_is_asked_for(tmp_path):
    openinnov.publish(release(WIDE), tmp_path / "package", formats=["sqlite", "dcat"])
    sqlite.write(release(WIDE), Output(tmp_path))

    database = tmp_path / "package" / sqlite.PATH
    assert database.read_bytes() == (tmp_path / sqlite.PATH).read_bytes()
    assert [*(tmp_path / "package").glob("tables*")] == [database]
    assert openinnov.verify(tmp_path / "package") == ()
    catalogue = (tmp_path / "package" / "rdf/catalog.ttl").read_text("utf-8")
    assert '"All tables in one database."@en' in catalogue
    readme = (tmp_path / "package" / "README.md").read_text("utf-8")
    assert "* `*.sqlite`: the same tables in one database: SQLite\n" in readme


def test_the_references_of_a_package_lead_to_records(tmp_path):
    package = openinnov.read(ROOT / "datapackages" / "bangladesh-digital-centres" / "published")

    sqlite.write(as_is(package), Output(tmp_path))

    assert _asked(tmp_path, "PRAGMA foreign_key_check") == []
    assert _asked(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    assert _asked(tmp_path, "SELECT count(*) FROM innovation") == [(package.rows("innovation"),)]


def test_a_key_that_stands_twice_stops_the_work(tmp_path):
    protected = release({**SMALL, "innovation": [INNOVATION, INNOVATION]})

    with pytest.raises(PublicationError, match=r"tables\.sqlite: cannot be written: UNIQUE"):
        sqlite.write(protected, Output(tmp_path))


def test_a_table_without_its_key_has_none(tmp_path):
    sqlite.write(without_fields(release(SMALL), "organization", "id"), Output(tmp_path))

    (definition,) = _asked(tmp_path, "SELECT sql FROM sqlite_schema WHERE name = 'organization'")
    assert "KEY" not in definition[0]
