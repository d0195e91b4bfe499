"""What frictionless finds in files, and what this tool does: the rule, the record, the field."""

import json
import re
from collections import Counter

import openinnov
from openinnov.reporting import OUTPUTS
from openinnov.standard import Words

#: Their names for what is called otherwise here.
_NAMES = {"type-error": "type", "unique-error": "unique"}
#: What this tool notes besides, and frictionless has no word for.
NOTED = frozenset({"no-time-zone", "renamed-label", "surrounding-space"})
#: They blame the record where we blame its first field.
_OF_RECORDS = frozenset({"foreign-key", "primary-key"})
_VERSION_2 = "https://datapackage.org/profiles/2.0/datapackage.json"
_DIALECT = {
    "headerRows": [1],
    "csv": {
        "delimiter": ",",
        "quoteChar": '"',
        "doubleQuote": True,
        "skipInitialSpace": False,
    },
}


def package(folder, tables):
    """Write tables, each a schema and a CSV text, as a data package; return its descriptor."""
    resources = []
    for name, (schema, content) in tables.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.csv").write_bytes(raw)
        resources.append({"name": name, "path": f"{name}.csv", "schema": schema})
    descriptor = {"$schema": _VERSION_2, "name": "package", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    return descriptor


def ours(folder, *, noted=False):
    """Return what this tool finds in a package, or in its one table; it can be said as well."""
    report = openinnov.validate(openinnov.read(folder / "datapackage.json"), samples=10**6)
    for output in OUTPUTS.values():
        assert output.render(report, Words(report.standard))
    return Counter(_ours(report, noted=noted))


def _ours(report, *, noted):
    for each in report.findings:
        place = each.field
        if place is None and str(each.detail).startswith("column "):
            place = int(each.detail.removeprefix("column "))
        if noted or each.rule not in NOTED:
            yield each.rule, each.row, None if each.rule in _OF_RECORDS else place


def theirs(folder, *, keys=True):
    """Return what frictionless finds in the same package, told to guess nothing.

    Without `keys`, what it says twice of a key that is missing is left out.
    """
    from frictionless import Package

    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        resource |= {"encoding": "utf-8", "dialect": _DIALECT, "type": "table", "format": "csv"}
    report = Package.from_descriptor(descriptor, basepath=str(folder)).validate(limit_errors=10**9)
    assert not report.errors, report.errors
    errors = (error for task in report.tasks for error in task.errors)
    return Counter(_theirs(error) for error in errors if keys or not _is_missing_key(error))


def _is_missing_key(error):
    return error.type == "primary-key" and "are all" in error.note


def _theirs(error):
    rule = _NAMES.get(error.type, error.type)
    if rule == "constraint-error":
        name = re.match(r'constraint "(\w+)"', error.note)[1]
        rule = re.sub("([A-Z])", lambda found: f"-{found[1].lower()}", name)
    field = getattr(error, "field_name", None) or getattr(error, "field_number", None)
    return rule, getattr(error, "row_number", None), field
