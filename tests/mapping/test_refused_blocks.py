"""Every refusal of a block, or of a row, names the key that it is about."""

import pytest

ID = 'id = { number = "Nr" }\n'


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
def test_a_block_that_cannot_be_made_is_refused_by_its_key(refusal, more, said):
    assert refusal(ID, more=more).startswith(said)


@pytest.mark.parametrize(
    "block",
    ['distinct = "Title"', 'unpivot = { columns = "N{x}", values = { x = ["r"] }, value = "n" }'],
)
def test_a_record_that_is_a_row_is_no_more_and_no_less(refusal, block):
    found = refusal(ID, block=block)

    assert found == (
        "source.cases.main: a record that is a row can be neither distinct nor unpivot"
    )
