"""What each origin and each step makes of a cell."""

import pytest

from openinnov.exceptions import MappingError

ID = 'id = { number = "Nr" }\n'


@pytest.mark.parametrize(
    ("rule", "cells", "expected"),
    [
        pytest.param('title = "A"', "x,y", "x", id="a bare text is a column"),
        pytest.param('title = { column = ["A", "B"] }', ",y", "y", id="the first not empty"),
        pytest.param('title = { column = ["A", "B"] }', ",", None, id="all empty"),
        pytest.param(
            'title = { column = ["A", "B"], missing = ["-"] }',
            "-,y",
            "y",
            id="missing, then first",
        ),
        pytest.param('title = { constant = "it\'s" }', "x,y", "it's", id="constant"),
        pytest.param('title = { template = "{A}: {B}" }', "x,y", "x: y", id="template"),
        pytest.param('title = { template = "{A}: {B}" }', "x,", None, id="an empty part"),
        pytest.param('title = { template = "{A:lower}" }', "ÀB,", "àb", id="lower"),
        pytest.param('title = { template = "{A:slug}" }', "X y,", "x-y", id="slug in a template"),
        pytest.param('title = { template = "{prefix}!" }', ",", "ca-demo!", id="prefix"),
        pytest.param(
            'adapted_from_id = { number = "A" }', "007,", "ca-demo-007", id="number keeps zeros"
        ),
        pytest.param(
            'adapted_from_id = { slug = "A", kind = "x" }', "A b,", "ca-demo-x-a-b", id="slug"
        ),
        pytest.param(
            'adapted_from_id = { slug = ["A", "B"], kind = "x" }',
            ",Y",
            "ca-demo-x-y",
            id="slug of the first not empty",
        ),
        pytest.param(
            'keywords = { columns = ["A", "B"] }', "x,y", "x;y", id="a list of several columns"
        ),
        pytest.param(
            'keywords = { columns = ["A", "B"] }', ",y", "y", id="a list of those not empty"
        ),
        pytest.param(
            'keywords = { columns = ["A", "B"], split = { by = "|", trim = true } }',
            "x | z,z|y",
            "x;z;y",
            id="several columns, each split",
        ),
        pytest.param('keywords = { columns = ["A", "B"] }', ",", None, id="no column of several"),
        pytest.param(
            'title = { otherwise = "A", case = ['
            '{ when = [{ column = "A", is = "x" }], then = "B" }] }',
            "x,y",
            "y",
            id="case",
        ),
        pytest.param(
            'title = { otherwise = "A", case = ['
            '{ when = [{ column = "A", is = "z" }], then = "B" }] }',
            "x,y",
            "x",
            id="otherwise",
        ),
        pytest.param(
            "title = { column = 'A', repair = ['collapse-space', 'trim'] }",
            " a  b ,",
            "a b",
            id="repair",
        ),
        pytest.param("title = { column = 'A', missing = ['n/a'] }", "n/a,", None, id="missing"),
        pytest.param(
            "keywords = { column = 'A', split = { by = '|', trim = true } }",
            "b | a,",
            "b;a",
            id="split",
        ),
        pytest.param(
            "stage = { column = 'A', codes = 'standard' }",
            "Pilot,",
            "pilot",
            id="the title of a code",
        ),
        pytest.param("country = { column = 'A', codes = 'standard' }", "el,", "GR", id="an alias"),
        pytest.param(
            "policy_areas = { column = 'A', codes = 'standard' }",
            "basic research,",
            "01.4",
            id="the broader of two codes with one title",
        ),
        pytest.param(
            "start_date = { column = 'A', date = ['MM/YYYY'] }", "03/2021,", "2021-03", id="date"
        ),
        pytest.param(
            "title = { column = 'A', decimal = ',', group = '.' }",
            '"1.234,5",',
            "1234.5",
            id="number",
        ),
        pytest.param(
            "title = { column = 'A', truncate = { max = 5, mark = '…' } }",
            "ab cdef,",
            "ab…",
            id="truncate",
        ),
        pytest.param(
            "start_date = { date = ['YYYY'], missing = ['?'], column = ['A', 'B'], "
            "repair = ['trim'] }",
            " ? , 2019 ",
            "2019",
            id="steps in their order, whatever the order of keys",
        ),
    ],
)
def test_a_rule_makes_the_cell_of_a_field(demo, column, rule, cells, expected):
    mapped = demo.cases(f"Nr,A,B\n1,{cells}\n", f"{ID}{rule}")

    assert column(mapped, rule.split()[0]) == [expected]


def test_codes_come_from_a_table_beside_the_mapping(demo, column, lines):
    demo.write({"p.codes.csv": "from,to\nLive,implementation\n trial  run ,pilot\n"})

    mapped = demo.cases(
        "Nr,A\n1,LIVE\n2,Trial Run\n3,lives\n4,\n",
        ID + "stage = { column = 'A', codes = 'p.codes.csv' }",
    )

    assert column(mapped, "stage") == ["implementation", "pilot", None, None]
    assert lines(mapped) == [("A", "codes", "lives", 1, "")]
    assert mapped.unmapped[0].suggestion == "implementation"


def test_one_text_gives_several_codes_in_a_list(demo, column):
    demo.write({"t.codes.csv": "from,to\nboth,cloud\nboth,drones\n"})

    mapped = demo.cases(
        "Nr,A\n1,both\n", ID + "technologies = { column = 'A', codes = 't.codes.csv' }"
    )

    assert column(mapped, "technologies") == ["cloud;drones"]


def test_a_line_that_a_code_table_repeats_does_no_harm(demo, column):
    demo.write({"p.codes.csv": "from,to\nlive,pilot\nLive,pilot\n"})

    mapped = demo.cases("Nr,A\n1,live\n", ID + "stage = { column = 'A', codes = 'p.codes.csv' }")

    assert column(mapped, "stage") == ["pilot"]


def test_an_open_list_takes_codes_of_the_table_that_it_does_not_know(demo, column):
    demo.write({"t.codes.csv": "from,to\nAPI,api\n"})

    mapped = demo.cases(
        "Nr,A\n1,API\n", ID + "technologies = { column = 'A', codes = 't.codes.csv' }"
    )

    assert column(mapped, "technologies") == ["api"]


def test_titles_are_those_of_the_language_of_the_submission(demo, texts, column):
    mapped = demo.cases(
        "Nr,A\n1,Exploration\n2,discovery\n3,Discovery phase\n",
        ID + "stage = { column = 'A', codes = 'standard' }",
        head=texts.head.replace('"en"', '"fr-CA"'),
    )

    assert column(mapped, "stage") == ["discovery", "discovery", None]


def test_an_unknown_text_keeps_out_its_record(demo, column, kept_out):
    mapped = demo.cases(
        "Nr,A\n1,CA\n2,Atlantis\n",
        ID + "country = { column = 'A', codes = 'standard', unknown = 'keep-out' }",
    )

    assert column(mapped, "id") == ["ca-demo-1"]
    assert kept_out(mapped) == [
        ("cases.csv", 3, "unknown-code", "table.innovation.fields.country.codes")
    ]


def test_an_unknown_text_gives_the_code_that_is_named_and_is_listed(demo, column, lines):
    mapped = demo.cases(
        "Nr,A\n1,odd\n", ID + "stage = { column = 'A', codes = 'standard', unknown = 'unknown' }"
    )

    assert column(mapped, "stage") == ["unknown"]
    assert lines(mapped) == [("A", "codes", "odd", 1, "unknown")]


def test_only_the_branch_that_is_taken_is_judged(demo, column, lines):
    mapped = demo.cases(
        "Nr,A,B\n1,x,odd\n2,y,odd\n",
        ID
        + """stage = { case = [
          { when = [{ column = "A", is = "x" }], then = { constant = "pilot" } },
        ], otherwise = { column = "B", codes = "standard" } }""",
    )

    assert column(mapped, "stage") == ["pilot", None]
    assert lines(mapped) == [("B", "codes", "odd", 1, "")]


def test_what_is_no_number_makes_no_id(demo, column, kept_out, lines):
    mapped = demo.cases("Nr\n1\n1.5\n1234567890123456789\n", ID)

    assert column(mapped, "id") == ["ca-demo-1"]
    assert [each[1:3] for each in kept_out(mapped)] == [(3, "id-shape"), (4, "id-shape")]
    assert lines(mapped) == [("Nr", "number", "", 2, "")]


def test_slugs_in_a_template_share_the_room(demo, column):
    long = "a very long name of a ministry that goes on and on"

    mapped = demo.cases(
        f"Nr,A,B\n1,Netherlands,{long}\n2,{long},{long}\n",
        'id = { template = "{prefix}-org-{A:slug}-{B:slug}" }\n',
    )

    first, second = column(mapped, "id")
    assert first.startswith("ca-demo-org-netherlands-a-very-long-name-of-a-min")
    assert [len(first) <= 64, len(second) <= 64] == [True, True]


LOOKUP = """
[[source]]
name = "catalogs"
files = "catalogs.csv"
format = "csv"
"""


def test_a_lookup_finds_the_cell_of_another_source(demo, column, lines, kept_out):
    demo.write({"catalogs.csv": "C,Name\na,First\nb,Second\nc,Unused\n"})

    mapped = demo.cases(
        "Nr,Cat\n1,a\n2,b\n3,x\n4,\n",
        ID + 'title = { lookup = "catalogs", by = { Cat = "C" }, column = "Name" }',
        more=LOOKUP,
    )

    assert column(mapped, "title") == ["First", "Second", None, None]
    assert lines(mapped) == [("Cat", "lookup", "", 1, "")]
    assert kept_out(mapped) == [("catalogs.csv", 4, "lookup-unused", "source.catalogs")]


def test_a_lookup_that_finds_two_records_is_refused(demo):
    demo.write({"catalogs.csv": "C,Name\na,First\na,Second\n"})

    with pytest.raises(MappingError, match=r"fields\.title\.lookup: several records match one"):
        demo.cases(
            "Nr,Cat\n1,a\n",
            ID + 'title = { lookup = "catalogs", by = { Cat = "C" }, column = "Name" }',
            more=LOOKUP,
        )


def test_a_lookup_may_need_several_columns(demo, column):
    demo.write({"catalogs.csv": "C,D,Name\na,1,First\na,2,Second\n"})

    mapped = demo.cases(
        "Nr,Cat\n2,a\n1,a\n",
        ID + 'title = { lookup = "catalogs", by = { Cat = "C", Nr = "D" }, column = "Name" }',
        more=LOOKUP,
    )

    assert column(mapped, "title") == ["Second", "First"]


ORGANIZATIONS = """
[table.organization]
from = "cases"
distinct = "Owner"
fields.id = { slug = "Owner", kind = "org" }
fields.name = { column = "Owner", repair = ["trim"] }
"""


def test_a_reference_finds_the_id_by_the_name(demo, column):
    mapped = demo.cases(
        "Nr,Owner\n1,City Office\n2, city  OFFICE\n3,\n",
        ID + 'lead_organization_id = { reference = "organization", column = "Owner" }',
        more=ORGANIZATIONS,
    )

    assert column(mapped, "lead_organization_id") == [
        "ca-demo-org-city-office",
        "ca-demo-org-city-office",
        None,
    ]
    assert mapped.complete


def test_a_reference_to_a_name_without_a_row_is_listed(demo, column, lines):
    mapped = demo.cases(
        "Nr,Owner,Partner\n1,A,B\n2,B,Canary\n",
        ID + 'lead_organization_id = { reference = "organization", column = "Partner" }',
        more=ORGANIZATIONS,
    )

    assert column(mapped, "lead_organization_id") == ["ca-demo-org-b", None]
    assert lines(mapped) == [("Partner", "reference", "", 1, "")]


def test_a_reference_may_stand_in_a_case(demo, column):
    mapped = demo.cases(
        "Nr,Owner,Own\n1,A,yes\n2,B,no\n",
        ID
        + """
[table.innovation.fields.lead_organization_id]
otherwise = { constant = "ca-demo-publisher" }
[[table.innovation.fields.lead_organization_id.case]]
when = [{ column = "Own", is = "yes" }]
then = { reference = "organization", column = "Owner" }
""",
        more=ORGANIZATIONS,
    )

    assert column(mapped, "lead_organization_id") == ["ca-demo-org-a", "ca-demo-publisher"]


@pytest.mark.parametrize(
    ("condition", "numbers"),
    [
        pytest.param('is = "7"', ["1"], id="is"),
        pytest.param('in = ["7", "x"]', ["1", "4"], id="in"),
        pytest.param('not_in = ["7"]', ["2", "3", "4", "5"], id="not in: an empty cell is not"),
        pytest.param("empty = true", ["3"], id="empty"),
        pytest.param("empty = false", ["1", "2", "4", "5"], id="not empty"),
        pytest.param("at_least = 7", ["1", "2"], id="at least"),
        pytest.param("at_least = 7.5", ["2"], id="at least, with a fraction"),
        pytest.param("at_most = 7", ["1", "5"], id="at most"),
        pytest.param('matches = "[0-9]+"', ["1"], id="the whole cell matches"),
    ],
)
def test_a_condition_holds_of_these_records(demo, column, condition, numbers):
    mapped = demo.cases(
        "Nr,A\n1,7\n2,10.25\n3,\n4,x\n5,-1.5\n",
        ID,
        block=f'where = [{{ column = "A", {condition} }}]',
    )

    assert column(mapped, "id") == [f"ca-demo-{number}" for number in numbers]


def test_a_number_is_asked_of_what_is_none_and_the_cell_is_listed(demo, lines, kept_out):
    mapped = demo.cases(
        "Nr,A\n1,7\n2,RED\n3,\n", ID, block='where = [{ column = "A", at_least = 7 }]'
    )

    assert [each[1:] for each in kept_out(mapped)] == [
        (3, "where", "table.innovation.where"),
        (4, "where", "table.innovation.where"),
    ]
    assert lines(mapped) == [("A", "condition", "", 1, "")]


def test_a_value_that_a_step_cannot_take_leaves_its_record(demo, column, lines):
    mapped = demo.cases(
        "Nr,A\n1,2019\n2,soon\n3,soon\n", ID + "start_date = { column = 'A', date = ['YYYY'] }"
    )

    assert column(mapped, "start_date") == ["2019", None, None]
    assert lines(mapped) == [("A", "date", "soon", 2, "")]
