"""Which records are kept out, each once and for its first reason."""

import pytest

from openinnov.exceptions import MappingError
from openinnov.mapping.accounting import Books

ID = 'id = { number = "Nr" }\n'


def _keyed(texts, scope="source"):
    return texts.source + f'key = ["Nr"]\nscope = "{scope}"\n'


def test_a_repeated_key_keeps_out_all_its_records(demo, texts, column, kept_out):
    mapped = demo.cases("Nr,Title\n1,a\n2,b\n1,c\n,d\n", ID, source=_keyed(texts))

    assert column(mapped, "id") == ["ca-demo-2"]
    assert kept_out(mapped) == [
        ("cases.csv", 2, "key-repeated", "source.cases.key"),
        ("cases.csv", 4, "key-repeated", "source.cases.key"),
        ("cases.csv", 5, "key-empty", "source.cases.key"),
    ]


@pytest.mark.parametrize(
    ("scope", "made"),
    [
        pytest.param("file", ["ca-demo-a-1", "ca-demo-b-1"], id="within a file"),
        pytest.param("source", [], id="over all files"),
    ],
)
def test_a_key_is_unique_in_its_scope(demo, column, scope, made):
    demo.write({"a.csv": "Nr\n1\n", "b.csv": "Nr\n1\n"})
    source = (
        '[[source]]\nname = "c"\nfiles = "*.csv"\nformat = "csv"\nmain = "innovation"\n'
        f'key = ["Nr"]\nscope = "{scope}"\nfile_key = "([a-z])[.]csv"\n'
    )

    mapped = demo.map(
        f"{source}[table.innovation]\nfrom = 'c'\n"
        "fields = { id = { template = '{prefix}-{file.key}-{Nr}' } }"
    )

    assert column(mapped, "id") == made


def test_a_record_that_is_not_wanted_is_kept_out_and_listed(demo, column, kept_out):
    mapped = demo.cases(
        "Nr,Phase\n1,live\n2,draft\n", ID, block='where = [{ column = "Phase", is = "live" }]'
    )

    assert column(mapped, "id") == ["ca-demo-1"]
    assert kept_out(mapped) == [("cases.csv", 3, "where", "table.innovation.where")]
    assert not mapped.complete


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("", id="empty"),
        pytest.param("Ä", id="a letter that no id has"),
        pytest.param("x" * 60, id="too long"),
        pytest.param("--", id="hyphens alone"),
    ],
)
def test_an_id_without_the_form_of_one_keeps_out_its_record(demo, column, kept_out, cell):
    mapped = demo.cases(f"Nr,A\n1,ok\n2,{cell}\n", 'id = { template = "{prefix}-{A}" }')

    assert column(mapped, "id") == ["ca-demo-ok"]
    assert kept_out(mapped) == [("cases.csv", 3, "id-shape", "table.innovation.fields.id")]


def test_an_id_with_the_prefix_of_somebody_else_keeps_out_its_record(demo, kept_out):
    mapped = demo.cases("Nr,A\n1,fr-other-1\n", 'id = "A"')

    assert [each[2] for each in kept_out(mapped)] == ["id-shape"]


def test_two_records_with_one_id_are_both_kept_out(demo, column, kept_out):
    mapped = demo.cases("Nr\n1\n2\n1\n", ID)

    assert column(mapped, "id") == ["ca-demo-2"]
    assert [each[1:3] for each in kept_out(mapped)] == [(2, "id-clash"), (4, "id-clash")]


def test_a_record_with_the_id_of_a_row_that_the_mapping_gives_is_kept_out(demo, column, kept_out):
    mapped = demo.cases(
        "Nr\n1\n2\n", ID, more='[[record]]\ntable = "innovation"\nrow = { id = "ca-demo-1" }'
    )

    assert column(mapped, "id") == ["ca-demo-1", "ca-demo-2"]
    assert [each[1:3] for each in kept_out(mapped)] == [(2, "id-clash")]


def test_a_record_that_is_kept_out_clashes_with_none(demo, column):
    mapped = demo.cases(
        "Nr,Phase\n1,live\n1,draft\n", ID, block='where = [{ column = "Phase", is = "live" }]'
    )

    assert column(mapped, "id") == ["ca-demo-1"]


def test_the_first_of_several_reasons_counts(demo, texts, kept_out):
    mapped = demo.cases(
        "Nr,Phase,Land\n1\n,draft,Atlantis\n2,draft,Atlantis\n3,live,Atlantis\nx,live,CA\n",
        ID + "country = { column = 'Land', codes = 'standard', unknown = 'keep-out' }",
        source=_keyed(texts),
        block='where = [{ column = "Phase", is = "live" }]',
    )

    assert [each[1:3] for each in kept_out(mapped)] == [
        (2, "quarantined"),
        (3, "key-empty"),
        (4, "where"),
        (5, "unknown-code"),
        (6, "id-shape"),
    ]


OTHERS = """
[table.organization]
from = "cases"
distinct = "Owner"
fields.id = { slug = "Owner", kind = "org" }
[table.evidence]
from = "cases"
where = [{ column = "Url", empty = false }]
fields.id = { template = "{prefix}-{Nr}-source" }
fields.url = "Url"
"""


def test_no_other_table_has_a_row_of_a_record_that_is_kept_out(demo, column):
    mapped = demo.cases(
        "Nr,Owner,Url,Phase\n1,A,http://a.org,live\n2,A,http://b.org,draft\n3,B,http://c.org,draft\n",
        ID,
        block='where = [{ column = "Phase", is = "live" }]',
        more=OTHERS,
    )

    assert column(mapped, "id", "organization") == ["ca-demo-org-a"]
    assert column(mapped, "url", "evidence") == ["http://a.org"]
    tables = mapped.summary["tables"]
    assert [tables[name]["follows"] for name in ("organization", "innovation", "evidence")] == [
        1,
        0,
        2,
    ]


def test_a_clash_in_another_table_keeps_out_the_records(demo, column, kept_out):
    more = OTHERS.replace("{prefix}-{Nr}-source", "{prefix}-{Owner:lower}-source")

    mapped = demo.cases(
        "Nr,Owner,Url\n1,A,http://a.org\n2,a,http://b.org\n3,B,http://c.org\n", ID, more=more
    )

    assert column(mapped, "id") == ["ca-demo-3"]
    assert [each[1:] for each in kept_out(mapped)] == [
        (2, "id-clash", "table.evidence.fields.id"),
        (3, "id-clash", "table.evidence.fields.id"),
    ]


def test_an_added_record_renames_no_other(demo, rows):
    before = demo.cases("Nr,Owner,Url\n1,Ä B,\n", ID, more=OTHERS)
    after = demo.cases("Nr,Owner,Url\n5,A B,\n1,Ä B,\n", ID, more=OTHERS)

    ids = {cell for table in ("organization", "innovation") for cell in rows(before, table, "id")}
    later = {cell for table in ("organization", "innovation") for cell in rows(after, table, "id")}
    assert ids < later


def test_a_mapping_may_have_tables_without_ids_of_their_own(demo, rows):
    demo.write({"cases.csv": "Nr,Goal\n1,5\n"})

    mapped = demo.map(
        '[[source]]\nname = "c"\nfiles = "*"\nformat = "csv"\nmain = "innovation_sdg"\n'
        "[table.innovation_sdg]\nfrom = 'c'\n"
        "fields = { innovation_id = { number = 'Nr' }, sdg = 'Goal' }\n"
        "[[record]]\ntable = 'innovation_sdg'\nrow = { innovation_id = 'ca-demo-9', sdg = '6' }"
    )

    assert rows(mapped, "innovation_sdg", "innovation_id", "sdg") == [
        ("ca-demo-9", "6"),
        ("ca-demo-1", "5"),
    ]


def test_an_account_that_does_not_add_up_stops_the_mapping(demo, monkeypatch):
    monkeypatch.setattr(Books, "_gave_rows", lambda *_: 0)

    with pytest.raises(MappingError, match=r"source\.cases: of 1 records 0 are accounted for"):
        demo.cases("Nr\n1\n", ID)


def test_an_unused_record_of_a_source_that_is_a_table_too_is_none(demo, kept_out):
    demo.write({"catalogs.csv": "C,Name\na,First\n"})
    more = """
[[source]]
name = "catalogs"
files = "catalogs.csv"
format = "csv"
[table.organization]
from = "catalogs"
distinct = "Name"
fields.id = { slug = "Name", kind = "org" }
fields.acronym = "C"
"""

    mapped = demo.cases("Nr\n1\n", ID, more=more)

    assert kept_out(mapped) == []
    assert mapped.summary["sources"][1]["used"] == 1
