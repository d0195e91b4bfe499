"""The database of a submission."""

import sys
from pathlib import Path

import duckdb
import pytest

from openinnov.engine.duckdb import open_database
from openinnov.standard import load


def test_a_database_reaches_nothing_outside_of_itself(tmp_path):
    (tmp_path / "file.csv").write_text("a\n1\n", encoding="utf-8")
    database = open_database(load())

    with pytest.raises(duckdb.PermissionException):
        database.execute(f"SELECT * FROM read_csv('{tmp_path / 'file.csv'}')")


def test_its_folder_is_private_and_goes_with_it(tmp_path):
    database = open_database(load(), directory=tmp_path)
    (folder,) = tmp_path.iterdir()

    assert folder.stat().st_mode & 0o777 == 0o700
    assert database.execute("SELECT current_setting('temp_directory')").fetchall() == [
        (str(folder),)
    ]
    del database
    assert not Path(folder).exists()


def test_it_opens_where_the_compiled_module_has_another_name(monkeypatch):
    monkeypatch.setitem(sys.modules, "_duckdb", None)

    database = open_database(load())

    assert database.execute("SELECT count(*) FROM submitted.need").fetchall() == [(0,)]


def test_a_long_query_shows_no_progress_among_the_output():
    database = open_database(load())

    query = "SELECT current_setting('enable_progress_bar')"
    assert database.execute(query).fetchall() == [(False,)]
