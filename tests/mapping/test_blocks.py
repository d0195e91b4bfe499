"""Rows of one table from one source: one for each record, for each thing, or for each cell."""

import pytest

ID = 'id = { number = "Nr" }\n'


def _organizations(*lines, distinct='"Owner"'):
    return "\n".join(
        [
            "[[table.organization]]",
            'from = "cases"',
            f"distinct = {distinct}",
            "[table.organization.fields]",
            *lines,
        ]
    )


BY_NAME = _organizations(
    'id = { slug = "Owner", kind = "org" }', 'name = "Owner"', 'website = "Web"'
)


def test_records_that_share_a_name_make_one_row_in_the_commonest_spelling(demo, rows):
    mapped = demo.cases(
        "Nr,Owner,Web\n1,ACME,\n2,Acme,\n3, acme,\n4,Acme,\n5,,\n", ID, more=BY_NAME
    )

    assert rows(mapped, "organization", "id", "name") == [("ca-demo-org-acme", "Acme")]
    assert mapped.summary["tables"]["organization"]["members"] == 4
    assert mapped.complete


def test_equally_common_spellings_are_ordered_by_code_point(demo, column):
    mapped = demo.cases("Nr,Owner,Web\n1,acme,\n2,Acme,\n", ID, more=BY_NAME)

    assert column(mapped, "name", "organization") == ["Acme"]


def test_what_the_records_of_one_thing_say_differently_is_listed(demo, column, lines):
    mapped = demo.cases(
        "Nr,Owner,Web\n1,A,http://a.org\n2,A,http://b.org\n3,A,http://b.org\n", ID, more=BY_NAME
    )

    assert column(mapped, "website", "organization") == ["http://b.org"]
    assert lines(mapped) == [("Web", "differs", "", 1, "")]


def test_a_code_that_differs_is_shown(demo, lines):
    more = _organizations(
        'id = { slug = "Owner", kind = "org" }', "country = { column = 'Web', codes = 'standard' }"
    )

    mapped = demo.cases("Nr,Owner,Web\n1,A,CA\n2,A,CA\n3,A,FR\n", ID, more=more)

    assert lines(mapped) == [("Web", "differs", "FR", 1, "CA")]


def test_one_row_may_stand_for_each_combination_of_fields(demo, rows):
    more = _organizations(
        'id = { template = "{prefix}-org-{Web:lower}-{Owner:slug}" }',
        'name = "Owner"',
        'country = "Web"',
        distinct='["name", "country"]',
    )

    mapped = demo.cases("Nr,Owner,Web\n1,Health,CA\n2,Health,FR\n3,Health,CA\n", ID, more=more)

    assert rows(mapped, "organization", "id", "name", "country") == [
        ("ca-demo-org-ca-health", "Health", "CA"),
        ("ca-demo-org-fr-health", "Health", "FR"),
    ]


def test_a_list_of_columns_names_a_row_by_the_first_that_is_not_empty(demo, column):
    more = _organizations(
        'id = { slug = ["Owner", "Web"], kind = "org" }', distinct='["Owner", "Web"]'
    )

    mapped = demo.cases("Nr,Owner,Web\n1,A,x\n2,,B\n3,,\n", ID, more=more)

    assert column(mapped, "id", "organization") == ["ca-demo-org-a", "ca-demo-org-b"]


def test_a_name_that_several_blocks_have_makes_one_row_by_the_first_block(demo, rows):
    second = BY_NAME.replace("Owner", "Partner").replace('"Web"', '"Site"')

    mapped = demo.cases(
        "Nr,Owner,Web,Partner,Site\n1,A,,B,http://b.org\n2,B,http://x.org,A,http://a.org\n",
        ID,
        more=BY_NAME + "\n" + second,
    )

    assert rows(mapped, "organization", "id", "website") == [
        ("ca-demo-org-a", "http://a.org"),
        ("ca-demo-org-b", "http://x.org"),
    ]
    assert mapped.complete


def test_names_are_told_apart_by_what_their_id_is_made_of_repaired(demo, column):
    broken = "Québec".encode().decode("latin-1")
    more = _organizations(
        'id = { slug = "Owner", kind = "org", repair = ["double-encoded-utf8"] }',
        'name = { column = "Owner", repair = ["double-encoded-utf8"] }',
    )
    owner = 'lead_organization_id = { reference = "organization", column = "Owner", '

    mapped = demo.cases(
        f"Nr,Owner\n1,{broken}\n2,Québec\n",
        ID + owner + 'repair = ["double-encoded-utf8"] }',
        more=more,
    )

    (one,) = column(mapped, "id", "organization")
    assert column(mapped, "lead_organization_id") == [one, one]
    assert mapped.summary["repaired"] == {"Owner": {"double-encoded-utf8": 1}}


def test_organizations_may_lie_in_each_other(demo, rows):
    office = _organizations(
        'id = { slug = "Office", kind = "org" }',
        'parent_id = { reference = "organization", column = "Owner" }',
        distinct='"Office"',
    )

    mapped = demo.cases(
        "Nr,Owner,Web,Office\n1,A,,B\n2,A,,A\n3,C,,\n", ID, more=BY_NAME + "\n" + office
    )

    assert rows(mapped, "organization", "id", "parent_id") == [
        ("ca-demo-org-a", "ca-demo-org-a"),
        ("ca-demo-org-b", "ca-demo-org-a"),
        ("ca-demo-org-c", None),
    ]


GOALS = """
[table.innovation_sdg]
from = "cases"
where = [{ column = "score", at_least = 7 }]
fields = { innovation_id = { number = "Nr" }, sdg = "goal" }
[table.innovation_sdg.unpivot]
columns = "G{goal}"
values = { goal = "1..3" }
value = "score"
"""


def test_each_cell_of_many_columns_is_a_row(demo, rows, lines):
    mapped = demo.cases("Nr,G1,G2,G3\n1,7,6,9\n2,,RED,8\n", ID, more=GOALS)

    assert rows(mapped, "innovation_sdg", "innovation_id", "sdg") == [
        ("ca-demo-1", "1"),
        ("ca-demo-1", "3"),
        ("ca-demo-2", "3"),
    ]
    assert lines(mapped) == [("G2", "condition", "", 1, "")]
    account = mapped.summary["tables"]["innovation_sdg"]
    assert account == {
        "rows": 3,
        "from_records": 3,
        "from_mapping": 0,
        "members": 0,
        "follows": 0,
        "cells": 6,
        "empty": 1,
        "below": 1,
        "unmapped": 1,
    }


def test_of_several_columns_the_first_usable_cell_counts(demo, rows, lines):
    more = GOALS.replace('"G{goal}"', '["Human{goal}", "Model{goal}"]').replace("1..3", "1..2")

    mapped = demo.cases(
        "Nr,Human1,Model1,Human2,Model2\n1,2,9,RED,8\n2,,7,7,1\n3,RED,x,,\n", ID, more=more
    )

    assert rows(mapped, "innovation_sdg", "innovation_id", "sdg") == [
        ("ca-demo-1", "2"),
        ("ca-demo-2", "1"),
        ("ca-demo-2", "2"),
    ]
    assert lines(mapped) == [
        ("Human1", "condition", "", 1, ""),
        ("Human2", "condition", "", 1, ""),
        ("Model1", "condition", "", 1, ""),
    ]
    account = mapped.summary["tables"]["innovation_sdg"]
    assert [account[name] for name in ("cells", "rows", "empty", "below", "unmapped")] == [
        6,
        3,
        1,
        1,
        1,
    ]


def test_several_placeholders_make_the_product(demo, rows):
    more = """
[table.innovation_sdg]
from = "cases"
[table.innovation_sdg.fields]
innovation_id = { number = "Nr" }
sdg = "goal"
significance = "kind"
rationale = "text"
[table.innovation_sdg.unpivot]
columns = "{kind} {goal}"
values = { goal = ["5", "6"], kind = ["main", "side"] }
value = "text"
"""

    mapped = demo.cases("Nr,main 5,main 6,side 5,side 6\n1,a,,b,c\n", ID, more=more)

    assert rows(mapped, "innovation_sdg", "sdg", "significance", "rationale") == [
        ("5", "main", "a"),
        ("5", "side", "b"),
        ("6", "side", "c"),
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param("08..10", ["08", "09", "10"], id="zeros in front"),
        pytest.param("9..9", ["9"], id="one"),
    ],
)
def test_a_range_gives_texts(demo, column, values, expected):
    heads = ",".join(f"G{value}" for value in expected)
    more = GOALS.replace("1..3", values)

    mapped = demo.cases(f"Nr,{heads}\n1,{','.join('7' for _ in expected)}\n", ID, more=more)

    assert column(mapped, "sdg", "innovation_sdg") == expected


def test_rows_stand_in_the_order_of_the_bytes_of_file_names(demo, column):
    demo.write({"10-b.csv": "Nr\n1\n2\n", "2-a.csv": "Nr\n3\n"})
    source = '[[source]]\nname = "c"\nfiles = "*.csv"\nformat = "csv"\nmain = "innovation"\n'

    mapped = demo.map(f"{source}[table.innovation]\nfrom = 'c'\nfields = {{ {ID.strip()} }}")

    assert column(mapped, "id") == ["ca-demo-1", "ca-demo-2", "ca-demo-3"]


def test_each_row_is_numbered_as_it_is_written_and_its_record_is_known(demo):
    mapped = demo.cases(
        "Nr,Owner,Web\n9,B,\n8,A,\n7,B,\n",
        ID,
        block='where = [{ column = "Nr", not_in = ["8"] }]',
        more=BY_NAME + '\n[[record]]\ntable = "organization"\nrow = { id = "ca-demo-publisher" }',
    )
    database = mapped.submission.database

    numbers = database.execute("SELECT _row, _source FROM submitted.organization ORDER BY _row")
    assert numbers.fetchall() == [(2, "organization.csv"), (3, "organization.csv")]
    origins = database.execute("SELECT * FROM submitted._origin ORDER BY ALL").fetchall()
    assert origins == [
        ("innovation", 2, "cases.csv", 2),
        ("innovation", 3, "cases.csv", 4),
        ("organization", 3, "cases.csv", 2),
    ]
    assert mapped.submission.columns == {
        "organization": ("id", "name", "website"),
        "innovation": ("id",),
    }


def test_a_table_without_a_record_is_there_and_empty(demo, column):
    mapped = demo.cases("Nr,Owner,Web\n", ID, more=BY_NAME)

    assert column(mapped, "id") == []
    assert list(mapped.submission.columns) == ["organization", "innovation"]
    assert mapped.complete


def test_nothing_of_the_foreign_tables_stays_in_the_database(demo):
    mapped = demo.cases("Nr,Title\n1,a\n", ID)

    schemas = mapped.submission.database.execute(
        "SELECT schema_name FROM information_schema.schemata WHERE schema_name = 'mapping'"
    )
    assert schemas.fetchall() == []
