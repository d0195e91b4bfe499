"""Make reports of notices, so that a test can say what was found without a submission."""

from openinnov.report import Finding, Notice, Origin, Report
from openinnov.standard import load

STANDARD = load()
#: A word that no line of a small screen holds.
LONG = "Verwaltungsverfahrensbeschleunigungsgesetz" * 4
#: What checks demand.
PARAMS = {
    "codelist": {"codelists": "country", "codes": "AD, AE, AF"},
    "type": {"type": "date"},
    "foreign-key": {"table": "organization", "field": "id"},
}


def finding(rule="codelist", **parts):
    """Return a finding in the country of an organization."""
    place = {"table": "organization", "source": "organization.csv", "row": 3, "field": "country"}
    known = place | {"cell": "C3", "value": "UK", "detail": None} | parts
    known = {"line": known["row"]} | known
    return Finding(rule=rule, severity=STANDARD.check(rule).severity, **known)


def notice(rule="codelist", samples=(), **parts):
    """Return a notice of some findings, or of one."""
    samples = tuple(samples) or (finding(rule),)
    rows = [each.row for each in samples if each.row]
    values = {each.value: 1 for each in samples if each.value is not None}
    known = {
        "table": samples[0].table,
        "field": samples[0].field,
        "heading": samples[0].field,
        "params": PARAMS.get(rule, {}),
        "total": len(samples),
        "rows": tuple(dict.fromkeys(map(str, rows))),
        "rows_complete": True,
        "every_row": False,
        "values": tuple(values.items())[:8],
        "withheld": False,
    }
    return Notice(check=STANDARD.check(rule), samples=samples, **(known | parts))


def report(*notices, **parts):
    """Return a report of notices on one file."""
    known = {
        "sources": (Origin("organization.csv", "organization", "0" * 64, 99, "utf-8", 9, 9, 0, 0),),
        "tables": {"organization": 9},
        "evaluated": ("type", "codelist", "end-before-start"),
        "unevaluated": (),
    }
    return Report(STANDARD, "0.0.0", notices=notices, **(known | parts))


def typical():
    """Return a report of 15 notices with 10 places each."""
    table = STANDARD.tables["innovation"]
    names = list(table.fields)[:15]
    rules = ["codelist", "type", "end-before-start", "surrounding-space", "required"]
    return report(
        *(
            notice(rule, [_place(rule, name, row) for row in range(100, 120, 2)])
            for name, rule in zip(names, rules * 3, strict=True)
        )
    )


def _place(rule, name, row):
    is_spelling = rule in {"codelist", "surrounding-space"}
    return finding(
        rule,
        table="innovation",
        source="innovation.csv",
        field=name,
        row=row,
        cell=f"AB{row}",
        value=None if rule == "required" else f"Office {row} of {name}",
        suggestion=f"office-{row}" if is_spelling else None,
        safe=is_spelling,
    )


def wide():
    """Return a report of which words, values, names and rows are long or of another script."""
    return report(
        notice(
            samples=[
                finding(
                    source=f"{LONG}.csv",
                    row=row,
                    cell=f"XFD{row}",
                    value=value,
                    suggestion=f"{value}-1",
                )
                for row, value in [(1_000_000, LONG), (1_000_002, "السعودية"), (1_000_004, " a ")]
            ],
            heading=LONG,
            total=7_000_000,
            rows=tuple(str(row) for row in range(1_000_000, 1_000_200, 2)),
        ),
        notice("personal-data-in-text", withheld=True, values=()),
    )
