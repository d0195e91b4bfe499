"""A mapping loses nothing: each record comes out once or is listed once."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mapping.head import HEAD

from openinnov.mapping import apply, write

COLUMNS = ["No", "Body", "Land", "Phase", "Begun", "Text", "Vote 1", "Vote 2", "Model 1", "Model 2"]
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
CELLS = {
    "No": st.sampled_from(["1", "2", "3", "4", "04", "x", "", "9" * 19]),
    "Body": st.sampled_from(["A", "a", " A", "B", "Ä", ""]) | TEXT,
    "Land": st.sampled_from(["CA", "Canada", "FR", "Atlantis", ""]),
    "Phase": st.sampled_from(["live", "trial", "draft", "odd", ""]) | TEXT,
    "Begun": st.sampled_from(["2020", "03/2021", "soon", ""]),
    "Text": TEXT,
    "Vote 1": st.sampled_from(["7", "3", "RED", ""]),
    "Vote 2": st.sampled_from(["7", "3", "RED", ""]),
    "Model 1": st.sampled_from(["7", "3", "x", ""]),
    "Model 2": st.just("9"),
}
RECORD = st.fixed_dictionaries(CELLS).map(lambda cells: [cells[name] for name in COLUMNS])
#: A record that has lost its shape now and then.
LINE = RECORD | RECORD.map(lambda cells: cells[:3]) | RECORD.map(lambda cells: [*cells, "more"])
FILES = st.lists(st.lists(LINE, max_size=6), min_size=1, max_size=3)


@st.composite
def mappings(draw):
    """Draw a mapping of the columns above, each of its parts there or not."""
    key = draw(st.sampled_from(["", 'key = ["No"]\n', 'key = ["No"]\nscope = "file"\n']))
    where = draw(
        st.sampled_from(
            [
                "",
                'where = [{ column = "Phase", not_in = ["draft"] }]\n',
                'where = [{ column = "Vote 1", at_least = 5 }]\n',
            ]
        )
    )
    ids = draw(st.sampled_from(['{ number = "No" }', '{ template = "{prefix}-{file.key}-{No}" }']))
    unknown = draw(st.sampled_from(["report", "keep-out", "CA"]))
    distinct = draw(st.sampled_from(['"Body"', '["id"]']))
    columns = draw(st.sampled_from(['"Vote {n}"', '["Vote {n}", "Model {n}"]']))
    body = f"""
[[source]]
name = "cases"
files = "*.csv"
format = "csv"
file_key = "([0-9])[.]csv"
main = "innovation"
{key}
[table.organization]
from = "cases"
distinct = {distinct}
fields.id = {{ slug = "Body", kind = "org", repair = ["trim"] }}
fields.name = {{ column = "Body", repair = ["trim", "collapse-space"] }}
[table.innovation]
from = "cases"
{where}
[table.innovation.fields]
id = {ids}
title = {{ column = "Text", truncate = {{ max = 5, mark = "…" }} }}
country = {{ column = "Land", codes = "standard", unknown = "{unknown}" }}
lead_organization_id = {{ reference = "organization", column = "Body", repair = ["trim"] }}
start_date = {{ column = "Begun", date = ["YYYY", "MM/YYYY"] }}
[table.innovation_sdg]
from = "cases"
where = [{{ column = "score", at_least = 5 }}]
fields = {{ innovation_id = {ids}, sdg = "n" }}
[table.innovation_sdg.unpivot]
columns = {columns}
values = {{ n = "1..2" }}
value = "score"
"""
    return HEAD + body


def _folder(factory, mapping, files):
    folder = factory.mktemp("law")
    (folder / "mapping.toml").write_text(mapping, "utf-8")
    (folder / "data").mkdir()
    for number, records in enumerate(files):
        text = io.StringIO(newline="")
        csv.writer(text).writerows([COLUMNS, *records])
        (folder / "data" / f"{number}.csv").write_bytes(text.getvalue().encode())
    return folder


def _apply(factory, mapping, files):
    folder = _folder(factory, mapping, files)
    return apply(folder / "mapping.toml", folder / "data")


@given(mappings(), FILES)
def test_nothing_is_lost(tmp_path_factory, mapping, files):
    mapped = _apply(tmp_path_factory, mapping, files)

    _check_records(mapped, files)
    _check_account(mapped, files)
    _check_references(mapped)


def _check_records(mapped, files):
    """Each record comes out once, or is listed once."""
    came_out = mapped.submission.database.execute(
        "SELECT source, source_row FROM submitted._origin WHERE table_name = 'innovation'"
    ).fetchall()
    listed = [(each.file, each.row) for each in mapped.kept_out]
    there = [
        (f"{number}.csv", row)
        for number, records in enumerate(files)
        for row, _ in enumerate(records, start=2)
    ]
    assert sorted(came_out + listed) == there


def _check_account(mapped, files):
    """The numbers add up."""
    (source,) = mapped.summary["sources"]
    assert source["records"] == sum(map(len, files))
    assert source["records"] == (
        source["gave_main_row"]
        + sum(source["kept_out"].values())
        + source["quarantined"]
        + source["comments"]
    )
    goals = mapped.summary["tables"]["innovation_sdg"]
    made = goals["rows"] + goals["follows"]
    assert goals["cells"] == made + goals["empty"] + goals["below"] + goals["unmapped"]
    for name, table in mapped.summary["tables"].items():
        assert table["rows"] == mapped.submission.rows(name)


def _check_references(mapped):
    """Every reference finds its row, of which there is one."""
    database = mapped.submission.database
    dangling = database.execute(
        "SELECT count(*) FROM submitted.innovation WHERE lead_organization_id IS NOT NULL "
        "AND lead_organization_id NOT IN (SELECT id FROM submitted.organization)"
    ).fetchall()
    twice = database.execute(
        "SELECT count(*) - count(DISTINCT id) FROM submitted.organization"
    ).fetchall()
    orphans = database.execute(
        "SELECT count(*) FROM submitted.innovation_sdg "
        "WHERE innovation_id NOT IN (SELECT id FROM submitted.innovation)"
    ).fetchall()
    assert dangling == twice == orphans == [(0,)]


@settings(max_examples=15)
@given(mappings(), FILES)
def test_a_second_run_gives_the_same_bytes(tmp_path_factory, mapping, files):
    folder = _folder(tmp_path_factory, mapping, files)
    written = []
    for name in ("one", "two"):
        write(apply(folder / "mapping.toml", folder / "data"), folder / name)
        written.append({file.name: file.read_bytes() for file in (folder / name).rglob("*.*")})

    assert written[0] == written[1]
    assert json.loads(written[0]["mapping.json"])["exit"] in {0, 1}


@settings(max_examples=25)
@given(FILES, st.randoms(use_true_random=False))
def test_the_order_of_records_changes_no_id(tmp_path_factory, files, random):
    """Neither which records come out, nor what they are called."""
    mapping = HEAD + (
        '[[source]]\nname = "cases"\nfiles = "*.csv"\nformat = "csv"\nmain = "innovation"\n'
        'key = ["No", "Body"]\nignore = ["*"]\n'
        "[table.organization]\nfrom = 'cases'\ndistinct = 'Body'\n"
        "fields = { id = { slug = 'Body', kind = 'org' }, name = 'Body' }\n"
        "[table.innovation]\nfrom = 'cases'\n[table.innovation.fields]\n"
        "id = { template = '{prefix}-{No}-{Body:slug}' }\n"
    )
    shuffled = [list(records) for records in files]
    for records in shuffled:
        random.shuffle(records)

    ids = []
    for each in (files, shuffled):
        database = _apply(tmp_path_factory, mapping, each).submission.database
        ids.append(
            database.execute(
                "SELECT id, NULL FROM submitted.innovation "
                "UNION ALL SELECT id, name FROM submitted.organization ORDER BY ALL"
            ).fetchall()
        )

    assert ids[0] == ids[1]


@pytest.mark.parametrize("canary", ["Ada Canary", "canary@example.org", "+1 555 0100 222"])
def test_no_listing_message_or_name_holds_a_planted_value(tmp_path_factory, canary, capfd, caplog):
    """Texts, keys and names are never listed, and codes only if they tell of nobody."""
    record = [canary if name != "Phase" else "live" for name in COLUMNS]
    mapping = HEAD + (
        '[[source]]\nname = "cases"\nfiles = "*.csv"\nformat = "csv"\nmain = "innovation"\n'
        "[table.organization]\nfrom = 'cases'\ndistinct = 'Body'\n"
        "fields = { id = { slug = 'Body', kind = 'org' }, name = 'Body' }\n"
        "[table.contact]\nfrom = 'cases'\n[table.contact.fields]\n"
        "id = { template = '{prefix}-{Phase}' }\n"
        "name = 'Body'\nconsent_status = { column = 'Land', codes = 'standard' }\n"
        "[table.innovation]\nfrom = 'cases'\n[table.innovation.fields]\n"
        "id = { template = '{prefix}-{Phase}' }\n"
        "title = { column = 'Text', truncate = { max = 5 } }\n"
        "adapted_from_id = { number = 'No' }\n"
        "summary = { column = 'Begun', decimal = '.' }\n"
        "[table.innovation_sdg]\nfrom = 'cases'\nwhere = [{ column = 'score', at_least = 5 }]\n"
        "fields = { innovation_id = { template = '{prefix}-{Phase}' }, sdg = 'n' }\n"
        "[table.innovation_sdg.unpivot]\n"
        "columns = 'Vote {n}'\nvalues = { n = '1..2' }\nvalue = 'score'\n"
    )
    folder = _folder(tmp_path_factory, mapping, [[record, record[:3]]])

    mapped = apply(folder / "mapping.toml", folder / "data")
    write(mapped, folder / "out")

    account = (folder / "out" / "account").iterdir()
    told = "".join(file.read_text("utf-8") for file in account)
    told += f"{mapped!r}{mapped.submission!r}{capfd.readouterr()}{caplog.text}"
    assert {line.reason for line in mapped.unmapped} >= {"codes", "condition", "decimal", "number"}
    assert "anary" not in told
    assert "0100" not in told
