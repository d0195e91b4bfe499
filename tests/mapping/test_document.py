"""Every refusal names the key that it is about."""

import pytest

from openinnov.exceptions import MappingError
from openinnov.mapping import apply

CASES = "Nr,Title,Phase\n7,Queue by phone,live\n"
ID = 'id = { number = "Nr" }\n'


def _refusal(demo, *arguments, **options):
    with pytest.raises(MappingError) as caught:
        demo.cases(CASES, *arguments, **options)
    assert all(line.startswith("mapping.toml: ") for line in str(caught.value).splitlines())
    return str(caught.value).replace("mapping.toml: ", "")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        pytest.param(
            'title = { colum = "Title" }',
            "table.innovation.fields.title.colum: there is no such key; did you mean column?",
            id="a key that does not exist",
        ),
        pytest.param(
            'title = { column = "Title", constant = "x" }',
            "table.innovation.fields.title: a rule needs exactly one of column, constant,",
            id="two origins",
        ),
        pytest.param(
            "title = { repair = ['trim'] }",
            "table.innovation.fields.title: a rule needs exactly one of column, constant,",
            id="no origin",
        ),
        pytest.param(
            "title = { column = 5 }",
            "table.innovation.fields.title.column: this should be a list, in brackets",
            id="a number for a text",
        ),
        pytest.param(
            "title = { column = 'Title', repair = ['polish'] }",
            "table.innovation.fields.title.repair[1]: this should be 'double-encoded-utf8',",
            id="an unknown repair",
        ),
        pytest.param(
            "title = { slug = 'Title' }",
            "table.innovation.fields.title: kind goes with slug",
            id="a slug without its kind",
        ),
        pytest.param(
            "title = { column = 'Title', kind = 'org' }",
            "table.innovation.fields.title: kind goes with slug",
            id="a kind without a slug",
        ),
        pytest.param(
            "title = { reference = 'innovation' }",
            "table.innovation.fields.title: column goes with",
            id="a reference without a column",
        ),
        pytest.param(
            "title = { lookup = 'cases', column = 'Title' }",
            "table.innovation.fields.title: by goes with lookup",
            id="a lookup without a key",
        ),
        pytest.param(
            "title = { case = [{ when = [{ column = 'Nr', is = '7' }], then = 'Title' }] }",
            "table.innovation.fields.title: otherwise goes with case",
            id="a case without an otherwise",
        ),
        pytest.param(
            "title = { case = [{ when = [], then = 'Title' }], otherwise = 'Title' }",
            "table.innovation.fields.title.case[1].when: this should not be empty",
            id="a case without a condition",
        ),
        pytest.param(
            "title = { column = 'Title', unknown = 'report' }",
            "table.innovation.fields.title: unknown goes with codes",
            id="unknown without codes",
        ),
        pytest.param(
            "title = { column = 'Title', codes = 'standard', date = ['YYYY'] }",
            "table.innovation.fields.title: a rule takes one of codes, date and decimal",
            id="codes and a date",
        ),
        pytest.param(
            "title = { column = 'Title', decimal = ',', group = ',' }",
            "table.innovation.fields.title: group goes with decimal, and is another sign",
            id="one sign for two things",
        ),
        pytest.param(
            "title = { column = 'Title', truncate = { max = 2, mark = ' …' } }",
            "table.innovation.fields.title.truncate: the mark leaves no room for the text",
            id="a mark as long as the text",
        ),
        pytest.param(
            "titel = 'Title'",
            "table.innovation.fields.titel: there is no such field; did you mean title?",
            id="a field that does not exist",
        ),
        pytest.param(
            "title = 'Titel'",
            "table.innovation.fields.title: cases has no column Titel; did you mean Title?",
            id="a column that does not exist",
        ),
        pytest.param(
            "title = { template = '{Titel:lower}' }",
            "table.innovation.fields.title.template: there is no column Titel; did you mean Title?",
            id="a placeholder that does not exist",
        ),
        pytest.param(
            "title = { template = '{Title:upper}' }",
            "table.innovation.fields.title.template: there is no filter upper",
            id="a filter that does not exist",
        ),
        pytest.param(
            "title = { template = '{Title' }",
            "table.innovation.fields.title.template: a brace is not closed, or not opened",
            id="an open brace",
        ),
        pytest.param(
            "title = { column = 'Title', split = { by = ',' } }",
            "table.innovation.fields.title.split: title is no list",
            id="items of what is no list",
        ),
        pytest.param(
            "title = { columns = ['Title'] }",
            "table.innovation.fields.title.columns: title is no list; name columns in column",
            id="several columns of what is no list",
        ),
        pytest.param(
            "title = { constant = 'x', repair = ['trim'] }",
            "table.innovation.fields.title.repair: this goes with a rule that reads a column",
            id="the repair of a constant",
        ),
        pytest.param(
            "title = { column = 'Title', codes = 'standard' }",
            "table.innovation.fields.title.codes: title has no codes in the standard",
            id="codes of a field without any",
        ),
        pytest.param(
            "stage = { constant = 'pilott' }",
            "table.innovation.fields.stage.constant: pilott is not in the codelist stage; "
            "did you mean pilot?",
            id="a constant that is no code",
        ),
        pytest.param(
            "stage = { column = 'Phase', codes = 'standard', unknown = 'none' }",
            "table.innovation.fields.stage.unknown: none is not in the codelist stage",
            id="a code for the unknown that is none",
        ),
        pytest.param(
            "start_date = { column = 'Phase', date = ['DD/MM/YYYY', 'MM/DD/YYYY'] }",
            "table.innovation.fields.start_date.date: day before month and month before day",
            id="two orders of day and month",
        ),
        pytest.param(
            "stage = { column = 'Phase', codes = 'absent.csv' }",
            "table.innovation.fields.stage.codes: there is no file absent.csv beside the mapping",
            id="no such code table",
        ),
        pytest.param(
            "stage = { column = 'Phase', codes = '../phase.csv' }",
            "table.innovation.fields.stage.codes: the code table should lie beside the mapping",
            id="a code table elsewhere",
        ),
        pytest.param(
            "title = { lookup = 'case', by = { Nr = 'Nr' }, column = 'Title' }",
            "table.innovation.fields.title.lookup: there is no source case; did you mean cases?",
            id="a lookup in no source",
        ),
        pytest.param(
            "title = { lookup = 'cases', by = { Nr = 'No' }, column = 'Title' }",
            "table.innovation.fields.title.by: cases has no column No",
            id="a lookup by no column",
        ),
        pytest.param(
            "lead_organization_id = { reference = 'organization', column = 'Title' }",
            "table.innovation.fields.lead_organization_id.reference: no block makes rows of "
            "organization",
            id="a reference to no block",
        ),
        pytest.param(
            "adapted_from_id = { reference = 'innovation', column = 'Title' }",
            "table.innovation.fields.adapted_from_id.reference: no block of innovation is distinct",
            id="a reference to rows without a name",
        ),
    ],
)
def test_a_rule_that_cannot_be_applied_is_refused_by_its_key(demo, rule, said):
    assert _refusal(demo, ID + rule).startswith(said)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        pytest.param('{ column = "Nr" }', "needs one of is, in, not_in", id="no operator"),
        pytest.param('{ column = "Nr", is = "7", empty = false }', "needs one of is", id="two"),
        pytest.param('{ column = "No", is = "7" }', "cases has no column No", id="no column"),
        pytest.param('{ column = "Nr", matches = "^7" }', "not simple enough", id="an anchor"),
        pytest.param('{ column = "Nr", matches = "(" }', "not simple enough", id="no pattern"),
        pytest.param('{ column = "Nr", empty = 1 }', "true or false", id="a number for yes"),
        pytest.param('{ column = "Nr", at_least = "7" }', "be a number,", id="text for a number"),
    ],
)
def test_a_condition_that_cannot_be_asked_is_refused_by_its_key(demo, where, said):
    refusal = _refusal(demo, ID, block=f"where = [{where}]")

    assert refusal.startswith("table.innovation.where[1]")
    assert said in refusal


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param(
            ("cases.csv", "*.tsv"), "source.cases.files: no file matches *.tsv", id="no file"
        ),
        pytest.param(
            ("cases.csv", "../*.csv"),
            "source.cases.files: name files below the data folder",
            id="a folder above",
        ),
        pytest.param(
            ("cases.csv", "**cases.csv"),
            "source.cases.files: **cases.csv is no pattern for names of files",
            id="no pattern",
        ),
        pytest.param(
            ("cases.csv", "/cases.csv"),
            "source.cases.files: name files below the data folder",
            id="an absolute path",
        ),
        pytest.param(
            ('"innovation"', '"inovation"'),
            "source.cases.main: there is no table inovation; did you mean innovation?",
            id="no such table",
        ),
        pytest.param(
            ('"innovation"', '"service"'),
            "source.cases.main: exactly one block of table.service should be from cases",
            id="no block of the main table",
        ),
        pytest.param(
            ('main = "innovation"', 'main = "innovation"\nkey = ["No"]'),
            "source.cases.key: there is no column No",
            id="no such key",
        ),
        pytest.param(
            ('main = "innovation"', 'main = "innovation"\nignore = ["Tit"]'),
            "source.cases.ignore[1]: there is no column Tit; did you mean Title?",
            id="an ignored column that is not there",
        ),
        pytest.param(
            ('main = "innovation"', 'main = "innovation"\nfile_key = "[a-z]+[.]csv"'),
            "source.cases.file_key: this should be a simple pattern with one group",
            id="no group",
        ),
        pytest.param(
            ('main = "innovation"', 'main = "innovation"\nfile_key = "([0-9]+)[.]csv"'),
            "source.cases.file_key: it does not match the name of cases.csv",
            id="no match",
        ),
        pytest.param(
            ('"csv"', '"xml"'), "source.cases.format: this should be 'csv', 'workbook'", id="xml"
        ),
        pytest.param(
            ('name = "cases"', 'name = "case"'),
            "table.innovation.from: there is no source cases; did you mean case?",
            id="no such source",
        ),
    ],
)
def test_a_source_that_cannot_be_read_is_refused_by_its_key(demo, texts, changed, said):
    assert _refusal(demo, ID, source=texts.source.replace(*changed)).startswith(said)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        pytest.param(
            "[[source]]\nname = 'cases'\nfiles = '*'\nformat = 'csv'",
            "source.cases: this name is given twice",
            id="two sources of one name",
        ),
        pytest.param(
            "[[record]]\ntable = 'translation'\n[record.row]\ntable_name = 'innovation'\n"
            "record_id = 'ca-demo-1'\nfield = 'title'\nlanguage = 'fr'",
            "record[1].row.field: translation has no such field",
            id="a row with a composite key and an unknown field",
        ),
        pytest.param(
            "[table.service]\nfrom = 'cases'\n"
            "fields = { id = { reference = 'service', column = 'Nr' } }",
            "table.service.fields.id: an id cannot be a reference",
            id="an id that refers",
        ),
        pytest.param(
            "[table.innovation_sdg]\nfrom = 'cases'\n[table.innovation_sdg.fields]\n"
            "innovation_id = { number = 'Nr' }\n"
            "sdg = { column = 'goal', codes = 'standard', unknown = 'keep-out' }\n"
            "[table.innovation_sdg.unpivot]\n"
            "columns = 'T{goal}'\nvalues = { goal = ['itle'] }\nvalue = 'score'",
            "table.innovation_sdg.fields.sdg.unknown: a cell of many columns cannot keep out",
            id="a cell that keeps out its record",
        ),
        pytest.param(
            "[table.organization]\nfrom = 'cases'\ndistinct = 'Title'\n"
            "[table.organization.fields]\nid = { slug = 'Title', kind = 'org' }\n"
            "parent_id = { reference = 'organization', column = 'Title', date = ['YYYY'] }",
            "table.organization.fields.parent_id: a reference takes no step but repair and missing",
            id="a reference with a step",
        ),
        pytest.param(
            "[table.organization]\nfrom = 'cases'\ndistinct = 'Title'\n"
            "[table.organization.fields]\nid = { slug = 'Title', kind = 'org' }\n"
            "[table.organization.fields.country]\notherwise = { column = 'Title', "
            "codes = 'standard', unknown = 'keep-out' }\n[[table.organization.fields.country.case]]"
            "\nwhen = [{ column = 'Nr', is = '7' }]\n"
            "then = { reference = 'organization', column = 'Title' }",
            "table.organization.fields.country.unknown: what refers to another table cannot keep",
            id="a reference that keeps out",
        ),
        pytest.param(
            "[table.inovation]\nfrom = 'cases'\nfields = {}",
            "table.inovation: there is no such table; did you mean innovation?",
            id="no such table",
        ),
        pytest.param(
            "[table.service]\nfrom = 'cases'\nfields = {}",
            "table.service.fields: id is needed",
            id="no id",
        ),
        pytest.param(
            "[[table.service]]\nfrom = 'cases'\nfields = { id = { number = 'Nr' } }\n"
            "[[table.service]]\nfrom = 'cases'\nfields = { id = { nummer = 'Nr' } }",
            "table.service[2].fields.id.nummer: there is no such key; did you mean number?",
            id="the second of two blocks",
        ),
        pytest.param(
            "[table.innovation_sdg]\nfrom = 'cases'\n"
            "fields = { innovation_id = { number = 'Nr' }, sdg = 'goal' }\n"
            "[table.innovation_sdg.unpivot]\n"
            "columns = 'G{goal}'\nvalues = { goal = '1..2' }\nvalue = 'score'",
            "table.innovation_sdg.unpivot.columns: cases has no column G1",
            id="a column of many that is not there",
        ),
        pytest.param(
            "[table.innovation_sdg]\nfrom = 'cases'\n"
            "fields = { innovation_id = { number = 'Nr' }, sdg = 'goal' }\n"
            "[table.innovation_sdg.unpivot]\n"
            "columns = 'Title'\nvalues = { goal = '1..2' }\nvalue = 'score'",
            "table.innovation_sdg.unpivot.columns: Title should hold each of the values once",
            id="a pattern without its value",
        ),
        pytest.param(
            "[table.innovation_sdg]\nfrom = 'cases'\n"
            "fields = { innovation_id = { number = 'Nr' }, sdg = 'goal' }\n"
            "[table.innovation_sdg.unpivot]\n"
            "columns = 'G{goal}'\nvalues = { goal = '2..1' }\nvalue = 'score'",
            "table.innovation_sdg.unpivot.values.goal: this should be a list, or such as 1..17",
            id="values that are no range",
        ),
        pytest.param(
            "[table.innovation_sdg]\nfrom = 'cases'\n"
            "fields = { innovation_id = { number = 'Nr' }, sdg = 'goal' }\n"
            "[table.innovation_sdg.unpivot]\n"
            "columns = 'G{goal}'\nvalues = { goal = '1..2' }\nvalue = 'Title'",
            "table.innovation_sdg.unpivot: the source has a column Title already",
            id="a name that a column has",
        ),
        pytest.param(
            "[table.contact]\nfrom = 'cases'\nfields = { id = { slug = 'Title', kind = 'c' } }",
            "table.contact.fields.id: an id of this table must not be made of a name",
            id="the slug of a person",
        ),
        pytest.param(
            "[table.contact]\nfrom = 'cases'\nfields = { id = { template = '{Title:slug}' } }",
            "table.contact.fields.id: an id of this table must not be made of a name",
            id="a slug of a person in a template",
        ),
        pytest.param(
            "[[record]]\ntable = 'organization'\nrow = { id = 'xx-demo-a' }",
            "record[1].row.id: this is no id that begins with ca-demo-",
            id="a row of another publisher",
        ),
        pytest.param(
            "[[record]]\ntable = 'organization'\nrow = { id = 'ca-demo-a' }\n"
            "[[record]]\ntable = 'organization'\nrow = { id = 'ca-demo-a' }",
            "record[2].row.id: this id is given twice",
            id="two rows with one id",
        ),
        pytest.param(
            "[[record]]\ntable = 'organization'\nrow = { id = 'ca-demo-a', nam = 'A' }",
            "record[1].row.nam: organization has no such field; did you mean name?",
            id="a row with an unknown field",
        ),
        pytest.param(
            "[[record]]\ntable = 'organisation'\nrow = { id = 'ca-demo-a' }",
            "record[1].table: there is no table organisation; did you mean organization?",
            id="a row of an unknown table",
        ),
        pytest.param(
            "[[record]]\ntable = 'organization'\nrow = { name = 'A' }",
            "record[1].row: the row needs id",
            id="a row without an id",
        ),
    ],
)
def test_a_block_that_cannot_be_made_is_refused_by_its_key(demo, more, said):
    assert _refusal(demo, ID, more=more).startswith(said)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param(("mapping = 1", "mapping = 2"), "mapping: this should be 1", id="version"),
        pytest.param(
            ("T09:00:00Z", "T09:00:00"),
            "descriptor.created: this needs a time zone, such as the Z",
            id="no time zone",
        ),
        pytest.param(
            ("2026-01-15T09:00:00Z", '"2026-01-15"'),
            "descriptor.created: this should be a date with its time and zone, without quotation",
            id="a text for a date",
        ),
        pytest.param(
            ('"2026.01.15"', "2026"),
            "descriptor.version: this should be a text, in quotation marks",
            id="a number for a text",
        ),
        pytest.param(
            ('"ca-demo"', '"CA-DEMO"'), "descriptor.prefix: openinnov:prefix should be", id="prefix"
        ),
        pytest.param(
            ('licence = "CC-BY-4.0"', 'licence = ""'), "descriptor.licence: ", id="no licence"
        ),
        pytest.param(('name = "demo"', ""), "descriptor.name: this key is needed", id="no name"),
        pytest.param(("mapping = 1", "mapping = "), "Invalid value (at line 2", id="no TOML"),
    ],
)
def test_a_head_that_is_faulty_is_refused_by_its_key(demo, texts, changed, said):
    assert _refusal(demo, ID, head=texts.head.replace(*changed)).startswith(said)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        pytest.param("a,b\n", "the first line of p.codes.csv should be from,to", id="header"),
        pytest.param("", "the first line of p.codes.csv should be from,to", id="empty"),
        pytest.param("from,to\nlive\n", "record 2 of p.codes.csv should be from,to", id="narrow"),
        pytest.param("from,to\nlive,piloted\n", "piloted is not in the codelist stage", id="code"),
        pytest.param(
            "from,to\nlive,pilot\nLIVE,idea\n",
            "one text has several codes, and this no list",
            id="two codes for one text",
        ),
        pytest.param(b"from,to\n\xff,pilot\n", "byte 8 of p.codes.csv is not UTF-8", id="bytes"),
    ],
)
def test_a_code_table_that_cannot_be_used_is_refused_by_its_key(demo, table, said):
    demo.write({"p.codes.csv": table})

    refusal = _refusal(demo, ID + "stage = { column = 'Phase', codes = 'p.codes.csv' }")

    assert refusal == f"table.innovation.fields.stage.codes: {said}" or refusal.startswith(
        f"table.innovation.fields.stage.codes: {said}; "
    )


def test_a_mapping_that_is_not_there_is_refused(demo):
    with pytest.raises(MappingError, match=r"mapping\.toml: there is no such mapping file"):
        apply(demo.file, demo.data)


def test_a_mapping_that_is_not_utf_8_is_refused(demo):
    demo.file.write_bytes(b"mapping = 1 # \xff")

    with pytest.raises(MappingError, match=r"mapping\.toml: byte 14 is not UTF-8"):
        apply(demo.file, demo.data)


@pytest.mark.parametrize(
    "block",
    ['distinct = "Title"', 'unpivot = { columns = "N{x}", values = { x = ["r"] }, value = "n" }'],
)
def test_a_record_that_is_a_row_is_no_more_and_no_less(demo, block):
    refusal = _refusal(demo, ID, block=block)

    assert refusal == (
        "source.cases.main: a record that is a row can be neither distinct nor unpivot"
    )


def test_of_a_key_that_may_be_one_thing_or_another_both_are_said(demo):
    refusal = _refusal(demo, ID, block="distinct = 5")

    assert refusal == (
        "table.innovation.distinct: this should be a text, in quotation marks; "
        "or this should be a list, in brackets"
    )


def test_all_faults_of_the_form_are_told_at_once(demo):
    refusal = _refusal(demo, ID + "title = { colum = 'Title' }\nsummary = { kolumn = 'Title' }")

    assert [line.partition(":")[0] for line in refusal.splitlines()] == [
        "table.innovation.fields.title.colum",
        "table.innovation.fields.summary.kolumn",
    ]


def test_a_refusal_quotes_no_cell(demo):
    demo.write({"cases.csv": "Nr,Title\n7,Canary Person\n"})

    with pytest.raises(MappingError) as caught:
        demo.cases("Nr,Title\n7,Canary Person\n", ID + "title = 'Absent'")

    assert "Canary" not in f"{caught.value!r} {caught.value.__cause__!r}"
