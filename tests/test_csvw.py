"""CSV with CSVW metadata becomes the RDF that the W3C's own tests expect."""

import csv
import json
from pathlib import Path, PurePosixPath

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from shared_data import SHARED, shared

import openinnov
from openinnov.cli import main
from openinnov.csvw.datatypes import datatype
from openinnov.csvw.values import parser
from openinnov.exceptions import MetadataError, OpenInnovError, PublicationError, RefusedError

W3C = "http://www.w3.org/2013/csvw/tests/"
BASE = "https://e.org/"
MINIMAL, NEGATIVE = 7, 58


def _w3c(*, negative):
    manifest = SHARED / "data/linkeddata/csvw/tests/manifest-rdf.jsonld"
    if not manifest.is_file():
        return []
    entries = json.loads(manifest.read_text("utf-8"))["entries"]
    return [
        pytest.param(entry, id=entry["id"].partition("#")[2])
        for entry in entries
        if ("Negative" in entry["type"]) == negative
        and (negative or entry["option"].get("minimal"))
    ]


def _converted(entry, target):
    folder = shared("data/linkeddata") / "csvw/tests"
    given_ = entry["option"].get("metadata")
    parent = PurePosixPath(entry["action"]).parent
    return openinnov.write_rdf(
        openinnov.ForeignTable(folder / entry["action"], public_data=True),
        target,
        metadata=folder / given_ if given_ else None,
        base=W3C if parent == PurePosixPath() else f"{W3C}{parent}/",
    )


def test_all_tests_of_the_w3c_in_minimal_mode_are_there():
    shared("data/linkeddata")

    assert (len(_w3c(negative=False)), len(_w3c(negative=True))) == (MINIMAL, NEGATIVE)


@pytest.mark.parametrize("entry", _w3c(negative=False))
def test_the_graph_is_the_one_that_the_w3c_expects(entry, tmp_path):
    _converted(entry, tmp_path / "out.nt")

    result = shared("data/linkeddata") / "csvw/tests" / entry["result"]
    expected = rdflib.Graph().parse(result, publicID=W3C + entry["result"], format="turtle")
    assert isomorphic(rdflib.Graph().parse(tmp_path / "out.nt", format="nt"), expected)


@pytest.mark.parametrize("entry", _w3c(negative=True))
def test_metadata_that_the_w3c_calls_faulty_are_refused(entry, tmp_path):
    with pytest.raises(OpenInnovError):
        _converted(entry, tmp_path / "out.nt")

    assert list(tmp_path.iterdir()) == []


def _write(folder, rows, *columns, **properties):
    """Write a CSV file and its metadata, and return the first."""
    with (folder / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[each["name"] for each in columns], *rows])
    schema = {"columns": list(columns), "aboutUrl": "https://e.org/{_row}", **properties}
    document = {"@context": "http://www.w3.org/ns/csvw", "url": "t.csv", "tableSchema": schema}
    document["dialect"] = {"commentPrefix": None}
    (folder / "t.csv-metadata.json").write_text(json.dumps(document), "utf-8")
    return openinnov.ForeignTable(folder / "t.csv", public_data=True)


def _lines(folder, rows, *columns, base=BASE, **properties):
    done = openinnov.write_rdf(
        _write(folder, rows, *columns, **properties), folder / "out.nt", base=base
    )
    lines = (folder / "out.nt").read_text("utf-8").split("\n")[:-1]
    assert done.statements == len(lines)
    return lines


@pytest.mark.parametrize(
    ("stated", "text", "expected"),
    [
        ("decimal", "12.50", "12.50"),
        (
            {"base": "decimal", "format": {"decimalChar": ",", "groupChar": "."}},
            "1.234,5",
            "1234.5",
        ),
        ({"base": "decimal", "format": "#,##0.00"}, "1,234.50", "1234.50"),
        ({"base": "decimal", "format": "0.0%"}, "12.5%", "0.125"),
        ({"base": "integer", "format": "000"}, "007", "007"),
        ("double", "INF", "INF"),
        ("number", "1e3", "1e3"),
        ("byte", "-128", "-128"),
        ("boolean", "1", "true"),
        ({"base": "boolean", "format": "ja|nein"}, "nein", "false"),
        ("date", "2016-02-29", "2016-02-29"),
        ({"base": "date", "format": "d.M.yyyy"}, "1.2.2016", "2016-02-01"),
        ({"base": "date", "format": "yyyyMMdd"}, "20160201", "2016-02-01"),
        ({"base": "time", "format": "HHmm"}, "0930", "09:30:00"),
        (
            {"base": "datetime", "format": "yyyy-MM-dd HH:mm:ss.SSS"},
            "2016-02-01 09:30:00.500",
            "2016-02-01T09:30:00.5",
        ),
        (
            {"base": "dateTime", "format": "yyyy-MM-ddTHH:mmX"},
            "2016-02-01T09:30+05",
            "2016-02-01T09:30:00+05:00",
        ),
        ("gYearMonth", "2016-02", "2016-02"),
        ("duration", "P1Y2M3DT4H", "P1Y2M3DT4H"),
        ("hexBinary", "0aFF", "0aFF"),
        ({"base": "string", "format": "[A-Z]+"}, "ABC", "ABC"),
        ({"base": "integer", "minimum": 3, "maximum": 5}, "5", "5"),
        ("json", '{"a": 1}', '{"a": 1}'),
    ],
)
def test_a_text_is_read_by_its_datatype(stated, text, expected):
    assert parser(datatype(stated, "a column"))(text).text == expected


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        ("decimal", "1e3"),
        ("decimal", "१२"),
        ("integer", "1.0"),
        ("byte", "128"),
        ("positiveInteger", "0"),
        ("double", "inf"),
        ({"base": "decimal", "format": "#,##0.00"}, "1234.5"),
        ({"base": "decimal", "format": {"groupChar": ","}}, "1,,2"),
        ("boolean", "yes"),
        ("date", "2016-02-30"),
        ({"base": "date", "format": "M/d/yyyy"}, "13/1/2016"),
        ("dateTime", "2016-02-01 09:30:00"),
        ("gYear", "16"),
        ("duration", "P"),
        ({"base": "string", "format": "[A-Z]+"}, "abc"),
        ({"base": "string", "maxLength": 2}, "abc"),
        ({"base": "integer", "minExclusive": 3}, "2"),
        ("anyURI", "a b"),
        ("json", "{"),
    ],
)
def test_a_text_that_is_none_of_its_datatype_is_not_told(stated, text):
    with pytest.raises(ValueError) as told:  # noqa: PT011 -- the message is what is asked about.
        parser(datatype(stated, "a column"))(text)

    assert text not in str(told.value)


@pytest.mark.parametrize(
    "stated",
    [
        {"base": "decimal", "format": "hundreds"},
        {"base": "boolean", "format": "yes"},
        {"base": "date", "format": "Q yyyy"},
        {"base": "date", "format": "yyyy yyyy"},
        {"base": "string", "format": "["},
    ],
)
def test_a_format_that_is_none_is_refused(stated):
    with pytest.raises(MetadataError, match="format"):
        parser(datatype(stated, "a column"))


def test_lists_are_single_statements_or_a_list_in_order(tmp_path):
    lines = _lines(
        tmp_path,
        [["b; a; b", "x;y", ""]],
        {"name": "some", "separator": ";", "datatype": "token", "propertyUrl": "dc:subject"},
        {"name": "all", "separator": ";", "ordered": True, "propertyUrl": "dc:title"},
        {"name": "none", "separator": ";", "ordered": True, "propertyUrl": "dc:date"},
    )

    kind = "<http://www.w3.org/2001/XMLSchema#token>"
    subjects = [line for line in lines if "dc/terms/subject" in line]
    assert subjects == [
        f'<https://e.org/1> <http://purl.org/dc/terms/subject> "{text}"^^{kind} .' for text in "ab"
    ]
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    assert f"<https://e.org/1> <http://purl.org/dc/terms/date> <{rdf}nil> ." in lines
    graph = rdflib.Graph().parse(tmp_path / "out.nt", format="nt")
    (start,) = graph.objects(None, rdflib.DCTERMS.title)
    assert [str(each) for each in graph.items(start)] == ["x", "y"]


def test_a_column_of_which_nothing_is_said_is_a_property_of_the_table(tmp_path):
    (tmp_path / "t.csv").write_text("Full name,age\nAda,36\n", "utf-8")
    table = openinnov.ForeignTable(tmp_path / "t.csv", public_data=True)

    openinnov.write_rdf(table, tmp_path / "out.nt", base=BASE)

    assert (tmp_path / "out.nt").read_text("utf-8") == (
        '_:t0r1 <https://e.org/t.csv#Full%20name> "Ada" .\n'
        '_:t0r1 <https://e.org/t.csv#age> "36" .\n'
    )


def test_an_address_that_is_not_complete_is_refused(tmp_path):
    with pytest.raises(MetadataError, match=r"\{name\} gives no address.*--base"):
        _lines(tmp_path, [["a"]], {"name": "name"}, base=None, aboutUrl="{name}")


def test_faults_name_row_and_column_and_nothing_is_written(tmp_path):
    rows = [["x1"], [""], ["3"], ["4", "5"]]

    with pytest.raises(RefusedError) as told:
        _lines(tmp_path, rows, {"name": "n", "datatype": "integer", "required": True})

    assert str(told.value) == (
        "t.csv: cells are not as the metadata say:\n"
        "  row 2, n: is no integer\n  row 3, n: is required\n  row 5: 2 cells, and 1 columns"
    )
    assert not (tmp_path / "out.nt").exists()


def test_a_file_with_other_columns_is_refused(tmp_path):
    table = _write(tmp_path, [["1"]], {"name": "n", "titles": "Number"})
    (tmp_path / "t.csv").write_text("Name\n1\n", "utf-8")

    with pytest.raises(MetadataError, match="column 1 has another title"):
        openinnov.write_rdf(table, tmp_path / "out.nt", base=BASE)


def test_metadata_fetch_nothing_and_leave_their_folder_alone(tmp_path):
    (tmp_path / "in").mkdir()
    table = _write(tmp_path / "in", [["1"]], {"name": "n"})
    metadata = tmp_path / "in/t.csv-metadata.json"
    for url, message in (
        ("https://x.org/t.csv", "nothing is fetched"),
        ("%2e%2e/t.csv", "outside"),
    ):
        document = json.loads(metadata.read_text("utf-8")) | {"url": url}
        metadata.write_text(json.dumps(document), "utf-8")
        with pytest.raises(MetadataError, match=message):
            openinnov.write_rdf(table, tmp_path / "out.nt", base="https://e.org/in/")


def test_a_target_that_cannot_be_written_is_said(tmp_path):
    table = _write(tmp_path, [["1"]], {"name": "n"})

    with pytest.raises(PublicationError, match="cannot be written"):
        openinnov.write_rdf(table, tmp_path / "none/out.nt", base=BASE)


@pytest.mark.parametrize(
    "descriptor",
    [
        {"openinnov:standard": "1.0.0"},
        {"resources": [{"schema": {"fields": [{"name": "a", "openinnov:privacy": "public"}]}}]},
        {"profile": "https://w3id.org/openinnov/schema/1.0.0"},
    ],
)
@pytest.mark.parametrize("depth", ["", "data"])
def test_what_is_of_our_standard_goes_another_way(descriptor, depth, tmp_path):
    (tmp_path / depth).mkdir(exist_ok=True)
    (tmp_path / depth / "t.csv").write_text("a\n1\n", "utf-8")
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")

    with pytest.raises(RefusedError, match="openinnov publish, which protects"):
        openinnov.ForeignTable(tmp_path / depth / "t.csv", public_data=True)


def test_a_table_that_metadata_name_is_looked_at_as_well(tmp_path):
    inner = tmp_path / "ours"
    inner.mkdir()
    (inner / "t.csv").write_text("a\n1\n", "utf-8")
    (inner / "datapackage.json").write_text('{"openinnov:standard": "1.0.0"}', "utf-8")
    document = {"@context": "http://www.w3.org/ns/csvw", "url": "ours/t.csv"}
    (tmp_path / "m.json").write_text(json.dumps(document), "utf-8")
    source = openinnov.ForeignTable(tmp_path / "m.json", public_data=True)

    with pytest.raises(RefusedError, match="openinnov publish"):
        openinnov.write_rdf(source, tmp_path / "out.nt", base=BASE)

    assert not (tmp_path / "out.nt").exists()


def test_the_files_of_a_release_are_refused():
    package = Path("datapackages/bangladesh-digital-centres/published/data")

    for path in (package / "innovation.csv", package / "innovation.parquet"):
        with pytest.raises(RefusedError, match="belongs to our standard"):
            openinnov.ForeignTable(path, public_data=True)


def test_a_parquet_file_alone_says_whose_it_is(tmp_path):
    package = Path("datapackages/bangladesh-digital-centres/published/data")
    alone = tmp_path / "t.parquet"
    alone.write_bytes((package / "innovation.parquet").read_bytes())

    with pytest.raises(RefusedError, match="its metadata"):
        openinnov.ForeignTable(alone, public_data=True)


@settings(max_examples=25)
@given(
    cells=st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1),
            st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_is_written_two_parsers_read_alike(cells, tmp_path_factory):
    folder = tmp_path_factory.mktemp("law")
    columns = (
        {"name": "text", "propertyUrl": "dc:title", "default": "-"},
        {"name": "key", "propertyUrl": "dc:relation", "valueUrl": "https://e.org/x/{key}"},
    )

    _lines(folder, [list(row) for row in cells], *columns, aboutUrl="https://e.org/{_row}/{key}")

    data = (folder / "out.nt").read_bytes()
    quads = pyoxigraph.parse(data, pyoxigraph.RdfFormat.N_TRIPLES)
    titles = {quad.object.value for quad in quads if quad.predicate.value.endswith("title")}
    assert titles == {text for text, _ in cells}
    graph = rdflib.Graph().parse(data=data, format="nt")
    assert {str(each) for each in graph.objects(None, rdflib.DCTERMS.title)} == titles
    assert data == b"".join(sorted(set(data.splitlines(keepends=True))))


def test_the_command_asks_that_data_are_public(tmp_path, capsys):
    _write(tmp_path, [["1"]], {"name": "n"})
    arguments = ["rdf", str(tmp_path / "t.csv"), str(tmp_path / "out.nt"), "--base", BASE]

    with pytest.raises(SystemExit) as refused:
        main(arguments)
    said = capsys.readouterr().err
    with pytest.raises(SystemExit) as done:
        main([*arguments, "--public-data"])

    assert (refused.value.code, done.value.code) == (1, 0)
    assert "state that it may be published: --public-data" in said
    assert "1 statements of 1 rows of 1 tables" in capsys.readouterr().out
