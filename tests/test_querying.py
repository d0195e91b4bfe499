"""Published packages answer questions in SQL and SPARQL, and nothing but questions."""

import csv
import io
import json
from decimal import Decimal

import pyoxigraph
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from publication.released import INNOVATION, SMALL, WIDE, release

import openinnov
from openinnov.cli import main
from openinnov.querying import Answer, render, syntax_of

OTHER = {
    table: [
        {name: value.replace("bd-a2i", "rw-risa") for name, value in row.items()} for row in rows
    ]
    for table, rows in SMALL.items()
}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    directory = tmp_path_factory.mktemp("query") / "bd"
    openinnov.publish(release(WIDE), directory)
    return directory


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    directory = tmp_path_factory.mktemp("query") / "rw"
    ours = {"name": "rw-risa", "openinnov:prefix": "rw-risa"}
    publisher = {"openinnov:publisher": "rw-risa-org-1"}
    openinnov.publish(release(OTHER, **ours, **publisher), directory)
    return directory


def _bytes(directory):
    return {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def _shown(answer, form):
    return "".join(render(answer, form))


def test_tables_are_asked_in_sql(package):
    answer = openinnov.query(package, "SELECT id, title FROM innovation ORDER BY id LIMIT 1")

    assert answer.columns == ("id", "title")
    assert list(answer) == [(INNOVATION["id"], INNOVATION["title"])]


def test_linked_data_are_asked_in_sparql(package):
    answer = openinnov.query(
        package,
        'SELECT ?title { ?x a oi:Innovation ; dcterms:title ?title FILTER(LANG(?title) = "en") }',
    )

    assert (INNOVATION["title"],) in [tuple(map(str, row)) for row in answer]


def test_rows_of_several_packages_say_whose_they_are(package, other):
    rows = openinnov.query(
        [package, other], "SELECT _package, count(*) FROM organization GROUP BY ALL ORDER BY ALL"
    )

    assert [name for name, _ in rows] == ["bd", "rw"]


def test_packages_of_one_name_stay_apart(package, tmp_path, other):
    (tmp_path / "bd").symlink_to(other, target_is_directory=True)
    rows = openinnov.query([package, tmp_path / "bd"], "SELECT DISTINCT _package FROM innovation")

    assert len(list(rows)) == 2


def test_one_query_joins_the_linked_data_of_two_packages(package, other):
    rows = openinnov.query(
        [package, other],
        """SELECT DISTINCT ?one ?two {
          ?one a oi:Innovation ; oi:stage ?stage . ?two a oi:Innovation ; oi:stage ?stage
          FILTER(CONTAINS(STR(?one), "bd-a2i") && CONTAINS(STR(?two), "rw-risa"))
        }""",
    )

    assert list(rows)


def test_a_package_without_parquet_is_asked_for_its_text(tmp_path):
    openinnov.publish(release(SMALL), tmp_path / "text", formats=["data-package"])

    [row] = openinnov.query(tmp_path / "text", "SELECT title FROM innovation")
    assert row == (INNOVATION["title"],)
    with pytest.raises(openinnov.QueryError, match="text: holds no linked data, such as rdf/"):
        openinnov.query(tmp_path / "text", "ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    "text",
    [
        "COPY innovation TO '{}/data/innovation.csv'",
        "COPY (PIVOT innovation ON stage USING count(*) GROUP BY status) TO '{}/new.csv'",
        "EXPLAIN ANALYZE COPY innovation TO '{}/new.csv'",
        "EXPORT DATABASE '{}/new'",
        "ATTACH '{}/new.db' AS new",
        "SET memory_limit = '10TB'",
        "INSTALL httpfs",
        "SELECT 1; SELECT 2",
        "CREATE TABLE t AS SELECT 1",
        "",
        "-- nothing",
    ],
)
def test_nothing_but_one_query_is_run(package, text):
    before = _bytes(package)

    with pytest.raises(openinnov.QueryError, match="ask one query that reads"):
        openinnov.query(package, text.format(package), syntax="sql")
    assert _bytes(package) == before


def test_no_other_file_is_read(package, tmp_path):
    (tmp_path / "secret.csv").write_text("a\nb\n")

    with pytest.raises(openinnov.QueryError, match="Permission Error"):
        openinnov.query(package, f"SELECT * FROM read_csv('{tmp_path}/secret.csv')")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * FROM innovatoin", 'Did you mean "innovation"'),
        ("SELECT FROM WHERE", "Parser Error"),
        ("ASK {", "^SPARQL: error at 1:6: .{0,220}$"),
        ("INSERT DATA { oi:a a oi:b }", "SPARQL"),
    ],
)
def test_a_faulty_query_is_explained(package, text, message):
    syntax = "sparql" if text.startswith("INSERT") else None
    with pytest.raises(openinnov.QueryError, match=message):
        openinnov.query(package, text, syntax=syntax)


def test_a_fault_that_shows_late_is_explained(package):
    answer = openinnov.query(
        package, "SELECT CASE WHEN range > 900000 THEN error('late') END FROM range(1000000)"
    )

    with pytest.raises(openinnov.QueryError, match="late"):
        list(answer)


def test_what_is_no_package_is_said(tmp_path):
    with pytest.raises(
        openinnov.QueryError, match=r"is no package, as it has no datapackage\.json"
    ):
        openinnov.query(tmp_path, "SELECT 1")
    (tmp_path / "datapackage.json").write_text("{}")
    with pytest.raises(openinnov.QueryError, match="holds no tables in data/"):
        openinnov.query(tmp_path, "SELECT 1")
    (tmp_path / "rdf").mkdir()
    (tmp_path / "rdf" / "data.nq").write_text("<a")
    with pytest.raises(openinnov.QueryError, match=r"data\.nq: cannot be read"):
        openinnov.query(tmp_path, "ASK { ?s ?p ?o }")
    with pytest.raises(openinnov.QueryError, match="name at least one package"):
        openinnov.query([], "SELECT 1")
    with pytest.raises(openinnov.UnknownNameError, match="there is no syntax cypher"):
        openinnov.query(tmp_path, "SELECT 1", syntax="cypher")


@pytest.mark.parametrize(
    ("text", "syntax"),
    [
        ("select * from innovation", "sql"),
        ("SELECT {'a': 1}", "sql"),
        ("DESCRIBE innovation", "sql"),
        ("FROM innovation", "sql"),
        ("-- SELECT ?x {}\nSELECT 1", "sql"),
        ("SELECT ?x { ?x a oi:Innovation }", "sparql"),
        ("SELECT (COUNT(*) AS ?n) WHERE { ?x a oi:Innovation }", "sparql"),
        ("SELECT * { ?s ?p ?o }", "sparql"),
        ("select distinct $x where { $x a oi:Need }", "sparql"),
        ("PREFIX e: <http://e.org/> SELECT * FROM e:g WHERE { ?s ?p ?o }", "sparql"),
        ("# all\nASK { ?s ?p ?o }", "sparql"),
        ("DESCRIBE <http://e.org/>", "sparql"),
        ("DESCRIBE ?x { ?x a oi:Need }", "sparql"),
        ("construct { ?s ?p ?o } where { ?s ?p ?o }", "sparql"),
    ],
)
def test_a_query_shows_which_syntax_it_is_in(text, syntax):
    assert syntax_of(text) == syntax


def test_json_of_sparql_is_that_of_the_recommendation(package):
    text = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
    store = pyoxigraph.Store()
    store.bulk_load(path=str(package / "rdf" / "data.nq"))
    store.bulk_load(path=str(package / "rdf" / "catalog.ttl"))
    theirs = store.query(text, use_default_graph_as_union=True).serialize(
        format=pyoxigraph.QueryResultsFormat.JSON
    )
    ours = json.loads(_shown(openinnov.query(package, text), "json"))

    def rows(document):
        return sorted(json.dumps(row, sort_keys=True) for row in document["results"]["bindings"])

    assert rows(ours) == rows(json.loads(theirs))


def test_what_is_not_bound_is_left_out(package):
    text = "SELECT ?x ?none { ?x a oi:Innovation OPTIONAL { ?x oi:none ?none } }"
    document = json.loads(_shown(openinnov.query(package, text), "json"))

    assert document["head"]["vars"] == ["x", "none"]
    assert all(row.keys() == {"x"} for row in document["results"]["bindings"])


def test_yes_and_no_and_graphs_have_rows_too(package):
    yes, no = "ASK { ?x a oi:Innovation }", "ASK { ?x a oi:Nothing }"
    graph = "CONSTRUCT { ?x a oi:Innovation } { ?x a oi:Innovation }"

    assert json.loads(_shown(openinnov.query(package, yes), "json")) == {
        "head": {},
        "boolean": True,
    }
    assert _shown(openinnov.query(package, no), "csv") == "answer\r\nfalse\r\n"
    assert _shown(openinnov.query(package, graph), "csv").startswith("subject,predicate,object\r\n")


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text(),
    st.lists(st.one_of(st.text(), st.decimals(allow_nan=False, allow_infinity=False))),
    st.dates(),
)


@given(st.lists(st.tuples(VALUES, VALUES)))
@example([(Decimal("1.7023249595518686731355994436E-21"), Decimal("1E+30"))])
def test_an_answer_is_whole_in_each_form(rows):
    document = json.loads(
        _shown(Answer(("a", "b"), iter(rows)), "json"), parse_constant=pytest.fail
    )
    read = list(csv.reader(io.StringIO(_shown(Answer(("a", "b"), iter(rows)), "csv"), newline="")))
    lines = _shown(Answer(("a", "b"), iter(rows)), "table").splitlines()

    assert len(document) == len(rows)
    assert len(read) == len(lines) - 2 == len(rows) + 1
    for row, record in zip(rows, document, strict=True):
        for value, said in zip(row, record.values(), strict=True):
            if isinstance(value, Decimal):
                assert Decimal(str(said)) == value
            elif value is None or isinstance(value, str | int):
                assert said == value


def test_a_long_table_says_how_many_rows_it_has():
    text = _shown(Answer(("n",), iter((number,) for number in range(1200))), "table")

    assert len(text.splitlines()) == 1003
    assert text.endswith("(1200 rows, of which the first 1000 are shown)\n")


def test_a_terminal_obeys_no_cell():
    text = _shown(Answer(("\x1b[31m",), iter([("a\x1b[2J\nb",), ("w" * 100,)])), "table")

    assert "\x1b" not in text
    assert f"{'w' * 59}…" in text


def test_the_command_answers(package, capsys, tmp_path):
    question = tmp_path / "question.rq"
    question.write_text("SELECT ?x { ?x a oi:Innovation }")
    for arguments in ([package, question], [package, "SELECT id FROM innovation"]):
        with pytest.raises(SystemExit) as left:
            main(["query", *map(str, arguments), "--format", "csv"])
        assert left.value.code == 0
        assert "bd-a2i-1\r\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["SELECT none"], "Error: Binder Error"), (["none.sql"], "none.sql cannot be read")],
)
def test_the_command_explains(package, capsys, arguments, message):
    with pytest.raises(SystemExit) as left:
        main(["query", str(package), *arguments])
    written = capsys.readouterr()

    assert left.value.code == 2
    assert message in written.err
    assert "Traceback" not in written.err
