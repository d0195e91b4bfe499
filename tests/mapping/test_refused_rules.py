"""Every refusal of a rule names the key that it is about."""

import pytest

ID = 'id = { number = "Nr" }\n'


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
def test_a_rule_that_cannot_be_applied_is_refused_by_its_key(refusal, rule, said):
    assert refusal(ID + rule).startswith(said)


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
def test_a_condition_that_cannot_be_asked_is_refused_by_its_key(refusal, where, said):
    found = refusal(ID, block=f"where = [{where}]")

    assert found.startswith("table.innovation.where[1]")
    assert said in found


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
def test_a_code_table_that_cannot_be_used_is_refused_by_its_key(demo, refusal, table, said):
    demo.write({"p.codes.csv": table})

    found = refusal(ID + "stage = { column = 'Phase', codes = 'p.codes.csv' }")

    assert found == f"table.innovation.fields.stage.codes: {said}" or found.startswith(
        f"table.innovation.fields.stage.codes: {said}; "
    )
