"""No format of a release tells more than another, and each gap has its notice."""

import json
import sqlite3
from contextlib import closing
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from golden import EXAMPLES, SUBMISSIONS
from verification.packages import table, write

from openinnov.verification import csvw, privacy
from openinnov.verification.package import opened

ROWS = [
    {"id": "s1", "title": "Post", "groups": "poor;old", "note": ""},
    {"id": "s2", "title": 'He said "no"', "groups": "", "note": "x"},
]


def faults(directory):
    return privacy.check(opened(directory), None)[0]


@pytest.fixture
def package(tmp_path):
    return write(tmp_path / "package", table("service", ROWS))


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_the_published_examples_tell_nothing_they_may_not(name):
    assert faults(EXAMPLES / name / "published") == ()


def test_formats_that_agree_are_no_fault(package):
    assert faults(package) == ()


def test_a_parquet_file_that_holds_a_cell_more_is_found(package):
    path = package / "data" / "service.parquet"
    rows = pq.read_table(path).to_pylist()
    pq.write_table(pa.Table.from_pylist([rows[0] | {"note": "secret"}, rows[1]]), path)

    assert faults(package) == (
        "data/service.parquet: note does not tell what data/service.csv tells",
    )


@pytest.mark.parametrize(
    ("kind", "values", "same"),
    [
        pytest.param(pa.int64(), [1, None], True, id="numbers"),
        pytest.param(pa.int64(), [2, None], False, id="another number"),
        pytest.param(pa.date32(), [date(2026, 1, 1), None], False, id="another type"),
        pytest.param(pa.list_(pa.string()), [["1"], None], True, id="a list"),
        pytest.param(pa.list_(pa.string()), [["1", "2"], None], False, id="a longer list"),
    ],
)
def test_cells_are_compared_as_their_types_have_them(kind, values, same, tmp_path):
    rows = [{"id": "a", "note": "1"}, {"id": "b", "note": ""}]
    package = write(tmp_path / "p", table("service", rows), forms=("csv",))
    cells = {"id": ["a", "b"], "note": pa.array(values, kind)}
    pq.write_table(pa.table(cells), package / "data" / "service.parquet", row_group_size=1)

    assert (faults(package) == ()) == same


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(
            'service/s1> <https://w3id.org/openinnov/ns#note> "x"', id="a value of another"
        ),
        pytest.param(
            'service/s3> <https://w3id.org/openinnov/ns#title> "Post"', id="a record more"
        ),
        pytest.param(
            "service/s1> <https://w3id.org/openinnov/ns#contact> "
            "<https://w3id.org/openinnov/id/contact/c1>",
            id="a reference",
        ),
    ],
)
def test_a_statement_that_is_in_no_table_is_found(line, package):
    with (package / "data.nq").open("a", encoding="utf-8") as file:
        file.write(f"<https://w3id.org/openinnov/id/{line} <https://e.org/g> .\n")

    assert faults(package) == ("data.nq: 1 statements are in no table",)


@pytest.mark.parametrize(
    ("cells", "dimension", "expected"),
    [
        pytest.param({}, "areaType> <https://w3id.org/openinnov/code/area_type/all>", (), id="all"),
        pytest.param({}, "deployment> <https://w3id.org/openinnov/ns#withheld>", (), id="withheld"),
        pytest.param({}, 'age> "_T"', (), id="a text"),
        pytest.param(
            {"age_band": "15-24"},
            'age> "_T"',
            ("data.nq: 1 statements are in no table",),
            id="a total beside a cell",
        ),
        pytest.param(
            {},
            "areaType> <https://w3id.org/openinnov/code/area_type/city>",
            ("data.nq: 1 statements are in no table",),
            id="a code that is no total",
        ),
        pytest.param(
            {"value": "3"},
            "s> <http://purl.org/linked-data/sdmx/2009/code#confStatus-C>",
            ("data.nq: 1 statements are in no table",),
            id="a value that is there is not confidential",
        ),
    ],
)
def test_what_an_empty_cell_of_a_cube_stands_for_is_no_addition(
    cells, dimension, expected, tmp_path
):
    row = {"id": "m1", "age_band": "", "deployment_id": "", "area_type": "", "value": "", **cells}
    package = write(tmp_path / "p", table("measurement", [row]))
    with (package / "data.nq").open("a", encoding="utf-8") as file:
        start = "<https://w3id.org/openinnov/id/measurement/m1> <https://w3id.org/openinnov/ns#"
        file.write(f"{start}{dimension} <https://e.org/g> .\n")

    assert faults(package) == expected


def test_turtle_trig_and_json_ld_that_say_more_are_found(package):
    for name in ("data.ttl", "data.trig"):
        (package / name).write_text('# "free"\n<s1> a "Post", "He said \\"no\\"", "more" .\n')
    node = {
        "@id": "https://w3id.org/openinnov/id/service/s1",
        "@type": "Service",
        "title": ["Post"],
    }
    hidden = node | {"note": {"@value": "secret", "@type": "xsd:string"}, "size": 7}
    lines = [f"{json.dumps(each)},\n" for each in (node, hidden)]
    (package / "data.jsonld").write_text('{"@context":{},"@graph":[\n' + "".join(lines) + "]}\n")

    assert faults(package) == (
        "data.ttl: 1 texts are not in data.nq",
        "data.trig: 1 texts are not in data.nq",
        "data.jsonld: 1 texts are not in data.nq",
    )


def notice(**cells):
    return {"table_name": "service", "record_id": "s1", "field_name": "note", **cells}


def service(*, required):
    resource, rows = table("service", ROWS, schema={"primaryKey": ["id"]})
    resource["schema"]["fields"][3]["constraints"] = {"required": required}
    resource["schema"]["fields"][3]["openinnov:waived"] = False
    return resource, rows


@pytest.mark.parametrize(
    ("notices", "expected"),
    [
        pytest.param(
            [notice(record_id="s9")], ["1 cells are empty, and no notice says why"], id="no"
        ),
        pytest.param([notice()], [], id="its own"),
        pytest.param([notice(record_id="*")], [], id="for all records"),
        pytest.param([notice(field_name="*")], [], id="for the whole record"),
        pytest.param(
            [notice(), notice(record_id="s2", technique="suppressed")],
            ["1 cells are said to be withheld, and are there"],
            id="for a cell that is there",
        ),
        pytest.param([notice(), notice(record_id="s2", technique="rounded")], [], id="coarsened"),
    ],
)
def test_gaps_and_notices_belong_together(notices, expected, tmp_path):
    package = write(
        tmp_path / "p", service(required=True), table("withheld", notices), forms=("csv",)
    )

    assert list(faults(package)) == [f"data/service.csv: {fault}" for fault in expected]


def test_a_gap_where_nothing_is_required_is_no_loss(tmp_path):
    assert faults(write(tmp_path / "p", service(required=False), forms=("csv",))) == ()


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        pytest.param([("service", ["id", "title", "groups", "note"])], None, id="as they are"),
        pytest.param([("service", ["id", "note"])], "data/service.csv", id="other columns"),
        pytest.param([], "data/service.csv", id="a table is missing"),
        pytest.param(
            [("service", ["id", "title", "groups", "note"]), ("secret", ["id"])],
            "data/secret.csv",
            id="a table too many",
        ),
    ],
)
def test_metadata_of_tables_describe_them_as_they_are(tables, expected, package):
    document = {
        "tables": [
            {
                "url": f"data/{name}.csv",
                "tableSchema": {
                    "columns": [{"name": each} for each in columns]
                    + [{"name": "virtual_class0", "virtual": True}]
                },
            }
            for name, columns in tables
        ]
    }
    (package / "csvw.json").write_text(json.dumps(document), "utf-8")

    found = [*csvw.check(opened(package))]

    fault = f"csvw.json: the columns of '{expected}' are not those of its schema"
    assert found == ([fault] if expected else [])


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        pytest.param("", (), id="as they are"),
        pytest.param(
            "UPDATE service SET note = 'y' WHERE id = 's1'",
            ("t.sqlite: service does not tell what data/service.csv tells",),
            id="another cell",
        ),
        pytest.param(
            "DELETE FROM service WHERE id = 's2'",
            ("t.sqlite: service does not tell what data/service.csv tells",),
            id="a record is missing",
        ),
        pytest.param(
            "ALTER TABLE service RENAME COLUMN note TO secret",
            ("t.sqlite: service does not tell what data/service.csv tells",),
            id="another column",
        ),
        pytest.param(
            "CREATE VIEW more AS SELECT 'x'",
            ("t.sqlite: the tables are not those of the package",),
            id="something besides",
        ),
    ],
)
def test_a_database_tells_what_the_tables_tell(script, expected, tmp_path):
    rows = [
        {"id": "s1", "note": "", "size": "-0", "open": "true"},
        {"id": "s2", "note": "1.50", "size": "7", "open": ""},
    ]
    resource, rows = table("service", rows)
    for field, kind in zip(
        resource["schema"]["fields"], ("string", "decimal", "integer", "boolean"), strict=True
    ):
        field["openinnov:type"] = kind
    package = write(tmp_path / "p", (resource, rows), forms=("csv",))
    with closing(sqlite3.connect(package / "t.sqlite")) as database:
        database.executescript(
            "CREATE TABLE service (id TEXT PRIMARY KEY, note TEXT, size INTEGER, open INTEGER);"
            f"INSERT INTO service VALUES ('s1', NULL, 0, 1), ('s2', '1.50', 7, NULL); {script}"
        )

    assert faults(package) == expected


def test_what_is_no_database_is_found(package):
    (package / "t.sqlite").write_bytes(b"SQLite format 3\0 not")

    assert faults(package) == ("t.sqlite: is no SQLite database",)
