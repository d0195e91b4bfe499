"""Parquet files: typed columns, and the same bytes however the batches fall."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from publication.released import release

from openinnov.exceptions import PublicationError
from openinnov.publication import parquet, rows
from openinnov.publication.files import Output


def _write(protected, directory, table):
    parquet.write(protected, Output(directory))
    return pq.read_table(directory / "data" / f"{table}.parquet")


def test_each_type_of_the_standard_has_its_own(tmp_path):
    cells = {
        "id": "bd-a2i-1",
        "title": "Land",
        "policy_areas": "01.1;16",
        "needed_by": "2027-05",
        "valid_until": "2026-12-31",
        "budget": "1.5",
    }
    table = _write(release({"need": [cells]}), tmp_path, "need")

    assert table.to_pylist() == [
        {
            "id": "bd-a2i-1",
            "title": "Land",
            "policy_areas": ["01.1", "16"],
            "budget": Decimal("1.500000000"),
            "needed_by": "2027-05",
            "valid_until": date(2026, 12, 31),
        }
    ]
    assert table.schema.field("budget").type == pa.decimal128(27, 9)


def test_numbers_years_and_answers_are_typed(tmp_path):
    protected = release(
        {
            "funding": [{"id": "bd-a2i-1", "year": "2019"}],
            "experiment": [{"id": "bd-a2i-2", "participants": "40"}],
            "evidence": [{"id": "bd-a2i-3", "is_independent": "true"}],
        }
    )

    assert _write(protected, tmp_path, "funding").schema.field("year").type == pa.int16()
    assert _write(protected, tmp_path, "experiment")["participants"].to_pylist() == [40]
    assert _write(protected, tmp_path, "evidence")["is_independent"].to_pylist() == [True]


def test_the_file_says_which_release_it_belongs_to(tmp_path):
    _write(release({"need": [{"id": "bd-a2i-1"}]}, profile="partner"), tmp_path, "need")

    assert pq.read_metadata(tmp_path / "data/need.parquet").metadata == {
        b"openinnov:standard": b"1.0.0",
        b"openinnov:release": b"partner",
        b"openinnov:table": b"need",
    }


def test_a_table_without_records_has_columns(tmp_path):
    protected = release({"need": [{"id": "bd-a2i-1", "budget": "1"}]})
    protected.submission.database.execute("DELETE FROM submitted.need")

    table = _write(protected, tmp_path, "need")

    assert (table.num_rows, table.column_names) == (0, ["id", "budget"])


def test_a_cell_that_is_not_of_its_type_stops_the_work(tmp_path):
    protected = release({"need": [{"id": "bd-a2i-1", "budget": "a lot"}]})

    with pytest.raises(PublicationError, match=r"^need: 2 cells should be written and 1 came out"):
        parquet.write(protected, Output(tmp_path))


def test_the_bytes_do_not_depend_on_the_batches(tmp_path, monkeypatch):
    protected = release({"need": [{"id": f"bd-a2i-{number}"} for number in range(50)]})
    monkeypatch.setattr(parquet, "GROUP", 20)
    read = rows.batches
    written = set()

    for size in (7, 20, 64):
        monkeypatch.setattr(parquet, "batches", lambda *given, size=size: read(*given[:-1], size))
        parquet.write(protected, Output(tmp_path))
        written.add((tmp_path / "data/need.parquet").read_bytes())

    assert len(written) == 1
    metadata = pq.read_metadata(tmp_path / "data/need.parquet")
    assert [metadata.row_group(i).num_rows for i in range(metadata.num_row_groups)] == [20, 20, 10]
