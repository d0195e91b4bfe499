"""CSV files as statements, by their CSVW metadata: the minimal mode of "csv2rdf", in plain Python.

It knows the part of the recommendations that our metadata use, and nothing of how they are made.
"""

import csv
import json
import re
from pathlib import Path
from urllib.parse import quote

_XSD = "http://www.w3.org/2001/XMLSchema#"
#: RFC 6570: what reserved expansion leaves as it is besides unreserved characters.
_RESERVED = ":/?#[]@!$&'()*+,;=%"
_INHERITED = ("aboutUrl", "datatype", "default", "lang", "null", "propertyUrl", "valueUrl")


def statements(package, name="csvw.json"):
    """Return what the files of a package say by their metadata, as N-Triples has the terms."""
    group = json.loads((package / name).read_text("utf-8"))
    assert group["dialect"]["delimiter"] == ","
    found = set()
    for table in group["tables"]:
        if not table.get("suppressOutput"):
            found |= set(_rows(Path(package), group, table))
    return found


def suppressed(package, name="csvw.json"):
    """Return the columns of which the metadata say nothing, by table."""
    group = json.loads((package / name).read_text("utf-8"))
    return {
        Path(table["url"]).stem: [
            column["name"]
            for column in table["tableSchema"]["columns"]
            if column.get("suppressOutput") or table.get("suppressOutput")
        ]
        for table in group["tables"]
    }


def _rows(package, group, table):
    schema = table["tableSchema"]
    with (package / table["url"]).open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    real = [column for column in schema["columns"] if not column.get("virtual")]
    assert [column["name"] for column in real] == heading
    assert all(column["name"] in column["titles"] for column in real)
    described = [_inheriting(column, schema, table, group) for column in schema["columns"]]
    for row in rows:
        cells = dict(zip(heading, row, strict=True))
        values = {
            column["name"]: _value(column, cells.get(column["name"], "")) for column in described
        }
        for column in described:
            if not column.get("suppressOutput"):
                yield from _said(column, values)


def _inheriting(column, *outer):
    inherited = {}
    for each in reversed(outer):
        inherited |= {key: each[key] for key in _INHERITED if key in each}
    return {"null": "", "lang": "und", "datatype": "string", **inherited, **column}


def _value(column, cell):
    cell = column.get("default", "") if cell == "" else cell
    if "separator" in column:
        return cell.split(column["separator"]) if cell not in ("", column["null"]) else []
    return None if cell == column["null"] else cell


def _said(column, values):
    value = values[column["name"]]
    if value in (None, []) and not column.get("virtual"):
        return
    subject = f"<{_expanded(column['aboutUrl'], values)}>"
    predicate = f"<{_expanded(column['propertyUrl'], values)}>"
    if "valueUrl" in column:
        yield subject, predicate, f"<{_expanded(column['valueUrl'], values)}>"
        return
    for item in value if isinstance(value, list) else [value]:
        yield subject, predicate, _literal(item, column)


def _literal(text, column):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    if column["datatype"] != "string":
        return f'"{escaped}"^^<{_XSD}{column["datatype"]}>'
    return f'"{escaped}"' if column["lang"] == "und" else f'"{escaped}"@{column["lang"]}'


def _expanded(template, values):
    def expand(found):
        reserved, name = found.groups()
        value = values[name] or ""
        text = ",".join(value) if isinstance(value, list) else value
        return quote(text, safe=_RESERVED if reserved else "")

    return re.sub(r"\{(\+?)([A-Za-z0-9_]+)\}", expand, template)
